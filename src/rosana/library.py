"""The documents as a person keeps them: sent, found, looked into, corrected and read again."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from rosana.errors import DocumentNotEditable, DocumentNotFound, InvalidRequest
from rosana.jobs.reading import ReadingJobs
from rosana.knowledge.editing import Written, corrected, written
from rosana.knowledge.originals import Original
from rosana.retrieval.analysis import fold
from rosana.store.catalog import Catalog, Name
from rosana.store.documents import Documents
from rosana.store.session import Database
from rosana.types import Document, DocumentStatus, Origin, Passage

__all__ = ["Added", "Found", "Library", "Wanted"]

_WATCH = 0.25
"""Seconds between two looks at a document that somebody watches."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents are looked for."""

    search: str = ""
    """Words that all stand in the title or the source, whatever their case and accents."""
    status: DocumentStatus | None = None
    limit: int | None = None
    """How many at most; None: all."""
    after: str | None = None
    """The id of the last one of the page before."""


@dataclass(frozen=True, slots=True)
class Added:
    """A document that was taken in."""

    document: Document
    replaces: bool
    """Whether there was one of the same source, whose place it takes."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of documents by title, and how many there are in all."""

    documents: Sequence[Document]
    total: int


class Library:
    """The documents of a workspace, one by one."""

    def __init__(self, database: Database, reading: ReadingJobs) -> None:
        self._database = database
        self._reading = reading
        self._ingestion = reading.ingestion

    async def find(self, wanted: Wanted) -> Found:
        """Return a page of the documents that are looked for, by title.

        Raises:
            InvalidRequest: the page before ends with a document that is not among them any more.
        """
        async with self._database.read() as connection:
            names = await Catalog(connection).names(wanted.status)
        ids = await asyncio.to_thread(_matching, names, wanted.search)
        async with self._database.read() as connection:
            documents = await Catalog(connection).documents(_page(ids, wanted))
        return Found(documents, len(ids))

    async def get(self, document_id: str) -> Document:
        """Return one document.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        async with self._database.read() as connection:
            return await Documents(connection).get(document_id)

    async def passages(self, document_id: str, *, limit: int, after: int = 0) -> Sequence[Passage]:
        """Return passages of a document in reading order, those that follow one of them by its id.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        async with self._database.read() as connection:
            document = await Documents(connection).get(document_id)
            return await Catalog(connection).passages(document, limit=limit, after=after)

    def source_of(self, name: str) -> str:
        """Return the source of an upload to which nobody gave one; see `Ingestion.source_of`."""
        return self._ingestion.source_of(name)

    async def add(self, original: Original, *, source: str, url: str | None = None, origin: Origin = "upload") -> Added:
        """Take a document in; a worker reads it in the background.

        Raises:
            StorageError: it cannot be kept.
        """
        async with self._database.read() as connection:
            replaces = source in await Documents(connection).fingerprints(source)
        queued = self._reading.queue(original.name, original.data, source=source, url=url, origin=origin)
        return Added(await self.get(await queued), replaces)

    async def text(self, document_id: str) -> Written:
        """Return a document as its author wrote it, with all that is masked elsewhere: it is the operator's own.

        Raises:
            DocumentNotFound: there is none with this id.
            DocumentNotEditable: it is no text that was sent here.
            StorageError: it cannot be read.
        """
        _, _, text = await self._open(document_id)
        return text

    async def correct(self, document_id: str, text: Written) -> Document:
        """Put another text in the place of a document's; until a worker has read it, the one of before answers.

        Raises:
            DocumentNotFound: there is none with this id.
            DocumentNotEditable: it is no text that was sent here.
            StorageError: it cannot be kept.
        """
        document, original, before = await self._open(document_id)
        now = corrected(original, before=before, now=text)
        return (await self.add(now, source=document.source, url=text.url, origin=document.origin)).document

    async def read_again(self, document_id: str) -> Document:
        """Have a document read again from its upload or its path; until then its passages serve.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        await self._reading.queue_again(document_id)
        return await self.get(document_id)

    async def read_all_again(self) -> None:
        """Have all documents read again."""
        await self._reading.queue_all_again()

    async def cancel(self, document_id: str) -> Document:
        """End the reading of a document, or its wait; what an earlier version left goes on serving.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        await self._ingestion.cancel(document_id)
        return await self.get(document_id)

    async def watch(self, document_id: str) -> AsyncGenerator[Document, None]:
        """Yield a document as it is and whenever that changes, until it is ready, has failed or is gone.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        seen = await self.get(document_id)
        yield seen
        while seen.status in ("queued", "processing"):
            await asyncio.sleep(_WATCH)
            try:
                now = await self.get(document_id)
            except DocumentNotFound:
                return
            if (now.status, now.progress) != (seen.status, seen.progress):
                yield now
            seen = now

    async def _open(self, document_id: str) -> tuple[Document, Original, Written]:
        document = await self.get(document_id)
        if not document.editable:
            raise DocumentNotEditable
        original = await asyncio.to_thread(self._ingestion.originals.latest, document_id)
        if original is None:
            raise DocumentNotEditable
        text = await asyncio.to_thread(written, original, title=document.title, url=document.url)
        return document, original, text


def _matching(names: Sequence[Name], search: str) -> list[str]:
    """Return the ids of those in whose title or source all words stand, by title."""
    words = fold(search).split()
    found = []
    for name in names:
        title = fold(name.title)
        text = f"{title}\n{fold(name.source)}" if words else ""
        if all(word in text for word in words):
            found.append((title, name.id))
    return [document_id for _, document_id in sorted(found)]


def _page(ids: Sequence[str], wanted: Wanted) -> Sequence[str]:
    start = 0
    if wanted.after is not None:
        if wanted.after not in ids:
            raise InvalidRequest("A lista mudou desde a página anterior. Carregue-a de novo.")
        start = ids.index(wanted.after) + 1
    return ids[start:] if wanted.limit is None else ids[start : start + wanted.limit]
