import asyncio

import pytest
from fastapi import Request
from starlette.types import Message

from rosana.server.disconnect import ClientGone, while_connected


def request(*, leaves: asyncio.Event) -> Request:
    async def receive() -> Message:
        await leaves.wait()
        return {"type": "http.disconnect"}

    return Request({"type": "http", "method": "POST", "path": "/", "headers": []}, receive)


async def test_work_is_done_while_the_client_waits() -> None:
    async def work() -> str:
        return "feito"

    assert await while_connected(request(leaves=asyncio.Event()), work()) == "feito"


async def test_work_is_cancelled_when_the_client_leaves() -> None:
    leaves, cancelled = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        leaves.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    with pytest.raises(ClientGone):
        await while_connected(request(leaves=leaves), work())
    assert cancelled.is_set()


async def test_what_the_work_raises_is_raised() -> None:
    async def work() -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        await while_connected(request(leaves=asyncio.Event()), work())
