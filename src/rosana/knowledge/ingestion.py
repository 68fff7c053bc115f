"""Bringing sources into the database: what has not changed is passed over, what is read is published whole."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import aclosing
from itertools import islice
from pathlib import Path

from rosana.errors import DocumentEmpty, DocumentError, FileUnreadable, StorageError
from rosana.knowledge.contents import Content, Text
from rosana.knowledge.drafts import Draft, Drafting, Masking, Opened, Outcome, Reader, settle, write, write_new
from rosana.knowledge.editing import is_text
from rosana.knowledge.files import FoundFile, exists, read_file, version_of
from rosana.knowledge.loaders.document import clean
from rosana.knowledge.originals import Original, Originals
from rosana.knowledge.sample import SAMPLE, write_sample
from rosana.knowledge.sandbox import Finish
from rosana.privacy import Masker
from rosana.store.documents import Documents, Fingerprint
from rosana.store.session import Database
from rosana.types import Chunk, Document, Origin

__all__ = ["Content", "Ingestion", "Outcome", "Text"]

_BATCH = 32
"""Files per transaction: few enough that a crash repeats little, enough that commits cost nothing."""

_BATCH_BYTES = 8_000_000
"""Bytes of files that are held at once, but for a single larger one."""

_READERS = "2"
"""Goes into the content hash: raise it when readers or splitting change, and files are read anew."""

_SAMPLE = {sample.source: sample for sample in SAMPLE}


class Ingestion:
    """Writes documents; every source ends as a row with its passages or with a reason."""

    def __init__(
        self,
        database: Database,
        originals: Originals,
        reader: Reader,
        masking: Masking,
        *,
        max_bytes: int,
    ) -> None:
        self._database = database
        self.originals = originals
        """The uploads as they came."""
        self._drafting = Drafting(database, reader, masking)
        self._max_bytes = max_bytes
        self._masking = masking

    async def add_files(self, found: Iterable[FoundFile]) -> AsyncGenerator[Outcome]:
        """Bring files in, a batch per transaction, and say what became of each."""
        async with self._database.read() as connection:
            known = await Documents(connection).fingerprints()
        writing: asyncio.Task[Sequence[Outcome]] | None = None
        try:
            async with aclosing(self._read_batches(iter(found), known)) as batches:
                async for batch in batches:
                    for outcome in await writing if writing else ():
                        yield outcome
                    writing = asyncio.create_task(self._write_all(batch, known))  # while the next batch is read
            for outcome in await writing if writing else ():
                yield outcome
        finally:
            if writing and not writing.done():
                await writing

    async def add_texts(self, texts: Iterable[Text]) -> AsyncIterator[Outcome]:
        """Bring plain texts in, each one document of one passage, a batch per transaction."""
        waiting = iter(texts)
        while batch := list(islice(waiting, _BATCH)):
            for outcome in await self._write_all([Opened(self._draft_of(text)) for text in batch], {}):
                yield outcome

    async def add_content(self, content: Content) -> Outcome:
        """Bring in what was fetched, and keep it so that it can be read again.

        Raises:
            StorageError: it cannot be kept.
        """
        content_hash = await asyncio.to_thread(self._hash_of, content.original)
        async with self._database.read() as connection:
            before = (await Documents(connection).fingerprints(content.source)).get(content.source)
        if before and before.status == "ready" and before.content_hash == content_hash:
            if content.version != before.version:
                async with self._database.write() as connection:
                    await Documents(connection).note_version(before.id, content.version)
            return Outcome(content.source, "unchanged", before.id)
        original = content.original
        document_id = await self.queue(
            original.name, original.data, source=content.source, url=content.url, origin="page"
        )
        async with self._database.read() as connection:
            document = await Documents(connection).find(document_id)
        if document is None:  # another process has removed it
            return Outcome(content.source, "unchanged", document_id)
        return await self.process(document, version=content.version)

    async def add_sample(self) -> None:
        """Load the sample knowledge base if nothing was ever loaded."""
        async with self._database.write() as connection:
            await write_sample(Documents(connection), self._hash)

    def source_of(self, name: str) -> str:
        """Return the source of an upload to which nobody gave one: its name, without personal data.

        The same name has the same source, and two names that differ only in what was masked have two.
        """
        masked = self._masker().mask(name)
        return masked if masked == name else f"{masked} {self._masking.vault.tag(name.encode('utf-8', 'replace'))}"

    async def queue(self, name: str, data: bytes, *, source: str, url: str | None, origin: Origin = "upload") -> str:
        """Take an upload in, to be read by `process`, and return its document's id.

        Args:
            name: the file's name; its suffix says how to read it.
            data: its bytes.
            source: the key of the upsert.
            url: where people can open it.
            origin: any but "file".

        Raises:
            StorageError: it cannot be kept.
        """
        draft = await asyncio.to_thread(self.originals.draft, Original(name, data))
        upload = None
        try:
            async with self._database.write() as connection:
                upload = await Documents(connection).queue(
                    source, title=self._title_of(name), url=url, origin=origin, editable=is_text(name)
                )
                self.originals.keep(draft, upload.document_id, upload.number)
        except BaseException:
            draft.unlink(missing_ok=True)
            if upload is not None:  # what was not promised must not be read one day
                self.originals.discard(upload.document_id, upload.number)
            raise
        return upload.document_id

    async def process(self, document: Document, *, version: str | None = None) -> Outcome:
        """Read one document from its upload or its path, and replace its passages; a ready one is read again.

        One that came as a text, without a file, stays as it is, and so does one that waits with a content that serves
        already. One that was removed, cancelled or uploaded anew meanwhile is left to whoever did that.
        """
        unchanged = Outcome(document.source, "unchanged", document.id)
        upload = await self._newest_upload(document)
        if upload is None and _came_without_file(document):
            return unchanged
        async with self._database.write() as connection:
            reading = await Documents(connection).begin(document)
        if reading is None:
            return unchanged
        upload = await self._newest_upload(document)  # one that came between counts as read
        try:
            opened = await asyncio.to_thread(self._open_document, document, upload)
        except StorageError:
            if document.status == "ready":  # else it waits until the storage is there again
                async with self._database.write() as connection:
                    await Documents(connection).keep(reading)
            raise
        opened.draft.reading, opened.draft.version = reading, version or opened.draft.version
        opened.draft.serves = opened.draft.content_hash == reading.content_hash
        if opened.data is not None and not opened.draft.serves:
            await self._drafting.fill_watched(opened.draft, opened.name, opened.data)
        async with self._database.write() as connection:
            outcome = await write(Documents(connection), opened.draft, updated=True)
        await self._sweep(document.id)
        if upload is not None and not opened.draft.overtaken:
            await asyncio.to_thread(self.originals.remove, document.id, below=upload)
        return outcome

    async def requeue(self, document_id: str | None = None) -> Sequence[str]:
        """Have a document wait to be read again, or all; returns the ids of those that can be read again.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        kept = await asyncio.to_thread(self.originals.kept)
        async with self._database.read() as connection:
            documents = Documents(connection)
            found = await documents.list() if document_id is None else [await documents.get(document_id)]
        ids = [one.id for one in found if one.origin == "file" or one.id in kept or one.source in _SAMPLE]
        for start in range(0, len(ids), _BATCH):
            async with self._database.write() as connection:
                await Documents(connection).requeue(ids[start : start + _BATCH])
        return ids

    async def process_queued(self, document_id: str) -> None:
        """Read a document if it still waits for that, or if its reading was cut off."""
        async with self._database.read() as connection:
            document = await Documents(connection).find(document_id)
        if document is not None and document.status in ("queued", "processing"):
            await self.process(document)

    async def give_up(self, document_id: str, reason: str) -> None:
        """Note that a document will not be tried again."""
        async with self._database.write() as connection:
            documents = Documents(connection)
            document = await documents.find(document_id)
            waits = document is not None and document.status in ("queued", "processing")
            reading = await documents.begin(document) if document and waits else None
            if reading is not None:
                await documents.fail_reading(reading, reason=reason)
        await self._sweep(document_id)

    async def cancel(self, document_id: str) -> None:
        """End the reading of a document, or its wait; what an earlier version left stays.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        async with self._database.write() as connection:
            upload = await Documents(connection).cancel(document_id)
        if upload is not None:
            await asyncio.to_thread(self.originals.discard, upload.document_id, upload.number)

    async def remove(self, document_id: str) -> None:
        """Remove a document with its passages, vectors and upload.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        async with self._database.write() as connection:
            await Documents(connection).remove(document_id)
        await asyncio.to_thread(self.originals.remove, document_id)

    async def unfinished(self, *, before: str = "9") -> Sequence[Document]:
        """Return the documents that wait or whose reading was cut off, oldest first.

        Args:
            before: only those without a sign of life since this time, UTC as ISO 8601.
        """
        async with self._database.read() as connection:
            return await Documents(connection).unfinished(before=before)

    async def versions(self) -> Mapping[str, str | None]:
        """Return the version of every source; None where it has to be read again, whatever its server says."""
        async with self._database.read() as connection:
            known = await Documents(connection).fingerprints()
        return {source: one.version if self._is_current(one) else None for source, one in known.items()}

    async def tidy(self) -> None:
        """Delete what killed processes left: passages that were never published, uploads of nobody."""
        async with self._database.read() as connection:
            documents = Documents(connection)
            newest, littered = await documents.newest_drafts(), await documents.littered()
        await self._adopt_uploads()
        await asyncio.to_thread(self.originals.sweep, newest)
        for document_id in littered:
            await self._sweep(document_id)

    async def _adopt_uploads(self) -> None:
        """Seal the uploads of earlier versions."""
        for document_id, path in (await asyncio.to_thread(self.originals.unsealed)).items():
            async with self._database.write() as connection:
                document = await Documents(connection).find(document_id)
                await Documents(connection).note_upload(document_id)
            if document is not None:
                await asyncio.to_thread(self.originals.adopt, path, document.title)

    async def _newest_upload(self, document: Document) -> int | None:
        return None if document.origin == "file" else await asyncio.to_thread(self.originals.newest, document.id)

    async def _read_batches(
        self, files: Iterator[FoundFile], known: Mapping[str, Fingerprint]
    ) -> AsyncGenerator[Sequence[Opened]]:
        """Yield files that have been read; the next are asked for early, so that the reader never waits for them."""
        reading: list[asyncio.Task[None]] = []
        ahead: list[asyncio.Task[None]] = []
        try:
            batch = await asyncio.to_thread(self._open_some, files, known)
            reading = [asyncio.create_task(self._read(opened)) for opened in batch]
            while batch:
                following = await asyncio.to_thread(self._open_some, files, known)
                ahead = [asyncio.create_task(self._read(opened)) for opened in following]
                for task in reading:
                    await task
                yield batch
                batch, reading = following, ahead
        finally:
            for task in (*reading, *ahead):
                task.cancel()
            await asyncio.gather(*reading, *ahead, return_exceptions=True)

    async def _read(self, opened: Opened) -> None:
        if opened.data is not None:
            await self._drafting.fill(opened.draft, opened.name, opened.data)
            opened.data = None

    async def _write_all(self, batch: Sequence[Opened], known: Mapping[str, Fingerprint]) -> Sequence[Outcome]:
        if all(map(Opened.is_settled, batch)):
            return [opened.outcome for opened in batch if opened.outcome]
        async with self._database.write() as connection:
            documents = Documents(connection)
            new = [one.draft for one in batch if one.outcome is None and one.draft.source not in known]
            added = await write_new(documents, new)
            outcomes = [added.get(one.draft.source) or await settle(documents, one, known) for one in batch]
        for opened, outcome in zip(batch, outcomes, strict=True):
            if outcome.document_id and (outcome.status == "updated" or opened.draft.staged):
                await self._sweep(outcome.document_id)
        return outcomes

    async def _sweep(self, document_id: str) -> None:
        more = True
        while more:
            async with self._database.write() as connection:
                more = await Documents(connection).sweep(document_id)

    def _open_some(self, files: Iterator[FoundFile], known: Mapping[str, Fingerprint]) -> Sequence[Opened]:
        """Open the next files: as many as one transaction takes, and as the memory holds."""
        batch: list[Opened] = []
        unread = size = 0
        while unread < _BATCH and size < _BATCH_BYTES and (file := next(files, None)):
            opened = self._open(file, known)
            batch.append(opened)
            unread += not opened.is_settled()
            size += len(opened.data or b"")
        return batch

    def _open(self, file: FoundFile, known: Mapping[str, Fingerprint]) -> Opened:
        draft, before = Draft(file.source, self._title_of(file.path.name), "file"), known.get(file.source)
        same = before if before and before.origin == "file" else None
        unchanged = Opened(draft, outcome=Outcome(file.source, "unchanged", before.id if before else None))
        try:
            if file.error is not None:
                raise file.error
            draft.version = version_of(file.path)
            if same and same.version == draft.version and self._is_current(same):
                return unchanged
            data = read_file(file.path, self._max_bytes)
        except DocumentError as exc:
            draft.reason = exc.detail
            never_was = before is None and not exists(file.path)
            return Opened(draft, outcome=Outcome(file.source, "failed", reason=exc.detail) if never_was else None)
        draft.content_hash = self._hash(data)
        if same and same.status == "ready" and same.content_hash == draft.content_hash:
            unchanged.renewed = draft.version not in (None, same.version)
            return unchanged
        return Opened(draft, file.path.name, data)

    def _open_document(self, document: Document, upload: int | None) -> Opened:
        draft = Draft(document.source, document.title, document.origin, url=document.url)
        sample = _SAMPLE.get(document.source)
        if upload is None and sample is not None:
            return Opened(self._draft_of(Text(sample.source, sample.title, sample.text)))
        try:
            original = self._read_original(document, upload, draft)
        except FileUnreadable:
            draft.reason = "O arquivo não está mais onde estava. Adicione-o de novo."
            return Opened(draft)
        except DocumentError as exc:
            draft.reason = exc.detail
            return Opened(draft)
        draft.content_hash = self._hash(original.data) if upload is None else self._hash_of(original)
        return Opened(draft, original.name, original.data)

    def _read_original(self, document: Document, upload: int | None, draft: Draft) -> Original:
        if upload is not None:
            original = self.originals.read(document.id, upload)
            if original is None:
                raise FileUnreadable
            return original
        if document.origin != "file":
            raise FileUnreadable
        path = Path(document.source)
        draft.version = version_of(path)
        return Original(path.name, read_file(path, self._max_bytes))

    def _draft_of(self, text: Text) -> Draft:
        masker = self._masker()
        title, passage = masker.mask(text.title), clean(text.text).strip()
        draft = Draft(text.source, title, "text")
        if not passage:
            draft.reason = DocumentEmpty.detail
            return draft
        draft.content_hash = self._hash(passage.encode())
        draft.chunks = [Chunk("", masker.mask(passage))]
        draft.finish = Finish(title, (), masker.mapping)
        return draft

    def _title_of(self, name: str) -> str:
        return self._masker().mask(Path(name).stem)

    def _masker(self) -> Masker:
        return Masker(self._masking.kinds.now, public=self._masking.public)

    @property
    def _rules(self) -> str:
        """By what documents are read now; goes into the content hash."""
        rules = repr((_READERS, sorted(self._masking.kinds.now), sorted(self._masking.public)))
        return hashlib.sha256(rules.encode()).hexdigest()[:8]

    def _is_current(self, known: Fingerprint) -> bool:
        read = known.version is not None and known.content_hash is not None
        return read and known.status == "ready" and str(known.content_hash).startswith(f"{self._rules}:")

    def _hash(self, data: bytes, *, name: str = "") -> str:
        digest = hashlib.sha256(name.encode("utf-8", "replace"))
        digest.update(data)
        return f"{self._rules}:{digest.hexdigest()[:48]}"

    def _hash_of(self, original: Original) -> str:
        return self._hash(original.data, name=original.name)  # which may be its title


def _came_without_file(document: Document) -> bool:
    return document.origin != "file" and document.status in ("ready", "failed") and document.source not in _SAMPLE
