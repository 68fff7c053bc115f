"""What an embedding model earns on a knowledge base, measured on questions made of the base's own passages.

A model that knows no Portuguese costs more than it gives: English MiniLM, fused blindly, takes 18 points of
recall. So its weight is the one at which it ranks these questions best, and 0 unless that is clearly better.
"""

import math
import random
from collections.abc import Awaitable, Callable, Sequence

from rosana.retrieval.dense import DenseHits
from rosana.types import Passage

__all__ = ["WEIGHTS", "earned_weight", "made_questions", "trust", "worth"]

WEIGHTS = (0.0, 0.1, 0.2, 0.4, 0.7, 1.0)

_GAIN = 0.02  # least rise of the mean reciprocal rank
_ERRORS = 2.0  # and by how many standard errors, so that chance does not earn anything on a small base
_SURE, _CERTAIN = 3.0, 6.0  # standard deviations above chance at which likeness speaks for itself


def made_questions(passages: Sequence[Passage], *, own: int = 5, alien: int = 3) -> list[tuple[str, int]]:
    """Make one question per passage, of some of its words and some of another passage's, and note its id.

    People say half of a question in words of their own, hence the alien ones; the fewer words of its own it has,
    the harder it is to answer.
    """
    chance = random.Random(0)  # noqa: S311 — the same questions in every process
    texts = [passage.text.split() for passage in passages]
    questions = []
    for place, passage in enumerate(passages):
        words = _run(texts[place], own, chance) + _run(texts[place - 1], alien, chance)
        questions.append((" ".join(words), passage.id))
    return questions


async def earned_weight(
    questions: Sequence[tuple[str, int]], rank: Callable[[str], Awaitable[Callable[[float], list[int]]]]
) -> float:
    """Return the weight that ranks best, or 0 where it is hardly better than words alone.

    Args:
        questions: with the id of the passage that each is made of.
        rank: reads a question and returns what ranks the passage ids, best first, at a weight.
    """
    reciprocal: dict[float, list[float]] = {weight: [] for weight in WEIGHTS}
    for question, wanted in questions:
        at_weight = await rank(question)
        for weight in WEIGHTS:
            ids = at_weight(weight)[:10]
            reciprocal[weight].append(1 / (1 + ids.index(wanted)) if wanted in ids else 0.0)
    best = max(WEIGHTS, key=lambda weight: sum(reciprocal[weight]))
    gains = [better - worse for better, worse in zip(reciprocal[best], reciprocal[0.0], strict=True)]
    least = max(_GAIN * len(gains), _ERRORS * math.hypot(*gains))
    return best if sum(gains) >= least else 0.0


def trust(hits: DenseHits, earned: float) -> float:
    """Return how much likeness in meaning counts for one question, 0..1: what was earned, or what is evident."""
    return max(earned, min(1.0, (hits.standout - _SURE) / (_CERTAIN - _SURE)))


def worth(hits: DenseHits, weight: float) -> dict[int, float]:
    """Return by passage id what its likeness is worth, 0..1; the best is worth the weight."""
    best = max(hits.deviations.values(), default=0.0)
    if weight <= 0 or best <= 0:
        return {}
    return {number: weight * max(0.0, one) / best for number, one in hits.deviations.items()}


def _run(words: Sequence[str], length: int, chance: random.Random) -> list[str]:
    start = chance.randrange(max(1, len(words) - length))
    return list(words[start : start + length])
