import pytest

from rosana.retrieval.analysis import Analyzer, fold
from rosana.retrieval.kinds import KINDS, MARKS, kind_asked


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Quando vence o boleto?", "t"),
        ("quanto tempo demora a entrega", "t"),
        ("Quanto custa o plano?", "n"),
        ("qual o valor da multa", "n"),
        ("Por que meu pedido atrasou?", "r"),
        ("para que serve o token", "r"),
        ("O que é nota fiscal?", "d"),
        ("o que sao cookies", "d"),
        ("defina nota fiscal", "d"),
        ("Onde fica a loja?", "p"),
        ("trocar senha", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_question_say_what_is_asked_for(question: str, kind: str) -> None:
    assert kind_asked(Analyzer().words(question)) == kind


def test_what_is_inside_a_longer_question_asks_for_no_definition() -> None:
    assert kind_asked(Analyzer().words("posso saber o que é cobrado aqui")) == ""


def test_marks_are_folded_words_of_known_kinds() -> None:
    assert all(fold(word) == word and set(kinds) <= set(KINDS) for word, kinds in MARKS.items())
    assert MARKS["finalidade"] == "r"
