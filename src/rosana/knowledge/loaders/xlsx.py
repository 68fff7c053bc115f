"""Excel workbooks, row by row: what their cells show, not what they compute."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from rosana.errors import DocumentTooLarge
from rosana.knowledge.loaders.document import Block, LoadedDocument
from rosana.knowledge.loaders.numbers import BUILT_IN, as_seen
from rosana.knowledge.loaders.package import Package, open_package
from rosana.knowledge.loaders.sheet import hidden_note, sheet_blocks, sheet_path, tidy
from rosana.knowledge.loaders.xml import feed, local, pieces

__all__ = ["read_xlsx"]

_WIDEST = 256
"""Columns that are read, all that Excel had until 2003: beyond them there is no table for people."""
_LONGEST_TEXTS = 100_000_000
"""Characters of the texts that cells share, which are held in memory."""
_MOST_MERGED = 100_000
_MERGED = re.compile(rb'mergeCell ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')


class _Book(NamedTuple):
    """What the cells of all sheets refer to."""

    texts: Sequence[str]
    formats: Sequence[str]
    """The format code of each cell style, by its index."""
    since_1904: bool


def read_xlsx(data: bytes, stem: str) -> LoadedDocument:
    """Read a workbook: the sheets that are shown, each under its name, with numbers and dates as Excel shows them.

    Formulas give the value that was saved with them, merged cells their text in each of their rows. Hidden sheets
    hold lists and drafts that are not meant for readers: they are left out with a note. Hidden rows are read, as
    most are hidden by a filter that was left on. Macros are not looked at.

    Raises:
        DocumentEncrypted: it asks for a password.
        DocumentTooLarge: a sheet unpacks to more than 500 MB, or the texts of all cells to more than 100 MB.
        DocumentBroken: it is damaged, an old .xls, or another kind of file.
    """
    with open_package(data) as package:
        main = package.main_part()
        root, parts = package.xml(main), package.relations(main)
        sheets = [item for item in root.iter("sheet") if parts.get(item.get("rel", ""), "") in package]
        title = package.title()
    since_1904 = any(item.get("date1904") in ("1", "true") for item in root.iter("workbookPr"))
    shown = [item for item in sheets if item.get("state", "visible") == "visible"]
    hidden = [item.get("name", "") for item in sheets if item not in shown]
    names = {parts[item.get("rel", "")]: item.get("name", "") for item in shown}
    return LoadedDocument(title or stem, _blocks(data, main, names, since_1904=since_1904), hidden_note(hidden))


def _blocks(data: bytes, main: str, sheets: Mapping[str, str], *, since_1904: bool) -> Iterator[Block]:
    with open_package(data) as package:
        parts = package.relations(main).values()
        texts = next((part for part in parts if part.lower().endswith("sharedstrings.xml") and part in package), "")
        styles = next((part for part in parts if part.lower().endswith("styles.xml") and part in package), "")
        book = _Book(
            _shared_texts(package, texts) if texts else (),
            _formats(package.xml(styles)) if styles else (),
            since_1904,
        )
        for part, name in sheets.items():
            yield from sheet_blocks(_rows(package, part, book), sheet_path(name))


def _formats(styles: Element) -> Sequence[str]:
    codes = dict(BUILT_IN)
    for item in styles.iter("numFmt"):
        codes[int(item.get("numFmtId", "0"))] = item.get("formatCode", "")
    return [codes.get(int(style.get("numFmtId", "0")), "") for cells in styles.iter("cellXfs") for style in cells]


def _shared_texts(package: Package, part: str) -> Sequence[str]:
    reader = _Texts()
    with package.stream(part) as file:
        for _ in feed(pieces(file), reader.start, reader.end, reader.text):
            if reader.length > _LONGEST_TEXTS:
                raise DocumentTooLarge
    return reader.texts


def _rows(package: Package, part: str, book: _Book) -> Iterator[list[str]]:
    reader = _Rows(book, _merged(package, part))
    with package.stream(part) as file:
        for _ in feed(pieces(file), reader.start, reader.end, reader.text):
            yield from reader.rows
            reader.rows.clear()


def _merged(package: Package, part: str) -> Mapping[int, Sequence[tuple[int, int]]]:
    """Return the column and the last row of the merged cells that go over several rows, by their first row.

    They stand behind the rows, so the part is looked through once before it is read.
    """
    merged: dict[int, list[tuple[int, int]]] = {}
    with package.stream(part) as file:
        tail = b""
        for piece in pieces(file):
            text = tail + piece
            found = list(_MERGED.finditer(text))
            tail = text[max(found[-1].end() if found else 0, len(text) - 60) :]
            for column, first, last in (match.groups() for match in found):
                if first != last and len(merged) < _MOST_MERGED:
                    merged.setdefault(int(first), []).append((_column(column.decode()), int(last)))
    return merged


class _Texts:
    """Gathers the texts that cells share."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.length = 0
        self._parts: list[str] = []
        self._open = False
        self._spoken = False

    def start(self, name: str, _: dict[str, str]) -> None:
        name = local(name)
        self._spoken = self._spoken or name == "rPh"  # how an Asian text is pronounced
        self._open = name == "t" and not self._spoken

    def end(self, name: str) -> None:
        name = local(name)
        self._open = False
        if name == "rPh":
            self._spoken = False
        elif name == "si":
            self.texts.append(tidy("".join(self._parts)))
            self.length += len(self.texts[-1])
            self._parts.clear()

    def text(self, text: str) -> None:
        if self._open:
            self._parts.append(text)


