"""The way from a question to its passages, over indexes that follow the passages in SQL."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rosana.retrieval import PassageFeed
from rosana.retrieval.analysis import Analyzer
from rosana.retrieval.confidence import THRESHOLD, confidence, doubt, log_odds
from rosana.retrieval.dense import DenseHits, DenseIndex
from rosana.retrieval.duplicates import without_duplicates
from rosana.retrieval.earnings import earned_weight, made_questions, trust, worth
from rosana.retrieval.embedding import Embedder
from rosana.retrieval.following import Follower
from rosana.retrieval.foreign import FOREIGN_QUESTIONS
from rosana.retrieval.lexical import LexicalIndex, open_lexical_index
from rosana.retrieval.measurement import Measurement, keep, kept
from rosana.retrieval.question import Question, QuestionReader
from rosana.retrieval.ranking import Ranked, Ranking, rank
from rosana.types import Hit, SearchResult

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

__all__ = ["RetrievalStatus", "Retriever", "open_retriever"]

_log = logging.getLogger(__name__)

_SPARE = 5  # passages looked up beyond those asked for: some may be gone, or say the same
_DENSE_ONLY = 10  # passages that share no word with the question, at most
_MEASURED = 64  # questions that an embedding model's weight is measured on
_DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class RetrievalStatus:
    """How far the indexes of this process have followed the stored passages."""

    passages: int
    """Passages that words can find."""
    applied: int
    """`seq` of the newest change that can be found."""
    head: int
    """`seq` of the newest change that is stored."""
    vectors: int
    """Passages that meaning can find."""
    dense_weight: float | None
    """0..1, what the embedding model earns on this base: 0 is useless. None: no model, or not yet measured."""


class Retriever:
    """Searches one workspace."""

    def __init__(self, feed: PassageFeed, lexical: LexicalIndex, dense: DenseIndex | None) -> None:
        self._feed = feed
        self._lexical = lexical
        self._dense = dense
        self._follower = Follower(feed, lexical)
        self._reader = QuestionReader()
        self._analyzer = Analyzer()
        self._doubt = kept(lexical.directory, _DOUBT)
        self._earned = kept(lexical.directory, _weight_name(dense.name)) if dense else Measurement(0, 0.0)

    async def status(self) -> RetrievalStatus:
        """Return how far the indexes are."""
        return RetrievalStatus(
            passages=self._lexical.passages,
            applied=self._lexical.applied,
            head=await self._feed.head(),
            vectors=len(self._dense) if self._dense else 0,
            dense_weight=self._earned.value if self._earned.passages else None,
        )

    async def refresh(self) -> None:
        """Make every stored change findable; cheap when there is none, and safe to call at any time.

        Passages without a vector are found by their words; see `embed`.
        """
        await self._follower.refresh()
        if self._dense:
            await self._dense.load()
        if not self._doubt.holds(self._lexical.passages):
            self._doubt = await asyncio.to_thread(self._measure_doubt)

    async def embed(self) -> int:
        """Embed the passages that have no vector yet, measure what that earns, and return how many they were.

        Takes as long as the model needs, so call it in the background; searches go on meanwhile. Raises what
        the model raises; what was embedded before is kept.
        """
        if self._dense is None:
            return 0
        embedded = await self._dense.embed_missing()
        if len(self._dense) and not self._earned.holds(len(self._dense)):
            self._earned = await self._measure_earnings(self._dense)
        return embedded

    async def search(self, question: str, *, k: int) -> SearchResult:
        """Find the `k` best passages for a question and the probability that they hold its answer."""
        await self.refresh()
        read = self._reader.read(question)
        hits = await self._dense.search(question) if self._dense else None
        weight = trust(hits, self._earned.value) if hits else 0.0
        ranking = await asyncio.to_thread(self._rank, read, worth(hits, weight) if hits else {})
        meaning = weight * hits.standout if hits else 0.0
        sure = confidence(log_odds(ranking.evidence, meaning), self._doubt.value)
        found = await self._load(ranking.ranked, k)
        return SearchResult(tuple(found), sure if found else 0.0, bool(found) and sure >= THRESHOLD)

    def _rank(self, question: Question, dense: Mapping[int, float]) -> Ranking:
        candidates = self._lexical.candidates(question)
        known = {candidate.id for candidate in candidates}
        new = [number for number in sorted(dense, key=lambda one: -dense[one]) if number not in known]
        candidates += self._lexical.lookup(new[:_DENSE_ONLY])
        return rank(question, candidates, analyzer=self._analyzer, idf=self._lexical.idf, dense=dense)

    async def _load(self, ranked: Sequence[Ranked], k: int) -> list[Hit]:
        wanted = ranked[: k + _SPARE]
        passages = {passage.id: passage for passage in await self._feed.passages([one.id for one in wanted])}
        hits = [Hit(passages[one.id], round(one.score, 4)) for one in wanted if one.id in passages]
        return without_duplicates(hits)[:k]

    def _measure_doubt(self) -> Measurement:
        """Measure what questions that this base cannot answer find in it by accident."""
        odds = [log_odds(self._rank(self._reader.read(one), {}).evidence) for one in FOREIGN_QUESTIONS]
        measured = Measurement(self._lexical.passages, round(doubt(odds), 3))
        keep(self._lexical.directory, _DOUBT, measured)
        return measured

    async def _measure_earnings(self, dense: DenseIndex) -> Measurement:
        passages = await self._feed.passages(dense.sample(_MEASURED))

        async def at_weights(question: str) -> Callable[[float], list[int]]:
            read = self._reader.read(question)
            hits = await dense.search(question) or DenseHits({}, 0.0)
            return lambda weight: [one.id for one in self._rank(read, worth(hits, weight)).ranked]

        earned = await earned_weight(made_questions(passages), at_weights)
        measured = Measurement(len(dense), earned)
        keep(self._lexical.directory, _weight_name(dense.name), measured)
        _log.info("embedding model %s earns the weight %.1f on this base", dense.name, earned)
        return measured


def _weight_name(model: str) -> str:
    return f"weight-{hashlib.sha256(model.encode()).hexdigest()[:16]}"


def open_retriever(
    directory: Path,
    feed: PassageFeed,
    embeddings: "Embeddings | None" = None,
    embeddings_name: str | None = None,
) -> Retriever:
    """Open the retriever of one workspace.

    Args:
        directory: where its indexes are kept; what cannot be read there is built anew from the feed.
        feed: its passages.
        embeddings: a model for search by meaning as well.
        embeddings_name: under which the vectors of that model are stored.
    """
    dense = DenseIndex(feed, Embedder(embeddings, embeddings_name or "")) if embeddings else None
    return Retriever(feed, open_lexical_index(directory), dense)
