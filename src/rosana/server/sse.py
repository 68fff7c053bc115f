"""Streams as server-sent events.

Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, suppress
from dataclasses import asdict
from typing import Any, TypeVar

from starlette.responses import StreamingResponse

from rosana.errors import RosanaError
from rosana.types import Citation, Done, Event, Sources, Token

__all__ = ["begun", "chat_frame", "event_stream", "frame", "frames", "with_pings"]

T = TypeVar("T")

PING_SECONDS = 15.0
"""Proxies close a silent connection after 30 to 60 seconds."""

_NAMES: dict[type, str] = {Sources: "sources", Token: "token", Citation: "citation", Done: "done"}
_log = logging.getLogger(__name__)


async def begun(events: AsyncGenerator[T, None]) -> AsyncGenerator[T, None]:
    """Wait for the first event, so that what fails before it still gets a status of its own.

    Raises:
        RosanaError: whatever the stream raises before its first event.
    """
    first = await anext(events)

    async def whole() -> AsyncGenerator[T, None]:
        async with aclosing(events):
            yield first
            async for event in events:
                yield event

    return whole()


def event_stream(frames: AsyncIterator[str]) -> StreamingResponse:
    """Return the response that sends the frames as they come."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(frames, media_type="text/event-stream", headers=headers)


def chat_frame(event: Event | RosanaError | None) -> str:
    """Write one event of an answer as a frame of `/chat`."""
    match event:
        case None:
            return frame("ping", {})
        case RosanaError():
            return frame("error", {"code": event.code, "detail": event.detail})
        case _:
            return frame(_NAMES[type(event)], asdict(event))


def frame(name: str, data: dict[str, Any]) -> str:
    """Write one event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


async def frames(
    events: AsyncGenerator[T, None],
    write: Callable[[T | RosanaError | None], str],
    *,
    ping: float = PING_SECONDS,
) -> AsyncGenerator[str, None]:
    """Write the events of a stream as frames.

    Args:
        events: of an answer, or of a document that is being read.
        write: makes a frame of an event, of None (a sign of life) or of an error, which comes last.
        ping: seconds of silence before a sign of life.
    """
    try:
        async with aclosing(with_pings(events, seconds=ping)) as stream:
            async for event in stream:
                yield write(event)
    except RosanaError as exc:
        _log.warning("%s no meio de um fluxo de eventos", exc.code)
        yield write(exc)
    except Exception:
        _log.exception("erro inesperado no meio de um fluxo de eventos")
        yield write(RosanaError())


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
        # A task of its own: Starlette cancels this one again and again, which would cut the closing short.
        await asyncio.shield(asyncio.create_task(_close(events, waiting)))


async def _close(events: AsyncGenerator[T, None], waiting: asyncio.Task[T] | None) -> None:
    if waiting is not None:
        waiting.cancel()
        with suppress(BaseException):
            await waiting
    await events.aclose()
