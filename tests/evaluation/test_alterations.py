import random

import pytest

from rosana.evaluation.alterations import NAMES, SupportCase, alter, measure_support
from rosana.types import Source

_SENTENCE = "Em 12/03/2024 a loja de Campinas não aceita mais de 7 trocas."


def _altered(sentence: str, seed: int = 1) -> dict[str, str]:
    return {alteration.kind: alteration.text for alteration in alter(sentence, random.Random(seed))}


def _case(sentence: str, text: str) -> SupportCase:
    return SupportCase(sentence, (Source(1, "d", 1, "", "", None, text, 1.0),))


def test_each_kind_changes_one_thing() -> None:
    altered = _altered(_SENTENCE)
    assert set(altered) == {"number", "date", "name", "negation"}
    assert altered["negation"] == "Em 12/03/2024 a loja de Campinas aceita mais de 7 trocas."
    assert _SENTENCE.replace("Campinas", "?") in {altered["name"].replace(name, "?") for name in NAMES}
    assert altered["number"].startswith("Em 12/03/2024 a loja de Campinas não aceita mais de ")
    assert altered["date"].endswith("/03/2024 a loja de Campinas não aceita mais de 7 trocas.")


@pytest.mark.parametrize("seed", range(20))
def test_an_alteration_is_never_the_sentence_itself(seed: int) -> None:
    assert _SENTENCE not in _altered(_SENTENCE, seed).values()


def test_the_same_seed_alters_alike() -> None:
    assert _altered(_SENTENCE, 3) == _altered(_SENTENCE, 3)


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("O curso dura dois anos", {"number"}),
        ("O curso começa em maio", {"date"}),
        ("Fundada em 1962", {"date"}),
        ("Atendimento de segunda a sexta", {"date"}),
        ("A segunda via custa caro", set()),
        ("O prazo é longo", {"negation"}),
        ("Fale com a Marta", {"name"}),
        ("Veja o prazo [2]", set()),
    ],
)
def test_a_kind_without_occasion_is_left_out(sentence: str, kinds: set[str]) -> None:
    assert set(_altered(sentence)) == kinds


def test_a_negation_is_put_before_a_verb() -> None:
    assert _altered("O prazo é longo")["negation"] == "O prazo não é longo"


def test_names_come_from_the_pool_that_is_given() -> None:
    altered = alter("Fale com a Marta", random.Random(1), names=["Marta", "Joana"])
    assert [alteration.text for alteration in altered] == ["Fale com a Joana"]


def test_support_is_measured_on_true_and_altered_sentences() -> None:
    true = _case("O prazo é de 7 dias.", "O prazo é de 7 dias.")
    foreign = _case("A sede fica longe.", "O prazo é de 7 dias.")
    rates = measure_support([true, foreign], random.Random(1))
    assert (rates.true, rates.flagged) == (2, 0.5)
    assert (rates.found, rates.found_by_kind) == (1.0, {"number": 1.0, "negation": 1.0})


def test_without_cases_all_rates_are_zero() -> None:
    rates = measure_support([], random.Random(1))
    assert (rates.found, rates.flagged, rates.altered, rates.true) == (0.0, 0.0, 0, 0)
