"""Keeps the lexical index of a process up to date with the stored passages."""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

from rosana.errors import StorageError
from rosana.retrieval import Change, PassageFeed
from rosana.retrieval.lexical import LexicalIndex, LexicalWriter
from rosana.retrieval.switching import quick_switches

__all__ = ["Follower"]

_log = logging.getLogger(__name__)

T = TypeVar("T")

_READ = 500  # passages from the feed at a time; a change of so many is large, and no search waits for it
_COMMIT = 50_000  # passages between commits, 15 s: what a crash costs; with 20_000, a search takes a twentieth longer
_PATIENCE = 1.0  # seconds from its beginning that a search waits for small changes; they take 0.05
_YIELDED = 0.1  # seconds that indexing waits for searches at most, so that it goes on however many there are
_BUSY = 1.0  # seconds from a search in which others are expected
_RESTS = 4  # times as long as work in the background takes, while others are expected: few of them meet it
_UNWRITABLE = "O índice de busca não pode ser gravado. Confira o espaço em disco e as permissões da pasta de dados."


class Follower:
    """Applies the changes of a feed to an index, one caller at a time, and lets searches go first."""

    def __init__(
        self,
        feed: PassageFeed,
        index: LexicalIndex,
        *,
        aside: Callable[[], Awaitable[bool]] | None = None,
        patience: float = _PATIENCE,
    ) -> None:
        """`aside`: applies large changes in another process, and tells whether it could."""
        self._feed = feed
        self._index = index
        self._aside = aside
        self._patience = patience
        self._following: asyncio.Task[None] | None = None
        self._began = 0.0
        self._is_large = asyncio.Event()
        self._closing: asyncio.Task[None] | None = None
        self._searches = 0
        self._searched = -math.inf
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def is_following(self) -> bool:
        """Whether changes are being applied now."""
        return self._following is not None and not self._following.done()

    @property
    def is_following_much(self) -> bool:
        """Whether a large change is being applied now, which no search waits for."""
        return self.is_following and self._is_large.is_set()

    async def refresh(self) -> None:
        """Apply every change that is stored and not yet indexed; cheap when there is none.

        While another process applies changes, what it has committed so far is shown.
        """
        if self._following is not None and self.is_following:
            await asyncio.shield(self._following)  # it may have been too late for the newest change
        if self._index.applied != await self._feed.head():
            await asyncio.shield(self._follow())  # one caller's cancellation is not the others'

    async def catch_up(self) -> None:
        """Apply changes as `refresh` does, but wait for small ones only: large ones go on by themselves."""
        if self._index.applied == await self._feed.head():
            return
        following = self._follow()
        rest = self._began + self._patience - time.monotonic()
        if rest > 0 and not self._is_large.is_set():
            large = asyncio.create_task(self._is_large.wait())
            await asyncio.wait([following, large], timeout=rest, return_when=asyncio.FIRST_COMPLETED)
            large.cancel()
        if following.done():
            following.result()

    @contextmanager
    def searching(self) -> Iterator[None]:
        """Hold up what runs in the background of this process, for as long as `give_way` does."""
        self._searches += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._searches -= 1
            self._searched = time.monotonic()
            if not self._searches:
                self._idle.set()

    async def give_way(self) -> None:
        """Wait until nobody searches, but not for long."""
        if self._searches:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), _YIELDED)

    async def in_background(self, work: Callable[[], T]) -> T:
        """Run some milliseconds of work in a thread while nobody searches, and rest where somebody has just done so."""
        await self.give_way()
        began = time.monotonic()
        result = await asyncio.to_thread(work)
        if began - self._searched < _BUSY:
            await asyncio.sleep(_RESTS * (time.monotonic() - began))
        return result

    def _follow(self) -> asyncio.Task[None]:
        if self._following is None or not self.is_following:
            self._began = time.monotonic()
            self._is_large.clear()
            self._following = asyncio.create_task(self._catch_up())
            self._following.add_done_callback(_take_error)
        return self._following

    async def _catch_up(self) -> None:
        if self._closing:
            await self._closing
        try:
            with quick_switches():
                await self._write()
        except (OSError, ValueError) as exc:  # tantivy's own errors are ValueErrors
            raise StorageError(_UNWRITABLE) from exc

    async def _write(self) -> None:
        writer = await asyncio.to_thread(self._index.open_writer)
        if writer is None:
            await asyncio.to_thread(self._index.reload)
            return
        try:
            await asyncio.to_thread(self._index.reload)  # another process may have applied the changes
            whole = await self._apply_changes(writer)
        finally:
            # Segments are merged while the next questions are answered.
            self._closing = asyncio.create_task(asyncio.to_thread(_close, writer))
        if not whole:
            await self._closing
            await self._write_aside()

    async def _write_aside(self) -> None:
        assert self._aside
        if not await self._aside():
            _log.error("a indexação em outro processo falhou; continua neste")
            self._aside = None
            await self._write()
        await asyncio.to_thread(self._index.reload)

    async def _apply_changes(self, writer: LexicalWriter) -> bool:
        """Apply the changes; tell whether that was all, and not for another process to do."""
        head = await self._feed.head()
        if self._index.applied > head:  # a restored or emptied database
            await asyncio.to_thread(self._clear, writer)
        if not self._index.passages:
            writer.expect_new(head)  # each document has one change up to there, and those that follow are higher
        start, pending = (self._index.applied + 1, 0), 0
        while changes := await self._feed.changes(start, _READ):
            if len(changes) == _READ:
                self._is_large.set()
                if self._aside:
                    return False
            await self._apply(writer, changes)
            start, newest = changes[-1].next, changes[-1].seq
            pending += len(changes)
            if pending >= _COMMIT:
                await asyncio.to_thread(self._show, writer, newest - 1)  # there may be more of the newest
                pending = 0
        if start != (self._index.applied + 1, 0):
            await asyncio.to_thread(self._show, writer, newest)
        return True

    async def _apply(self, writer: LexicalWriter, changes: Sequence[Change]) -> None:
        rest = iter(changes)
        while await asyncio.to_thread(self._apply_some, writer, rest):
            await self.give_way()

    def _apply_some(self, writer: LexicalWriter, rest: Iterator[Change]) -> bool:
        """Apply changes, until a search begins; say whether one did."""
        for change in rest:
            writer.apply((change,))
            if self._searches:
                return True
        return False

    def _show(self, writer: LexicalWriter, applied: int) -> None:
        writer.commit(applied)
        self._index.reload()

    def _clear(self, writer: LexicalWriter) -> None:
        writer.clear()
        self._show(writer, 0)


def _close(writer: LexicalWriter) -> None:
    with suppress(OSError, ValueError):  # a writer that failed has said so already, and its lock is free
        writer.close()


def _take_error(following: asyncio.Task[None]) -> None:
    """Keep an error that nobody waited for out of the log: the next search raises it again."""
    if not following.cancelled():
        following.exception()
