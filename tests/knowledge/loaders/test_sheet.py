import pytest

from rosana.knowledge.loaders.document import Block
from rosana.knowledge.loaders.sheet import hidden_note, record_blocks, sheet_blocks, sheet_path


def test_an_answer_stands_under_its_question_with_the_other_columns() -> None:
    blocks = record_blocks(["Dúvida", "Solução", "Área"], [["Tem  frete?", "Não.\nNunca.", "Loja"]], ("FAQ",))
    assert list(blocks) == [Block("answer", "Não.\nNunca.\nÁrea: Loja", ("FAQ", "Tem frete?"))]


def test_a_question_too_long_for_a_heading_stays_in_the_text() -> None:
    (block,) = record_blocks(["pergunta", "resposta"], [["x" * 301, "Sim."]])
    assert block == Block("row", f"{'x' * 301}\nSim.")


def test_a_caption_is_the_heading_of_its_table() -> None:
    rows = [
        ["Preços", "", ""],
        ["Plano", "Prazo", "Frete"],
        ["Ouro", "1", "2"],
        [],
        ["Taxas"],
        ["Nome", "Valor"],
        ["IOF", "3%"],
    ]
    assert list(sheet_blocks(rows, ("Loja",))) == [
        Block("row", "Plano: Ouro; Prazo: 1; Frete: 2", ("Loja", "Preços")),
        Block("row", "Nome: IOF; Valor: 3%", ("Loja", "Taxas")),
    ]


def test_a_caption_too_long_for_a_heading_is_text() -> None:
    rows = [["x" * 301], ["Plano", "Prazo", "Frete"], ["Ouro", "1", "2"]]
    assert [block.text for block in sheet_blocks(rows)] == ["x" * 301, "Plano: Ouro; Prazo: 1; Frete: 2"]


def test_after_an_empty_row_a_table_goes_on_under_the_same_names() -> None:
    rows = [
        ["Plano", "Prazo", "Frete"],
        ["Ouro", "1", "2"],
        ["", "", ""],
        ["Prata", "3", "4"],
        ["Plano", "Prazo", "Frete"],
    ]
    assert [block.text for block in sheet_blocks(rows)] == [
        "Plano: Ouro; Prazo: 1; Frete: 2",
        "Plano: Prata; Prazo: 3; Frete: 4",
    ]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([["Telefone", "0800 123"], ["Horário", "9h às 18h"]], "Telefone: 0800 123"),
        ([["Ana", "12", "30"], ["Bia", "14", "31"]], "Ana; 12; 30"),
        ([["Mês", "2023", "2024"], ["Maio", "10", "20"]], "Mês: Maio; 2023: 10; 2024: 20"),
        ([["Um"], ["Dois"]], "Um"),
    ],
)
def test_a_first_row_names_columns_only_if_it_looks_like_names(rows: list[list[str]], text: str) -> None:
    assert next(sheet_blocks(rows)).text == text


def test_names_that_programs_give_are_no_headings() -> None:
    assert [sheet_path(name) for name in ("Plan1", "Planilha 2", "Sheet3", "Preços", " ")] == [
        (),
        (),
        (),
        ("Preços",),
        (),
    ]


def test_hidden_sheets_are_named() -> None:
    assert hidden_note([]) == ()
    assert "“a”, “b”, “c”, “d”, “e”…" in hidden_note(list("abcdef"))[0]
