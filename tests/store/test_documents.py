import numpy as np
import pytest
from sqlalchemy import text

from rosana.errors import DocumentNotFound
from rosana.retrieval import Vector
from rosana.store.documents import Documents
from rosana.store.feed import SqlPassageFeed
from rosana.store.session import Database
from rosana.types import Chunk


async def put(database: Database, source: str, *texts: str) -> str:
    async with database.write() as connection:
        return await Documents(connection).replace(
            source,
            title=source.upper(),
            url=None,
            content_hash="hash",
            chunks=[Chunk("Seção", text) for text in texts],
        )


async def test_a_document_comes_back_with_its_passages_in_order(database: Database) -> None:
    document_id = await put(database, "a", "um", "dois")
    async with database.read() as connection:
        documents = Documents(connection)
        document = await documents.get(document_id)
        assert (document.title, document.status, document.passages) == ("A", "ready", 2)
        assert [chunk.text for chunk in await documents.passages(document_id)] == ["um", "dois"]


async def test_the_same_source_keeps_its_id_and_replaces_its_passages(database: Database) -> None:
    first, second = await put(database, "a", "um", "dois"), await put(database, "a", "três")
    async with database.read() as connection:
        assert first == second
        assert [chunk.text for chunk in await Documents(connection).passages(first)] == ["três"]


async def test_a_failed_rereading_keeps_the_old_passages(database: Database) -> None:
    document_id = await put(database, "a", "um")
    async with database.write() as connection:
        await Documents(connection).fail("a", title="A", url=None, reason="quebrado")
    async with database.read() as connection:
        document = await Documents(connection).get(document_id)
    assert (document.status, document.reason, document.passages) == ("failed", "quebrado", 1)


async def test_a_removed_document_leaves_only_a_tombstone(database: Database) -> None:
    document_id = await put(database, "a", "um")
    async with database.write() as connection:
        await Documents(connection).remove(document_id)
    (change,) = await SqlPassageFeed(database).changes(0, 10)
    assert (change.document_id, change.passages) == (document_id, ())
    async with database.read() as connection:
        assert await Documents(connection).list() == []
        assert await Documents(connection).ever_written()


async def test_a_removed_document_takes_its_vectors_with_it_and_no_others(database: Database) -> None:
    feed = SqlPassageFeed(database)
    gone, stays = await put(database, "a", "um", "dois"), await put(database, "b", "um")
    passages = await feed.missing("m", 10)
    for model in ("m", "other"):
        await feed.add(model, [Vector(one.id, one.text, np.ones(2, np.float16)) for one in passages])
    async with database.write() as connection:
        await Documents(connection).remove(gone)
        left = await connection.execute(text("SELECT model, passage_id, text_hash FROM embeddings ORDER BY model"))
        kept = [passage.id for passage in passages if passage.document_id == stays]
        assert [tuple(row) for row in left] == [(model, kept[0], "um") for model in ("m", "other")]


async def test_an_unknown_document_cannot_be_removed(database: Database) -> None:
    with pytest.raises(DocumentNotFound):
        async with database.write() as connection:
            await Documents(connection).remove("nope")


async def test_what_a_crash_left_unfinished_is_known_oldest_first(database: Database) -> None:
    async with database.write() as connection:
        documents = Documents(connection)
        first = await documents.queue("a", title="A", url=None)
        second = await documents.queue("b", title="B", url=None)
        await documents.set_processing(first)
        await documents.queue("c", title="C", url=None)
        await documents.fail("c", title="C", url=None, reason="x")
    async with database.read() as connection:
        found = await Documents(connection).unfinished()
    assert [document.id for document in found] == [second, first]
    assert [document.status for document in found] == ["queued", "processing"]


async def test_another_workspace_sees_nothing(database: Database) -> None:
    await put(database, "a", "um")
    async with database.read() as connection:
        assert await Documents(connection, "other").list() == []
    assert await SqlPassageFeed(database, "other").head() == 0
