"""Excel workbooks of before 2007."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rosana.errors import DocumentBroken, DocumentEncrypted
from rosana.knowledge.loaders.document import Block, LoadedDocument
from rosana.knowledge.loaders.numbers import as_seen
from rosana.knowledge.loaders.sheet import hidden_note, sheet_blocks, sheet_path, tidy

if TYPE_CHECKING:
    from xlrd import Book
    from xlrd.sheet import Cell, Sheet

__all__ = ["read_xls"]

_TEXT, _NUMBER, _DATE, _BOOLEAN = range(1, 5)
"""Kinds of cells; the others are empty or errors."""


def read_xls(data: bytes, stem: str) -> LoadedDocument:
    """Read an old workbook as `read_xlsx` reads a new one.

    Raises:
        DocumentEncrypted: it asks for a password.
        DocumentBroken: it is damaged, or another kind of file.
    """
    import xlrd  # here: few bases hold such files

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except MemoryError:
        raise
    except Exception as exc:  # xlrd names few errors of its own: a damaged file ends in any of Python's
        if "encrypted" in str(exc):
            raise DocumentEncrypted from exc
        raise DocumentBroken from exc
    hidden = [sheet.name for sheet in book.sheets() if sheet.visibility]
    return LoadedDocument(stem, tuple(_blocks(book)), hidden_note(hidden))


def _blocks(book: "Book") -> Iterator[Block]:
    for sheet in book.sheets():
        if not sheet.visibility:
            yield from sheet_blocks(_rows(book, sheet), sheet_path(sheet.name))


def _rows(book: "Book", sheet: "Sheet") -> Iterator[list[str]]:
    merged = _merged(sheet)
    for number in range(sheet.nrows):
        cells = [_shown(book, cell) for cell in sheet.row(number)]
        if any(cells):
            for column, first in merged.get(number, ()):
                if column < len(cells):
                    cells[column] = _shown(book, sheet.cell(first, column))
        yield cells


def _merged(sheet: "Sheet") -> Mapping[int, Sequence[tuple[int, int]]]:
    """Return the columns where a merged cell reaches down to a row, and its first row, by that row."""
    merged: dict[int, list[tuple[int, int]]] = {}
    for first, end, column, _ in sheet.merged_cells:
        for row in range(first + 1, min(end, sheet.nrows)):
            merged.setdefault(row, []).append((column, first))
    return merged


def _shown(book: "Book", cell: "Cell") -> str:
    if cell.ctype == _TEXT:
        return tidy(str(cell.value))
    if cell.ctype in (_NUMBER, _DATE):
        code = book.format_map[book.xf_list[cell.xf_index or 0].format_key].format_str
        return as_seen(float(cell.value), code, since_1904=book.datemode == 1)
    if cell.ctype == _BOOLEAN:
        return "VERDADEIRO" if cell.value else "FALSO"
    return ""
