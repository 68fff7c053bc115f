from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rosana.store.session import Database, open_database


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'rosana.db'}"


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    async with open_database(url) as opened:
        yield opened
