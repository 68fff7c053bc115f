"""Tables as text files: each row reads on its own, and a sheet of questions becomes an FAQ."""

import csv
import re
from collections.abc import Sequence
from typing import Literal

from rosana.errors import DocumentBroken
from rosana.knowledge.loaders.charset import decode
from rosana.knowledge.loaders.document import LoadedDocument, Outline
from rosana.knowledge.loaders.tables import label_row

__all__ = ["read_csv"]

_QUESTION = re.compile(r"(?:perguntas?|quest(?:ão|ao|ion)s?|d[úu]vidas?|faq)\b", re.IGNORECASE)
_ANSWER = re.compile(r"(?:respostas?|answers?|solu(?:ção|cao|tion))\b", re.IGNORECASE)


def read_csv(data: bytes, stem: str) -> LoadedDocument:
    """Read rows under a first row of names; the delimiter is the semicolon, comma, tab or bar.

    Raises:
        DocumentBroken: the bytes are not text, or a cell is longer than 128 KiB.
    """
    text = decode(data)
    rows = _parse(text)
    if not rows and any(map(str.isalnum, text)):
        msg = "As linhas da tabela não puderam ser separadas. Salve a planilha outra vez como CSV."
        raise DocumentBroken(msg)
    outline = Outline()
    if not rows:
        return outline.document(stem)
    header, body = (rows[0], rows[1:]) if len(rows) > 1 else ([], rows)
    pair = _question_and_answer(header)
    for row in body:
        outline.close(1)
        if pair and len(row) == len(header) and row[pair[0]] and row[pair[1]]:
            _add_pair(outline, header, row, pair)
        else:
            outline.add("row", label_row(header, [" ".join(cell.split()) for cell in row]))
    return outline.document(stem)


def _add_pair(outline: Outline, header: Sequence[str], row: Sequence[str], pair: tuple[int, int]) -> None:
    question, answer = pair
    others = [index for index in range(len(row)) if index not in pair]
    more = label_row([header[index] for index in others], [row[index] for index in others])
    outline.heading(1, row[question])
    outline.add("answer", f"{row[answer]}\n{more}".strip())


def _question_and_answer(header: Sequence[str]) -> tuple[int, int] | None:
    questions = [index for index, name in enumerate(header) if _QUESTION.match(name)]
    answers = [index for index, name in enumerate(header) if _ANSWER.match(name)]
    return (questions[0], answers[0]) if questions and answers else None


def _parse(text: str) -> list[list[str]]:
    """Return the rows that hold something, by the delimiter and the quoting that fit best.

    Quotes are taken as characters where they would swallow rows, as the inches of `Monitor 27"` may.
    """
    lines = [f"{line}\n" for line in text.split("\n")]
    delimiter = max(";,\t|", key=lambda mark: _fit(_rows(lines[:50], mark, csv.QUOTE_MINIMAL)))
    quoted = _rows(lines, delimiter, csv.QUOTE_MINIMAL)
    plain = _rows(lines, delimiter, csv.QUOTE_NONE)
    return max((quoted, plain), key=lambda rows: _fit(rows)[0])


def _rows(lines: Sequence[str], delimiter: str, quoting: Literal[0, 3]) -> list[list[str]]:
    try:
        rows = [[_tidy(cell) for cell in row] for row in csv.reader(lines, delimiter=delimiter, quoting=quoting)]
    except csv.Error:  # a quote that swallowed 128 KiB
        return []
    return [row for row in rows if any(row)]


def _fit(rows: Sequence[Sequence[str]]) -> tuple[float, int]:
    """Return the share of rows as wide as the first, and that width."""
    if not rows or len(rows[0]) < 2:
        return (0.0, 0)
    return (sum(len(row) == len(rows[0]) for row in rows) / len(rows), len(rows[0]))


def _tidy(cell: str) -> str:
    return "\n".join(" ".join(line.split()) for line in cell.split("\n")).strip()
