from collections.abc import Container, Sequence, Set

import pytest

from rosana.retrieval.question import QuestionReader
from rosana.retrieval.spelling import meant_words, respelled, strange_words

_SAID = ({"reembolso", "pedido", "cancelar", "conta"}, {"reembolso", "plano", "contato"}, {"reembolse"})


def corrected(text: str, strange: list[str], said: Sequence[Set[str]]) -> str:
    return respelled(text, meant_words(strange, said))


def _strange(question: str, known: Container[str] = ()) -> list[str]:
    return strange_words(QuestionReader().read(question), known.__contains__)


def test_words_that_no_passage_holds_are_strange() -> None:
    assert _strange("Como peço o rembolso do plano?", known={"plan"}) == ["rembolso"]


@pytest.mark.parametrize("question", ["quero poder informar", "meu zap", "abc", "v10.3.1 nf-e 2019", "", "???"])
def test_words_of_the_lexicon_short_ones_and_codes_are_never_strange(question: str) -> None:
    assert _strange(question) == []


@pytest.mark.parametrize(
    ("text", "strange", "expected"),
    [
        ("Quero o REMBOLSO, já!", ["rembolso"], "Quero o reembolso, já!"),
        ("cancelr o rembolso", ["cancelr", "rembolso"], "cancelar o reembolso"),
        ("qeuro cancelar", ["qeuro"], "quero cancelar"),  # a word of the asking need not stand in a passage
        ("bicicleta", ["bicicleta"], "bicicleta"),
        ("rembolso", [], "rembolso"),
        ("", [], ""),
    ],
)
def test_a_strange_word_becomes_what_one_slip_parts_from_it(text: str, strange: list[str], expected: str) -> None:
    assert corrected(text, strange, _SAID) == expected


def test_the_word_of_most_passages_is_the_likeliest() -> None:
    said = ({"operados"}, {"operandos"}, {"operandos"})
    assert corrected("operanndos operaddos", ["operanndos", "operaddos"], said) == "operandos operados"
    assert corrected("operamdos", ["operamdos"], ({"operaddos"}, {"operandos"}, {"operandos"})) == "operandos"


def test_without_passages_nothing_changes() -> None:
    assert corrected("rembolso", ["rembolso"], ()) == "rembolso"


def test_a_placeholder_stays() -> None:
    meant = {"passaporte": "passaportes", "nome": "nomes"}
    assert respelled("[PASSAPORTE_1] meu passaporte [NOME_2]", meant) == "[PASSAPORTE_1] meu passaportes [NOME_2]"
