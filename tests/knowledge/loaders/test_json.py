import json

import pytest

from rosana.errors import DocumentBroken
from rosana.knowledge.loaders.document import Block
from rosana.knowledge.loaders.json import read_json, read_jsonl


def blocks(value: object) -> list[Block]:
    return list(read_json(json.dumps(value).encode(), "Arquivo").blocks)


@pytest.mark.parametrize(
    ("question", "answer"), [("question", "answer"), ("pergunta", "resposta"), ("Pergunta", "Resposta")]
)
def test_questions_and_answers_are_pairs(question: str, answer: str) -> None:
    pair = {question: "Tem frete?", answer: "Não.", "tags": ["frete", "loja"], "id": None}
    assert blocks({"faq": [pair]}) == [Block("answer", "Não.\ntags: frete, loja", ("faq", "Tem frete?"))]


def test_other_records_are_rows_that_name_their_values() -> None:
    assert blocks([{"plano": "Ouro", "ativo": True, "prazo": 2}, {"plano": "Básico", "sub": {"x": 1}}]) == [
        Block("row", "plano: Ouro; ativo: sim; prazo: 2"),
        Block("row", "plano: Básico"),
        Block("row", "x: 1", ("sub",)),
    ]


def test_a_record_with_a_title_is_a_section() -> None:
    assert blocks([{"title": "Trocas", "body": "Em 7 dias.\nGrátis.", "id": 3}]) == [
        Block("paragraph", "Em 7 dias.\nGrátis.", ("Trocas",)),
        Block("row", "id: 3", ("Trocas",)),
    ]


@pytest.mark.parametrize(("value", "text"), [("Olá", "- Olá"), ([1, "dois"], "- 1"), ([["a", "b"]], "- a")])
def test_a_value_without_a_name_is_an_item(value: object, text: str) -> None:
    assert blocks(value)[0] == Block("item", text)


def test_lines_are_read_while_they_are_asked_for() -> None:
    document = read_jsonl('{"pergunta": "Tem frete?", "resposta": "Não."}\n\n{"a": 1}\n{'.encode(), "Arquivo")
    lazy = iter(document.blocks)
    assert next(lazy) == Block("answer", "Não.", ("Tem frete?",))
    assert next(lazy).text == "a: 1"
    with pytest.raises(DocumentBroken, match="linha 4"):
        next(lazy)


def test_lines_under_the_name_of_one_value_are_read_too() -> None:
    assert [block.text for block in read_json(b'{"a": 1}\n{"a": 2}\n', "x").blocks] == ["a: 1", "a: 2"]


@pytest.mark.parametrize("data", [b"{", b"texto", b"[" * 100_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentBroken, match="JSON"):
        read_json(data, "x")


def test_values_deep_inside_others_are_read_without_headings() -> None:
    value: object = {"fim": "aqui"}
    for _ in range(30):
        value = {"a": value}
    assert "aqui" in blocks(value)[0].text
