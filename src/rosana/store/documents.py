"""The documents of a workspace and their passages, written whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from rosana.errors import DocumentNotFound
from rosana.store.tables import DEFAULT_WORKSPACE, changes, documents, embeddings, passages, utc_now
from rosana.types import Chunk, Document, DocumentStatus

__all__ = ["Documents", "Fingerprint"]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is known of a source without reading it again."""

    id: str
    status: DocumentStatus
    content_hash: str | None


class Documents:
    """The documents of one workspace on one connection; the caller's transaction commits."""

    def __init__(self, connection: AsyncConnection, workspace: str = DEFAULT_WORKSPACE) -> None:
        self._connection = connection
        self._workspace = workspace

    async def get(self, document_id: str) -> Document:
        """Return one document.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        row = (await self._connection.execute(self._select().where(documents.c.id == document_id))).one_or_none()
        if row is None:
            raise DocumentNotFound
        return _document(row)

    async def list(self) -> Sequence[Document]:
        """Return all documents, by title."""
        rows = await self._connection.execute(self._select().order_by(documents.c.title, documents.c.id))
        return [_document(row) for row in rows]

    async def passages(self, document_id: str) -> Sequence[Chunk]:
        """Return the passages of a document in reading order."""
        rows = await self._connection.execute(
            select(passages.c.heading, passages.c.text)
            .where(passages.c.document_id == document_id, passages.c.workspace_id == self._workspace)
            .order_by(passages.c.position)
        )
        return [Chunk(row.heading, row.text) for row in rows]

    async def fingerprints(self) -> Mapping[str, Fingerprint]:
        """Return the fingerprint of every document by source."""
        rows = await self._connection.execute(
            select(documents.c.source, documents.c.id, documents.c.status, documents.c.content_hash).where(
                documents.c.workspace_id == self._workspace
            )
        )
        return {row.source: Fingerprint(row.id, row.status, row.content_hash) for row in rows}

    async def queue(self, source: str, *, title: str, url: str | None) -> str:
        """Register a source that is yet to be read and return its document's id.

        Passages that an earlier version left stay until the new ones replace them.
        """
        return await self._upsert(source, title=title, url=url, status="queued", reason=None)

    async def set_processing(self, document_id: str) -> Document | None:
        """Note that a document is being read and return it; None when it is gone."""
        await self._connection.execute(
            update(documents).where(documents.c.id == document_id).values(status="processing", updated_at=utc_now())
        )
        row = (await self._connection.execute(self._select().where(documents.c.id == document_id))).one_or_none()
        return None if row is None else _document(row)

    async def is_processing(self, document: Document) -> bool:
        """Tell whether a document is as `set_processing` left it: neither removed, nor queued or begun anew since."""
        found = await self._connection.scalar(
            select(documents.c.id).where(
                documents.c.id == document.id,
                documents.c.status == "processing",
                documents.c.updated_at == document.updated_at,
            )
        )
        return found is not None

    async def ever_written(self) -> bool:
        """Return whether any document was ever stored or registered here, even if it is gone."""
        written = await self._connection.scalar(select(func.count()).where(changes.c.workspace_id == self._workspace))
        registered = await self._connection.scalar(
            select(func.count()).where(documents.c.workspace_id == self._workspace)
        )
        return bool(written or registered)

    async def unfinished(self) -> Sequence[Document]:
        """Return the documents that were queued or being read when a process ended, oldest first."""
        rows = await self._connection.execute(
            self._select().where(documents.c.status.in_(("queued", "processing"))).order_by(documents.c.updated_at)
        )
        return [_document(row) for row in rows]

    async def replace(
        self, source: str, *, title: str, url: str | None, content_hash: str, chunks: Sequence[Chunk]
    ) -> str:
        """Make `chunks` the only passages of a source and return its document's id."""
        document_id = await self._upsert(
            source, title=title, url=url, status="ready", reason=None, content_hash=content_hash
        )
        await self._connection.execute(delete(passages).where(passages.c.document_id == document_id))
        if chunks:
            await self._connection.execute(
                insert(passages),
                [
                    {
                        "workspace_id": self._workspace,
                        "document_id": document_id,
                        "position": position,
                        "heading": chunk.heading,
                        "text": chunk.text,
                    }
                    for position, chunk in enumerate(chunks)
                ],
            )
        await self._note_change(document_id)
        return document_id

    async def fail(self, source: str, *, title: str, url: str | None, reason: str) -> str:
        """Note why a source could not be read; passages of an earlier version stay and go on serving."""
        return await self._upsert(source, title=title, url=url, status="failed", reason=reason)

    async def remove(self, document_id: str) -> None:
        """Remove a document with its passages and vectors.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        own = select(passages.c.id).where(
            passages.c.document_id == document_id, passages.c.workspace_id == self._workspace
        )
        await self._connection.execute(delete(embeddings).where(embeddings.c.passage_id.in_(own)))
        gone = await self._connection.execute(
            delete(documents).where(documents.c.id == document_id, documents.c.workspace_id == self._workspace)
        )
        if not gone.rowcount:
            raise DocumentNotFound
        await self._note_change(document_id)

    async def _upsert(self, source: str, **values: Any) -> str:
        now = utc_now()
        found = await self._connection.scalar(
            select(documents.c.id).where(documents.c.workspace_id == self._workspace, documents.c.source == source)
        )
        if found is not None:
            await self._connection.execute(
                update(documents).where(documents.c.id == found).values(updated_at=now, **values)
            )
            return str(found)
        document_id = uuid4().hex
        await self._connection.execute(
            insert(documents).values(
                id=document_id,
                workspace_id=self._workspace,
                source=source,
                created_at=now,
                updated_at=now,
                **values,
            )
        )
        return document_id

    async def _note_change(self, document_id: str) -> None:
        await self._connection.execute(
            delete(changes).where(changes.c.workspace_id == self._workspace, changes.c.document_id == document_id)
        )
        await self._connection.execute(insert(changes).values(workspace_id=self._workspace, document_id=document_id))

    def _select(self) -> Select[Any]:
        count = select(func.count()).where(passages.c.document_id == documents.c.id).scalar_subquery()
        return select(documents, count.label("passages")).where(documents.c.workspace_id == self._workspace)


def _document(row: Row[Any]) -> Document:
    return Document(
        id=row.id,
        source=row.source,
        title=row.title,
        url=row.url,
        status=row.status,
        reason=row.reason,
        passages=row.passages,
        updated_at=row.updated_at,
    )
