"""Passages in memory, as an index follows them."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rosana.retrieval import Change
from rosana.types import Passage


class MemoryFeed:
    """The port over dictionaries; `put` and `remove` are what a store does."""

    def __init__(self) -> None:
        self._seq = 0
        self._next = 1
        self._changes: dict[str, Change] = {}
        self._vectors: dict[str, dict[int, NDArray[np.float16]]] = {}

    def put(self, document_id: str, *texts: str, title: str = "", heading: str = "") -> None:
        """Store a document as one passage per text."""
        ids = range(self._next, self._next + len(texts))
        self._next += len(texts)
        self._change(
            document_id,
            [Passage(number, document_id, title, heading, text) for number, text in zip(ids, texts, strict=True)],
        )

    def remove(self, document_id: str) -> None:
        """Remove a document."""
        self._change(document_id, [])

    def _change(self, document_id: str, passages: Sequence[Passage]) -> None:
        self._seq += 1
        self._changes[document_id] = Change(self._seq, document_id, tuple(passages))

    def _passages(self) -> dict[int, Passage]:
        return {passage.id: passage for change in self._changes.values() for passage in change.passages}

    async def head(self) -> int:
        return self._seq

    async def changes(self, after: int, limit: int) -> list[Change]:
        newer = sorted((one for one in self._changes.values() if one.seq > after), key=lambda one: one.seq)
        return newer[:limit]

    async def passages(self, ids: Sequence[int]) -> list[Passage]:
        stored = self._passages()
        return [stored[number] for number in ids if number in stored]

    async def missing_vectors(self, model: str, limit: int) -> list[Passage]:
        known = self._vectors.get(model, {})
        return [passage for number, passage in sorted(self._passages().items()) if number not in known][:limit]

    async def add_vectors(self, model: str, vectors: Mapping[int, NDArray[np.float16]]) -> None:
        stored = self._passages()
        self._vectors.setdefault(model, {}).update({n: vector for n, vector in vectors.items() if n in stored})

    async def vectors(self, model: str, after: int, limit: int) -> list[tuple[int, NDArray[np.float16]]]:
        stored = self._passages()
        pairs = sorted((n, v) for n, v in self._vectors.get(model, {}).items() if n > after and n in stored)
        return pairs[:limit]
