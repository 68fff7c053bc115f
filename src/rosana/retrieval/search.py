"""The way from a question to its passages, over indexes that follow the passages in SQL."""

import asyncio
import hashlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rosana.retrieval import PassageFeed
from rosana.retrieval.analysis import Analyzer
from rosana.retrieval.confidence import USUAL_DOUBT, confidence, doubt, log_odds, own_questions, threshold
from rosana.retrieval.dense import DenseHits, DenseIndex
from rosana.retrieval.duplicates import without_duplicates
from rosana.retrieval.earnings import WEIGHTS, earned_weight, made_questions, trust, worth
from rosana.retrieval.following import Follower
from rosana.retrieval.foreign import FOREIGN_QUESTIONS
from rosana.retrieval.lexical import Candidate, LexicalIndex, open_lexical_index
from rosana.retrieval.measurement import Measurement, keep, kept
from rosana.retrieval.question import Question, QuestionReader
from rosana.retrieval.ranking import Ranked, Ranking, rank
from rosana.retrieval.spelling import meant_words, respelled, strange_words
from rosana.retrieval.switching import quick_switches
from rosana.types import Hit, SearchResult

__all__ = ["RetrievalStatus", "Retriever", "open_retriever"]

_log = logging.getLogger(__name__)

_SPARE = 5  # passages looked up beyond those asked for: some may be gone, or say the same
_DENSE_ONLY = 10  # passages that share no word with the question, at most
_MEASURED = 100  # questions that an embedding model's weight is measured on
_HARD = 3  # words of its own, and as many alien ones: words alone find two of three
_DOUBT = "doubt-4"  # of the weights in `confidence`: any change of them needs a new number
_REFUSED = 0.05
_SMALL = 500  # passages: to measure so few takes some tenths of a second
_REFRESHED = 0.2  # seconds from one look for changes to the next, at least, while documents are being added


@dataclass(frozen=True, slots=True)
class RetrievalStatus:
    """How far the indexes of this process have followed the stored passages."""

    passages: int
    """Passages that words can find."""
    applied: int
    """`seq` of the newest change that can be found."""
    head: int
    """`seq` of the newest change that is stored."""
    embeddings: str | None
    """The embedding model that is in use."""
    vectors: int
    """Passages that meaning can find."""
    dense_weight: float | None
    """0..1, what the embedding model earns on this base: 0 is useless. None: no model, or not yet measured."""
    embedded: int
    """Passages that have a vector of the wanted embedding model."""
    problem: str | None
    """Why the wanted embedding model does not embed, in Portuguese."""


