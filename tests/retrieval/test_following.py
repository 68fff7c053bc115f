import asyncio
import shutil
from pathlib import Path
from threading import Event

import pytest

from rosana.errors import StorageError
from rosana.retrieval import Change
from rosana.retrieval.following import Follower
from rosana.retrieval.lexical import LexicalIndex, open_lexical_index
from rosana.retrieval.question import QuestionReader
from tests.retrieval.feed import MemoryFeed


class BrokenFeed(MemoryFeed):
    """Fails in the middle of the changes."""

    async def changes(self, start: tuple[int, int], limit: int) -> list[Change]:
        if start > (1, 0):
            raise OSError("disk gone")
        return await super().changes(start, 1)


def holds(index: LexicalIndex, word: str) -> bool:
    return bool(index.candidates(QuestionReader().read(word)))


async def opened(directory: Path, feed: MemoryFeed) -> tuple[Follower, LexicalIndex]:
    index = open_lexical_index(directory)
    return Follower(feed, index), index


async def test_added_changed_and_removed_documents_are_followed(tmp_path: Path) -> None:
    feed = MemoryFeed()
    follower, index = await opened(tmp_path, feed)
    feed.put("a", "garantia")
    await follower.refresh()
    assert holds(index, "garantia")
    feed.put("a", "reembolso")
    await follower.refresh()
    assert (holds(index, "garantia"), holds(index, "reembolso")) == (False, True)
    feed.remove("a")
    await follower.refresh()
    assert not holds(index, "reembolso")
    assert index.applied == await feed.head()


async def test_another_process_sees_what_was_applied(tmp_path: Path) -> None:
    feed = MemoryFeed()
    (one, _), (two, index) = await opened(tmp_path, feed), await opened(tmp_path, feed)
    for word in ("garantia", "reembolso"):
        feed.put("a", word)
        await one.refresh()
        await two.refresh()
        assert holds(index, word)


async def test_two_processes_take_turns(tmp_path: Path) -> None:
    feed = MemoryFeed()
    (one, first), (two, second) = await opened(tmp_path, feed), await opened(tmp_path, feed)
    feed.put("a", "garantia")
    await one.refresh()
    feed.put("b", "reembolso")
    while not holds(second, "reembolso"):  # the first may still be merging its segments
        await two.refresh()
    await one.refresh()
    assert holds(first, "reembolso")


async def test_while_another_process_writes_its_commits_are_shown(tmp_path: Path) -> None:
    feed = MemoryFeed()
    follower, index = await opened(tmp_path, feed)
    other = open_lexical_index(tmp_path)
    feed.put("a", "garantia")
    feed.put("b", "reembolso")
    writer = other.open_writer()
    assert writer
    writer.apply(await feed.changes((0, 0), 1))
    writer.commit(1)
    await follower.refresh()
    assert (holds(index, "garantia"), holds(index, "reembolso")) == (True, False)
    writer.close()
    await follower.refresh()
    assert holds(index, "reembolso")


async def test_a_crash_between_commit_and_note_is_harmless(tmp_path: Path) -> None:
    feed = MemoryFeed()
    feed.put("a", "garantia")
    follower, index = await opened(tmp_path, feed)
    await follower.refresh()
    (index.directory / "applied").unlink()
    again, index = await opened(tmp_path, feed)
    while index.applied != await feed.head():  # the writer of before may still be merging
        await again.refresh()
    assert index.passages == 1


async def test_a_crash_in_the_middle_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    broken = BrokenFeed()
    broken.put("a", "garantia")
    broken.put("b", "reembolso")
    follower, _ = await opened(tmp_path, broken)
    with pytest.raises(StorageError):
        await follower.refresh()
    feed = MemoryFeed()
    feed.put("a", "garantia")
    feed.put("b", "reembolso")
    again, index = await opened(tmp_path, feed)
    while index.applied != await feed.head():  # the writer of before may still be closing
        await again.refresh()
    assert holds(index, "reembolso")


