"""aiosqlite with fewer crossings between threads: each costs 0.1 ms, more than SQLite needs for most statements."""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import aiosqlite

__all__ = ["connect"]


class _Cursor:
    """Executes a statement and fetches its rows in one visit to the connection's thread; aiosqlite makes four.

    It is what SQLAlchemy asks of a cursor, and no more.
    """

    arraysize = 1

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Sequence[Any] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "_Cursor":
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        run = sqlite3.Connection.execute
        await self._connection._execute(self._run, run, sql, parameters)  # type: ignore[no-untyped-call]

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        run = sqlite3.Connection.executemany
        await self._connection._execute(self._run, run, sql, parameters)  # type: ignore[no-untyped-call]

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        self._rows = []

    def _run(self, run: Any, sql: str, parameters: Any) -> None:
        cursor = run(self._connection._conn, sql, parameters)
        self._rows = cursor.fetchall() if cursor.description else []
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
        cursor.close()


class _Connection(aiosqlite.Connection):
    def cursor(self) -> _Cursor:  # type: ignore[override]
        return _Cursor(self)

    async def rollback(self) -> None:
        """Roll back, without a visit to the thread where nothing has begun.

        A statement that was cancelled on its way may begin something yet; SQLAlchemy drops such a connection.
        """
        if self.in_transaction:
            await super().rollback()


async def connect(path: str) -> aiosqlite.Connection:
    """Open the database file at a path, or one in memory at `:memory:`."""
    connection = _Connection(partial(sqlite3.connect, path, check_same_thread=False), iter_chunk_size=64)
    connection._thread.daemon = True  # one that was never closed must not keep the process from ending
    return await connection
