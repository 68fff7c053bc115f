"""Keeps the lexical index of a process up to date with the stored passages."""

import asyncio
from contextlib import suppress

from rosana.errors import StorageError
from rosana.retrieval import PassageFeed
from rosana.retrieval.lexical import LexicalIndex, LexicalWriter

__all__ = ["Follower"]

_BATCH = 100  # documents read from the feed at a time
_COMMIT = 20_000  # passages between commits, 6 s: what a crash costs; with 2000, merging takes half as long as indexing
_UNWRITABLE = "O índice de busca não pode ser gravado. Confira o espaço em disco e as permissões da pasta de dados."


class Follower:
    """Applies the changes of a feed to an index, one caller at a time."""

    def __init__(self, feed: PassageFeed, index: LexicalIndex) -> None:
        self._feed = feed
        self._index = index
        self._following: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None

    async def refresh(self) -> None:
        """Apply every change that is stored and not yet indexed; cheap when there is none.

        While another process applies changes, what it has committed so far is shown.
        """
        if self._index.applied == await self._feed.head():
            return
        if self._following is None or self._following.done():
            self._following = asyncio.create_task(self._follow())
        await asyncio.shield(self._following)  # one caller's cancellation is not the others'

    async def _follow(self) -> None:
        if self._closing:
            await self._closing
        try:
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
            await self._apply_changes(writer)
        finally:
            # Segments are merged while the next questions are answered.
            self._closing = asyncio.create_task(asyncio.to_thread(_close, writer))

    async def _apply_changes(self, writer: LexicalWriter) -> None:
        applied, pending = self._index.applied, 0
        if applied > await self._feed.head():  # a restored or emptied database
            applied = 0
            await asyncio.to_thread(self._clear, writer)
        while changes := await self._feed.changes(applied, _BATCH):
            pending += await asyncio.to_thread(writer.apply, changes)
            applied = changes[-1].seq
            if pending >= _COMMIT:
                await asyncio.to_thread(self._show, writer, applied)
                pending = 0
        if applied != self._index.applied:
            await asyncio.to_thread(self._show, writer, applied)

    def _show(self, writer: LexicalWriter, applied: int) -> None:
        writer.commit(applied)
        self._index.reload()

    def _clear(self, writer: LexicalWriter) -> None:
        writer.clear()
        self._show(writer, 0)


def _close(writer: LexicalWriter) -> None:
    with suppress(OSError, ValueError):  # a writer that failed has said so already, and its lock is free
        writer.close()
