"""What the console asks for must not read a whole workspace: SQLite's own plan of each statement tells."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from rosana.store.catalog import Catalog
from rosana.store.documents import Documents
from rosana.store.figures import Figures
from rosana.store.past_questions import past_questions
from rosana.store.session import Database
from tests.store.test_documents import put

SINCE = "2026-11-25"
MANY = [f"{n}" for n in range(100)]

ASKED: dict[str, Callable[[AsyncConnection], Awaitable[object]]] = {
    "figures by day": lambda connection: Figures(connection).buckets(SINCE, ahead=0),
    "refused questions": lambda connection: Figures(connection).refused(SINCE, 10),
    "worst answers": lambda connection: Figures(connection).worst(SINCE, 10, below=0.6),
    "past questions": lambda connection: past_questions(connection, 10),
    "a page of documents": lambda connection: Catalog(connection).documents(MANY),
    "documents read again": lambda connection: Documents(connection).requeue(MANY),
}


@pytest.mark.parametrize("name", ASKED)
async def test_a_part_is_found_without_a_look_at_the_whole_workspace(database: Database, name: str) -> None:
    async with database.write() as connection:
        plan = await plans(connection, ASKED[name])
    assert plan
    assert not [step for step in plan if "(workspace_id=?)" in step]


@pytest.mark.parametrize("name", ["figures by day", "refused questions", "worst answers"])
async def test_a_period_is_found_by_its_time(database: Database, name: str) -> None:
    async with database.write() as connection:
        plan = await plans(connection, ASKED[name])
    assert "ix_messages_created_at (created_at>?)" in plan[0]


async def test_the_newest_are_found_without_sorting(database: Database) -> None:
    async with database.write() as connection:
        plan = [*await plans(connection, ASKED["refused questions"]), *await plans(connection, ASKED["past questions"])]
    assert not [step for step in plan if "ORDER BY" in step]


async def test_the_pages_of_a_site_are_counted_by_the_index_of_their_addresses(database: Database) -> None:
    async with database.read() as connection:
        plan = await plans(connection, lambda connection: Catalog(connection).count_pages("a.com"))
    looked = [step for step in plan if "documents" in step]
    assert len(looked) == 6
    assert all("workspace_id=? AND source" in step for step in looked)


async def test_a_document_is_removed_without_a_look_at_all_vectors(database: Database) -> None:
    await put(database, "a", "um")
    document_id = await put(database, "a", "dois")
    async with database.write() as connection:
        plan = await plans(connection, lambda connection: Documents(connection).remove(document_id))
    scans = [step for step in plan if step.startswith("SCAN embeddings")]
    assert scans == ["SCAN embeddings USING COVERING INDEX ix_embeddings_passage_id"]


async def plans(connection: AsyncConnection, ask: Callable[[AsyncConnection], Awaitable[object]]) -> list[str]:
    """Return the steps of the statements by which something is asked for."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    event.listen(connection.sync_connection, "before_cursor_execute", note)
    await ask(connection)
    event.remove(connection.sync_connection, "before_cursor_execute", note)
    rows = [
        row
        for statement, parameters in statements
        for row in (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)).all()
    ]
    return [row.detail for row in rows]
