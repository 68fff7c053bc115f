"""The documents of a workspace as people look at them: by name, a page at a time, with their passages."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, func, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from rosana.store.states import UNFINISHED, serving
from rosana.store.tables import DEFAULT_WORKSPACE, documents, of_workspace, passages
from rosana.types import Document, DocumentStatus, Passage, Progress

__all__ = ["Catalog", "Name", "document_of", "select_documents"]

_FEW = 500
"""Documents that are looked up by their ids; to read more, all are read."""


class Name(NamedTuple):
    """What a document is known by."""

    id: str
    title: str
    source: str


class Catalog:
    """Reads the documents of one workspace on one connection."""

    def __init__(self, connection: AsyncConnection, workspace: str = DEFAULT_WORKSPACE) -> None:
        self._connection = connection
        self._workspace = workspace

    async def names(self, status: DocumentStatus | None = None) -> Sequence[Name]:
        """Return what all documents are known by, or those in one state; in no order."""
        own = documents.c
        rows = await self._connection.execute(
            select(own.id, own.title, own.source)
            .where(of_workspace(documents, self._workspace))
            .where(true() if status is None else own.status == status)
        )
        return [Name(*row) for row in rows]

    async def documents(self, ids: Sequence[str]) -> Sequence[Document]:
        """Return documents in the order of their ids; those that are gone are left out."""
        wanted = select_documents(self._workspace)
        if len(ids) <= _FEW:
            wanted = wanted.where(documents.c.id.in_(ids))
        found = {row.id: document_of(row) for row in await self._connection.execute(wanted)}
        return [found[one] for one in ids if one in found]

    async def count_pages(self, address: str) -> int:
        """Return how many documents are pages at an address or below it, whatever their scheme.

        Args:
            address: `host/path`, without the last slash.
        """
        source = documents.c.source
        ranges = [
            within
            for start in (f"https://{address}", f"http://{address}")
            for within in (
                source == start,
                and_(source >= f"{start}/", source < f"{start}0"),  # the sign after a slash
                and_(source >= f"{start}?", source < f"{start}@"),  # and after a question mark
            )
        ]
        counts = [select(func.count()).where(documents.c.workspace_id == self._workspace, one) for one in ranges]
        row = (await self._connection.execute(select(*(count.scalar_subquery() for count in counts)))).one()
        return sum(row)

    async def passages(self, document: Document, *, limit: int, after: int = 0) -> Sequence[Passage]:
        """Return the passages of a document that serve, in reading order.

        Args:
            document: as it is now.
            limit: how many at most.
            after: the id of the last one before them; ids go up in reading order.
        """
        rows = await self._connection.execute(
            select(passages.c.id, passages.c.heading, passages.c.text)
            .join(documents, serving())
            .where(passages.c.document_id == document.id, passages.c.workspace_id == self._workspace)
            .where(passages.c.id > after)
            .order_by(passages.c.id)
            .limit(limit)
        )
        return [Passage(row.id, document.id, document.title, row.heading, row.text, document.url) for row in rows]


def select_documents(workspace: str) -> Select[Any]:
    """Select the documents of a workspace with the number of their passages that serve."""
    count = select(func.count()).where(serving()).correlate(documents).scalar_subquery()
    return select(documents, count.label("passages")).where(of_workspace(documents, workspace))


def document_of(row: Row[Any]) -> Document:
    """Return the document that a row of `select_documents` is."""
    return Document(
        id=row.id,
        source=row.source,
        title=row.title,
        url=row.url,
        status=row.status,
        reason=None if row.status in UNFINISHED else row.reason,
        passages=row.passages,
        updated_at=row.updated_at,
        progress=None if row.progress_total is None else Progress(row.progress_done, row.progress_total),
        origin=row.origin,
        editable=row.editable and row.origin in ("text", "upload"),
    )
