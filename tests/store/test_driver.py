import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import aiosqlite
import pytest

from rosana.store.driver import connect


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[aiosqlite.Connection]:
    opened = await connect(str(tmp_path / "some.db"))
    await opened.cursor().execute("CREATE TABLE t (n INTEGER PRIMARY KEY, word TEXT UNIQUE)")
    yield opened
    await opened.close()


async def test_a_question_brings_its_rows_and_their_columns(connection: aiosqlite.Connection) -> None:
    cursor = connection.cursor()
    await cursor.executemany("INSERT INTO t (word) VALUES (?)", [("um",), ("dois",)])
    assert cursor.rowcount == 2
    await cursor.execute("SELECT n, word FROM t WHERE n > ? ORDER BY n", (0,))
    assert [column[0] for column in cursor.description] == ["n", "word"]
    assert await cursor.fetchall() == [(1, "um"), (2, "dois")]


async def test_an_insert_knows_its_row_and_has_no_columns(connection: aiosqlite.Connection) -> None:
    cursor = connection.cursor()
    await cursor.execute("INSERT INTO t (word) VALUES ('um')")
    assert (cursor.lastrowid, cursor.description) == (1, None)


async def test_what_sqlite_raises_is_raised(connection: aiosqlite.Connection) -> None:
    cursor = connection.cursor()
    with pytest.raises(sqlite3.IntegrityError):
        await cursor.executemany("INSERT INTO t (word) VALUES (?)", [("um",), ("um",)])


async def test_a_rollback_undoes_what_has_begun(connection: aiosqlite.Connection) -> None:
    cursor = connection.cursor()
    await cursor.execute("BEGIN")
    await cursor.execute("INSERT INTO t (word) VALUES ('um')")
    await connection.rollback()
    await cursor.execute("SELECT count(*) FROM t")
    assert await cursor.fetchall() == [(0,)]
