"""Asking the questions of a data set, and judging what is found."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rosana.answering.relevance import Relevance
from rosana.desk import Desk
from rosana.evaluation.alterations import SupportCase
from rosana.evaluation.dataset import Dataset, Question
from rosana.evaluation.matching import Finder
from rosana.evaluation.metrics import DEPTH, contains_answer, score_ranking
from rosana.knowledge.ingestion import Outcome
from rosana.retrieval.spelling import respelled
from rosana.settings import Settings
from rosana.types import Hit, Source
from rosana.wiring import open_desk

__all__ = ["Judge", "Judged", "Refusal", "add_documents", "open_empty_desk"]

_PASSAGES = 30
"""Passages looked up, so that ten documents are among them."""
_ANSWER_FROM = 3
"""Passages that an answer is taken from."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and what was found for it."""

    question: Question
    expected: tuple[str, ...]
    """Ids of the documents that answer it; a name stands for one that the base does not have."""
    hits: tuple[Hit, ...]
    """The best passage of each document found, best first, at most ten."""
    confidence: float
    answerable: bool
    scores: Mapping[str, float]
    """The figures of this question alone, by their names."""
    sentence: str = ""
    """The likeliest answer, where the true one is known."""
    case: SupportCase | None = None
    """The likeliest true answer among the sentences found, where the true one is known."""

    @property
    def rank(self) -> int | None:
        """Place, from 1, of the first document that answers it."""
        places = (place for place, hit in enumerate(self.hits, 1) if not set(self.expected).isdisjoint(_documents(hit)))
        return next(places, None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A question that the base cannot answer, and what is found for it."""

    question: str
    hit: Hit | None
    confidence: float
    answerable: bool


@asynccontextmanager
async def open_empty_desk(settings: Settings) -> AsyncIterator[Desk]:
    """Open a desk whose data folder is empty at first and gone at the end; it searches as the settings say."""
    with TemporaryDirectory(prefix="rosana-evaluate-") as folder:
        async with open_desk(settings.model_copy(update={"data_dir": Path(folder)})) as desk:
            yield desk


async def add_documents(desk: Desk, dataset: Dataset) -> AsyncIterator[Outcome]:
    """Load the documents of a data set as any others are loaded, and say what became of each."""
    async for outcome in desk.add_files(dataset.files) if dataset.files else desk.add_texts(dataset.texts):
        yield outcome


class Judge:
    """Asks a desk, by search alone: no model writes."""

    def __init__(self, desk: Desk, find: Finder) -> None:
        self._desk = desk
        self._find = find
        self._relevance = Relevance()

    async def judge(self, question: Question) -> Judged:
        """Ask a question and judge the documents and the sentences that are found.

        Raises:
            RequestError: it is too long to be asked.
        """
        result = await self._desk.search(question.text, k=_PASSAGES)
        relevance = self._relevance_of(question)
        hits = _best_of_each_document(result.hits)[:DEPTH]
        scores = score_ranking(relevance, [_counted(hit, relevance) for hit in hits])
        judged = Judged(question, tuple(relevance), hits, result.confidence, result.answerable, scores)
        asked = respelled(question.text, result.meant)
        return self._with_answer(judged, asked, result.hits[:_ANSWER_FROM]) if question.answers else judged

    async def refuse(self, question: str) -> Refusal:
        """Ask a question that the base cannot answer.

        Raises:
            RequestError: it is too long to be asked.
        """
        result = await self._desk.search(question, k=1)
        return Refusal(question, next(iter(result.hits), None), result.confidence, result.answerable)

    def _relevance_of(self, question: Question) -> dict[str, int]:
        relevance: dict[str, int] = {}
        for name, grade in question.relevance.items():
            for document in self._find(name) or (name,):
                relevance[document] = max(grade, relevance.get(document, 0))
        return relevance

    def _with_answer(self, judged: Judged, asked: str, hits: Sequence[Hit]) -> Judged:
        question = judged.question
        sentences = [one.sentence.text for one in self._relevance.best(asked, hits)]
        true = [contains_answer(sentence, question.answers) for sentence in sentences]
        scores = {**judged.scores, "answer@1": float(any(true[:1])), "answer@2": float(any(true[:2]))}
        case = (
            SupportCase(sentences[true.index(True)], tuple(Source.of(n, hit) for n, hit in enumerate(hits, 1)))
            if any(true)
            else None
        )
        return replace(judged, scores=scores, sentence=sentences[0] if sentences else "", case=case)


def _best_of_each_document(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.passage.document_id, hit)
    return tuple(best.values())


def _documents(hit: Hit) -> tuple[str, ...]:
    return hit.passage.document_id, *hit.also_in


def _counted(hit: Hit, relevance: Mapping[str, int]) -> str:
    """Return the document that a hit counts for: of several that say the same, the one that was asked for.

    Source: Bernstein and Zobel, Redundant documents and search effectiveness, 2005.
    """
    return next((document for document in _documents(hit) if document in relevance), hit.passage.document_id)
