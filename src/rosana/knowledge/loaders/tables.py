"""Tables as lines that read on their own: each row names its columns."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Cell", "has_header", "label_row", "lay_out"]

_ENDS = (".", "!", "?", ":", ";", ",", "…")
_LONGEST_NAME = 80
_WIDEST = 100
"""Columns; cells beyond them do not span, so that a malicious page cannot fill the memory."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a page has it."""

    text: str
    columns: int = 1
    rows: int = 1
    """How many columns and rows it spans."""
    names: bool = False
    """Whether it is marked as the name of a column or row."""
    bold: bool = False


def label_row(header: Sequence[str], row: Sequence[str]) -> str:
    """Return a row as "column: value; column: value".

    Empty cells are left out, and so are the names where the row does not have as many cells as the header.
    Without a header the first of two cells names the second.
    """
    if not header and len(row) == 2 and all(row):
        header, row = ("", row[0]), ("", row[1])
    names = header if len(header) == len(row) else [""] * len(row)
    text = ""
    for name, value in zip(names, row, strict=True):
        if not value:
            continue
        joint = "" if not text else " " if text.endswith(_ENDS) else "; "
        text += f"{joint}{name.rstrip(':')}: {value}" if name else f"{joint}{value}"
    return text


def has_header(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether the first of some rows names the columns.

    It does when it is marked so, all in bold, or short words without digits over three columns or more.
    """
    if len(rows) < 2:
        return False
    if all(cell.names for cell in rows[0]):
        return True
    names = [cell.text for cell in rows[0]]
    if not all(names) or len(set(names)) < len(names) or max(map(len, names)) > _LONGEST_NAME:
        return False
    if all(cell.bold for cell in rows[0]):
        return True
    return len(names) > 2 and not any(map(str.isdigit, "".join(names)))


def lay_out(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Return the grid of a table whose cells may span.

    The text of a cell stands in each row that it spans, and in the first of its columns.
    """
    grid: list[list[str]] = []
    hanging: dict[int, tuple[str, int]] = {}
    for cells in rows:
        line: list[str] = []
        for cell in cells:
            _fill_hanging(line, hanging)
            for column in range(cell.columns if len(line) < _WIDEST else 1):
                text = "" if column else cell.text
                if cell.rows > 1 and len(line) < _WIDEST:
                    hanging[len(line)] = (text, cell.rows - 1)
                line.append(text)
        _fill_hanging(line, hanging)
        grid.append(line)
    return grid


def _fill_hanging(line: list[str], hanging: dict[int, tuple[str, int]]) -> None:
    """Append the cells from the rows above that reach down to here."""
    while len(line) in hanging:
        column = len(line)
        text, left = hanging.pop(column)
        if left > 1:
            hanging[column] = (text, left - 1)
        line.append(text)
