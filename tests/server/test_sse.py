import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

import pytest

from rosana.errors import ModelInterrupted
from rosana.server.sse import begun, chat_frame, frames, with_pings
from rosana.types import Done, Event, Sources, Token

DONE = Done("Olá", "extractive", "c", "m", refused=False, confidence=1)


async def stream(*events: Event | Exception) -> AsyncGenerator[Event, None]:
    for event in events:
        if isinstance(event, Exception):
            raise event
        yield event


async def everything(written: AsyncIterator[str]) -> list[str]:
    return [frame async for frame in written]


async def test_each_event_is_one_named_frame_with_json() -> None:
    written = await everything(frames(stream(Sources(()), Token("Olá\n"), DONE), chat_frame))
    assert written[0] == 'event: sources\ndata: {"sources": []}\n\n'
    assert written[1] == 'event: token\ndata: {"text": "Olá\\n"}\n\n'
    assert written[2].startswith('event: done\ndata: {"response": "Olá"')


async def test_an_error_in_the_middle_becomes_the_last_frame() -> None:
    written = await everything(frames(stream(Token("Olá"), ModelInterrupted()), chat_frame))
    assert len(written) == 2
    assert written[1].startswith('event: error\ndata: {"code": "model_interrupted"')


async def test_a_bug_in_the_middle_shows_no_detail() -> None:
    written = await everything(frames(stream(Token("Olá"), ValueError("secret")), chat_frame))
    assert '"code": "internal_error"' in written[1]
    assert "secret" not in written[1]


async def test_what_fails_before_the_first_event_is_raised() -> None:
    with pytest.raises(ModelInterrupted):
        await begun(stream(ModelInterrupted()))


async def test_a_begun_stream_is_whole() -> None:
    events = await begun(stream(Token("a"), Token("b"), DONE))
    assert [event async for event in events] == [Token("a"), Token("b"), DONE]


async def test_silence_is_filled_with_pings() -> None:
    speak = asyncio.Event()

    async def slow() -> AsyncGenerator[str, None]:
        await speak.wait()
        yield "enfim"

    heard = []
    async for event in with_pings(slow(), seconds=0.001):
        heard.append(event)
        if len(heard) == 3:
            speak.set()
    assert heard[:3] == [None, None, None]
    assert heard[-1] == "enfim"


async def test_leaving_early_closes_the_source() -> None:
    closed = asyncio.Event()

    async def endless() -> AsyncGenerator[str, None]:
        try:
            while True:
                yield "mais"
        finally:
            closed.set()

    events = with_pings(endless(), seconds=1)
    await anext(events)
    await events.aclose()
    assert closed.is_set()
