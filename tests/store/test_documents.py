import numpy as np
import pytest
from sqlalchemy import text

from rosana.errors import DocumentNotFound
from rosana.retrieval import Vector
from rosana.store.documents import CANCELLED, Documents, New, Published, Reading
from rosana.store.feed import SqlPassageFeed
from rosana.store.masked_values import MaskedValues
from rosana.store.session import Database
from rosana.types import Chunk, Progress


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


async def test_new_documents_are_published_at_once_with_what_was_masked(database: Database) -> None:
    new = [
        New(
            "a",
            "file",
            None,
            Published("A", "hash a", "1:2", "parte faltou", b"selado"),
            [Chunk("", "um"), Chunk("", "dois")],
        ),
        New("b", "page", "https://exemplo.com.br/b", Published("B", "hash b"), []),
    ]
    async with database.write() as connection:
        ids = await Documents(connection).add(new)
    async with database.read() as connection:
        listed = await Documents(connection).list()
        assert await MaskedValues(connection, of="document").get(ids[0]) == b"selado"
        assert [chunk.text for chunk in await Documents(connection).passages(ids[0])] == ["um", "dois"]
    assert [(one.id, one.title, one.reason, one.passages) for one in listed] == [
        (ids[0], "A", "parte faltou", 2),
        (ids[1], "B", None, 0),
    ]
    assert [change.document_id for change in await SqlPassageFeed(database).changes((0, 0), 10)] == [
        *ids[:1] * 2,
        ids[1],
    ]


async def test_adding_no_documents_changes_nothing(database: Database) -> None:
    async with database.write() as connection:
        assert await Documents(connection).add([]) == []
        assert not await Documents(connection).ever_written()


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
    (change,) = await SqlPassageFeed(database).changes((0, 0), 10)
    assert (change.document_id, change.passage) == (document_id, None)
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


async def test_the_vectors_of_earlier_versions_go_with_a_document(database: Database) -> None:
    feed = SqlPassageFeed(database)
    document_id = await put(database, "a", "um")
    await feed.add("m", [Vector(one.id, one.text, np.ones(2, np.float16)) for one in await feed.missing("m", 10)])
    await put(database, "a", "dois")
    async with database.write() as connection:
        await Documents(connection).remove(document_id)
        assert (await connection.execute(text("SELECT count(*) FROM embeddings"))).scalar_one() == 0


async def test_an_unknown_document_cannot_be_removed(database: Database) -> None:
    with pytest.raises(DocumentNotFound):
        async with database.write() as connection:
            await Documents(connection).remove("nope")


async def test_what_a_crash_left_unfinished_is_known_oldest_first(database: Database) -> None:
    async with database.write() as connection:
        documents = Documents(connection)
        first = await documents.queue("a", title="A", url=None)
        second = await documents.queue("b", title="B", url=None)
        await documents.begin(await documents.get(first.document_id))
        await documents.queue("c", title="C", url=None)
        await documents.fail("c", title="C", url=None, reason="x")
    async with database.read() as connection:
        found = await Documents(connection).unfinished()
    assert [document.id for document in found] == [second.document_id, first.document_id]
    assert [document.status for document in found] == ["queued", "processing"]


async def test_another_workspace_sees_nothing(database: Database) -> None:
    await put(database, "a", "um")
    async with database.read() as connection:
        assert await Documents(connection, "other").list() == []
    assert await SqlPassageFeed(database, "other").head() == 0


async def texts_of(database: Database, document_id: str) -> list[str]:
    async with database.read() as connection:
        return [chunk.text for chunk in await Documents(connection).passages(document_id)]


async def count_of_rows(database: Database) -> int:
    async with database.read() as connection:
        return (await connection.execute(text("SELECT count(*) FROM passages"))).scalar_one()


async def stage(database: Database, reading: Reading, *texts: str, position: int = 0) -> None:
    async with database.write() as connection:
        await Documents(connection).stage(reading, [Chunk("", text) for text in texts], position=position)


async def publish(database: Database, reading: Reading, title: str = "Novo") -> bool:
    async with database.write() as connection:
        return await Documents(connection).publish(reading, Published(title, "new", reason="Faltou uma folha."))


async def begin(database: Database, document_id: str) -> Reading:
    async with database.write() as connection:
        reading = await Documents(connection).begin(await Documents(connection).get(document_id))
    assert reading
    return reading


