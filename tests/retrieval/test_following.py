import asyncio
import shutil
from pathlib import Path

import pytest

from rosana.errors import StorageError
from rosana.retrieval import Change
from rosana.retrieval.following import Follower
from rosana.retrieval.lexical import LexicalIndex, open_lexical_index
from rosana.retrieval.question import QuestionReader
from tests.retrieval.feed import MemoryFeed


class BrokenFeed(MemoryFeed):
    """Fails in the middle of the changes."""

    async def changes(self, after: int, limit: int) -> list[Change]:
        if after:
            raise OSError("disk gone")
        return await super().changes(after, 1)


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
    writer.apply(await feed.changes(0, 1))
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