class ChangingFeed(MemoryFeed):
    """Changes a document of which a part was read."""

    async def changes(self, start: tuple[int, int], limit: int) -> list[Change]:
        found = await super().changes(start, 1)
        if start == (1, 2):
            self.put("a", "prazo")
        return found


async def test_a_document_that_changes_while_the_index_is_first_built_is_there_once(tmp_path: Path) -> None:
    feed = ChangingFeed()
    feed.put("a", "garantia", "reembolso", "troca")
    feed.put("b", "frete")
    follower, index = await opened(tmp_path, feed)
    await follower.refresh()
    assert [holds(index, word) for word in ("garantia", "reembolso", "troca", "frete", "prazo")] == [
        False,
        False,
        False,
        True,
        True,
    ]
    assert (index.passages, index.applied) == (2, 3)


async def test_a_crash_of_the_first_building_leaves_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some of it was committed, and not noted."""
    monkeypatch.setattr("rosana.retrieval.following._READ", 1)
    monkeypatch.setattr("rosana.retrieval.following._COMMIT", 2)
    feed = MemoryFeed()
    for number in range(5):
        feed.put(f"d{number}", f"texto número {number}")
    follower, index = await opened(tmp_path, feed)
    await follower.refresh()
    (index.directory / "applied").write_text("1")
    again, index = await opened(tmp_path, feed)
    while index.applied != await feed.head():  # the writer of before may still be merging
        await again.refresh()
    assert index.passages == 5


async def test_a_restored_database_is_indexed_anew(tmp_path: Path) -> None:
    newer = MemoryFeed()
    for word in ("garantia", "reembolso", "prazo"):
        newer.put(word, word)
    follower, _ = await opened(tmp_path, newer)
    await follower.refresh()
    restored = MemoryFeed()
    restored.put("garantia", "garantia")
    again, index = await opened(tmp_path, restored)
    while index.applied != await restored.head():
        await again.refresh()
    assert (holds(index, "garantia"), holds(index, "prazo")) == (True, False)


async def test_a_damaged_index_is_built_anew(tmp_path: Path) -> None:
    feed = MemoryFeed()
    feed.put("a", "garantia")
    follower, index = await opened(tmp_path, feed)
    await follower.refresh()
    (index.directory / "meta.json").write_text("{")
    again, index = await opened(tmp_path, feed)
    await again.refresh()
    assert holds(index, "garantia")


async def test_callers_at_the_same_time_share_the_work(tmp_path: Path) -> None:
    feed = MemoryFeed()
    feed.put("a", *(f"texto número {number}" for number in range(50)))
    follower, index = await opened(tmp_path, feed)
    waiting = [asyncio.create_task(follower.refresh()) for _ in range(5)]
    waiting[0].cancel()
    await asyncio.gather(*waiting[1:])
    assert index.passages == 50


async def test_a_writer_that_cannot_be_opened_is_a_storage_error(tmp_path: Path) -> None:
    feed = MemoryFeed()
    follower, index = await opened(tmp_path / "index", feed)
    shutil.rmtree(index.directory)
    feed.put("a", "garantia")
    with pytest.raises(StorageError):
        await follower.refresh()


class SlowFeed(MemoryFeed):
    """Gives no change before it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.ready = asyncio.Event()
        self.asked = asyncio.Event()

    async def changes(self, start: tuple[int, int], limit: int) -> list[Change]:
        self.asked.set()
        await self.ready.wait()
        return await super().changes(start, limit)


async def test_a_search_waits_for_a_small_change(tmp_path: Path) -> None:
    feed, index = MemoryFeed(), open_lexical_index(tmp_path)
    follower = Follower(feed, index, patience=60)
    feed.put("a", "garantia")
    await follower.catch_up()
    assert holds(index, "garantia")


