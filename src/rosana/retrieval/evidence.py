"""What speaks for an answer in the passages that were found."""

from collections.abc import Sequence
from dataclasses import dataclass

from rosana.retrieval.lexical import Candidate
from rosana.retrieval.matching import PRESENT, Matches
from rosana.retrieval.names import Names
from rosana.retrieval.question import Question

__all__ = ["Evidence", "Reading", "gather"]

_BEST = 3  # passages that may be shown
_LIKELY = 0.5  # likeness below which two words rather have a beginning in common: "férias", "feriados"
_NUMBER = "n"  # in `kinds.MARKS`
_K1, _B = 1.2, 0.75  # of BM25, as tantivy has them


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage, read for one question."""

    candidate: Candidate
    matches: Matches
    names: Names


@dataclass(frozen=True, slots=True)
class Evidence:
    """What confidence is read from; shares are of what the question's words weigh, 0..1."""

    support: float
    """Share that the best passage supports, as BM25 saturates it: typos and synonyms included."""
    exact: float
    """Share that a passage holds by the very words."""
    together: float
    """Share of the number of words, whatever they weigh, that stand in one sentence."""
    fit: float
    """How well title and headings of the best passage fit, 0..1."""
    pairs: float
    """BM25 of the question's neighbouring words as neighbours."""
    held: float
    """How many words the best passage holds, in its text or above it; words of the asking count less."""
    missing: float
    """How many words the best passage does not hold, counted in the same way."""
    unknown: float
    """How many words no passage holds, counted in the same way."""
    rarest: float
    """Weight of the rarest word that the best passage holds."""
    names_found: int
    """Names, codes and numbers of the question that the best passages hold."""
    names_unknown: int
    """Those that no passage holds."""
    number_missing: bool
    """Whether a number is asked for, and the best passage has none."""


def gather(question: Question, weights: Sequence[float], readings: Sequence[Reading]) -> Evidence:
    """Sum up what the passages hold of a question.

    Args:
        question: what was asked.
        weights: of its terms, in this knowledge base.
        readings: all candidates, best first; not empty.
    """
    terms = question.terms
    total = sum(weights) or 1.0
    shown = readings[:_BEST]
    likeness = [_held(one) for one in readings]
    anywhere = [max(values) for values in zip(*likeness, strict=True)]
    among_shown = [max(values) for values in zip(*likeness[:_BEST], strict=True)]
    return Evidence(
        support=_supported(readings, weights) / total,
        exact=max(_said(one.matches, weights) for one in shown) / total,
        together=max(_together(one.matches) for one in shown) / max(1, len(terms)),
        fit=readings[0].names.fit,
        pairs=max(one.candidate.pairs for one in readings),
        held=sum(term.weight * alike for term, alike in zip(terms, likeness[0], strict=True)),
        missing=sum(term.weight * (1 - alike) for term, alike in zip(terms, likeness[0], strict=True)),
        unknown=sum(term.weight * (1 - alike) for term, alike in zip(terms, anywhere, strict=True)),
        rarest=max(
            (weight for weight, alike in zip(weights, likeness[0], strict=True) if alike >= PRESENT), default=0.0
        ),
        names_found=sum(alike >= PRESENT for term, alike in zip(terms, among_shown, strict=True) if term.is_name),
        names_unknown=sum(alike < PRESENT for term, alike in zip(terms, anywhere, strict=True) if term.is_name),
        number_missing=question.kind == _NUMBER and not any(_NUMBER in kinds for kinds in readings[0].candidate.kinds),
    )


def _held(reading: Reading) -> list[float]:
    """Return how like each term the passage holds a word, in its text or above it."""
    best = map(max, reading.matches.likeness, reading.names.likeness)
    return [alike if alike >= _LIKELY else 0.0 for alike in best]


def _supported(readings: Sequence[Reading], weights: Sequence[float]) -> float:
    average = sum(one.matches.words for one in readings) / len(readings)
    saturation = _K1 * (1 - _B + _B * readings[0].matches.words / average)
    pairs = zip(weights, readings[0].matches.frequency, strict=True)
    return sum(weight * often / (often + saturation) for weight, often in pairs)


def _said(matches: Matches, weights: Sequence[float]) -> float:
    return sum(weight for weight, said in zip(weights, matches.exact, strict=True) if said)


def _together(matches: Matches) -> int:
    return max(sum(alike >= PRESENT for alike in one.likeness.values()) for one in matches.sentences)
