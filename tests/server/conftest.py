from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from tests.server.api import serving


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[httpx.AsyncClient]:
    """One app with the sample knowledge base and no model, for all tests of a file."""
    async with serving(tmp_path_factory.mktemp("data")) as opened:
        yield opened


@pytest.fixture
async def fresh(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The same, for one test alone."""
    async with serving(tmp_path) as opened:
        yield opened
