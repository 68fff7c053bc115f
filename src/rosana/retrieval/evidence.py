"""What speaks for an answer in the passages that were found."""

from collections.abc import Sequence
from dataclasses import dataclass

from rosana.retrieval.lexical import Candidate
from rosana.retrieval.matching import PRESENT, Matches
from rosana.retrieval.names import Names
from rosana.retrieval.question import Question

__all__ = ["Evidence", "Reading", "gather"]

_BEST = 3  # passages that may be shown
_REACH = 3  # terms of the question that are expected side by side
_K1, _B = 1.2, 0.75  # of BM25, as tantivy has them


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage, read for one question."""

    candidate: Candidate
    matches: Matches
    names: Names


@dataclass(frozen=True, slots=True)
class Evidence:
    """What confidence is read from."""

    weight: float
    """What the question's words weigh in this knowledge base: long questions and rare words weigh more."""
    support: float
    """Share of that weight, 0..1, that the best passage supports: BM25, typos and synonyms included."""
    proximity: float
    """How near one another the question's words stand, 0..1."""
    pairs: float
    """BM25 of the question's neighbouring words as neighbours."""
    single: bool
    """Whether the question is one word, and the best passage holds it."""
    names_found: int
    """Names, codes and numbers of the question that the best passages hold."""
    names_unknown: int
    """Those that no passage holds."""


def gather(question: Question, weights: Sequence[float], readings: Sequence[Reading]) -> Evidence:
    """Sum up what the passages hold of a question.

    Args:
        question: what was asked.
        weights: of its terms, in this knowledge base.
        readings: all candidates, best first; not empty.
    """
    average = sum(len(one.candidate.words) for one in readings) / len(readings)
    names = [place for place, term in enumerate(question.terms) if term.is_name]
    held = [max(_held(one, place) for one in readings[:_BEST]) for place in names]
    anywhere = [max(_held(one, place) for one in readings) for place in names]
    return Evidence(
        weight=sum(weights),
        support=_support(readings[0], weights, average=average),
        proximity=max(_proximity(one.matches, weights) for one in readings[:_BEST]),
        pairs=max(one.candidate.scores.get("bigrams", 0.0) for one in readings),
        single=len(question.terms) == 1 and _held(readings[0], 0) >= PRESENT,
        names_found=sum(likeness >= PRESENT for likeness in held),
        names_unknown=sum(likeness < PRESENT for likeness in anywhere),
    )


def _held(reading: Reading, place: int) -> float:
    return max(reading.matches.likeness[place], reading.names.likeness[place])


def _support(reading: Reading, weights: Sequence[float], *, average: float) -> float:
    saturation = _K1 * (1 - _B + _B * len(reading.candidate.words) / average)
    pairs = zip(weights, reading.matches.frequency, strict=True)
    held = sum(weight * often / (often + saturation) for weight, often in pairs)
    return held / (sum(weights) or 1.0)


def _proximity(matches: Matches, weights: Sequence[float]) -> float:
    """Compare the distances of the question's words in the text with those in the question."""
    near = possible = 0.0
    for first in range(len(weights)):
        for second in range(first + 1, min(len(weights), first + 1 + _REACH)):
            weight = min(weights[first], weights[second]) / (second - first)
            possible += weight
            if matches.places[first] and matches.places[second]:
                apart = min(abs(x - y) for x in matches.places[first] for y in matches.places[second])
                near += weight / (1 + max(0, apart - (second - first)))
    return near / possible if possible else 0.0