async def test_a_search_does_not_wait_for_a_large_change(tmp_path: Path) -> None:
    feed, index = MemoryFeed(), open_lexical_index(tmp_path)
    follower = Follower(feed, index, patience=60)
    feed.put("a", *(f"texto número {number}" for number in range(1200)))
    await follower.catch_up()
    assert index.passages == 0
    await follower.refresh()
    assert index.passages == 1200


async def test_a_search_does_not_wait_for_long_but_refresh_does(tmp_path: Path) -> None:
    feed, index = SlowFeed(), open_lexical_index(tmp_path)
    follower = Follower(feed, index, patience=0.01)
    feed.put("a", "garantia")
    await follower.catch_up()
    assert not holds(index, "garantia")
    refreshing = asyncio.create_task(follower.refresh())
    await follower.catch_up()
    assert not refreshing.done()
    feed.ready.set()
    await refreshing
    assert holds(index, "garantia")


async def test_refreshing_takes_in_what_was_stored_while_others_were_indexed(tmp_path: Path) -> None:
    feed = SlowFeed()
    follower, index = await opened(tmp_path, feed)
    feed.put("a", "garantia")
    first = asyncio.create_task(follower.refresh())
    await feed.asked.wait()
    feed.put("b", "reembolso")
    feed.ready.set()
    await follower.refresh()
    assert holds(index, "reembolso")
    await first


async def test_a_document_longer_than_a_portion_is_replaced_whole(tmp_path: Path) -> None:
    feed = MemoryFeed()
    follower, index = await opened(tmp_path, feed)
    feed.put("a", *(f"texto número {number}" for number in range(1200)), title="Tabela")
    await follower.refresh()
    assert index.passages == 1200
    feed.put("a", "prazo")
    await follower.refresh()
    assert (index.passages, index.applied) == (1, await feed.head())


async def test_what_runs_in_the_background_gives_way_to_searches_but_not_for_ever(tmp_path: Path) -> None:
    follower, _ = await opened(tmp_path, MemoryFeed())
    with follower.searching():
        await follower.give_way()
        waiting = asyncio.create_task(follower.give_way())
        await asyncio.sleep(0)
        assert not waiting.done()
    await waiting


async def test_work_in_the_background_rests_after_it_where_somebody_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rosana.retrieval.following._RESTS", 1e12)
    follower, _ = await opened(tmp_path, MemoryFeed())
    assert await follower.in_background(lambda: "feito") == "feito"
    done = Event()
    with follower.searching():
        working = asyncio.create_task(follower.in_background(done.set))
    await asyncio.to_thread(done.wait)
    await asyncio.wait([working], timeout=0.01)
    assert not working.done()
    working.cancel()


async def test_indexing_goes_on_while_there_are_always_searches(tmp_path: Path) -> None:
    feed = MemoryFeed()
    feed.put("a", "garantia", "reembolso")
    follower, index = await opened(tmp_path, feed)
    with follower.searching():
        await follower.refresh()
    assert index.passages == 2


LARGE = tuple(f"texto número {number}" for number in range(600))


async def test_large_changes_are_left_to_another_process(tmp_path: Path) -> None:
    feed, index = MemoryFeed(), open_lexical_index(tmp_path)

    async def other() -> bool:
        await Follower(feed, open_lexical_index(tmp_path)).refresh()
        return True

    follower = Follower(feed, index, aside=other)
    feed.put("a", *LARGE)
    await follower.refresh()
    assert (index.passages, index.applied) == (600, await feed.head())


async def test_what_another_process_could_not_apply_is_applied_here(tmp_path: Path) -> None:
    feed, index = MemoryFeed(), open_lexical_index(tmp_path)
    calls = []

    async def other() -> bool:
        calls.append(1)
        return False

    follower = Follower(feed, index, aside=other)
    for name in ("a", "b"):
        feed.put(name, *LARGE)
        await follower.refresh()
    assert (index.passages, len(calls)) == (1200, 1)
