"""Tables as text files, row by row: a large one is never held as a whole beside its bytes."""

import csv
import itertools
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from rosana.errors import DocumentBroken
from rosana.knowledge.loaders.charset import decode_lines
from rosana.knowledge.loaders.document import LazyBlocks, LoadedDocument
from rosana.knowledge.loaders.sheet import record_blocks, tidy

__all__ = ["read_csv"]

_QUOTING: tuple[Literal[0, 3], ...] = (csv.QUOTE_MINIMAL, csv.QUOTE_NONE)
_SAMPLE = 50
"""Lines by which the delimiter is told."""


class _Fit(NamedTuple):
    """How well a way to read a table fits it, better ones greater."""

    share: float
    """Of the rows that are as wide as the first; 0 for a single column."""
    width: int
    rows: int


def read_csv(data: bytes, stem: str) -> LoadedDocument:
    """Read rows under a first row of names; the delimiter is the semicolon, comma, tab or bar.

    Raises:
        DocumentBroken: the bytes are not text, or a cell is longer than 128 KiB.
    """
    sample = list(itertools.islice(decode_lines(data), _SAMPLE))
    delimiter = max(";,\t|", key=lambda mark: _fit(csv.reader(sample, delimiter=mark)))
    ways = _QUOTING if b'"' in data else _QUOTING[:1]
    fits = [(_fit(csv.reader(decode_lines(data), delimiter=delimiter, quoting=way)), way) for way in ways]
    fit, quoting = max(fits, key=lambda pair: pair[0].share)
    if not fit.rows and any(map(str.isalnum, "".join(sample))):
        msg = "As linhas da tabela não puderam ser separadas. Salve a planilha outra vez como CSV."
        raise DocumentBroken(msg)
    rows = _rows(decode_lines(data), delimiter, quoting)
    header = next(rows) if fit.rows > 1 else []
    return LoadedDocument(stem, LazyBlocks(record_blocks(header, rows), fit.rows))


def _rows(lines: Iterable[str], delimiter: str, quoting: Literal[0, 3]) -> Iterator[list[str]]:
    """Yield the rows that hold something."""
    for row in csv.reader(lines, delimiter=delimiter, quoting=quoting):
        cells = list(map(tidy, row))
        if any(cells):
            yield cells


def _fit(rows: Iterable[list[str]]) -> _Fit:
    """Tell how well rows are separated; quotes are characters where they would swallow rows, as inches may."""
    count = width = fitting = 0
    try:
        for row in rows:
            if not any(map(str.strip, row)):
                continue
            width = width or len(row)
            fitting += len(row) == width
            count += 1
    except csv.Error:  # a quote that swallowed 128 KiB
        return _Fit(0.0, 0, 0)
    return _Fit(fitting / count if width > 1 else 0.0, width, count)
