import numpy as np
from sqlalchemy import text

from rosana.retrieval import Vector
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
    changes = await feed.changes((0, 0), 10)
    assert [change.document_id for change in changes] == [second, first]
    assert await feed.head() == changes[-1].seq


async def test_changes_come_in_portions_even_of_one_document(database: Database) -> None:
    feed = SqlPassageFeed(database)
    await put(database, "a", "um", "dois", "três")
    await put(database, "b")
    await put(database, "c", "quatro")
    start, found = (0, 0), []
    while changes := await feed.changes(start, 2):
        found += [(change.seq, change.passage.text if change.passage else None) for change in changes]
        start = changes[-1].next
    seqs = [seq for seq, _ in found]
    assert [text for _, text in found] == ["um", "dois", "três", None, "quatro"]
    assert seqs[0] == seqs[1] == seqs[2] < seqs[3] < seqs[4]


async def test_changes_are_read_from_indexes_without_sorting(database: Database) -> None:
    feed = SqlPassageFeed(database)
    statement = feed._newer.params(seq=1, id=1, limit=1).compile(compile_kwargs={"literal_binds": True})
    steps = [row.detail for row in await database.fetch(text(f"EXPLAIN QUERY PLAN {statement}"))]
    assert not any("SCAN" in step or "B-TREE" in step for step in steps)


async def test_a_passage_id_never_comes_back(database: Database) -> None:
    feed = SqlPassageFeed(database)
    await put(database, "a", "um")
    old = (await feed.changes((0, 0), 1))[0].passage
    await put(database, "a", "dois")
    new = (await feed.changes((0, 0), 1))[0].passage
    assert old
    assert new
    assert new.id > old.id
    assert await feed.passages([old.id]) == ([], 2)
    assert await feed.passages([old.id, new.id]) == ([new], 2)


def vector(passage_id: int, *values: float, text_hash: str = "h") -> Vector:
    return Vector(passage_id, text_hash, np.array(values, np.float16))


async def test_passages_that_are_gone_do_not_exist(database: Database) -> None:
    feed = SqlPassageFeed(database)
    assert await feed.existing() == set()
    await put(database, "a", "um", "dois")
    one, two = await feed.missing("m", 10)
    assert await feed.existing() == {one.id, two.id}
    document_id = await put(database, "a", "um")
    (three,) = await feed.missing("m", 10)
    async with database.write() as connection:
        await Documents(connection).sweep(document_id)
    assert await feed.existing() == {three.id}


async def test_vectors_are_kept_per_model(database: Database) -> None:
    feed = SqlPassageFeed(database)
    await put(database, "a", "um", "dois")
    one, two = await feed.missing("m", 10)
    await feed.add("m", [vector(one.id, 0.6, 0.8), vector(999, 1, 0)])
    assert await feed.missing("m", 10) == [two]
    assert await feed.missing("other", 10) == [one, two]
    (found,) = await feed.stored("m", 0, 10)
    assert found.passage_id == one.id
    assert found.values.tolist() == np.array([0.6, 0.8], np.float16).tolist()
    assert await feed.models() == ["m"]


async def test_a_vector_that_is_stored_later_for_an_earlier_passage_is_not_missed(database: Database) -> None:
    feed = SqlPassageFeed(database)
    await put(database, "a", "um", "dois")
    one, two = await feed.missing("m", 10)
    await feed.add("m", [vector(two.id, 1)])
    (first,) = await feed.stored("m", 0, 10)
    await feed.add("m", [vector(one.id, 1)])
    assert [found.passage_id for found in await feed.stored("m", first.seq, 10)] == [one.id]


async def test_vectors_come_in_portions(database: Database) -> None:
    feed = SqlPassageFeed(database)
    await put(database, "a", "um", "dois", "três")
    await feed.add("m", [vector(passage.id, 1) for passage in await feed.missing("m", 10)])
    first = await feed.stored("m", 0, 2)
    rest = await feed.stored("m", first[-1].seq, 2)
    assert (len(first), len(rest)) == (2, 1)


async def test_the_first_vector_of_a_passage_stays(database: Database) -> None:
    feed = SqlPassageFeed(database)
    await put(database, "a", "um")
    (passage,) = await feed.missing("m", 10)
    for value in (0, 1):
        await feed.add("m", [vector(passage.id, value)])
    (found,) = await feed.stored("m", 0, 10)
    assert found.values.tolist() == [0]


async def test_a_replaced_text_is_known_until_the_store_is_tidied(database: Database) -> None:
    feed = SqlPassageFeed(database)
    await put(database, "a", "um")
    (passage,) = await feed.missing("m", 10)
    await feed.add("m", [vector(passage.id, 1, text_hash="um")])
    await put(database, "a", "dois")
    assert await feed.stored("m", 0, 10) == []
    assert list(await feed.known("m", ["um", "dois"])) == ["um"]
    await feed.keep_only("m")
    assert await feed.known("m", ["um"]) == {}


async def test_other_models_go_when_one_is_kept(database: Database) -> None:
    feed = SqlPassageFeed(database)
    await put(database, "a", "um", "dois")
    one, two = await feed.missing("old", 10)
    await feed.add("old", [vector(one.id, 1), vector(two.id, 1)])
    await feed.add("new", [vector(one.id, 1)])
    assert await feed.models() == ["old", "new"]
    await feed.keep_only("new")
    assert await feed.models() == ["new"]
    await feed.drop("new")
    assert await feed.models() == []


async def test_the_newest_change_is_found_without_reading_the_others(database: Database) -> None:
    newest = "EXPLAIN QUERY PLAN SELECT max(seq) FROM changes WHERE workspace_id = 'default'"
    ((*_, plan),) = await database.fetch(text(newest))
    assert "ix_changes_workspace_id_seq" in plan
