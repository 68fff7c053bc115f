from dataclasses import replace

import pytest

from rosana.retrieval.confidence import confidence, doubt, log_odds, own_questions, threshold
from rosana.retrieval.evidence import Evidence
from rosana.types import Passage

EVIDENCE = Evidence(
    support=0.4,
    exact=0.5,
    together=0.5,
    fit=0.2,
    pairs=3.0,
    held=2.0,
    missing=1.0,
    unknown=1.0,
    rarest=4.0,
    names_found=0,
    names_unknown=0,
    number_missing=False,
)


@pytest.mark.parametrize(
    "better",
    [
        {"support": 0.6},
        {"exact": 0.8},
        {"together": 1.0},
        {"fit": 0.9},
        {"pairs": 9.0},
        {"held": 3.0},
        {"missing": 0.0},
        {"unknown": 0.0},
        {"names_found": 1},
    ],
)
def test_each_piece_of_evidence_raises_the_odds(better: dict[str, float]) -> None:
    assert log_odds(replace(EVIDENCE, **better)) > log_odds(EVIDENCE)  # type: ignore[arg-type]


def test_a_name_that_no_passage_holds_lowers_the_odds() -> None:
    known, unknown = replace(EVIDENCE, names_found=1), replace(EVIDENCE, names_unknown=1)
    both = replace(EVIDENCE, names_found=1, names_unknown=1)
    assert log_odds(unknown) < log_odds(both) < log_odds(EVIDENCE) < log_odds(known)


def test_a_number_that_the_best_passage_lacks_lowers_the_odds() -> None:
    assert log_odds(replace(EVIDENCE, number_missing=True)) < log_odds(EVIDENCE)


def test_a_word_that_the_base_mentions_once_in_thousands_of_passages_lowers_the_odds() -> None:
    assert log_odds(replace(EVIDENCE, rarest=9.0)) < log_odds(replace(EVIDENCE, rarest=5.0))
    assert log_odds(replace(EVIDENCE, rarest=5.0)) == log_odds(replace(EVIDENCE, rarest=1.0))


def test_likeness_in_meaning_raises_the_odds_but_never_lowers_them() -> None:
    assert log_odds(EVIDENCE, 2.0) > log_odds(EVIDENCE)
    assert log_odds(EVIDENCE, -2.0) == log_odds(EVIDENCE)


@pytest.mark.parametrize("evidence", [None, replace(EVIDENCE, held=0.0)])
def test_nothing_in_common_is_no_confidence_at_all(evidence: Evidence | None) -> None:
    assert confidence(log_odds(evidence), -1.0) == 0.0


def test_meaning_alone_may_answer() -> None:
    assert confidence(log_odds(replace(EVIDENCE, held=0.0), 5.0), 2.0) > 0.5


def test_even_odds_are_half_a_confidence() -> None:
    assert confidence(1.5, 1.5) == 0.5
    assert 0.5 < confidence(2.5, 1.5) < confidence(9.0, 1.5) < 1


def test_without_headings_doubt_refuses_nineteen_in_twenty_foreign_questions() -> None:
    foreign = [number / 50 for number in range(100)]
    refused = sum(odds <= doubt(foreign, []) for odds in foreign)
    assert refused == 95


def test_doubt_lies_between_foreign_questions_and_those_of_the_headings() -> None:
    assert 1.0 < doubt([1.0] * 100, [4.0] * 100) < 2.5


def test_headings_that_find_less_than_foreign_questions_do_not_lower_the_doubt() -> None:
    assert doubt([2.0] * 100, [1.0] * 100) == 2.0


def test_doubt_does_not_vanish_where_foreign_questions_find_nothing() -> None:
    assert doubt([-12.0] * 100, []) == -1.0


def passage(title: str, heading: str) -> Passage:
    return Passage(1, "d", title, heading, "Texto.")


def test_own_questions_are_half_of_the_words_of_each_heading_once() -> None:
    passages = [passage("Manual", "Conta › Como redefinir a senha do celular")] * 2
    [question] = own_questions(passages)
    assert len(question.split()) == 2
    assert set(question.split()) < {"redefinir", "senha", "celular"}


def test_a_passage_without_heading_is_asked_for_by_its_title_and_one_without_either_not_at_all() -> None:
    assert own_questions([passage("Reembolso", ""), passage("", "")]) == ["reembolso"]


def test_the_threshold_grows_with_the_share_that_may_be_refused() -> None:
    assert 0.0 < threshold(0.0) < 1e-300
    assert threshold(0.05) == 0.5
    assert threshold(0.01) < threshold(0.05) < threshold(0.2) < 1
