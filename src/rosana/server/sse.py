"""An answer's stream as server-sent events.

Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from dataclasses import asdict
from typing import Any, TypeVar

from starlette.responses import StreamingResponse

from rosana.errors import RosanaError
from rosana.types import Citation, Done, Event, Sources, Token

__all__ = ["begun", "chat_frames", "event_stream", "with_pings"]

T = TypeVar("T")

PING_SECONDS = 15.0
"""Proxies close a silent connection after 30 to 60 seconds."""

_NAMES: dict[type, str] = {Sources: "sources", Token: "token", Citation: "citation", Done: "done"}
_log = logging.getLogger(__name__)


async def begun(events: AsyncGenerator[Event, None]) -> AsyncGenerator[Event, None]:
    """Wait for the first event, so that what fails before it still gets a status of its own.

    Raises:
        RosanaError: whatever the stream raises before its first event.
    """
    first = await anext(events)

    async def whole() -> AsyncGenerator[Event, None]:
        async with aclosing(events):
            yield first
            async for event in events:
                yield event

    return whole()


def event_stream(frames: AsyncIterator[str]) -> StreamingResponse:
    """Return the response that sends the frames as they come."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(frames, media_type="text/event-stream", headers=headers)


def _frame(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


async def chat_frames(events: AsyncGenerator[Event, None], *, ping: float = PING_SECONDS) -> AsyncGenerator[str, None]:
    """Write an answer's events as frames; an error becomes the last one."""
    try:
        async with aclosing(with_pings(events, seconds=ping)) as stream:
            async for event in stream:
                yield _frame("ping", {}) if event is None else _frame(_NAMES[type(event)], asdict(event))
    except RosanaError as exc:
        _log.warning("%s no meio de uma resposta", exc.code)
        yield _frame("error", {"code": exc.code, "detail": exc.detail})
    except Exception:
        _log.exception("erro inesperado no meio de uma resposta")
        yield _frame("error", {"code": RosanaError.code, "detail": RosanaError.detail})


async def with_pings(events: AsyncGenerator[T, None], *, seconds: float) -> AsyncGenerator[T | None, None]:
    """Yield the events, and None after every `seconds` of silence."""
    waiting: asyncio.Task[T] | None = None
    try:
        while True:
            waiting = waiting or asyncio.ensure_future(anext(events))
            done, _ = await asyncio.wait({waiting}, timeout=seconds)
            if not done:
                yield None
                continue
            try:
                event = waiting.result()
            except StopAsyncIteration:
                return
            waiting = None
            yield event
    finally:
        if waiting is not None:
            waiting.cancel()
            with suppress(BaseException):
                await waiting
        await events.aclose()
