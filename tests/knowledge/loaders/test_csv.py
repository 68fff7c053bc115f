from operator import length_hint

import pytest

from rosana.errors import DocumentBroken
from rosana.knowledge.loaders.csv import read_csv
from rosana.knowledge.loaders.document import Block


def texts(data: str) -> list[str]:
    return [block.text for block in read_csv(data.encode(), "Arquivo").blocks]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_row_names_its_columns(delimiter: str) -> None:
    data = "plano;prazo\nBásico;2 dias\nOuro;\n\n".replace(";", delimiter)
    assert texts(data) == ["plano: Básico; prazo: 2 dias", "plano: Ouro"]


@pytest.mark.parametrize("header", ["pergunta;resposta;tema", "Dúvida;Resposta;tema", "question;answer;tema"])
def test_a_sheet_of_questions_becomes_pairs(header: str) -> None:
    document = read_csv(f"{header}\nTem frete?;Não.;Entrega\nComo pago?;;\n".encode(), "Arquivo")
    assert list(document.blocks) == [
        Block("answer", "Não.\ntema: Entrega", ("Tem frete?",)),
        Block("row", f"{header.partition(';')[0]}: Como pago?"),
    ]


def test_quotes_hold_delimiters_and_lines() -> None:
    assert texts('a,b\n"1, 2","x\ny" \n') == ["a: 1, 2; b: x y"]


def test_an_answer_keeps_its_lines() -> None:
    assert texts('pergunta,resposta\nComo?,"Passos:\n1. abra\n2. feche"\n') == ["Passos:\n1. abra\n2. feche"]


def test_a_quote_that_never_closes_does_not_swallow_the_rows() -> None:
    assert texts('item;preço\n"17 pol;10\nCabo;20\n') == ['item: "17 pol; preço: 10', "item: Cabo; preço: 20"]


def test_a_cell_beyond_all_measure_is_refused() -> None:
    with pytest.raises(DocumentBroken, match="separadas"):
        texts(f"a;b\n{'x' * 200_000};1\n")


def test_a_single_row_and_a_single_column_are_read() -> None:
    assert texts("Telefone;0800 123") == ["Telefone: 0800 123"]
    assert texts("cidade\nRecife\nNatal\n") == ["cidade: Recife", "cidade: Natal"]


def test_rows_are_read_while_they_are_asked_for() -> None:
    blocks = read_csv(b"plano;prazo\n" + b"Ouro;2 dias\n" * 1000, "Arquivo").blocks
    assert length_hint(blocks) == 1001
    assert next(iter(blocks)).text == "plano: Ouro; prazo: 2 dias"
