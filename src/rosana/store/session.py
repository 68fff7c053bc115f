"""The database of one process: opened once, migrated at the start, one transaction per unit of work."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Executable, Row, event, make_url, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import greenlet_spawn

from rosana.errors import StorageError, StorageFull
from rosana.store.driver import connect
from rosana.store.migrations import migrate

__all__ = ["Database", "open_database"]

_DAMAGED = (
    "O arquivo rosana.db, na pasta de dados, está danificado. Restaure uma cópia de segurança dele, ou tire-o dali "
    "para começar de novo."
)
_BUSY = "Há consultas demais à base de dados ao mesmo tempo. Tente de novo em instantes."
_LOCKED = "Outro processo está gravando na base de dados há muito tempo. Espere ele terminar e tente de novo."


class Database:
    """Hands out connections; a write is a whole transaction or nothing."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        # The lock is taken at once: a transaction that begins by reading and writes later would fail, not
        # wait, when another process has written in between.
        self._writing = engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        self._single = engine.execution_options(sqlite_begin="")
        # SQLite lets those who wait sleep, up to 0.1 s at a time, and forgets who came first.
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection for reading; all its questions see one snapshot.

        Raises:
            StorageError: the database cannot be read.
        """
        with _mapped_errors():
            async with self._engine.connect() as connection:
                yield connection

    async def fetch(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
        """Ask one question without a transaction around it, in less than half of the time of `read`.

        Raises:
            StorageError: the database cannot be read.
        """

        def ask() -> Sequence[Row[Any]]:
            with self._single.sync_engine.connect() as connection:
                return connection.execute(statement, parameters).all()

        with _mapped_errors():
            return await greenlet_spawn(ask)  # once; an AsyncConnection does so at each step

    async def answers(self) -> bool:
        """Return whether the database can be read now."""
        try:
            async with self.read() as connection:
                await connection.execute(text("SELECT 1"))
        except StorageError:
            return False
        return True

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction; it commits at the end of the block and rolls back when the block raises.

        Raises:
            StorageError: the database cannot be written; StorageFull when the disk is full.
        """
        with _mapped_errors():
            async with self._turn, self._writing.begin() as connection:
                yield connection


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Database]:
    """Open the database at a SQLAlchemy address, make its folder and bring its tables up to date.

    Raises:
        StorageError: the folder or the file cannot be used, or a newer version of Rosana wrote it.
    """
    path = make_url(url).database or ":memory:"
    _make_folder(Path(path).parent)
    engine = create_async_engine(url, async_creator=partial(connect, path), hide_parameters=True)
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    database = Database(engine)
    try:
        async with database.read() as connection:
            current = await connection.run_sync(migrate.is_current)
        if not current:
            async with database.write() as connection:
                await connection.run_sync(migrate.upgrade)
        yield database
    finally:
        await engine.dispose()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        problem = f"A pasta de dados {str(folder)!r} não pode ser criada: {exc.strerror}."
        raise StorageError(f"{problem} Escolha outra em ROSANA_DATA_DIR.") from exc


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """WAL lets readers go on during a write. `synchronous=NORMAL` syncs at checkpoints only: a killed process
    loses nothing, a power cut may lose the last transactions but never damages the file
    (https://sqlite.org/pragma.html#pragma_synchronous). The busy timeout is the longest wait for another
    process's write, and a write here is one batch of documents at most. A cache of 8 MB instead of 2 holds the
    upper pages of the trees of 100,000 passages: to look some up takes a third of the time."""
    connection.isolation_level = None  # the driver must not begin transactions by itself; _begin_sqlite does
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout=10000",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-8000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    begin = connection.get_execution_options().get("sqlite_begin", "BEGIN")
    if begin:
        connection.exec_driver_sql(begin)


@contextmanager
def _mapped_errors() -> Iterator[None]:
    try:
        yield
    except DatabaseError as exc:
        problem = str(exc.orig)
        if "is full" in problem:
            raise StorageFull from exc
        if "malformed" in problem or "not a database" in problem:
            raise StorageError(_DAMAGED) from exc
        if "locked" in problem:
            raise StorageError(_LOCKED) from exc
        if isinstance(exc, OperationalError):
            raise StorageError from exc
        raise
    except NoneFree as exc:
        raise StorageError(_BUSY) from exc
