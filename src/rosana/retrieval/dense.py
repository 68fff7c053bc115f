"""Search by the meaning of whole texts: follows the stored vectors of one embedding model."""

import asyncio
import logging
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rosana.errors import ModelError
from rosana.retrieval import Vector, VectorStore
from rosana.retrieval.embedding import Embedder, text_hash
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
_RECENT = 0.2  # seconds: a question asks SQL for new vectors no more often, since each time takes half a millisecond
_PROBE = "teste"
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

    def __init__(self, store: VectorStore, embedder: Embedder) -> None:
        self.name = embedder.name
        self._store = store
        self._embedder = embedder
        self._changing = asyncio.Lock()
        self._checked = False
        self._given_up = False
        self.embedded = 0
        """Passages that `embed_missing` has given a vector since the last `load`."""
        self._loaded = -math.inf
        self._forget_all()

    def __len__(self) -> int:
        """Return how many passages can be found."""
        return len(self._ids)

    async def load(self, passages: int) -> None:
        """Take in the vectors that were stored since the last call, and forget those of passages that are gone.

        Args:
            passages: how many there are; with more vectors than that, some must be of passages that are gone.
        """
        async with self._changing:
            self._loaded = time.monotonic()
            self.embedded = 0
            while found := await self._store.stored(self.name, self._seq, _LOADED):
                await asyncio.to_thread(self._add, found)
            if self._vectors is not None and len(self._ids) > passages:
                gone = self._ids - await self._store.existing()
                await asyncio.to_thread(self._vectors.remove, gone)
                self._ids -= gone

    async def catch_up(self, passages: int) -> None:
        """Load, unless that is being done already, or has just been: a question does not wait for it."""
        if not self._changing.locked() and time.monotonic() - self._loaded > _RECENT:
            await self.load(passages)

    async def embed_missing(self) -> int:
        """Give each passage that has no vector yet that of the same text, or a new one; return how many.

        Raises ModelError when the embedding model fails; what was embedded before is kept.
        """
        await self._start_over_if_changed()
        embedded = 0
        while not self._given_up and (passages := await self._store.missing(self.name, _EMBEDDED)):
            texts = {passage.id: self._embedder.text(passage) for passage in passages}
            hashes = {number: text_hash(text) for number, text in texts.items()}
            known = await self._store.known(self.name, list(hashes.values()))
            new = {hashes[number]: text for number, text in texts.items() if hashes[number] not in known}
            if new:
                known |= dict(zip(new, await self._embedder.texts(list(new.values())), strict=True))
            await self._store.add(self.name, [Vector(number, one, known[one]) for number, one in hashes.items()])
            embedded += len(passages)
            self.embedded += len(passages)
        return embedded

    def give_up(self) -> None:
        """End `embed_missing` soon, for good; what has a vector is found as before."""
        self._given_up = True

    async def search(self, question: str) -> DenseHits | None:
        """Find the passages most like a question; None without vectors, or when the model fails."""
        if self._vectors is None:
            return None
        try:
            vector = await self._embedder.question(question)
        except ModelError as exc:  # words alone still answer
            _log.warning("embedding model %s failed: %s (%s)", self.name, exc, exc.__cause__)
            return None
        if len(vector) != self._dimension:
            _log.warning("embedding model %s has changed; its vectors are to be made anew", self.name)
            return None
        return await asyncio.to_thread(self._search, self._vectors, vector)

    def sample(self, count: int) -> list[int]:
        """Return up to `count` passage ids, always the same ones of the same base."""
        return random.Random(0).sample(sorted(self._ids), min(count, len(self._ids)))  # noqa: S311

    async def drop_others(self) -> None:
        """Drop what is stored of other models and of passages that are gone."""
        await self._store.keep_only(self.name)

    async def _start_over_if_changed(self) -> None:
        """Drop all vectors if the model now makes them of another dimension."""
        if self._vectors is None or self._checked:
            return
        if len(await self._embedder.question(_PROBE)) != self._dimension:
            async with self._changing:
                await self._store.drop(self.name)
                self._forget_all()
        self._checked = True

    def _forget_all(self) -> None:
        self._vectors: VectorIndex | None = None
        self._dimension = 0
        self._ids: set[int] = set()
        self._seq = 0
        self._sample: list[NDArray[np.float16]] = []
        self._ordinary: NDArray[np.float32] | None = None  # the sample as one array, made when it is needed
        self._random = random.Random(0)  # noqa: S311 — no secret

    def _add(self, found: "Sequence[Vector]") -> None:
        import numpy as np

        vectors = np.stack([one.values for one in found])
        if self._vectors is None or vectors.shape[1] != self._dimension:
            self._forget_all()  # another process has dropped what the model made before it changed
            self._dimension = vectors.shape[1]
            self._vectors = open_faiss(self._dimension)
        self._vectors.add([one.passage_id for one in found], vectors)
        for one in found:
            self._ids.add(one.passage_id)
            if len(self._sample) < _SAMPLE:
                self._sample.append(one.values)
            elif (place := self._random.randrange(len(self._ids))) < _SAMPLE:
                self._sample[place] = one.values
        self._ordinary = None
        self._seq = found[-1].seq

    def _search(self, vectors: VectorIndex, vector: "NDArray[np.float16]") -> DenseHits:
        import numpy as np

        sample = self._ordinary
        if sample is None:
            sample = self._ordinary = np.stack(self._sample).astype(np.float32)
        ordinary = sample @ vector.astype(np.float32)
        mean, deviation = float(ordinary.mean()), float(ordinary.std()) or 1.0
        hits = {number: (likeness - mean) / deviation for number, likeness in vectors.search(vector, _FOUND)}
        chance = math.sqrt(2 * math.log(max(len(self._ids), 2)))  # expected maximum of that many normal values
        return DenseHits(hits, max(hits.values(), default=0.0) - chance)
