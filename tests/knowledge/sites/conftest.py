from collections.abc import AsyncIterator, Iterator

import pytest

from rosana.knowledge.sites.fetch import Fetcher, Limits, open_fetcher
from rosana.knowledge.sites.guard import Guard
from tests.knowledge.sites.server import Site, running_site


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site({}) as running:
        yield running


@pytest.fixture
def pauses() -> list[float]:
    """The pauses that the fetcher has made, in seconds; none takes any time."""
    return []


@pytest.fixture
async def fetcher(pauses: list[float]) -> AsyncIterator[Fetcher]:
    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    limits = Limits(100_000, seconds=10)
    async with open_fetcher(Guard(["127.0.0.1"]), limits, delay=0, sleep=sleep) as opened:
        yield opened
