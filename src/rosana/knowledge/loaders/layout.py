"""Lines as they stand on their pages, put back together as headings, paragraphs, lists and tables."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median, quantiles

from rosana.knowledge.loaders.document import ITEM

__all__ = ["Cell", "Layout", "Line", "in_reading_order", "without_running_lines"]

_LONGEST_HEADING = 140
_SENTENCE_ENDS = (".", "!", "?", ":", ";")

_PRONOUN = re.compile("\ufffe(?=(?:[oa]s?|l[oa]s?|n[oa]s?|lhes?|me|te|se|vos)\\b)")
"""PDFium writes U+FFFE for the hyphen that cut a word; before a pronoun it was a real one ("enviá-lo")."""
_CUT = re.compile(r"(?<=[^\W\d_])[-\u2010]$")
_PAGE_NUMBER = re.compile(
    r"\W*(?:p[áa]g(?:ina|\.)?|page)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|de|of)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_MOST_BESIDE = 0.1
"""Share of the lines on a page that may stand beside another one; with more of them it has columns."""
_CONTENTS = re.compile(r"(?:[.…·_]\s?){5}\s*[\divxlc]+$")
"""A line of a table of contents, with its leading dots."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a line with a wide gap on either side; lengths as in its line."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on its page; lengths in points from the lower left corner."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    height: float
    """Of its type, ascent and descent included."""
    bold: bool
    cells: tuple[Cell, ...] = ()
    """Where it has wide gaps; else empty."""


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Put the lines of a page from top to bottom where its file has them in another order, unless it has columns."""
    ordered: list[Line] = []
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        if any(line.bottom > before.top for before, line in pairwise(page)):
            downwards = sorted(page, key=lambda line: (-line.bottom, line.left))
            beside = sum(line.top > before.bottom + line.height / 2 for before, line in pairwise(downwards))
            page = downwards if beside <= _MOST_BESIDE * len(page) else page
        ordered += page
    return ordered


def without_running_lines(lines: Sequence[Line]) -> list[Line]:
    """Leave out contents, page numbers, and what repeats at the edges of most pages but for its digits."""
    edges: set[Line] = set()
    pages = [sorted(page, key=lambda line: -line.top) for _, page in groupby(lines, key=lambda line: line.page)]
    for page in pages:
        edges.update(page[:2] + page[-2:])
    seen = Counter(key for key, _ in {(_running_key(line), line.page) for line in edges})
    running = {line for line in edges if _is_page_number(line) or seen[_running_key(line)] > max(2, len(pages) / 2)}
    return [line for line in lines if line not in running and not _CONTENTS.search(line.text)]


def _is_page_number(line: Line) -> bool:
    return len(line.text) < 30 and _PAGE_NUMBER.fullmatch(line.text) is not None


def _running_key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


class Layout:
    """What is usual in a document, and what its lines are by comparison."""

    def __init__(self, lines: Sequence[Line]) -> None:
        body = Counter[tuple[float, bool]]()
        for line in lines:
            body[_style(line)] += len(line.text)
        self._body = body.most_common(1)[0][0]
        usual = [line for line in lines if _style(line) == self._body]
        widths = [line.right - line.left for line in usual]
        self._width = quantiles(widths, n=10, method="inclusive")[-1] if len(widths) > 1 else widths[0]
        gaps = [_gap(a, b) for a, b in pairwise(lines) if 0 <= _gap(a, b) < 1]
        self._paragraph_gap = (median(gaps) if gaps else 0) + 0.3
        styles = sorted({_style(line) for line in lines if self._stands_out(line)}, reverse=True)
        self._levels = {style: min(level, 6) for level, style in enumerate(styles, 1)}

    def groups(self, lines: Sequence[Line]) -> Iterator[list[Line]]:
        """Yield the lines of each heading, paragraph and item."""
        group: list[Line] = []
        for line in lines:
            if group and self._begins(group[-1], line):
                yield group
                group = []
            group.append(line)
        if group:
            yield group

    def level(self, group: Sequence[Line]) -> int:
        """Return the level of a group that is a heading, else 0."""
        length = sum(len(line.text) for line in group)
        letters = sum(map(str.isalpha, group[0].text))
        if len(group) > 3 or length > _LONGEST_HEADING or letters < 3 or group[-1].text.endswith((".", ",", ";")):
            return 0
        return self._levels.get(_style(group[0]), 0)

    def join(self, group: Sequence[Line]) -> str:
        """Return the text of a group: words that were cut and lines that were wrapped put together again."""
        text = group[0].text
        is_heading = self.level(group) > 0
        for before, line in pairwise(group):
            if _CUT.search(text) and line.text[0].islower():
                text = _CUT.sub("\ufffe", text) + line.text
            else:
                text += (" " if is_heading or self._is_wrapped(before, line) else "\n") + line.text
        return _PRONOUN.sub("-", text).replace("\ufffe", "")

    def _begins(self, before: Line, line: Line) -> bool:
        """Tell whether a line begins a new group."""
        if self._stands_out(before) or self._stands_out(line):
            return _style(before) != _style(line) or not 0 <= _gap(before, line) <= 0.6
        if ITEM.match(line.text):
            return True
        if _is_apart(before, line):  # another column or page
            return before.text.endswith(_SENTENCE_ENDS) or not line.text[0].islower()
        if _gap(before, line) > self._paragraph_gap:
            return True
        return before.text.endswith(_SENTENCE_ENDS) and not self._fills(0.8, before)

    def _stands_out(self, line: Line) -> bool:
        """Tell whether a line is in larger type than the body, or in bold where the body is not."""
        height, bold = self._body
        size, is_bold = _style(line)
        return size >= 1.15 * height or (is_bold and not bold and size >= 0.95 * height)

    def _is_wrapped(self, before: Line, line: Line) -> bool:
        """Tell whether a line goes on with the one before; rows of a table do not."""
        return self._fills(0.95, before) or (self._fills(0.75, before) and line.text[0].islower())

    def _fills(self, share: float, line: Line) -> bool:
        return line.right - line.left >= share * self._width


def _style(line: Line) -> tuple[float, bool]:
    return round(line.height), line.bold


def _gap(before: Line, line: Line) -> float:
    """Return the space between two lines, in heights of the second; below 0 where that is not below."""
    if before.page != line.page:
        return -1.0
    return (before.bottom - line.top) / max(line.height, 1.0)


def _is_apart(before: Line, line: Line) -> bool:
    return _gap(before, line) < -0.8
