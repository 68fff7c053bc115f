import pytest

from rosana.evaluation.metrics import RANKING, contains_answer, refusal_metrics, score_ranking


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (["a"], (1, 1, 1, 1, 1)),
        (["x", "y", "a"], (0, 1, 1, 1 / 3, 1 / 2)),
        ([*"uvwxyz", "a"], (0, 0, 1, 1 / 7, 1 / 3)),
        ([*"bcdefghijk", "a"], (0, 0, 0, 0, 0)),
        ([], (0, 0, 0, 0, 0)),
    ],
)
def test_a_ranking_is_scored_by_the_place_of_its_relevant_document(
    ranking: list[str], expected: tuple[float, ...]
) -> None:
    assert tuple(score_ranking({"a": 1}, ranking).values()) == pytest.approx(expected)
    assert tuple(score_ranking({"a": 1}, ranking)) == RANKING


def test_one_of_several_relevant_documents_is_success_but_not_the_best_order() -> None:
    scores = score_ranking({"a": 1, "b": 1}, ["a", "x"])
    assert scores["r@1"] == 1
    assert scores["ndcg@10"] == pytest.approx(1 / 1.6309, abs=1e-4)


def test_more_relevant_documents_belong_first() -> None:
    grades = {"a": 2, "b": 1}
    assert score_ranking(grades, ["a", "b"])["ndcg@10"] == pytest.approx(1)
    assert score_ranking(grades, ["b", "a"])["ndcg@10"] < 0.95


@pytest.mark.parametrize(
    ("sentence", "answers", "expected"),
    [
        ("A taxa é de R$ 200, à vista.", ["R$ 200"], True),
        ("Fica em SÃO PAULO.", ["são paulo"], True),
        ("Fica em Sao Paulo.", ["São Paulo."], True),
        ("Abriu em 1999.", ["9"], False),
        ("São trinta dias.", ["30 dias", "trinta  dias"], True),
        ("São trinta dias.", ["dias trinta"], False),
        ("São trinta dias.", ["", " . "], False),
        ("", ["30 dias"], False),
    ],
)
def test_an_answer_stands_in_a_sentence_word_by_word(sentence: str, answers: list[str], expected: bool) -> None:
    assert contains_answer(sentence, answers) is expected


def test_refusal_is_perfect_where_every_own_question_is_more_confident() -> None:
    assert refusal_metrics([0.9, 0.8, 0.7], [0.1, 0.2]) == {"auroc": 1.0, "refused@95": 1.0}


def test_equal_confidences_part_nothing() -> None:
    assert refusal_metrics([0.5] * 4, [0.5] * 3) == {"auroc": 0.5, "refused@95": 0.0}


def test_five_in_a_hundred_own_questions_may_be_lost() -> None:
    own = [0.1] * 5 + [0.6] * 95
    assert refusal_metrics(own, [0.2, 0.3, 0.7, 0.0])["refused@95"] == 0.75
    assert refusal_metrics([0.1, *own], [0.2, 0.3, 0.7, 0.0])["refused@95"] == 0.25
