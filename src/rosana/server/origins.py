"""Keeps other sites' pages from changing anything: browsers ask no leave before they send a form or plain text."""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from rosana.server.problems import OriginRefused, problem

__all__ = ["OriginGuard"]

_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


class OriginGuard:
    """Answers 403 to a request that a page of a site outside the list sends to change something.

    What is no browser sends no `Origin`, and is not meant. Source: https://fetch.spec.whatwg.org/#origin-header and
    https://w3c.github.io/webappsec-fetch-metadata.
    """

    def __init__(self, app: ASGIApp, *, allowed: Collection[str]) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["method"] not in _SAFE and not self._may_write(Headers(scope=scope)):
            await problem(OriginRefused(), Request(scope))(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _may_write(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is None or origin in self._allowed or "*" in self._allowed:
            return True
        # A proxy may have changed the host; where the browser itself says that it is one site, that counts.
        same = headers.get("sec-fetch-site") == "same-origin"
        return same or urlsplit(origin).netloc == headers.get("host")
