"""Tables on a page that has no mark of them: lines below each other whose cells stand in the same columns."""

from collections.abc import Iterator, Sequence

from rosana.knowledge.loaders.layout import Cell, Line
from rosana.knowledge.loaders.tables import Cell as TableCell
from rosana.knowledge.loaders.tables import has_header, label_row

__all__ = ["without_tables"]

_FEWEST_ROWS = 3
_WIDEST_GAP = 2.5
"""Between two rows, in heights of a line."""
_LONGEST_CELL = 45
"""Characters of a cell in the mean: longer ones are text in columns."""

_EMPTIEST = 0.4
"""Share of the cells that a table has at least."""

_Columns = list[tuple[float, float]]


def without_tables(lines: Sequence[Line]) -> Iterator[tuple[list[Line], list[str]]]:
    """Yield the lines between tables, and the rows of the table below them as lines that read on their own."""
    text: list[Line] = []
    place = 0
    while place < len(lines):
        rows = _rows(lines, place)
        if rows and (columns := _columns(rows)):
            yield text, _labelled(rows, columns)
            text = []
            place += len(rows)
            continue
        text.append(lines[place])
        place += 1
    yield text, []


def _rows(lines: Sequence[Line], place: int) -> list[Line]:
    """Return the lines from a place on that have cells and stand close below each other."""
    rows: list[Line] = []
    while place + len(rows) < len(lines):
        line = lines[place + len(rows)]
        if not line.cells or (rows and not _is_below(rows[-1], line)):
            break
        rows.append(line)
    return rows


def _is_below(before: Line, line: Line) -> bool:
    gap = before.bottom - line.top
    return before.page == line.page and -0.5 * line.height <= gap <= _WIDEST_GAP * line.height


def _columns(rows: Sequence[Line]) -> _Columns:
    """Return from where to where each column reaches, [] where the cells stand in no columns."""
    cells = [cell for row in rows for cell in row.cells]
    if len(rows) < _FEWEST_ROWS or sum(len(cell.text) for cell in cells) > _LONGEST_CELL * len(cells):
        return []
    columns: _Columns = []
    for cell in sorted(cells, key=lambda cell: cell.left):
        if columns and cell.left <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], cell.right))
        else:
            columns.append((cell.left, cell.right))
    if any(len({_column(cell, columns) for cell in row.cells}) < len(row.cells) for row in rows):
        return []
    is_full = len(cells) >= _EMPTIEST * len(rows) * len(columns)
    return columns if is_full and len(columns) > 1 else []


def _column(cell: Cell, columns: _Columns) -> int:
    return next(number for number, (left, right) in enumerate(columns) if left <= cell.left <= right)


def _labelled(rows: Sequence[Line], columns: _Columns) -> list[str]:
    grid = [_fill(row, columns) for row in rows]
    marked = [[TableCell(text, bold=row.bold) for text in cells] for row, cells in zip(rows, grid, strict=True)]
    names_columns = rows[0].bold and not rows[1].bold and len(rows[0].cells) >= len(columns) - 1
    if (names_columns and len(columns) > 2) or has_header(marked):
        header = grid.pop(0)
        return [label_row(header, row) for row in grid]
    if len(columns) == 4 and not any(map(str.isdigit, "".join(row[0] + row[2] for row in grid))):
        return [_join_pairs(row) for row in grid]
    return [label_row([], [text for text in row if text]) for row in grid]


def _join_pairs(row: Sequence[str]) -> str:
    """Return the row of a form that has names in its first and third column."""
    parts = (f"{name.rstrip(':')}: {value}" if name and value else name or value for name, value in (row[:2], row[2:]))
    return "; ".join(part for part in parts if part)


def _fill(row: Line, columns: _Columns) -> list[str]:
    texts = [""] * len(columns)
    for cell in row.cells:
        texts[_column(cell, columns)] = cell.text
    return texts
