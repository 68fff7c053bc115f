"""One score for each candidate passage, from every signal that knows something about it.

The weights were learned as a linear ranking on half of the questions of four Portuguese sets, and rounded;
docs/retrieval.md says what each signal earns on the other halves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rosana.retrieval.analysis import Analyzer
from rosana.retrieval.evidence import Evidence, Reading, gather
from rosana.retrieval.kinds import KINDS
from rosana.retrieval.lexical import Candidate
from rosana.retrieval.matching import Matcher, SentenceMatches
from rosana.retrieval.names import NameReader
from rosana.retrieval.question import Question

__all__ = ["Ranked", "Ranking", "Statistics", "rank"]

_WEIGHTS = {
    "beginnings": 1.0,  # BM25 over the first five letters of words, each word counted once
    "pairs": 1.0,  # BM25 over neighbouring stems, each pair counted once
    "exact": 1.2,  # share of the question by its very words
    "sentence": 3.2,  # share of it in one sentence under its title and headings, short sentences first
    "opening": 1.0,  # the same of the first sentence
    "kind": 1.2,  # share of it in a sentence with the kind of thing that is asked for
    "defined": 1.0,  # share of it right before the "é" or "são" of one sentence
    "subject": 1.4,  # share of it at the beginning of one sentence
    "frequency": 3.2,  # BM25 over the whole, forms and typos included
    "title": 2.5,  # how well the title fits
    "names": 5.0,  # how well title and headings do, cubed: a question that is a heading says where to look
}
_SCALED = 6  # so many have no upper bound, and are divided by their best value for the question
_DENSE = 12.0  # likeness in meaning, of a model that earns the full weight
_TOTAL = sum(_WEIGHTS.values())

_NAMED = 0.7  # what a word in the title counts for a sentence below it
_SENTENCE = 25  # words at which a sentence counts half
_OPENING = 40
_K1, _B = 1.2, 0.5
_IN_NAMES = 2.0  # what a word in the title counts, as occurrences in the text


class Statistics(Protocol):
    """What is known of a knowledge base as a whole."""

    def idf(self, field: str, stem: str) -> float:
        """Return the weight of a stem in a field, `stems` or `names`."""
        ...

    def bearing(self, title: str) -> int:
        """Return how many documents have a title."""
        ...


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage id with its score, 0..1."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passages, best first, and the evidence that the best ones hold the answer; None without passages."""

    ranked: tuple[Ranked, ...]
    evidence: Evidence | None


def rank(
    question: Question,
    candidates: Sequence[Candidate],
    *,
    analyzer: Analyzer,
    statistics: Statistics,
    dense: Mapping[int, float] | None = None,
) -> Ranking:
    """Order the candidates.

    Args:
        question: what was asked.
        candidates: what the index found.
        analyzer: gives the stems of words; the caller's, for what it remembers.
        statistics: of the knowledge base.
        dense: by passage id, what its likeness in meaning is worth, 0..1.
    """
    if not candidates:
        return Ranking((), None)
    weights = [term.weight * statistics.idf("stems", term.stem) for term in question.terms]
    matcher = Matcher(question, analyzer, statistics.idf)
    names = NameReader(question, matcher, analyzer=analyzer, idf=statistics.idf, bearing=statistics.bearing)
    readings = [Reading(one, matcher.match(one.words), names.read(one.names)) for one in candidates]
    average = sum([one.matches.words for one in readings]) / len(readings)
    reader = _SignalReader(question, weights, average)
    signals = [reader.read(one) for one in readings]
    best = [max(values) or 1.0 for values in zip(*signals, strict=True)][:_SCALED]
    tops = (*best, *[1.0] * (len(_WEIGHTS) - _SCALED))
    factors = [weight / top for weight, top in zip(_WEIGHTS.values(), tops, strict=True)]
    scores = [sum([one * two for one, two in zip(factors, values, strict=True)]) for values in signals]
    if dense:
        scores = [
            (score + _DENSE * dense.get(candidate.id, 0.0)) * _TOTAL / (_TOTAL + _DENSE)
            for candidate, score in zip(candidates, scores, strict=True)
        ]
    order = sorted(range(len(candidates)), key=lambda at: (-scores[at], candidates[at].id))
    return Ranking(
        tuple(Ranked(candidates[at].id, scores[at] / _TOTAL) for at in order),
        gather(question, weights, [readings[at] for at in order]),
    )


class _SignalReader:
    """Turns the reading of a passage into its signals."""

    def __init__(self, question: Question, weights: Sequence[float], average: float) -> None:
        self._kind = question.kind
        self._weights = weights
        self._total = sum(weights) or 1.0
        self._average = average

    def read(self, reading: Reading) -> tuple[float, ...]:
        """Return the signals in the order of their weights."""
        matches, names, kinds = reading.matches, reading.names, reading.candidate.kinds
        room = _K1 * (1 - _B + _B * matches.words / self._average)
        base = [weight * alike * _NAMED for weight, alike in zip(self._weights, names.likeness, strict=True)]
        named = sum(base)
        sentence = opening = of_kind = defined = subject = 0.0
        for one in matches.sentences:
            alone, more = self._shares(one.likeness, base)
            length = 1 + one.words / _SENTENCE
            if one.likeness:
                sentence = max(sentence, (named + more) / length)
            if one.number == 0:
                opening = (named + more) / (1 + one.words / _OPENING)
            if self._kind and self._kind in kinds[one.number]:
                of_kind = max(of_kind, alone / length)
            if one.first:
                subject = max(subject, self._begins(one))
                if kinds[one.number][-1:].isdigit():
                    defined = max(defined, self._ends(one, kinds[one.number]))
        return (
            self._beginnings(reading, room),
            sum([self._weights[one] + self._weights[other] for one, other in matches.pairs]) / (1 + room),
            sum([weight for weight, said in zip(self._weights, matches.exact, strict=True) if said]),
            sentence,
            opening,
            of_kind,
            defined / self._total,
            subject / self._total,
            self._frequency(reading, room) / self._total,
            names.title,
            names.fit**3,
        )

    def _shares(self, likeness: Mapping[int, float], base: Sequence[float]) -> tuple[float, float]:
        """Weigh what a sentence holds, and what it holds beyond the names above it."""
        alone = more = 0.0
        for term, alike in likeness.items():
            held = self._weights[term] * alike
            alone += held
            if held > base[term]:
                more += held - base[term]
        return alone, more

    def _begins(self, sentence: SentenceMatches) -> float:
        """Weigh what stands at the beginning of a sentence."""
        reach = sentence.start + len(self._weights) + 1
        return sum([self._weights[term] for term, place in sentence.first.items() if place < reach])

    def _ends(self, sentence: SentenceMatches, kinds: str) -> float:
        """Weigh what stands right before the verb in a sentence that says what its subject is."""
        last = sentence.start + int(kinds.lstrip(KINDS)) - 1
        if last not in sentence.first.values():
            return 0.0
        before = last - len(self._weights) - 1
        return sum([self._weights[term] for term, place in sentence.first.items() if before < place <= last])

    def _beginnings(self, reading: Reading, room: float) -> float:
        pairs = zip(self._weights, reading.matches.beginnings, strict=True)
        return sum([weight * words / (words + room) for weight, words in pairs])

    def _frequency(self, reading: Reading, room: float) -> float:
        total = 0.0
        for weight, said, named in zip(self._weights, reading.matches.frequency, reading.names.likeness, strict=True):
            often = said + _IN_NAMES * named
            total += weight * often / (often + room)
        return total
