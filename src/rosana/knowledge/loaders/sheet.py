"""Rows of a sheet as blocks: each row names its columns, and questions with answers become an FAQ."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rosana.knowledge.loaders.document import Block, clean
from rosana.knowledge.loaders.tables import label_row

__all__ = ["hidden_note", "record_blocks", "sheet_blocks", "sheet_path", "tidy"]

_QUESTION = re.compile(r"(?:perguntas?|quest(?:ão|ao|ion|ões|oes)s?|d[úu]vidas?|faq)\b", re.IGNORECASE)
_ANSWER = re.compile(r"(?:respostas?|answers?|solu(?:ção|cao|ções|coes|tion))s?\b", re.IGNORECASE)
_LONGEST_HEADING = 300
_LONGEST_NAME = 80
_UNNAMED = re.compile(r"(?:plan|planilha|folha|sheet|p[áa]gina|hoja|feuil|tabelle|worksheet) ?\d*$", re.IGNORECASE)
"""Names that programs give to sheets."""
_NUMBER = re.compile(r"[^\w]*(?:R\$|US\$)?\s*(?!(?:19|20)\d\d$)\d[\d.,:/%\s-]*$|VERDADEIRO$|FALSO$")
"""A cell that holds a value and no name; a year may name a column."""

Row = Sequence[str]


def record_blocks(header: Row, rows: Iterable[Row], path: tuple[str, ...] = ()) -> Iterator[Block]:
    """Yield a block for each row under a header, "" where a column has no name.

    A row with a question and its answer is an answer under that question; its other columns come after it.
    """
    pair = _question_and_answer(tuple(header))
    for row in rows:
        if pair and len(row) == len(header) and row[pair[0]] and row[pair[1]]:
            yield from _pair(header, row, pair, path)
        elif any(map(str.isalnum, text := clean(label_row(header, [" ".join(cell.split()) for cell in row])))):
            yield Block("row", text, path)


def sheet_blocks(rows: Iterable[Row], path: tuple[str, ...] = ()) -> Iterator[Block]:
    """Yield the blocks of a sheet as people fill it: tables with a caption above, between rows that are empty.

    A row of one cell above a table is its heading, and one that stands alone a paragraph. The first row of a
    table names the columns if it looks like names; after an empty row the same names hold on, unless the next
    row looks like new ones or is wider.
    """
    header: Row = ()
    heading = path
    start = True
    for row, following in _with_next(rows):
        filled = sum(map(bool, row))
        if not filled:
            start = True
        elif filled == 1 and start and sum(map(bool, following)) > 1 and len("".join(row)) <= _LONGEST_HEADING:
            heading, header = (*path, " ".join(clean("".join(row)).split())), ()
        elif start and _names_columns(row, following, header):
            header, start = row, False
        elif row != header:
            header = header if not start or _fits(header, row) else ()
            start = start and filled == 1
            alone = start and not any(following)
            yield from record_blocks(*_same_width(() if alone else header, row), heading)


def sheet_path(name: str) -> tuple[str, ...]:
    """Return the heading of a sheet by its name, none where a program gave the name."""
    name = " ".join(clean(name).split())
    return () if not name or _UNNAMED.match(name) else (name,)


def hidden_note(names: Sequence[str]) -> tuple[str, ...]:
    """Return the note that hidden sheets were left out, none where there are none."""
    if not names:
        return ()
    listed = ", ".join(f"“{clean(name)}”" for name in names[:5]) + ("…" if len(names) > 5 else "")
    return (f"Planilhas ocultas não foram lidas: {listed}. Reexiba-as e envie o arquivo outra vez, se precisar.",)


def tidy(cell: str) -> str:
    """Return a cell's text with single spaces, its lines kept."""
    if "\n" not in cell:
        return " ".join(cell.split())
    return "\n".join(" ".join(line.split()) for line in cell.split("\n")).strip()


def _pair(header: Row, row: Row, pair: tuple[int, int], path: tuple[str, ...]) -> Iterator[Block]:
    question, answer = " ".join(clean(row[pair[0]]).split()), row[pair[1]]
    others = [index for index in range(len(row)) if index not in pair]
    more = label_row([header[index] for index in others], [row[index] for index in others])
    text = clean(f"{answer}\n{more}".strip())
    if len(question) > _LONGEST_HEADING:
        yield Block("row", f"{question}\n{text}", path)
    elif any(map(str.isalnum, text)):
        yield Block("answer", text, (*path, question))


@lru_cache(maxsize=64)
def _question_and_answer(header: tuple[str, ...]) -> tuple[int, int] | None:
    questions = [index for index, name in enumerate(header) if _QUESTION.match(name)]
    answers = [index for index, name in enumerate(header) if _ANSWER.match(name)]
    return (questions[0], answers[0]) if questions and answers else None


def _names_columns(row: Row, following: Row, header: Row) -> bool:
    """Tell whether a row names the columns below it; `header` are the names that hold so far."""
    names = [cell for cell in row if cell]
    if _question_and_answer(tuple(row)):
        return True
    if len(set(names)) < len(names) or max(map(len, names)) > _LONGEST_NAME or not any(following):
        return False
    if any(map(_NUMBER.match, names[1:])):
        return False
    valued = any(map(_NUMBER.match, filter(None, following)))
    if any(header):
        return valued and len(names) > 1
    return len(names) > 2 or (len(names) == 2 and valued)


def _fits(header: Row, row: Row) -> bool:
    return not any(row[len(header) :]) and all(name or not cell for name, cell in zip(header, row, strict=False))


def _same_width(header: Row, row: Row) -> tuple[Row, list[Row]]:
    if not any(header):
        return (), [[cell for cell in row if cell]]
    width = max(len(header), len(row))
    return [*header, *[""] * (width - len(header))], [[*row, *[""] * (width - len(row))]]


def _with_next(rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield each row with the next, () after the last."""
    before: Row | None = None
    for row in rows:
        if before is not None:
            yield before, row
        before = row
    if before is not None:
        yield before, ()
