"""Passages in memory, as an index follows them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rosana.retrieval import Change, Vector
from rosana.types import Passage


class MemoryFeed:
    """The port over dictionaries; `put` and `remove` are what a store does."""

    def __init__(self) -> None:
        self._seq = 0
        self._next = 1
        self._documents: dict[str, tuple[int, Sequence[Passage]]] = {}
        self._vectors: dict[str, list[Vector]] = {}
        self._vector_seq = 0

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
        self._documents[document_id] = (self._seq, passages)

    def _passages(self) -> dict[int, Passage]:
        return {passage.id: passage for _, passages in self._documents.values() for passage in passages}

    async def head(self) -> int:
        return self._seq

    async def changes(self, start: tuple[int, int], limit: int) -> list[Change]:
        found = [
            Change(seq, document_id, passage)
            for document_id, (seq, passages) in sorted(self._documents.items(), key=lambda item: item[1][0])
            for passage in passages or (None,)
            if (seq, passage.id if passage else 0) >= start
        ]
        return found[:limit]

    async def passages(self, ids: Sequence[int]) -> tuple[list[Passage], int]:
        stored = self._passages()
        return [stored[number] for number in ids if number in stored], self._seq

    async def missing(self, model: str, limit: int) -> list[Passage]:
        there = self._embedded(model)
        return [passage for number, passage in sorted(self._passages().items()) if number not in there][:limit]

    async def known(self, model: str, text_hashes: Sequence[str]) -> dict[str, NDArray[np.float16]]:
        return {one.text_hash: one.values for one in self._vectors.get(model, []) if one.text_hash in text_hashes}

    async def add(self, model: str, vectors: Sequence[Vector]) -> None:
        there = self._passages().keys() - self._embedded(model)
        for vector in vectors:
            if vector.passage_id in there:
                self._vector_seq += 1
                self._vectors.setdefault(model, []).append(replace(vector, seq=self._vector_seq))

    async def stored(self, model: str, after: int, limit: int) -> list[Vector]:
        there = self._passages()
        return [one for one in self._vectors.get(model, []) if one.seq > after and one.passage_id in there][:limit]

    async def existing(self) -> set[int]:
        return set(self._passages())

    async def models(self) -> list[str]:
        return sorted(self._vectors, key=lambda model: -len(self._vectors[model]))

    async def keep_only(self, model: str) -> None:
        there = self._passages()
        self._vectors = {model: [one for one in self._vectors.get(model, []) if one.passage_id in there]}

    async def drop(self, model: str) -> None:
        self._vectors.pop(model, None)

    def _embedded(self, model: str) -> set[int]:
        return {one.passage_id for one in self._vectors.get(model, [])} & self._passages().keys()