async def test_what_is_staged_serves_only_once_it_is_published(database: Database) -> None:
    document_id = await put(database, "a", "velho")
    feed = SqlPassageFeed(database)
    head = await feed.head()
    reading = await begin(database, document_id)
    await stage(database, reading, "um")
    await stage(database, reading, "dois", position=1)
    assert await texts_of(database, document_id) == ["velho"]
    assert await feed.head() == head
    assert [passage.text for passage in await feed.missing("m", 9)] == ["velho"]
    assert await publish(database, reading)
    assert await texts_of(database, document_id) == ["um", "dois"]
    serving = [change.passage for change in await feed.changes((head + 1, 0), 9)]
    assert [(one.title, one.text) for one in serving if one] == [("Novo", "um"), ("Novo", "dois")]
    assert await count_of_rows(database) == 2


async def test_an_earlier_reading_cannot_publish(database: Database) -> None:
    document_id = await put(database, "a", "velho")
    first, second = await begin(database, document_id), await begin(database, document_id)
    await stage(database, first, "do primeiro")
    await stage(database, second, "do segundo")
    assert not await publish(database, first)
    assert await publish(database, second)
    assert not await publish(database, second)
    assert await texts_of(database, document_id) == ["do segundo"]


async def test_many_old_passages_go_in_steps_while_the_new_ones_serve(database: Database) -> None:
    document_id = await put(database, "a", *map(str, range(1200)))
    reading = await begin(database, document_id)
    await stage(database, reading, "novo")
    await publish(database, reading)
    assert await texts_of(database, document_id) == ["novo"]
    assert await count_of_rows(database) == 701
    async with database.write() as connection:
        documents = Documents(connection)
        assert await documents.littered() == [document_id]
        assert [await documents.sweep(document_id) for _ in range(2)] == [True, False]
        assert await documents.littered() == []
    assert await count_of_rows(database) == 1


async def test_what_a_killed_reading_staged_is_litter_only_once_another_began(database: Database) -> None:
    document_id = await put(database, "a", "velho")
    await stage(database, await begin(database, document_id), "meio")
    async with database.read() as connection:
        assert await Documents(connection).littered() == []
    await begin(database, document_id)
    async with database.read() as connection:
        assert await Documents(connection).littered() == [document_id]


async def test_progress_is_shown_while_a_document_is_read(database: Database) -> None:
    reading = await begin(database, await put(database, "a", "um"))
    async with database.write() as connection:
        documents = Documents(connection)
        assert await documents.note_progress(reading, Progress(3, 400))
        assert (await documents.get(reading.document_id)).progress == Progress(3, 400)
        await documents.publish(reading, Published("A", "hash"))
        assert (await documents.get(reading.document_id)).progress is None
        assert not await documents.note_progress(reading, Progress(4, 400))


async def test_a_cancelled_document_is_again_what_it_was(database: Database) -> None:
    document_id = await put(database, "a", "velho")
    async with database.write() as connection:
        documents = Documents(connection)
        upload = await documents.queue("a", title="Outro", url=None)
        reading = await documents.begin(await documents.get(document_id))
        assert reading
        assert await documents.cancel(document_id) == upload
        assert await documents.cancel(document_id) is None
        assert not await documents.note_progress(reading, None)
        document = await documents.get(document_id)
    assert (document.title, document.status, document.reason, document.passages) == ("A", "ready", None, 1)


async def test_a_cancelled_document_that_was_never_read_has_failed(database: Database) -> None:
    async with database.write() as connection:
        documents = Documents(connection)
        upload = await documents.queue("a", title="A", url=None)
        await documents.cancel(upload.document_id)
        document = await documents.get(upload.document_id)
    assert (document.status, document.reason) == ("failed", CANCELLED)


async def test_a_ready_document_says_what_was_left_out_and_keeps_what_was_masked(database: Database) -> None:
    reading = await begin(database, await put(database, "a", "um"))
    async with database.write() as connection:
        documents = Documents(connection)
        await documents.publish(reading, Published("A", "hash", reason="Faltou a página 3.", masked=b"selado"))
        assert (await documents.get(reading.document_id)).reason == "Faltou a página 3."
        values = MaskedValues(connection, of="document")
        assert await values.get(reading.document_id) == b"selado"
        await documents.remove(reading.document_id)
        assert await values.get(reading.document_id) is None
