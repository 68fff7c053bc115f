"""How sure it is that the passages found hold the answer."""

import math
import random
import sys
from collections.abc import Sequence

from rosana.retrieval.analysis import Analyzer
from rosana.retrieval.evidence import Evidence
from rosana.types import Passage

__all__ = ["USUAL_DOUBT", "confidence", "doubt", "log_odds", "own_questions", "threshold"]

USUAL_DOUBT = 1.0
"""Of a base that was not measured yet."""

# A linear model of five sets' own questions against those of other domains: a logistic regression, then moved
# in coarse steps to refuse the most while 95 % are kept. docs/decisions/0005-confidence.md has the figures.
_SUPPORT = 1.0
_EXACT = 0.7
_TOGETHER = 0.7
_FIT = 6.0  # cubed, as in the ranking
_PAIRS = 0.6  # logarithm
_HELD = 0.4
_MISSING = -0.1
_UNKNOWN = -0.7
_RARE = -0.4  # for what the rarest word weighs above the usual: large bases mention everything once
_USUAL_WEIGHT = 5.0
_NUMBER_MISSING = -1.0  # "quanto custa?", where a passage only speaks of values
_NAMES_FOUND = 1.0
_NAMES_UNKNOWN = -1.0
_NAMES_PARTLY_UNKNOWN = -0.5  # "Campos Basin", where the base knows a Campos

_MEANING = 1.0  # for each standard deviation by which likeness in meaning stands out
_MOST_MEANING = 5.0

_NONE = -12.0  # when no passage shares a word with the question
_NOTHING_HELD = 0.4  # less than a likely typo of one word
_ACCIDENT = 0.95  # share of foreign questions that find no more than what a base holds by accident
_OWN = 0.05  # share of the questions made of headings that may find less than the rest
_WAY = 1 / 3  # of the way from accidents to them: people's own words find less than headings do
_REFUSED = 0.05  # share of people's questions that are refused at even odds: .00 to .07 on five sets
_LEAST_DOUBT = -1.0
_SLOPE = 2.0  # of the log odds in that sum: a logistic fit to five sets gives 1.8, to each 1.5 to 2.6


def log_odds(evidence: Evidence | None, meaning: float = 0.0) -> float:
    """Return the logarithm of the odds that the passages hold the answer, up to the base's doubt and the slope.

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
        + _MISSING * evidence.missing
        + _UNKNOWN * evidence.unknown
        + _RARE * max(0.0, evidence.rarest - _USUAL_WEIGHT)
        + _NUMBER_MISSING * evidence.number_missing
        + _named(evidence)
        + meant
    )


def _named(evidence: Evidence) -> float:
    if evidence.names_unknown:
        return _NAMES_PARTLY_UNKNOWN if evidence.names_found else _NAMES_UNKNOWN
    return _NAMES_FOUND if evidence.names_found else 0.0


def own_questions(passages: Sequence[Passage]) -> list[str]:
    """Return half of the words of each heading, or title where there is none, once.

    Whoever asks for what a section holds says about half of its heading, and the rest in words of their own.
    """
    analyzer, chance = Analyzer(), random.Random(0)  # noqa: S311 — the same questions in every process
    questions = []
    for name in dict.fromkeys(passage.heading.rpartition(" › ")[2] or passage.title for passage in passages):
        words = [term.word for sentence in analyzer.sentences(name) for term in sentence]
        questions.append(" ".join(chance.sample(words, (len(words) + 1) // 2)))
    return [question for question in questions if question]


def doubt(foreign: Sequence[float], own: Sequence[float]) -> float:
    """Return the log odds at which an answer of this base is as likely as an accident.

    The more passages a base has, the more often one of them matches by accident. Where its own questions find
    far more than that, it is as far from both.

    Args:
        foreign: log odds of questions that hardly any base answers.
        own: log odds of questions made of its headings; none where there are no headings.
    """
    accident = _quantile(foreign, _ACCIDENT)
    above = max(0.0, _quantile(own, _OWN) - accident) if own else 0.0
    return max(_LEAST_DOUBT, accident + _WAY * above)


def confidence(odds: float, doubt: float) -> float:
    """Return the probability, 0..1, that the passages hold the answer, where four of five questions have one."""
    return 0.0 if odds == _NONE else 1 / (1 + math.exp(_SLOPE * (doubt - odds)))


def threshold(refused_share: float) -> float:
    """Return the confidence below which about that share of the answerable questions lies.

    At even odds it is 5 %, and below that the share falls with the sum of evidence, as measured. It is never 0:
    what nothing speaks for is always refused.
    """
    refused, usual = math.pow(refused_share, _SLOPE), math.pow(_REFUSED, _SLOPE)
    return max(refused / (refused + usual), sys.float_info.min)


def _quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]
