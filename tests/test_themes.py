from collections.abc import Mapping, Sequence

import pytest

from rosana.store.figures import AskedQuestion
from rosana.themes import OTHERS, group

UNKNOWN = 3.7  # what a word weighs that no document holds


def grouped(*texts: str, known: Mapping[str, float] | None = None) -> dict[str, Sequence[str]]:
    """Return the texts by theme, in the order of the themes."""
    questions = [AskedQuestion(text, "c", str(n), "") for n, text in enumerate(texts)]
    weights = known or {}
    themes = group(questions, lambda stem: weights.get(stem, UNKNOWN))
    assert sorted(one.message_id for theme in themes for one in theme.questions) == sorted(map(str, range(len(texts))))
    return {theme.theme: [question.text for question in theme.questions] for theme in themes}


def test_questions_that_share_a_word_are_a_theme_and_the_rest_comes_last() -> None:
    themes = grouped(
        "aceita bitcoin?",
        "Vocês têm estacionamento?",
        "o estacionamento é pago?",
        "qual a capital da Austrália",
        "quanto custa o Estacionamento",
        "entregam em Manaus?",
        "quando chega em Manaus?",
    )
    assert list(themes) == ["Estacionamento", "Manaus", OTHERS]
    assert themes["Manaus"] == ["entregam em Manaus?", "quando chega em Manaus?"]
    assert themes[OTHERS] == ["aceita bitcoin?", "qual a capital da Austrália"]


def test_forms_of_one_word_are_one_theme_named_as_most_people_type_it() -> None:
    assert list(grouped("tem promoção hoje?", "promoções de natal", "acabou a promoção?")) == ["Promoção"]


def test_words_that_stand_together_name_a_theme_together() -> None:
    themes = grouped("cartão de crédito estrangeiro?", "anuidade do cartão de crédito", "cartão de crédito da loja")
    assert list(themes) == ["Cartão de crédito"]


@pytest.mark.parametrize("texts", [("quero saber se vocês têm piscina", "quero saber se aceitam cães"), ("oi?", "?!")])
def test_words_of_asking_are_no_theme(texts: Sequence[str]) -> None:
    assert list(grouped(*texts)) == [OTHERS]


def test_what_few_documents_hold_counts_before_what_many_hold() -> None:
    texts = ("pedido com drone", "pedido para Marte", "o drone chegou?", "Marte é longe?", "cadê meu pedido")
    assert set(grouped(*texts, known={"ped": 0.5, "pedid": 0.5})) == {"Drone", "Marte", OTHERS}


def test_placeholders_are_no_theme() -> None:
    assert list(grouped("meu CPF é [CPF_1] e a piscina?", "[CPF_1] tem cachorro")) == [OTHERS]


def test_the_same_questions_have_the_same_themes_every_time() -> None:
    texts = ("sala azul", "azul mar", "mar sala", "vela mar", "azul vela")
    assert [grouped(*texts) for _ in range(3)] == [grouped(*texts)] * 3


def test_no_questions_have_no_themes() -> None:
    assert grouped() == {}
