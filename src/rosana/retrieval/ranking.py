"""One score for each candidate passage, from every signal that knows something about it.

Most signals are divided by their best value for the question, so that none needs to know the others' scale.
The weights were learned as a linear ranking on half of the questions of three Portuguese sets, and rounded.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rosana.retrieval.analysis import Analyzer
from rosana.retrieval.evidence import Evidence, Reading, gather
from rosana.retrieval.lexical import Candidate
from rosana.retrieval.matching import Matcher, SentenceMatches
from rosana.retrieval.names import NameReader
from rosana.retrieval.question import Question

__all__ = ["Idf", "Ranked", "Ranking", "rank"]

Idf = Callable[[str, str], float]
"""The weight of a stem in a field, `stems` or `names`."""

_WEIGHTS = {
    "stems": 1.45,  # BM25 over stems
    "grams": 1.8,  # BM25 over 5-grams of characters
    "bigrams": 1.25,  # BM25 over neighbouring stems
    "sentence": 2.3,  # share of the question in one sentence, short sentences first
    "exact": 1.4,  # share of the question by its very words
    "opening": 0.75,  # share of the question in the first sentence
    "number": 0.9,  # share of it in a sentence with a number, where a number is asked for
}
_NAMES = 12.0  # title and headings; cubed, because only a question that is a heading says where to look
_DENSE = 12.0  # likeness in meaning, of a model that earns the full weight
_TOTAL = sum(_WEIGHTS.values()) + _NAMES

_SENTENCE = 15  # words at which a sentence counts half
_OPENING = 40


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
    idf: Idf,
    dense: Mapping[int, float] | None = None,
) -> Ranking:
    """Order the candidates.

    Args:
        question: what was asked.
        candidates: what the index found.
        analyzer: gives the stems of words; the caller's, for what it remembers.
        idf: the weights of stems in this knowledge base.
        dense: by passage id, what its likeness in meaning is worth, 0..1.
    """
    if not candidates:
        return Ranking((), None)
    weights = [term.weight * idf("stems", term.stem) for term in question.terms]
    matcher = Matcher(question, analyzer)
    names = NameReader(question, matcher, analyzer=analyzer, idf=idf)
    readings = [Reading(one, matcher.match(one.words), names.read(one.names)) for one in candidates]
    signals = [_signals(one, weights, asks_number=question.asks_number) for one in readings]
    best = [max(values) or 1.0 for values in zip(*signals, strict=True)]
    factors = [weight / top for weight, top in zip(_WEIGHTS.values(), best, strict=True)]
    scores = [
        _NAMES * reading.names.fit**3 + sum([one * two for one, two in zip(factors, values, strict=True)])
        for reading, values in zip(readings, signals, strict=True)
    ]
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


def _signals(reading: Reading, weights: Sequence[float], *, asks_number: bool) -> tuple[float, ...]:
    """Return the signals in the order of their weights."""
    scores, matches = reading.candidate.scores, reading.matches
    shares = [(sum([weights[term] * alike for term, alike in one.likeness.items()]), one) for one in matches.sentences]
    opening, first = shares[0]
    return (
        scores.get("stems", 0.0),
        scores.get("grams", 0.0),
        scores.get("bigrams", 0.0),
        max([share / (1 + one.words / _SENTENCE) for share, one in shares]),
        sum([weight for weight, said in zip(weights, matches.exact, strict=True) if said]),
        opening / (1 + first.words / _OPENING),
        _with_number(reading.candidate.words, shares) if asks_number else 0.0,
    )


def _with_number(words: Sequence[str], shares: Sequence[tuple[float, SentenceMatches]]) -> float:
    return max(
        (
            share / (1 + one.words / _OPENING)
            for share, one in shares
            if any(word[:1].isdigit() for word in words[one.start : one.start + one.words])
        ),
        default=0.0,
    )