class Retriever:
    """Searches one workspace."""

    def __init__(  # noqa: PLR0913 — one parameter for each part
        self,
        feed: PassageFeed,
        lexical: LexicalIndex,
        *,
        dense: DenseIndex | None,
        previous: DenseIndex | None,
        refused_share: float,
        aside: Callable[[], Awaitable[bool]] | None,
    ) -> None:
        self._feed = feed
        self._lexical = lexical
        self._wanted = dense
        self._dense = dense if previous is None else previous
        self._follower = Follower(feed, lexical, aside=aside)
        self._reader = QuestionReader()
        self._analyzer = Analyzer()
        self.problem: str | None = None
        """Why the wanted embedding model does not embed, in Portuguese; for who calls `embed` to say."""
        self.refuse(refused_share)
        self._calibrating: asyncio.Task[None] | None = None
        self._doubt = kept(lexical.directory, _DOUBT)
        self._earned = self._kept_weight(self._dense) if self._dense is not None else Measurement(0, 0.0)

    async def status(self) -> RetrievalStatus:
        """Return how far the indexes are."""
        return RetrievalStatus(
            passages=self._lexical.passages,
            applied=self._lexical.applied,
            head=await self._feed.head(),
            embeddings=None if self._dense is None else self._dense.name,
            vectors=0 if self._dense is None else len(self._dense),
            dense_weight=self._earned.value if self._earned.passages else None,
            embedded=0 if self._wanted is None else len(self._wanted) + self._wanted.embedded,
            problem=self.problem,
        )

    @property
    def wanted(self) -> str | None:
        """The embedding model that serves once `embed` has made its vectors."""
        return None if self._wanted is None else self._wanted.name

    def refuse(self, share: float) -> None:
        """Refuse, from the next question on, about this share of the answerable questions, 0..1."""
        self._threshold = threshold(share)

    def want(self, dense: DenseIndex | None) -> None:
        """Change by the next `embed` to the vectors of another model, or to words alone; ends the one under way."""
        if self._wanted is not None:
            self._wanted.give_up()
        self._wanted, self.problem = dense, None

    async def refresh(self) -> None:
        """Make every stored change findable; cheap when nothing has changed.

        Safe to call at any time. Passages without a vector are found by their words; see `embed`. Confidence in a
        small base, which is least like the usual and soonest measured, is calibrated as well; see `calibrate`.
        """
        await self._follower.refresh()
        if self._dense is not None:
            await self._dense.load(self._lexical.passages)
        if self._lexical.passages <= _SMALL:
            await self._finish_calibration()

    @asynccontextmanager
    async def refreshing(self) -> AsyncIterator[None]:
        """Make what is stored meanwhile findable while it goes on, and the rest at the end."""
        ended = asyncio.Event()
        following = asyncio.create_task(self._keep_refreshing(ended))
        try:
            yield
        finally:
            ended.set()
            await following
        await self.refresh()

    async def _keep_refreshing(self, ended: asyncio.Event) -> None:
        began = time.monotonic()
        while not ended.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), began + _REFRESHED - time.monotonic())
            began = time.monotonic()
            await self._follower.refresh()

    async def calibrate(self) -> None:
        """Do the same, and measure what confidence needs to know of this base where it has changed much.

        A search need not wait for that: it begins it, and goes by what is usual until then.
        """
        await self.refresh()
        await self._finish_calibration()

    async def _finish_calibration(self) -> None:
        if calibrating := self._calibration():
            await asyncio.shield(calibrating)  # one caller's cancellation is not the others'

    async def embed(self) -> int:
        """Embed the passages that have no vector yet, measure what that earns, and return how many they were.

        A previous model serves until this is done once. Takes as long as the model needs, so call it in the
        background; searches go on meanwhile. Raises ModelError when it fails; what was embedded before is kept.
        """
        dense = self._wanted
        if dense is None:
            self._dense, self._earned = None, Measurement(0, 0.0)
            return 0
        await self._follower.refresh()
        await dense.load(self._lexical.passages)
        embedded = await dense.embed_missing()
        await dense.load(self._lexical.passages)
        earned = self._kept_weight(dense)
        if dense is self._wanted and len(dense) and not earned.holds(len(dense)):
            earned = await self._measure_earnings(dense)
        if dense is self._wanted:  # and no other was wanted meanwhile
            self._dense, self._earned, self.problem = dense, earned, None
            await dense.drop_others()
        return embedded

    def rarity(self, stem: str) -> float:
        """Return the weight of a stem, above 0: the fewer passages hold it, the more it says."""
        return self._lexical.idf("stems", stem)

    def going_first(self) -> AbstractContextManager[None]:
        """Hold up what this does in the background, for a tenth of a second at most, as a search does.

        For the short parts of an answer: with both at work, each step waits for the interpreter.
        """
        return self._follower.searching()

    async def search(self, question: str, *, k: int) -> SearchResult:
        """Find the `k` best passages for a question and the probability that they hold its answer.

        Among all passages that are stored, but for those of large changes that are still being indexed.
        """
        if self._follower.is_following:
            await self._follower.catch_up()
        applied = self._lexical.applied
        found, head = await self._search(question, k)
        if head == applied or self._follower.is_following_much:
            return found
        await self._follower.catch_up()  # seldom, and so not asked before every search: that is a visit to the database
        found, _ = await self._search(question, k)
        return found

    async def _search(self, question: str, k: int) -> tuple[SearchResult, int]:
        """Return what is found, and the `seq` of the newest change that is stored."""
        with self._follower.searching():
            return await self._find(question, k)

    async def _find(self, question: str, k: int) -> tuple[SearchResult, int]:
        self._calibration()
        if self._dense is not None:
            await self._dense.catch_up(self._lexical.passages)
        read, meant = await self._read(question)
        candidates, hits = await self._look_up(read, question)
        weight = trust(hits, self._earned.value) if hits else 0.0
        ranking = await asyncio.to_thread(self._rank, read, candidates, worth(hits, weight) if hits else {})
        meaning = weight * hits.standout if hits else 0.0
        doubt = self._doubt.value if self._doubt.passages else USUAL_DOUBT
        sure = confidence(log_odds(ranking.evidence, meaning), doubt)
        found, head = await self._load(ranking.ranked, k)
        answerable = bool(found) and sure >= self._threshold
        return SearchResult(tuple(found), sure if found else 0.0, answerable, meant), head

    def _calibration(self) -> asyncio.Task[None] | None:
        """Return what measures this base in the background, started where the last figures hold no more."""
        if self._calibrating is None or self._calibrating.done():
            holds = self._doubt.holds(self._lexical.passages)
            self._calibrating = None if holds else asyncio.create_task(self._calibrate())
        return self._calibrating

    async def _read(self, text: str) -> tuple[Question, Mapping[str, str]]:
        """Read a question as it was meant; return also what those of its words mean that were typed wrongly."""
        question = self._reader.read(text)
        strange = strange_words(question, self._lexical.knows)
        meant = await asyncio.to_thread(self._meant, question, strange) if strange else {}
        return (self._reader.read(respelled(text, meant)) if meant else question), meant

    def _meant(self, question: Question, strange: Sequence[str]) -> Mapping[str, str]:
        return meant_words(strange, [one.said for one in self._lexical.candidates(question)])

    async def _look_up(self, read: Question, question: str) -> tuple[Sequence[Candidate] | None, DenseHits | None]:
        """Search by meaning, and by words at the same time: both leave the interpreter to others."""
        if self._dense is None:
            return None, None
        return await asyncio.gather(asyncio.to_thread(self._lexical.candidates, read), self._dense.search(question))

    def _rank(self, question: Question, found: Sequence[Candidate] | None, dense: Mapping[int, float]) -> Ranking:
        candidates = self._lexical.candidates(question) if found is None else found
        known = {candidate.id for candidate in candidates}
        new = [number for number in sorted(dense, key=lambda one: -dense[one]) if number not in known]
        every = [*candidates, *self._lexical.lookup(new[:_DENSE_ONLY])]
        return rank(question, every, analyzer=self._analyzer, statistics=self._lexical, dense=dense)

    async def _load(self, ranked: Sequence[Ranked], k: int) -> tuple[list[Hit], int]:
        wanted = ranked[: k + _SPARE]
        stored, head = await self._feed.passages([one.id for one in wanted])
        passages = {passage.id: passage for passage in stored}
        hits = [Hit(passages[one.id], round(one.score, 4)) for one in wanted if one.id in passages]
        return without_duplicates(hits, k=k), head

    async def _calibrate(self) -> None:
        """Measure what questions that this base cannot answer find in it, and what its own headings do."""
        size = self._lexical.passages
        foreign = await self._try(FOREIGN_QUESTIONS)
        found, _ = await self._feed.passages([ranking.ranked[0].id for ranking in foreign if ranking.ranked])
        made = own_questions(sorted(found, key=lambda passage: passage.id))
        own = await self._try(made)
        odds = [[log_odds(ranking.evidence) for ranking in rankings] for rankings in (foreign, own)]
        self._doubt = Measurement(size, round(doubt(*odds), 3))
        keep(self._lexical.directory, _DOUBT, self._doubt)

    async def _try(self, questions: Sequence[str]) -> list[Ranking]:
        reader, analyzer = QuestionReader(), Analyzer()  # those of the searches are not for two threads at once

        def find(question: str) -> Ranking:
            read = reader.read(question)
            return rank(read, self._lexical.candidates(read), analyzer=analyzer, statistics=self._lexical)

        with quick_switches():
            return [await self._follower.in_background(partial(find, question)) for question in questions]

    async def _measure_earnings(self, dense: DenseIndex) -> Measurement:
        found, _ = await self._feed.passages(dense.sample(_MEASURED))
        passages = sorted(found, key=lambda passage: passage.id)

        async def at_weights(question: str) -> Callable[[float], list[int]]:
            read = self._reader.read(question)
            hits = await dense.search(question) or DenseHits({}, 0.0)

            def rank_at_all() -> dict[float, list[int]]:
                found = self._lexical.candidates(read)
                return {at: [one.id for one in self._rank(read, found, worth(hits, at)).ranked] for at in WEIGHTS}

            return (await self._follower.in_background(rank_at_all)).__getitem__

        with quick_switches():
            earned = await earned_weight(made_questions(passages, own=_HARD, alien=_HARD), at_weights)
        measured = Measurement(len(dense), earned)
        keep(self._lexical.directory, _weight_name(dense.name), measured)
        _log.info("embedding model %s earns the weight %.1f on this base", dense.name, earned)
        return measured

    def _kept_weight(self, dense: DenseIndex) -> Measurement:
        return kept(self._lexical.directory, _weight_name(dense.name))


def _weight_name(model: str) -> str:
    return f"weight-{hashlib.sha256(model.encode()).hexdigest()[:16]}"


def open_retriever(  # noqa: PLR0913 — one parameter for each part
    directory: Path,
    feed: PassageFeed,
    *,
    dense: DenseIndex | None = None,
    previous: DenseIndex | None = None,
    refused_share: float = _REFUSED,
    aside: Callable[[], Awaitable[bool]] | None = None,
) -> Retriever:
    """Open the retriever of one workspace.

    Args:
        directory: where its indexes are kept; what cannot be read there is built anew from the feed.
        feed: its passages.
        dense: their vectors, for search by meaning as well.
        previous: the vectors of another model, which serve until `embed` has made those of `dense`.
        refused_share: share of the answerable questions that may be refused, 0..1.
        aside: applies large changes to the index in another process, and tells whether it could.
    """
    lexical = open_lexical_index(directory)
    return Retriever(feed, lexical, dense=dense, previous=previous, refused_share=refused_share, aside=aside)
