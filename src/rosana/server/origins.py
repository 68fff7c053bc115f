"""What pages of other sites may do: change nothing, but for what the widget calls from the sites that may show it."""

import re
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rosana.desk import Desk
from rosana.errors import RosanaError
from rosana.server.problems import OriginRefused, problem

__all__ = ["OriginGuard", "WidgetOrigins"]

_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_WIDGET_CALL = re.compile(
    r"GET /(widget/[^/]+|conversations/[^/]+|suggestions|ready|public/settings)"
    r"|POST /(chat|widget/[^/]+/sessions|messages/[^/]+/feedback)"
)


class WidgetOrigins:
    """Opens the calls of the widget, and no other, to the pages of the sites that the console lists.

    Marks such a call with `state.foreign`, so that its route asks for a visitor's session. Source:
    https://fetch.spec.whatwg.org/#http-cors-protocol.

    Args:
        everywhere: origins that may make every call, which is not this class's business.
    """

    def __init__(self, app: ASGIApp, *, everywhere: Collection[str]) -> None:
        self._app = app
        self._everywhere = everywhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not _is_widget_call(scope):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        elsewhere = self._is_elsewhere(origin, headers)
        try:
            foreign = elsewhere and await _is_listed(origin, scope["app"].state.desk)
        except RosanaError as error:
            await problem(error, Request(scope))(scope, receive, send)
            return
        scope["state"]["foreign"] = foreign

        async def varied(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                answered.add_vary_header("Origin")
                if foreign:
                    answered["Access-Control-Allow-Origin"] = origin
                    del answered["Access-Control-Allow-Credentials"]  # meant for the pages that may do everything
                elif elsewhere:
                    answered["Cache-Control"] = "no-store"  # the site may be listed the next moment
            await send(message)

        if foreign and scope["method"] == "OPTIONS":
            await _preflight(headers)(scope, receive, varied)
            return
        await self._app(scope, receive, varied)

    def _is_elsewhere(self, origin: str, headers: Headers) -> bool:
        everywhere = origin in self._everywhere or "*" in self._everywhere
        return bool(origin) and not everywhere and not _is_own(origin, headers)


class OriginGuard:
    """Answers 403 to a request that a page of a site outside the list sends to change something.

    Browsers ask no leave before they send a form or plain text. What is no browser sends no `Origin`, and is not
    meant. Source: https://fetch.spec.whatwg.org/#origin-header and https://w3c.github.io/webappsec-fetch-metadata.
    """

    def __init__(self, app: ASGIApp, *, allowed: Collection[str]) -> None:
        self._app = app
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["method"] not in _SAFE and not self._may_write(scope):
            await problem(OriginRefused(), Request(scope))(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _may_write(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None or origin in self._allowed or "*" in self._allowed:
            return True
        return bool(scope["state"].get("foreign")) or _is_own(origin, headers)


async def _is_listed(origin: str, desk: Desk) -> bool:
    return origin in (await desk.preferences.widget()).origins


def _is_widget_call(scope: Scope) -> bool:
    method = scope["method"]
    if method == "OPTIONS":
        method = Headers(scope=scope).get("access-control-request-method", "")
    return _WIDGET_CALL.fullmatch(f"{method} {scope['path']}") is not None


def _is_own(origin: str, headers: Headers) -> bool:
    # A proxy may have changed the host or the scheme; where the browser itself says whose page it is, that counts.
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    return origin.partition("://")[2] == headers.get("host")


def _preflight(headers: Headers) -> Response:
    return Response(
        status_code=204,
        headers={
            "Access-Control-Allow-Methods": headers["access-control-request-method"],
            "Access-Control-Allow-Headers": "Authorization, Content-Type",
            "Access-Control-Max-Age": "600",
        },
    )
