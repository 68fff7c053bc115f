"""The passages of a workspace as the indexes follow them."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, Select, String, and_, bindparam, case, delete, exists, func, insert, or_, select

from rosana.retrieval import Change, Vector
from rosana.store.session import Database
from rosana.store.tables import DEFAULT_WORKSPACE, changes, documents, embeddings, passages
from rosana.types import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SqlPassageFeed"]

_SERVING = and_(documents.c.id == passages.c.document_id, documents.c.generation == passages.c.generation)
"""Staged passages, and those that a newer version has replaced, are no one's business."""


class SqlPassageFeed:
    """`PassageFeed` and `VectorStore` on the database; each call is a unit of work of its own."""

    def __init__(self, database: Database, workspace: str = DEFAULT_WORKSPACE) -> None:
        self._database = database
        self._workspace = workspace
        # Asked for often, so put together once.
        self._head = select(func.max(changes.c.seq)).where(changes.c.workspace_id == workspace)
        wanted = func.json_each(bindparam("ids", type_=String)).table_valued("value")  # one statement for any number
        by_id = self._select().where(passages.c.id.in_(select(wanted.c.value)))
        self._by_id = by_id.add_columns(self._head.scalar_subquery())
        self._newer = self._select_changes()
        # In one value, which SQLite puts together: as rows, 100,000 take the interpreter a quarter of a second.
        self._existing = select(func.json_group_array(passages.c.id))

    async def head(self) -> int:
        """Return the highest `seq`, 0 for an empty workspace."""
        (row,) = await self._database.fetch(self._head)
        return row[0] or 0

    async def changes(self, start: tuple[int, int], limit: int) -> list[Change]:
        """Return up to `limit` changes from a `seq` and a passage id on, lowest first."""
        rows = await self._database.fetch(self._newer, {"seq": start[0], "id": start[1], "limit": limit})
        return [
            Change(seq, document_id, None if number is None else Passage(number, document_id, *texts))
            for seq, document_id, number, *texts in map(list, rows)
        ]

    async def passages(self, ids: Sequence[int]) -> tuple[list[Passage], int]:
        """Return those of the passages that still exist, in any order, and the highest `seq` of that moment."""
        rows = await self._database.fetch(self._by_id, {"ids": json.dumps(list(ids))})
        if not rows:
            return [], await self.head()
        return [Passage(*row) for *row, _ in map(list, rows)], rows[0][-1]

    async def missing(self, model: str, limit: int) -> list[Passage]:
        """Return up to `limit` passages that have no vector of this model, lowest id first."""
        there = exists().where(embeddings.c.model == model, embeddings.c.passage_id == passages.c.id)
        async with self._database.read() as connection:
            rows = await connection.execute(self._select().where(~there).order_by(passages.c.id).limit(limit))
            return [Passage(*row) for row in map(list, rows)]

    async def known(self, model: str, text_hashes: Sequence[str]) -> "dict[str, NDArray[np.float16]]":
        """Return the vectors that this model has made of these texts, by hash."""
        async with self._database.read() as connection:
            rows = await connection.execute(
                select(embeddings.c.text_hash, embeddings.c.vector).where(
                    embeddings.c.model == model, embeddings.c.text_hash.in_(text_hashes)
                )
            )
            return {row.text_hash: _values(row.vector) for row in rows}

    async def add(self, model: str, vectors: Sequence[Vector]) -> None:
        """Store vectors; those of passages that are gone or have one are passed over."""
        async with self._database.write() as connection:
            rows = await connection.execute(
                select(passages.c.id).where(passages.c.id.in_([vector.passage_id for vector in vectors]))
            )
            there = set(rows.scalars())
            values = [
                {
                    "model": model,
                    "passage_id": vector.passage_id,
                    "text_hash": vector.text_hash,
                    "vector": vector.values.astype("<f2").tobytes(),
                }
                for vector in vectors
                if vector.passage_id in there
            ]
            if values:
                await connection.execute(insert(embeddings).prefix_with("OR IGNORE", dialect="sqlite"), values)

    async def stored(self, model: str, after: int, limit: int) -> list[Vector]:
        """Return up to `limit` vectors with `seq` above `after`, lowest first."""
        newer = (
            select(embeddings)
            .join(passages, passages.c.id == embeddings.c.passage_id)
            .join(documents, _SERVING)
            .where(passages.c.workspace_id == self._workspace, embeddings.c.seq > after)
            # Not by the index that begins with the model, whose every row would be read and sorted.
            .where(embeddings.c.model.concat("") == model)
            .order_by(embeddings.c.seq)
            .limit(limit)
        )
        rows = await self._database.fetch(newer)
        return [Vector(row.passage_id, row.text_hash, _values(row.vector), row.seq) for row in rows]

    async def existing(self) -> set[int]:
        """Return the ids of all passages, with those that are about to be deleted."""
        ((ids,),) = await self._database.fetch(self._existing)
        return set(json.loads(ids))

    async def models(self) -> list[str]:
        """Return the models that have vectors here, the one with the most first."""
        most = select(embeddings.c.model).group_by(embeddings.c.model).order_by(func.count().desc())
        async with self._database.read() as connection:
            return list((await connection.execute(most)).scalars())

    async def keep_only(self, model: str) -> None:
        """Drop the vectors of other models, and those of passages that are gone."""
        gone = ~exists().where(passages.c.id == embeddings.c.passage_id)
        async with self._database.write() as connection:
            await connection.execute(delete(embeddings).where((embeddings.c.model != model) | gone))

    async def drop(self, model: str) -> None:
        """Drop all vectors of a model."""
        async with self._database.write() as connection:
            await connection.execute(delete(embeddings).where(embeddings.c.model == model))

    def _select_changes(self) -> Select[Any]:
        """Select by nested loops over indexes alone, so that nothing is sorted however long a document is."""
        start = case((changes.c.seq == bindparam("seq"), bindparam("id", type_=Integer)), else_=0)
        return (
            select(
                changes.c.seq,
                changes.c.document_id,
                passages.c.id,
                documents.c.title,
                passages.c.heading,
                passages.c.text,
                documents.c.url,
            )
            .outerjoin(documents, documents.c.id == changes.c.document_id)
            .outerjoin(passages, and_(_SERVING, passages.c.id >= start))
            .where(changes.c.workspace_id == self._workspace, changes.c.seq >= bindparam("seq"))
            .where(
                or_(passages.c.id.is_not(None), start == 0)
            )  # a document is not empty because it was read to its end
            .order_by(changes.c.seq, passages.c.id)
            .limit(bindparam("limit", type_=Integer))
        )

    def _select(self) -> Select[Any]:
        """Select what a `Passage` is made of, in its order."""
        return (
            select(
                passages.c.id,
                passages.c.document_id,
                documents.c.title,
                passages.c.heading,
                passages.c.text,
                documents.c.url,
            )
            .join(documents, _SERVING)
            .where(passages.c.workspace_id == self._workspace)
        )


def _values(stored: bytes) -> "NDArray[np.float16]":
    import numpy as np

    return np.frombuffer(stored, dtype="<f2")
