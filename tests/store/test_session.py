import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from rosana.errors import StorageError
from rosana.store.session import Database, open_database
from rosana.store.tables import workspaces


async def test_sqlite_is_set_up_for_readers_beside_a_writer(database: Database) -> None:
    async with database.read() as connection:
        found = [
            await connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert found == ["wal", 1, 1, 10000]


async def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    async def write_and_fail() -> None:
        async with database.write() as connection:
            await connection.execute(insert(workspaces).values(id="x", name="x", created_at="x"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await write_and_fail()
    async with database.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM workspaces")) == 1


async def test_a_reader_sees_one_moment(database: Database) -> None:
    async with database.read() as reader:
        before = await reader.scalar(text("SELECT count(*) FROM workspaces"))
        async with database.write() as writer:
            await writer.execute(insert(workspaces).values(id="x", name="x", created_at="x"))
        assert await reader.scalar(text("SELECT count(*) FROM workspaces")) == before


async def test_a_single_question_leaves_no_transaction_open(database: Database) -> None:
    count = text("SELECT count(*) FROM workspaces WHERE id != :id")
    assert await database.fetch(count, {"id": "x"}) == [(1,)]
    async with database.write() as connection:
        await connection.execute(insert(workspaces).values(id="y", name="y", created_at="y"))
    assert await database.fetch(count, {"id": "x"}) == [(2,)]


async def test_a_cancelled_write_holds_up_no_other(database: Database) -> None:
    counting = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000) SELECT count(*) FROM n"

    async def write_for_long() -> None:
        async with database.write() as connection:
            await connection.execute(text(counting))

    writing = asyncio.create_task(write_for_long())
    await asyncio.wait({writing}, timeout=0.02)
    writing.cancel()
    async with database.write() as connection:
        await connection.execute(insert(workspaces).values(id="x", name="x", created_at="x"))
    assert (await asyncio.gather(writing, return_exceptions=True))[0] is not None


async def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="ROSANA_DATA_DIR"):
        async with open_database(f"sqlite+aiosqlite:///{tmp_path}/file/rosana.db"):
            pass


async def test_a_file_that_is_no_database_is_a_storage_error(tmp_path: Path, url: str) -> None:
    (tmp_path / "rosana.db").write_bytes(b"this is not a database, however long it may be" * 100)
    with pytest.raises(StorageError):
        async with open_database(url):
            pass


async def test_a_database_of_a_newer_version_is_not_touched(tmp_path: Path, url: str) -> None:
    async with open_database(url):
        pass
    with sqlite3.connect(tmp_path / "rosana.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="mais nova"):
        async with open_database(url):
            pass