class _Rows:
    """Gathers the rows of a sheet, an empty one where some are missing."""

    def __init__(self, book: _Book, merged: Mapping[int, Sequence[tuple[int, int]]]) -> None:
        self.rows: list[list[str]] = []
        self._book = book
        self._merged = merged
        self._hanging: dict[int, tuple[str, int]] = {}
        """Text and last row of the merged cells that reach down to here, by their column."""
        self._number = 0
        self._cells: dict[int, str] = {}
        self._column = -1
        self._kind = ""
        self._style = ""
        self._parts: list[str] = []
        self._open = False
        self._spoken = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "c":
            reference = attributes.get("r", "").rstrip("0123456789")
            self._column = _column(reference) if reference else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        elif name in ("v", "t"):
            self._open = not self._spoken
        elif name == "rPh":
            self._spoken = True
        elif name == "row":
            given = attributes.get("r", "")
            number = int(given) if given.isdecimal() else self._number + 1
            if number > self._number + 1:
                self.rows.append([])
            self._number, self._column = number, -1

    def end(self, name: str) -> None:
        name = local(name)
        if name in ("v", "t"):
            self._open = False
        elif name == "c":
            if self._parts and self._column < _WIDEST:
                self._cells[self._column] = self._shown("".join(self._parts))
            self._parts.clear()
        elif name == "rPh":
            self._spoken = False
        elif name == "row":
            self._end_row()

    def text(self, text: str) -> None:
        if self._open:
            self._parts.append(text)

    def _end_row(self) -> None:
        cells, self._cells = self._cells, {}
        for column, last in self._merged.get(self._number, ()):
            self._hanging[column] = (cells.get(column, ""), last)
        if any(cells.values()):
            self._hanging = {column: item for column, item in self._hanging.items() if item[1] >= self._number}
            cells = {column: text for column, (text, _) in self._hanging.items()} | cells
        self.rows.append([cells.get(column, "") for column in range(max(cells, default=-1) + 1)])

    def _shown(self, value: str) -> str:
        """Return what a cell shows; "" for an error."""
        kind = self._kind
        if kind == "s":
            index = int(value) if value.isdecimal() else -1
            return self._book.texts[index] if 0 <= index < len(self._book.texts) else ""
        if kind == "n":
            style = int(self._style) if self._style.isdecimal() else 0
            code = self._book.formats[style] if style < len(self._book.formats) else ""
            return as_seen(float(value), code, since_1904=self._book.since_1904)
        if kind == "b":
            return "VERDADEIRO" if value == "1" else "FALSO"
        return "" if kind == "e" else tidy(value)


def _column(letters: str) -> int:
    """Return the index of a column by its letters: 0 for A, 26 for AA."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
