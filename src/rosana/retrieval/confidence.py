"""How sure it is that the passages found hold the answer."""

import math
from collections.abc import Sequence

from rosana.retrieval.evidence import Evidence

__all__ = ["THRESHOLD", "confidence", "doubt", "log_odds"]

THRESHOLD = 0.5

# Logistic regression on half of three sets: their own questions against those of other domains.
_CONSTANT = 1.6
_SUPPORTED = 1.4  # logarithm of the weight that the best passage supports
_UNSUPPORTED = -2.3  # logarithm of the weight that it does not
_PAIRS = 1.2  # logarithm of what the question's pairs of words weigh
_PROXIMITY = 2.3
_SINGLE = 5.8  # of one word no pair and no neighbour can speak
_NAME_FOUND = 1.7
_NAME_UNKNOWN = -1.2

_MEANING = 1.0  # for each standard deviation by which likeness in meaning stands out
_MOST_MEANING = 5.0

_NONE = -12.0  # logarithm of the odds when no passage shares a word with the question
_ACCIDENT = 0.94  # share of foreign questions that a base refuses; loses 5 % of its own on average
_LEAST_DOUBT, _MOST_DOUBT = -2.3, 2.5


def log_odds(evidence: Evidence | None, meaning: float = 0.0) -> float:
    """Return the logarithm of the odds that the passages hold the answer, in a base of average size.

    Args:
        evidence: of the words; None when there are no passages.
        meaning: by how many standard deviations the most alike passage stands out, times what that counts.
    """
    if evidence is None:
        return _NONE
    supported = evidence.weight * evidence.support
    return (
        _CONSTANT
        + _SUPPORTED * math.log1p(supported)
        + _UNSUPPORTED * math.log1p(evidence.weight - supported)
        + _PAIRS * math.log1p(evidence.pairs)
        + _PROXIMITY * evidence.proximity
        + _SINGLE * evidence.single
        + _NAME_FOUND * (evidence.names_found > 0)
        + _NAME_UNKNOWN * (evidence.names_unknown > 0)
        + _MEANING * min(max(meaning, 0.0), _MOST_MEANING)
    )


def doubt(foreign: Sequence[float]) -> float:
    """Return the log odds at which an answer is as likely as an accident, from those of foreign questions.

    The more passages a base has, the more often one of them matches by accident.
    """
    ordered = sorted(foreign)
    return min(max(ordered[int(_ACCIDENT * (len(ordered) - 1))], _LEAST_DOUBT), _MOST_DOUBT)


def confidence(odds: float, doubt: float) -> float:
    """Return the probability, 0..1, that the passages hold the answer."""
    return 0.0 if odds == _NONE else 1 / (1 + math.exp(doubt - odds))
