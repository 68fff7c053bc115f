"""The passages of a workspace as the indexes follow them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, func, insert, select

from rosana.retrieval import Change
from rosana.store.session import Database
from rosana.store.tables import DEFAULT_WORKSPACE, changes, documents, embeddings, passages
from rosana.types import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SqlPassageFeed"]


class SqlPassageFeed:
    """Implements `rosana.retrieval.PassageFeed` on the database; each call is a unit of work of its own."""

    def __init__(self, database: Database, workspace: str = DEFAULT_WORKSPACE) -> None:
        self._database = database
        self._workspace = workspace

    async def head(self) -> int:
        """Return the highest `seq`, 0 for an empty workspace."""
        async with self._database.read() as connection:
            head = await connection.scalar(
                select(func.max(changes.c.seq)).where(changes.c.workspace_id == self._workspace)
            )
        return head or 0

    async def changes(self, after: int, limit: int) -> list[Change]:
        """Return up to `limit` changes with `seq` above `after`, lowest first."""
        async with self._database.read() as connection:
            rows = await connection.execute(
                select(changes.c.seq, changes.c.document_id)
                .where(changes.c.workspace_id == self._workspace, changes.c.seq > after)
                .order_by(changes.c.seq)
                .limit(limit)
            )
            found = [(row.seq, row.document_id) for row in rows]
            texts = defaultdict(list)
            wanted = self._select().where(passages.c.document_id.in_([document_id for _, document_id in found]))
            for row in await connection.execute(wanted.order_by(passages.c.id)):
                texts[row.document_id].append(_passage(row))
        return [Change(seq, document_id, tuple(texts[document_id])) for seq, document_id in found]

    async def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Return those of the passages that still exist, in any order."""
        async with self._database.read() as connection:
            rows = await connection.execute(self._select().where(passages.c.id.in_(ids)))
            return [_passage(row) for row in rows]

    async def missing_vectors(self, model: str, limit: int) -> list[Passage]:
        """Return up to `limit` passages that have no vector of this embedding model."""
        there = select(embeddings.c.passage_id).where(embeddings.c.model == model)
        async with self._database.read() as connection:
            rows = await connection.execute(
                self._select().where(passages.c.id.not_in(there)).order_by(passages.c.id).limit(limit)
            )
            return [_passage(row) for row in rows]

    async def add_vectors(self, model: str, vectors: "Mapping[int, NDArray[np.float16]]") -> None:
        """Store one normalised vector `[dim]` per passage id; ids that are gone are passed over."""
        async with self._database.write() as connection:
            rows = await connection.execute(select(passages.c.id).where(passages.c.id.in_(list(vectors))))
            known = [
                {"model": model, "passage_id": row.id, "vector": vectors[row.id].astype("<f2").tobytes()}
                for row in rows
            ]
            if known:
                await connection.execute(insert(embeddings).prefix_with("OR REPLACE", dialect="sqlite"), known)

    async def vectors(self, model: str, after: int, limit: int) -> "list[tuple[int, NDArray[np.float16]]]":
        """Return up to `limit` (passage id, vector) pairs with id above `after`, lowest id first."""
        import numpy as np

        async with self._database.read() as connection:
            rows = await connection.execute(
                select(embeddings.c.passage_id, embeddings.c.vector)
                .join(passages, passages.c.id == embeddings.c.passage_id)
                .where(
                    passages.c.workspace_id == self._workspace,
                    embeddings.c.model == model,
                    embeddings.c.passage_id > after,
                )
                .order_by(embeddings.c.passage_id)
                .limit(limit)
            )
            return [(row.passage_id, np.frombuffer(row.vector, dtype="<f2")) for row in rows]

    def _select(self) -> Select[Any]:
        return (
            select(
                passages.c.id,
                passages.c.document_id,
                documents.c.title,
                passages.c.heading,
                passages.c.text,
                documents.c.url,
            )
            .join(documents, documents.c.id == passages.c.document_id)
            .where(passages.c.workspace_id == self._workspace)
        )


def _passage(row: Row[Any]) -> Passage:
    return Passage(
        id=row.id,
        document_id=row.document_id,
        title=row.title,
        heading=row.heading,
        text=row.text,
        url=row.url,
    )
