import pytest

from rosana.knowledge.loaders.tables import Cell, has_header, label_row, lay_out


@pytest.mark.parametrize(
    ("header", "row", "line"),
    [
        (["Plano", "Preço"], ["Básico", "R$ 10"], "Plano: Básico; Preço: R$ 10"),
        (["Plano:", "Preço"], ["Básico", ""], "Plano: Básico"),
        (["", "Preço"], ["Básico", "R$ 10"], "Básico; Preço: R$ 10"),
        (["Regra", "Nota"], ["Vale hoje.", "Sim"], "Regra: Vale hoje. Nota: Sim"),
        (["Plano", "Preço"], ["Básico", "R$ 10", "x"], "Básico; R$ 10; x"),
        ([], ["Telefone", "0800 123"], "Telefone: 0800 123"),
        ([], ["a", "b", "c"], "a; b; c"),
        ([], ["", ""], ""),
    ],
)
def test_a_row_names_its_columns(header: list[str], row: list[str], line: str) -> None:
    assert label_row(header, row) == line


def row(*texts: str, names: bool = False, bold: bool = False) -> list[Cell]:
    return [Cell(text, names=names, bold=bold) for text in texts]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (row("Plano", "Preço", names=True), True),
        (row("Plano", "Preço", bold=True), True),
        (row("Plano", "Preço", "Prazo"), True),
        (row("Plano", "Preço"), False),
        (row("Plano", "R$ 10", "2 dias"), False),
        (row("Plano", "", "Prazo"), False),
        (row("Plano", "Plano", "Prazo"), False),
        (row("Plano", "palavra " * 20, "Prazo"), False),
    ],
)
def test_a_first_row_is_a_header_when_marked_bold_or_like_names(first: list[Cell], expected: bool) -> None:
    assert has_header([first, row("a", "b", "c")]) is expected


def test_a_single_row_is_no_header() -> None:
    assert not has_header([row("Plano", "Preço", names=True)])


def test_cells_that_span_keep_the_columns_in_place() -> None:
    grid = lay_out([
        [Cell("Segunda", rows=2), Cell("9h"), Cell("Ana")],
        [Cell("14h"), Cell("Rui")],
        [Cell("Fechado", columns=3)],
    ])  # fmt: skip
    assert grid == [["Segunda", "9h", "Ana"], ["Segunda", "14h", "Rui"], ["Fechado", "", ""]]


def test_a_cell_that_spans_to_the_end_closes_the_row() -> None:
    assert lay_out([[Cell("a"), Cell("b", rows=3)], [Cell("c")], [Cell("d")]])[1:] == [["c", "b"], ["d", "b"]]


def test_spans_cannot_fill_the_memory() -> None:
    cells = [Cell("x", columns=50, rows=500)] * 20
    assert max(map(len, lay_out([cells] * 300))) < 400
