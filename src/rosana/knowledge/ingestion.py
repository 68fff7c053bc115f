"""Bringing sources into the database: read, split, replace what an earlier version left."""

import asyncio
import hashlib
import logging
import os
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from rosana.errors import DocumentBroken, DocumentEmpty, DocumentError, FileUnreadable
from rosana.knowledge.files import FoundFile, read_file
from rosana.knowledge.loaders import load
from rosana.knowledge.loaders.document import clean
from rosana.knowledge.originals import Originals
from rosana.knowledge.sample import SAMPLE
from rosana.knowledge.splitting import split
from rosana.store.documents import Documents, Fingerprint
from rosana.store.session import Database
from rosana.types import Chunk, Document

__all__ = ["Ingestion", "Outcome", "Text"]

T = TypeVar("T")

_log = logging.getLogger(__name__)

_BATCH = 32
"""Files per transaction: few enough that a crash repeats little, enough that commits cost nothing."""

_READERS = "1"
"""Goes into the content hash: raise it when readers or splitting change, and files are read anew."""

_SAMPLE = {sample.source: sample for sample in SAMPLE}


@dataclass(frozen=True, slots=True)
class Text:
    """A document that is text already, and no file."""

    source: str
    title: str
    """May be empty."""
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source."""

    source: str
    status: Literal["added", "updated", "unchanged", "failed"]
    document_id: str | None = None
    passages: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A source that was read, or the reason why it could not be; None for both when nothing changed."""

    source: str
    title: str
    content_hash: str = ""
    chunks: Sequence[Chunk] = ()
    reason: str | None = None
    unchanged: bool = False
    unknown: bool = False
    """There is nothing at its path and never was, as far as is known."""


