from collections.abc import Callable

import pytest

from rosana.retrieval.dense import DenseHits
from rosana.retrieval.earnings import WEIGHTS, earned_weight, made_questions, trust, worth
from rosana.types import Passage

QUESTIONS = [(f"pergunta {number}", number) for number in range(20)]


def passages(count: int) -> list[Passage]:
    return [Passage(n, "d", "", "", " ".join(f"p{n}w{word}" for word in range(12))) for n in range(count)]


async def earned(rank_at: Callable[[float, int], int]) -> float:
    """Return what is earned when the wanted passage stands at this place, from 0, by weight and question."""

    async def rank(question: str) -> Callable[[float], list[int]]:
        wanted = int(question.split()[1])
        return lambda weight: [*[-1] * rank_at(weight, wanted), wanted]

    return await earned_weight(QUESTIONS, rank)


def test_a_question_is_made_of_each_passage_and_its_neighbour() -> None:
    made = made_questions(passages(3), own=4, alien=2)
    assert [number for _, number in made] == [0, 1, 2]
    for question, number in made:
        words = question.split()
        assert sum(word.startswith(f"p{number}w") for word in words) == 4
        assert len(words) == 6


def test_the_same_questions_are_made_every_time() -> None:
    assert made_questions(passages(5)) == made_questions(passages(5))


def test_short_and_empty_passages_make_questions_too() -> None:
    assert made_questions([Passage(1, "d", "", "", "só"), Passage(2, "d", "", "", "")]) == [("só", 1), ("só", 2)]
    assert made_questions([]) == []


async def test_a_model_that_ranks_better_earns_its_best_weight() -> None:
    assert await earned(lambda weight, _: 0 if weight == 0.4 else 1) == 0.4


async def test_a_model_that_changes_nothing_earns_nothing() -> None:
    assert await earned(lambda _weight, _: 0) == 0.0


async def test_a_model_that_spoils_the_ranking_earns_nothing() -> None:
    assert await earned(lambda weight, _: 3 if weight else 0) == 0.0


async def test_a_gain_that_chance_may_bring_earns_nothing() -> None:
    assert await earned(lambda weight, question: (1 if weight else 2) if question == 0 else 0) == 0.0


async def test_no_questions_earn_nothing() -> None:
    async def rank(question: str) -> Callable[[float], list[int]]:
        raise AssertionError(question)

    assert await earned_weight([], rank) == 0.0


@pytest.mark.parametrize(("standout", "trusted"), [(-2.0, 0.2), (3.0, 0.2), (4.5, 0.5), (6.0, 1.0), (20.0, 1.0)])
def test_likeness_far_above_chance_counts_whatever_was_earned(standout: float, trusted: float) -> None:
    assert trust(DenseHits({1: 5.0}, standout), 0.2) == pytest.approx(trusted)


def test_the_best_is_worth_the_weight_and_the_unlike_nothing() -> None:
    assert worth(DenseHits({1: 4.0, 2: 2.0, 3: -1.0}, 0.0), 0.5) == {1: 0.5, 2: 0.25, 3: 0.0}


@pytest.mark.parametrize(("deviations", "weight"), [({}, 1.0), ({1: -1.0}, 1.0), ({1: 3.0}, 0.0)])
def test_nothing_is_worth_nothing(deviations: dict[int, float], weight: float) -> None:
    assert worth(DenseHits(deviations, 0.0), weight) == {}


def test_weights_begin_with_none_at_all() -> None:
    assert WEIGHTS[0] == 0.0
    assert list(WEIGHTS) == sorted(WEIGHTS)
