import numpy as np

from rosana.store.documents import Documents
from rosana.store.feed import SqlPassageFeed
from rosana.store.session import Database
from tests.store.test_documents import put


async def test_every_write_raises_the_head_and_a_document_has_one_change(database: Database) -> None:
    feed = SqlPassageFeed(database)
    assert await feed.head() == 0
    first = await put(database, "a", "um")
    second = await put(database, "b", "dois")
    await put(database, "a", "três")
    changes = await feed.changes(0, 10)
    assert [change.document_id for change in changes] == [second, first]
    assert await feed.head() == changes[-1].seq


async def test_changes_come_in_portions(database: Database) -> None:
    feed = SqlPassageFeed(database)
    for name in "abc":
        await put(database, name, name)
    first = await feed.changes(0, 2)
    rest = await feed.changes(first[-1].seq, 2)
    assert [change.passages[0].text for change in (*first, *rest)] == ["a", "b", "c"]


async def test_a_passage_id_never_comes_back(database: Database) -> None:
    feed = SqlPassageFeed(database)
    await put(database, "a", "um")
    old = (await feed.changes(0, 1))[0].passages[0]
    await put(database, "a", "dois")
    new = (await feed.changes(0, 1))[0].passages[0]
    assert new.id > old.id
    assert await feed.passages([old.id]) == []
    assert await feed.passages([old.id, new.id]) == [new]


async def test_vectors_are_kept_per_model_and_go_with_their_passage(database: Database) -> None:
    feed = SqlPassageFeed(database)
    document_id = await put(database, "a", "um", "dois")
    one, two = await feed.missing_vectors("m", 10)
    await feed.add_vectors("m", {one.id: np.array([0.6, 0.8], np.float16), 999: np.zeros(2, np.float16)})
    assert await feed.missing_vectors("m", 10) == [two]
    assert await feed.missing_vectors("other", 10) == [one, two]
    ((found, vector),) = await feed.vectors("m", 0, 10)
    assert found == one.id
    assert vector.tolist() == np.array([0.6, 0.8], np.float16).tolist()
    async with database.write() as connection:
        await Documents(connection).remove(document_id)
    assert await feed.vectors("m", 0, 10) == []


async def test_a_vector_may_be_written_twice(database: Database) -> None:
    feed = SqlPassageFeed(database)
    await put(database, "a", "um")
    (passage,) = await feed.missing_vectors("m", 10)
    for value in (0, 1):
        await feed.add_vectors("m", {passage.id: np.array([value], np.float16)})
    ((_, vector),) = await feed.vectors("m", 0, 10)
    assert vector.tolist() == [1]
