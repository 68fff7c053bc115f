from rosana.knowledge.loaders.grid import without_tables
from rosana.knowledge.loaders.layout import Cell, Line


def _line(y: float, *cells: tuple[float, str], bold: bool = False) -> Line:
    parts = tuple(Cell(text, left, left + 5 * len(text)) for left, text in cells)
    text = " ".join(cell.text for cell in parts)
    return Line(
        text, 0, parts[0].left, parts[-1].right, y + 12, y, 12, bold=bold, cells=parts if len(parts) > 1 else ()
    )


def _rows(*lines: Line) -> list[str]:
    return [row for _, rows in without_tables(lines) for row in rows]


def test_rows_name_their_columns_also_where_cells_are_empty() -> None:
    assert _rows(
        _line(700, (50, "Produto"), (200, "Prazo"), (300, "Preço"), bold=True),
        _line(680, (50, "Sapato"), (200, "10 dias"), (300, "R$ 5")),
        _line(660, (50, "Bolsa"), (300, "R$ 9")),
    ) == ["Produto: Sapato; Prazo: 10 dias; Preço: R$ 5", "Produto: Bolsa; Preço: R$ 9"]


def test_a_form_pairs_names_and_values() -> None:
    assert _rows(
        _line(700, (50, "Nome"), (150, "Loja Azul"), (300, "Ano"), (400, "2024")),
        _line(680, (50, "Fone"), (150, "3333-0000"), (300, "Cor"), (400, "Azul")),
        _line(660, (50, "Rua"), (150, "Um, 10"), (300, "UF"), (400, "SP")),
    ) == ["Nome: Loja Azul; Ano: 2024", "Fone: 3333-0000; Cor: Azul", "Rua: Um, 10; UF: SP"]


def test_lines_around_a_table_stay_lines_in_their_places() -> None:
    before, after = _line(740, (50, "Prazos de entrega")), _line(600, (50, "Valem para todo o país."))
    table = [_line(700 - 20 * row, (50, f"Item {row}"), (200, f"{row} dias")) for row in range(3)]
    segments = list(without_tables([before, *table, after]))
    assert segments == [([before], ["Item 0: 0 dias", "Item 1: 1 dias", "Item 2: 2 dias"]), ([after], [])]


def test_text_in_columns_and_cells_that_stand_nowhere_are_no_table() -> None:
    prose = "uma linha de texto corrido que é comprida demais para uma célula"
    assert _rows(*(_line(700 - 14 * row, (50, prose), (400, prose)) for row in range(5))) == []
    assert (
        _rows(*(_line(700 - 14 * row, (50, "x" * (9 + 4 * row)), (110 + 15 * row, "dois")) for row in range(3))) == []
    )


def test_two_rows_are_no_table() -> None:
    assert _rows(_line(700, (50, "Rua Um"), (200, "10")), _line(686, (50, "Centro"), (200, "SP"))) == []
