"""What surrounds every request: its id, its measure, one log line, and the limit of its body."""

import logging
import time
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rosana.errors import RosanaError
from rosana.server.disconnect import ClientGone
from rosana.server.metrics import Metrics
from rosana.server.problems import BodyTooLarge, problem

__all__ = ["BodyLimit", "Observation"]

_log = logging.getLogger(__name__)


class Observation:
    """Gives each request an id, counts and times it, and logs it without its content.

    Of what says nothing of caches no copy is kept: it may be what a customer wrote.
    """

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        started, status = time.perf_counter(), 499  # as nginx names a client that went away before an answer

        async def observed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
                MutableHeaders(scope=message).setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self._app(scope, receive, observed)
        except ClientGone:
            pass
        except Exception:
            _log.exception("%s erro inesperado", request_id)
            if status != 499:
                raise
            await problem(RosanaError(), Request(scope))(scope, receive, observed)
        finally:
            seconds = time.perf_counter() - started
            route = getattr(scope.get("route"), "path", "other")
            self._metrics.observe_request(scope["method"], route, status=status, seconds=seconds)
            _log.info("%s %s %s %d %.1f ms", request_id, scope["method"], route, status, seconds * 1000)


class BodyLimit:
    """Answers 413 as soon as a body is larger than its route may read.

    Starlette's own limit writes that answer as plain text and cannot be told to write a problem.
    """

    def __init__(self, app: ASGIApp, *, usual: int, uploads: int) -> None:
        self._app = app
        self._usual = usual
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._uploads if _carries_document(scope) else self._usual
        if _declared_length(scope) > limit:
            await problem(BodyTooLarge(), Request(scope))(scope, receive, send)
            return
        received = 0

        async def limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(413)
            return message

        await self._app(scope, limited, send)


def _carries_document(scope: Scope) -> bool:
    path: str = scope["path"]
    return path == "/documents" or (scope["method"] == "PUT" and path.startswith("/documents/"))


def _declared_length(scope: Scope) -> int:
    declared = dict(scope["headers"]).get(b"content-length", b"")
    return int(declared[:18]) if declared.isdigit() else 0  # 18 digits are over any limit, and quick to read
