"""The whole app over open parts, called without a socket."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from rosana.server.app import create_app
from rosana.settings import Settings
from rosana.wiring import open_serving_desk


@asynccontextmanager
async def serving(data_dir: Path, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    """Open the app with the sample knowledge base and wait until its model is known; None leaves a setting unset."""
    given = {"model": "extractive", **settings}
    chosen = Settings(data_dir=data_dir, **{name: value for name, value in given.items() if value is not None})
    async with open_serving_desk(chosen) as desk:
        await desk.engine.settle()
        transport = httpx.ASGITransport(create_app(desk, chosen), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            yield client


async def streamed(client: httpx.AsyncClient, message: str, **body: Any) -> list[tuple[str, Any]]:
    """Return the events of a streamed answer, pings left out."""
    answer = await client.post("/chat", json={"message": message, **body}, headers={"accept": "text/event-stream"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = []
    for frame in answer.text.strip().split("\n\n"):
        name, data = frame.split("\n")
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return [event for event in events if event[0] != "ping"]
