"""The documents of a workspace and their passages: what is read is staged, and published by one row."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, case, delete, exists, func, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from rosana.errors import DocumentNotFound
from rosana.store.catalog import document_of, select_documents
from rosana.store.masked_values import MaskedValues
from rosana.store.states import UNFINISHED, is_litter, is_still, serving, state, unfinished_as
from rosana.store.tables import DEFAULT_WORKSPACE, changes, documents, embeddings, of_workspace, passages, utc_now
from rosana.store.versions import Fingerprint, New, Published, Reading, Upload
from rosana.types import Chunk, Document, Origin, Progress

__all__ = ["CANCELLED", "Documents", "Fingerprint", "New", "Published", "Reading", "Upload"]

CANCELLED = "A leitura foi cancelada. Envie o documento outra vez para que ele entre na base."

_SWEPT = 500
"""Passages deleted in one transaction: it takes some milliseconds, and nobody waits for it noticeably."""

_SETTLED: Mapping[str, Any] = {
    "upload": None,
    "upload_url": None,
    "url": case((documents.c.upload.is_not(None), documents.c.upload_url), else_=documents.c.url),
}
"""The columns of an upload that waits no more: its address is the document's now."""


class Documents:
    """The documents of one workspace on one connection; the caller's transaction commits.

    The passages that serve are those whose generation is their document's. A reading stages passages of a new
    generation, in as many transactions as it likes, and publishes them by changing the document's row.
    """

    def __init__(self, connection: AsyncConnection, workspace: str = DEFAULT_WORKSPACE) -> None:
        self._connection = connection
        self._workspace = workspace

    async def get(self, document_id: str) -> Document:
        """Return one document.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        document = await self.find(document_id)
        if document is None:
            raise DocumentNotFound
        return document

    async def find(self, document_id: str) -> Document | None:
        """Return one document, None where there is none with this id."""
        wanted = select_documents(self._workspace).where(documents.c.id == document_id)
        row = (await self._connection.execute(wanted)).one_or_none()
        return None if row is None else document_of(row)

    async def list(self) -> Sequence[Document]:
        """Return all documents, by title."""
        all_of_them = select_documents(self._workspace)
        rows = await self._connection.execute(all_of_them.order_by(documents.c.title, documents.c.id))
        return [document_of(row) for row in rows]

    async def passages(self, document_id: str) -> Sequence[Chunk]:
        """Return the passages of a document that serve, in reading order."""
        rows = await self._connection.execute(
            select(passages.c.heading, passages.c.text)
            .join(documents, serving())
            .where(passages.c.document_id == document_id, passages.c.workspace_id == self._workspace)
            .order_by(passages.c.position)
        )
        return [Chunk(row.heading, row.text) for row in rows]

    async def fingerprints(self, *sources: str) -> Mapping[str, Fingerprint]:
        """Return the fingerprint of every document by source, or of these alone."""
        own = documents.c
        wanted = select(own.source, own.id, own.status, own.version, own.content_hash, own.origin).where(
            own.workspace_id == self._workspace
        )
        rows = await self._connection.execute(wanted.where(own.source.in_(sources)) if sources else wanted)
        return {row.source: Fingerprint(row.id, row.status, row.version, row.content_hash, row.origin) for row in rows}

    async def ever_written(self) -> bool:
        """Return whether any document was ever stored or registered here, even if it is gone."""
        written = await self._connection.scalar(select(func.count()).where(changes.c.workspace_id == self._workspace))
        registered = await self._connection.scalar(
            select(func.count()).where(documents.c.workspace_id == self._workspace)
        )
        return bool(written or registered)

    async def unfinished(self, *, before: str = "9") -> Sequence[Document]:
        """Return the documents that are queued or being read and changed last `before` that time, oldest first."""
        rows = await self._connection.execute(
            select_documents(self._workspace)
            .where(documents.c.status.in_(UNFINISHED), documents.c.updated_at < before)
            .order_by(documents.c.updated_at)
        )
        return [document_of(row) for row in rows]

    async def queue(
        self, source: str, *, title: str, url: str | None, origin: Origin = "upload", editable: bool = False
    ) -> Upload:
        """Register an upload that is yet to be read.

        Passages that an earlier version left, its title and its address stay until the new ones replace them.
        """
        document_id = await self._find_source(source)
        came: dict[str, Any] = {"upload_url": url, "origin": origin, "editable": editable}
        if document_id is None:
            return Upload(await self._insert(source, title=title, url=url, upload=1, status="queued", **came), 1)
        number = documents.c.draft + 1
        row = await self._update(document_id, draft=number, upload=number, **came, **unfinished_as("queued"))
        assert row is not None
        return Upload(document_id, row.draft)

    async def requeue(self, document_ids: Sequence[str]) -> None:
        """Have documents wait to be read again, unless they wait already; what they have goes on serving."""
        await self._connection.execute(
            update(documents)
            .where(documents.c.id.in_(document_ids), of_workspace(documents, self._workspace))
            .where(documents.c.status.not_in(UNFINISHED))
            .values(updated_at=utc_now(), **unfinished_as("queued"))
        )

    async def begin(self, document: Document) -> Reading | None:
        """Begin to read a document, so that no earlier reading can publish; None when its state is another by now."""
        row = await self._update(
            document.id, if_still=document, draft=documents.c.draft + 1, **unfinished_as("processing")
        )
        if row is None:
            return None
        return Reading(document.id, row.draft, row.content_hash if row.upload is not None else None)

    async def begin_source(self, source: str, *, title: str, origin: Origin, url: str | None = None) -> Reading:
        """Begin to read a source, whether it is known or not."""
        document_id = await self._find_source(source)
        if document_id is None:
            made = {"title": title, "url": url, "origin": origin, "status": "processing"}
            return Reading(await self._insert(source, **made), 1)
        row = await self._update(
            document_id, draft=documents.c.draft + 1, url=url, origin=origin, **unfinished_as("processing")
        )
        assert row is not None
        return Reading(document_id, row.draft)

    async def note_progress(self, reading: Reading, progress: Progress | None) -> bool:
        """Note how far a reading is; returns whether it is still worth going on."""
        done, total = (progress.done, progress.total) if progress else (None, None)
        return await self._update_reading(reading, progress_done=done, progress_total=total)

    async def stage(self, reading: Reading, chunks: Sequence[Chunk], *, position: int = 0) -> None:
        """Store passages that do not serve yet, the first of them at a position."""
        if chunks:
            await self._connection.execute(insert(passages), list(self._rows(reading, chunks, position)))

    async def add(self, new: Sequence[New]) -> Sequence[str]:
        """Publish documents at once whose sources are not known, in few statements; returns their ids."""
        if not new:
            return []
        ids, now = [uuid4().hex for _ in new], utc_now()
        pairs = list(zip(ids, new, strict=True))
        made = {"workspace_id": self._workspace, "draft": 1, "generation": 1, "created_at": now, "updated_at": now}
        await self._connection.execute(
            insert(documents),
            [
                {
                    **made,
                    "id": document_id,
                    "source": one.source,
                    "origin": one.origin,
                    "url": one.url,
                    "title": one.content.title,
                    "content_hash": one.content.content_hash,
                    "version": one.content.version,
                    **state("ready", reason=one.content.reason),
                }
                for document_id, one in pairs
            ],
        )
        if rows := [row for document_id, one in pairs for row in self._rows(Reading(document_id, 1), one.chunks, 0)]:
            await self._connection.execute(insert(passages), rows)
        for document_id, one in pairs:
            if one.content.masked is not None:
                await MaskedValues(self._connection, of="document").put(document_id, one.content.masked)
        changed = [{"workspace_id": self._workspace, "document_id": document_id} for document_id in ids]
        await self._connection.execute(insert(changes), changed)
        return ids

    async def publish(self, reading: Reading, content: Published) -> bool:
        """Make what a reading staged the passages that serve; returns whether it was still worth anything.

        Of the passages that served before, a document of usual size loses all; `sweep` deletes the rest.
        """
        published = await self._update_reading(
            reading,
            generation=reading.draft,
            title=content.title,
            content_hash=content.content_hash,
            version=content.version,
            **_SETTLED,
            **state("ready", reason=content.reason),
        )
        if not published:
            return False
        if reading.draft > 1 or content.masked is not None:
            await MaskedValues(self._connection, of="document").put(reading.document_id, content.masked)
        await self._note_change(reading.document_id)
        if reading.draft > 1:
            await self.sweep(reading.document_id)
        return True

    async def keep(self, reading: Reading, *, version: str | None = None) -> bool:
        """End a reading before it began: the content is the one that serves; returns whether that is still so."""
        return await self._update_reading(reading, version=version, **_SETTLED, **unfinished_as("ready"))

    async def has(self, reading: Reading, title: str, chunks: Sequence[Chunk]) -> bool:
        """Return whether a document serves just these passages under this title already."""
        document = await self.get(reading.document_id)
        if (document.title, document.passages) != (title, len(chunks)):
            return False
        return list(await self.passages(reading.document_id)) == list(chunks)

    async def confirm(self, reading: Reading, content: Published) -> None:
        """End a reading that found what serves already: indexes and vectors stay as they are."""
        confirmed = await self._update_reading(
            reading,
            content_hash=content.content_hash,
            version=content.version,
            **_SETTLED,
            **state("ready", reason=content.reason),
        )
        if confirmed:
            await MaskedValues(self._connection, of="document").put(reading.document_id, content.masked)

    async def replace(
        self, source: str, *, title: str, url: str | None, content_hash: str, chunks: Sequence[Chunk]
    ) -> str:
        """Make `chunks` the only passages of a source and return its document's id."""
        reading = await self.begin_source(source, title=title, origin="text", url=url)
        await self.stage(reading, chunks)
        await self.publish(reading, Published(title, content_hash))
        return reading.document_id

    async def fail(self, source: str, *, title: str, url: str | None, reason: str) -> str:
        """Note why a source could not be read; passages of an earlier version stay and go on serving."""
        reading = await self.begin_source(source, title=title, origin="text", url=url)
        await self.fail_reading(reading, reason=reason)
        return reading.document_id

    async def fail_reading(self, reading: Reading, *, reason: str) -> bool:
        """End a reading with the reason why it came to nothing; returns whether it was still worth anything."""
        return await self._update_reading(reading, **_SETTLED, **state("failed", reason=reason))

    async def note_version(self, document_id: str, version: str | None) -> None:
        """Note that a document is unchanged, whatever its source says of its age now."""
        await self._connection.execute(update(documents).where(documents.c.id == document_id).values(version=version))

    async def newest_drafts(self) -> Mapping[str, int]:
        """Return the number of the newest draft of every document that did not come as a file of this machine."""
        rows = await self._connection.execute(
            select(documents.c.id, documents.c.draft).where(
                documents.c.workspace_id == self._workspace, documents.c.origin != "file"
            )
        )
        return {row.id: row.draft for row in rows}

    async def note_upload(self, document_id: str) -> None:
        """Note that a document came as an upload, whatever its source looks like."""
        await self._connection.execute(update(documents).where(documents.c.id == document_id).values(origin="upload"))

    async def cancel(self, document_id: str) -> Upload | None:
        """End the reading of a document, or its wait for one; an earlier version goes on as if nothing had been.

        Returns:
            The upload that will not be read, if one waited.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        row = (
            await self._connection.execute(
                select(documents.c.status, documents.c.upload, documents.c.content_hash).where(
                    documents.c.id == document_id, documents.c.workspace_id == self._workspace
                )
            )
        ).one_or_none()
        if row is None:
            raise DocumentNotFound
        if row.status not in UNFINISHED:
            return None
        ended = state("failed", reason=CANCELLED) if row.content_hash is None else unfinished_as("ready")
        await self._update(document_id, draft=documents.c.draft + 1, upload=None, **ended)
        return None if row.upload is None else Upload(document_id, row.upload)

    async def remove(self, document_id: str) -> None:
        """Remove a document with its passages and vectors.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        own = select(passages.c.id).where(
            passages.c.document_id == document_id, passages.c.workspace_id == self._workspace
        )
        await self._connection.execute(delete(embeddings).where(embeddings.c.passage_id.in_(own)))
        own_row = (documents.c.id == document_id, documents.c.workspace_id == self._workspace)
        gone = await self._connection.execute(delete(documents).where(*own_row).returning(documents.c.draft))
        draft = gone.scalar_one_or_none()
        if draft is None:
            raise DocumentNotFound
        if draft > 1:  # the vectors of its earlier passages are still there
            # Found by indexes alone: to look at each row would read all vectors.
            orphaned = select(embeddings.c.seq).where(embeddings.c.passage_id.not_in(select(passages.c.id)))
            await self._connection.execute(delete(embeddings).where(embeddings.c.seq.in_(orphaned)))
        await self._note_change(document_id)

    async def littered(self) -> Sequence[str]:
        """Return the ids of documents that have passages which neither serve nor will."""
        rows = await self._connection.execute(select(documents.c.id).where(exists().where(is_litter())))
        return list(rows.scalars())

    async def sweep(self, document_id: str) -> bool:
        """Delete some passages that neither serve nor will; returns whether there may be more."""
        litter = select(passages.c.id).join(documents, is_litter()).where(documents.c.id == document_id).limit(_SWEPT)
        gone = await self._connection.execute(delete(passages).where(passages.c.id.in_(litter)))
        return gone.rowcount == _SWEPT

    def _rows(self, reading: Reading, chunks: Sequence[Chunk], position: int) -> Iterator[dict[str, Any]]:
        for place, chunk in enumerate(chunks, start=position):
            yield {
                "workspace_id": self._workspace,
                "document_id": reading.document_id,
                "position": place,
                "heading": chunk.heading,
                "text": chunk.text,
                "generation": reading.draft,
            }

    async def _find_source(self, source: str) -> str | None:
        found: str | None = await self._connection.scalar(
            select(documents.c.id).where(documents.c.workspace_id == self._workspace, documents.c.source == source)
        )
        return found

    async def _insert(self, source: str, **values: Any) -> str:
        document_id, now = uuid4().hex, utc_now()
        await self._connection.execute(
            insert(documents).values(
                id=document_id,
                workspace_id=self._workspace,
                source=source,
                draft=1,
                generation=0,
                created_at=now,
                updated_at=now,
                **values,
            )
        )
        return document_id

    async def _update(self, document_id: str, *, if_still: Document | None = None, **values: Any) -> Row[Any] | None:
        row: Row[Any] | None = (
            await self._connection.execute(
                update(documents)
                .where(documents.c.id == document_id, documents.c.workspace_id == self._workspace)
                .where(is_still(if_still) if if_still else true())
                .values(updated_at=utc_now(), **values)
                .returning(documents.c.draft, documents.c.content_hash, documents.c.upload)
            )
        ).one_or_none()
        return row

    async def _update_reading(self, reading: Reading, **values: Any) -> bool:
        changed = await self._connection.execute(
            update(documents)
            .where(
                documents.c.id == reading.document_id,
                documents.c.draft == reading.draft,
                documents.c.status == "processing",
            )
            .values(updated_at=utc_now(), **values)
        )
        return changed.rowcount == 1

    async def _note_change(self, document_id: str) -> None:
        await self._connection.execute(
            delete(changes).where(changes.c.workspace_id == self._workspace, changes.c.document_id == document_id)
        )
        await self._connection.execute(insert(changes).values(workspace_id=self._workspace, document_id=document_id))
