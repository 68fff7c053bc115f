from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rosana.knowledge.ingestion import Ingestion
from rosana.store.session import Database, open_database
from tests.knowledge.base import ingestion_in
from tests.knowledge.reader import InProcess


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'rosana.db'}") as opened:
        yield opened


@pytest.fixture
def ingestion(database: Database, tmp_path: Path) -> Ingestion:
    return ingestion_in(tmp_path, database, InProcess())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "docs"
    made.mkdir()
    for name in ("a", "b"):
        (made / f"{name}.md").write_text(f"# Título {name}\n\nO texto de {name}.\n")
    return made