class Ingestion:
    """Writes documents; every source ends as a row with its passages or with a reason."""

    def __init__(self, database: Database, originals: Originals, *, max_bytes: int) -> None:
        self._database = database
        self._originals = originals
        self._max_bytes = max_bytes

    async def add_files(self, found: Iterable[FoundFile]) -> AsyncIterator[Outcome]:
        """Bring files in, a batch per transaction, and say what became of each."""
        async with self._database.read() as connection:
            known = await Documents(connection).fingerprints()
        for batch in _batches(found, _BATCH):
            prepared = await asyncio.to_thread(self._prepare_all, batch, known)
            for outcome in await self._write_all(prepared, known):
                yield outcome

    async def add_texts(self, texts: Iterable[Text]) -> AsyncIterator[Outcome]:
        """Bring plain texts in, each one document of one passage, a batch per transaction."""
        for batch in _batches(texts, _BATCH):
            prepared = await asyncio.to_thread(_read_texts, batch)
            for outcome in await self._write_all(prepared, {}):
                yield outcome

    async def add_sample(self) -> None:
        """Load the sample knowledge base if nothing was ever loaded."""
        async with self._database.write() as connection:
            documents = Documents(connection)
            if await documents.ever_written():
                return
            for sample in SAMPLE:
                await documents.replace(
                    sample.source,
                    title=sample.title,
                    url=None,
                    content_hash=_hash(sample.text.encode()),
                    chunks=[Chunk("", sample.text)],
                )

    async def queue(self, name: str, data: bytes, *, source: str, url: str | None) -> str:
        """Take an upload in, to be read by `process`, and return its document's id.

        Args:
            name: the file's name; its suffix says how to read it.
            data: its bytes.
            source: the key of the upsert.
            url: where people can open it.

        Raises:
            StorageError: it cannot be kept.
        """
        async with self._database.write() as connection:
            document_id = await Documents(connection).queue(source, title=Path(name).stem, url=url)
            suffix = Path(name).suffix.lower()
            await asyncio.to_thread(self._originals.save, document_id, suffix=suffix, data=data)
        return document_id

    async def process(self, document: Document) -> Outcome:
        """Read one document again from its upload or its path, and replace its passages.

        One that came as a text, without a file, stays as it is. So does one that was removed or uploaded anew
        meanwhile: a new upload is queued and will be read itself.
        """
        unchanged = Outcome(document.source, "unchanged", document.id)
        if await asyncio.to_thread(self._has_no_file, document):
            return unchanged
        async with self._database.write() as connection:
            reading = await Documents(connection).set_processing(document.id)
        if reading is None:
            return unchanged
        prepared = await asyncio.to_thread(self._prepare_document, reading)
        known = {reading.source: Fingerprint(reading.id, reading.status, None)}
        async with self._database.write() as connection:
            documents = Documents(connection)
            if not await documents.is_processing(reading):
                return unchanged
            return await _write(documents, prepared, known, url=reading.url)

    async def remove(self, document_id: str) -> None:
        """Remove a document with its passages, vectors and upload.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        async with self._database.write() as connection:
            await Documents(connection).remove(document_id)
        await asyncio.to_thread(self._originals.remove, document_id)

    async def unfinished(self) -> Sequence[Document]:
        """Return the documents whose reading was cut off, oldest first."""
        async with self._database.read() as connection:
            return await Documents(connection).unfinished()

    def _prepare_all(self, files: Sequence[FoundFile], known: Mapping[str, Fingerprint]) -> Sequence[_Prepared]:
        return [self._prepare(file, known) for file in files]

    def _prepare(self, file: FoundFile, known: Mapping[str, Fingerprint]) -> _Prepared:
        title = Path(file.source).stem
        try:
            if file.error is not None:
                raise file.error
            data = read_file(file.path, self._max_bytes)
        except DocumentError as exc:
            unknown = file.source not in known and not _exists(file.path)
            return _Prepared(file.source, title, reason=str(exc), unknown=unknown)
        fingerprint = known.get(file.source)
        if fingerprint and fingerprint.status == "ready" and fingerprint.content_hash == _hash(data):
            return _Prepared(file.source, title, unchanged=True)
        return _read(file.source, file.path.name, data)

    def _has_no_file(self, document: Document) -> bool:
        if document.status in ("queued", "processing") or document.source in _SAMPLE:
            return False
        return not Path(document.source).is_absolute() and self._originals.find(document.id) is None

    def _prepare_document(self, document: Document) -> _Prepared:
        upload, sample = self._originals.find(document.id), _SAMPLE.get(document.source)
        if upload is None and sample is not None:
            return _read_text(Text(sample.source, sample.title, sample.text))
        path = upload or Path(document.source)
        try:
            data = read_file(path, self._max_bytes)
        except FileUnreadable:
            reason = "O arquivo não está mais onde estava. Adicione-o de novo."
            return _Prepared(document.source, document.title, reason=reason)
        except DocumentError as exc:
            return _Prepared(document.source, document.title, reason=str(exc))
        return _read(document.source, f"{document.title}{path.suffix}", data)

    async def _write_all(self, batch: Sequence[_Prepared], known: Mapping[str, Fingerprint]) -> Sequence[Outcome]:
        async with self._database.write() as connection:
            documents = Documents(connection)
            return [await _write(documents, item, known) for item in batch]


async def _write(
    documents: Documents, item: _Prepared, known: Mapping[str, Fingerprint], *, url: str | None = None
) -> Outcome:
    if item.unchanged:
        return Outcome(item.source, "unchanged", known[item.source].id)
    if item.unknown:
        return Outcome(item.source, "failed", reason=item.reason)
    if item.reason is not None:
        failed = await documents.fail(item.source, title=item.title, url=url, reason=item.reason)
        return Outcome(item.source, "failed", failed, reason=item.reason)
    document_id = await documents.replace(
        item.source, title=item.title, url=url, content_hash=item.content_hash, chunks=item.chunks
    )
    status: Literal["added", "updated"] = "updated" if item.source in known else "added"
    return Outcome(item.source, status, document_id, len(item.chunks))


def _read(source: str, name: str, data: bytes) -> _Prepared:
    try:
        loaded = load(name, data)
        chunks = split(loaded)
    except DocumentError as exc:
        return _Prepared(source, Path(name).stem, reason=str(exc))
    except Exception:  # one file that a reader stumbles over must not cost the others
        _log.exception("o leitor falhou em %s", source)
        return _Prepared(source, Path(name).stem, reason=DocumentBroken.detail)
    return _Prepared(source, loaded.title, content_hash=_hash(data), chunks=chunks)


def _read_texts(texts: Sequence[Text]) -> Sequence[_Prepared]:
    return [_read_text(text) for text in texts]


def _read_text(text: Text) -> _Prepared:
    passage = clean(text.text).strip()
    if not passage:
        return _Prepared(text.source, text.title, reason=DocumentEmpty.detail)
    return _Prepared(text.source, text.title, content_hash=_hash(passage.encode()), chunks=[Chunk("", passage)])


def _exists(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110 — Path.exists raises where it may not look


def _hash(data: bytes) -> str:
    return hashlib.sha256(_READERS.encode() + data).hexdigest()


def _batches(items: Iterable[T], size: int) -> Iterable[Sequence[T]]:
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
