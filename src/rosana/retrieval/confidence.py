"""How sure it is that the passages found hold the answer."""

import math
from collections.abc import Sequence

from rosana.retrieval.evidence import Evidence

__all__ = ["USUAL_DOUBT", "confidence", "doubt", "log_odds", "threshold"]

USUAL_DOUBT = 1.0
"""Of a base that was not measured yet."""

# A linear model of five sets' own questions against those of other domains: a logistic regression, then moved
# in coarse steps to refuse the most while 95 % are kept. What moved on one half held on the other.
_SUPPORT = 1.0
_EXACT = 0.7
_TOGETHER = 0.7
_FIT = 6.0  # cubed, as in the ranking
_PAIRS = 0.5  # logarithm
_HELD = 0.3
_UNKNOWN = -0.6
_RARE = -0.4  # for what the rarest word weighs above the usual: large bases mention everything once
_USUAL_WEIGHT = 5.0
_NAME_FOUND = 0.7
_NAME_UNKNOWN = -0.7

_MEANING = 1.0  # for each standard deviation by which likeness in meaning stands out
_MOST_MEANING = 5.0

_NONE = -12.0  # when no passage shares a word with the question
_NOTHING_HELD = 0.4  # less than a likely typo of one word
_ACCIDENT = 0.95  # share of foreign questions that a base refuses at even odds
_REFUSED = 0.05  # share of its own that it then refuses too: .01 to .07 on five sets
_LEAST_DOUBT = -1.0


def log_odds(evidence: Evidence | None, meaning: float = 0.0) -> float:
    """Return the logarithm of the odds that the passages hold the answer, up to the base's doubt.

    Args:
        evidence: of the words; None when no passage was found.
        meaning: by how many standard deviations the most alike passage stands out, times what that counts.
    """
    meant = _MEANING * min(max(meaning, 0.0), _MOST_MEANING)
    if evidence is None or (evidence.held < _NOTHING_HELD and not meant):
        return _NONE
    return (
        _SUPPORT * evidence.support
        + _EXACT * evidence.exact
        + _TOGETHER * evidence.together
        + _FIT * evidence.fit**3
        + _PAIRS * math.log1p(evidence.pairs)
        + _HELD * evidence.held
        + _UNKNOWN * evidence.unknown
        + _RARE * max(0.0, evidence.rarest - _USUAL_WEIGHT)
        + _NAME_FOUND * (evidence.names_found > 0)
        + _NAME_UNKNOWN * (evidence.names_unknown > 0)
        + meant
    )


def doubt(foreign: Sequence[float], own: Sequence[float]) -> float:
    """Return the log odds at which an answer of this base is as likely as an accident.

    The more passages a base has, the more often one of them matches by accident; but a base that does answer
    some of the foreign questions must not refuse its own for that.

    Args:
        foreign: log odds of questions that hardly any base answers.
        own: log odds of questions made of the base's own passages.
    """
    accident = _quantile(foreign, _ACCIDENT)
    return max(_LEAST_DOUBT, min(accident, _quantile(own, _REFUSED)) if own else accident)


def confidence(odds: float, doubt: float) -> float:
    """Return the probability, 0..1, that the passages hold the answer."""
    return 0.0 if odds == _NONE else 1 / (1 + math.exp(doubt - odds))


def threshold(refused_share: float) -> float:
    """Return the confidence below which that share of the answerable questions lies.

    At even odds it is about 5 %, and below that the share falls with the odds themselves, as measured.
    """
    return refused_share / (refused_share + _REFUSED)


def _quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]
