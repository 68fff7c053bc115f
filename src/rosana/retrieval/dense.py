"""Search by the meaning of whole texts: follows the stored vectors of one embedding model."""

import asyncio
import logging
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rosana.retrieval import PassageFeed
from rosana.retrieval.embedding import Embedder
from rosana.retrieval.faiss import open_faiss
from rosana.retrieval.vectors import VectorIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DenseHits", "DenseIndex"]

_log = logging.getLogger(__name__)

_FOUND = 50
_EMBEDDED = 64  # passages to the model at a time
_LOADED = 5000  # vectors from SQL at a time
_SAMPLE = 1000  # vectors that tell what an ordinary likeness is


@dataclass(frozen=True, slots=True)
class DenseHits:
    """The passages most like a question in meaning."""

    deviations: dict[int, float]
    """By passage id, how many standard deviations its likeness is above the base's mean."""
    standout: float
    """By how many of them the best is above the best that as many random vectors would reach."""


class DenseIndex:
    """The vectors of one workspace in memory."""

    def __init__(self, feed: PassageFeed, embedder: Embedder) -> None:
        self.name = embedder.name
        self._feed = feed
        self._embedder = embedder
        self._vectors: VectorIndex | None = None
        self._sample: list[NDArray[np.float16]] = []
        self._ids: list[int] = []
        self._random = random.Random(0)  # noqa: S311 — no secret
        self._changing = asyncio.Lock()

    def __len__(self) -> int:
        """Return how many passages can be found."""
        return len(self._ids)

    async def load(self) -> None:
        """Take in the vectors that were stored since the last call."""
        async with self._changing:
            while pairs := await self._feed.vectors(self.name, self._ids[-1] if self._ids else 0, _LOADED):
                await asyncio.to_thread(self._add, pairs)

    async def embed_missing(self) -> int:
        """Embed and store the passages that have no vector yet; return how many.

        Raises whatever the embedding model raises; what was embedded before is kept.
        """
        embedded = 0
        while passages := await self._feed.missing_vectors(self.name, _EMBEDDED):
            vectors = await self._embedder.passages(passages)
            rows = {passage.id: row for passage, row in zip(passages, vectors, strict=True)}
            await self._feed.add_vectors(self.name, rows)
            embedded += len(rows)
        await self.load()
        return embedded

    async def search(self, question: str) -> DenseHits | None:
        """Find the passages most like a question; None without vectors, or when the model fails."""
        if self._vectors is None:
            return None
        try:
            vector = await self._embedder.question(question)
        except Exception as exc:  # every vendor has errors of its own, and words alone still answer
            _log.warning("embedding model %s failed: %s", self.name, exc)
            return None
        return await asyncio.to_thread(self._search, self._vectors, vector)

    def sample(self, count: int) -> list[int]:
        """Return up to `count` passage ids, always the same ones of the same base."""
        return random.Random(0).sample(self._ids, min(count, len(self._ids)))  # noqa: S311

    def _add(self, pairs: "Sequence[tuple[int, NDArray[np.float16]]]") -> None:
        import numpy as np

        vectors = np.stack([vector for _, vector in pairs])
        if self._vectors is None:
            self._vectors = open_faiss(vectors.shape[1])
        self._vectors.add([number for number, _ in pairs], vectors)
        for number, vector in pairs:
            self._ids.append(number)
            if len(self._sample) < _SAMPLE:
                self._sample.append(vector)
            elif (place := self._random.randrange(len(self._ids))) < _SAMPLE:
                self._sample[place] = vector

    def _search(self, vectors: VectorIndex, vector: "NDArray[np.float16]") -> DenseHits:
        import numpy as np

        ordinary = np.stack(self._sample).astype(np.float32) @ vector.astype(np.float32)
        mean, deviation = float(ordinary.mean()), float(ordinary.std()) or 1.0
        hits = {number: (likeness - mean) / deviation for number, likeness in vectors.search(vector, _FOUND)}
        chance = math.sqrt(2 * math.log(max(len(self._ids), 2)))  # expected maximum of that many normal values
        return DenseHits(hits, max(hits.values(), default=0.0) - chance)
