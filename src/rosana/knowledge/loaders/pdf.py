"""PDF: lines of text put back together as headings, paragraphs and lists."""

import contextlib
import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median, quantiles
from threading import Lock
from typing import TYPE_CHECKING

from rosana.errors import DocumentBroken, DocumentEmpty, DocumentEncrypted
from rosana.knowledge.loaders.document import ITEM, LoadedDocument, Outline, usable_title

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

__all__ = ["read_pdf"]

_PDFIUM = Lock()
"""PDFium may not be called from two threads at once."""

_NEEDS_PASSWORD = 4  # FPDF_ERR_PASSWORD
_BOLD = re.compile(rb"bold|black|heavy|demi|medi\b|[A-Z]BX\d", re.IGNORECASE)
"""In a font's name, which is right where the weight that PDFium guesses is not."""
_LONGEST_HEADING = 140
_SENTENCE_ENDS = (".", "!", "?", ":", ";")

_PRONOUN = re.compile("\ufffe(?=(?:[oa]s?|l[oa]s?|n[oa]s?|lhes?|me|te|se|vos)\\b)")
"""PDFium writes U+FFFE for the hyphen that cut a word; before a pronoun it was a real one ("enviá-lo")."""
_CUT = re.compile(r"(?<=[^\W\d_])[-\u2010]$")
_PAGE_NUMBER = re.compile(
    r"\W*(?:p[áa]g(?:ina|\.)?|page)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|de|of)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:[.…·_]\s?){5}\s*[\divxlc]+$")
"""A line of a table of contents, with its leading dots."""


@dataclass(frozen=True, slots=True)
class _Line:
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


def read_pdf(data: bytes, stem: str) -> LoadedDocument:
    """Read the text of a PDF; what is only a picture, as in a scan, has none.

    Headings are short lines in larger type, or in bold among lines that are not.

    Raises:
        DocumentEncrypted: it asks for a password.
        DocumentBroken: PDFium cannot open it.
        DocumentEmpty: there are pages but no text.
    """
    with _PDFIUM:
        title, lines = _read(data)
    lines = _without_running_lines(lines)
    if not lines:
        msg = "O PDF não tem texto, só imagens (digitalizado). Envie o original ou passe antes um OCR."
        raise DocumentEmpty(msg)
    outline = Outline()
    layout = _Layout(lines)
    for group in layout.groups():
        text = layout.join(group)
        if level := layout.level(group):
            outline.heading(level, text)
        else:
            outline.add("paragraph", text)
    return outline.document(usable_title(title) or usable_title(outline.first_heading) or stem)


def _read(data: bytes) -> tuple[str, list[_Line]]:
    import pypdfium2  # here: 25 ms and 10 MB, and a base may hold no PDF

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        raise (DocumentEncrypted if exc.err_code == _NEEDS_PASSWORD else DocumentBroken) from exc
    with contextlib.closing(document):
        title: str = document.get_metadata_value("Title")
        lines: list[_Line] = []
        for number in range(len(document)):
            # A damaged page loses itself only.
            with contextlib.suppress(pypdfium2.PdfiumError):
                lines += _page_lines(document, number)
    return title, lines


def _page_lines(document: "PdfDocument", number: int) -> list[_Line]:
    with contextlib.closing(document[number]) as page, contextlib.closing(page.get_textpage()) as text:
        lines = []
        start = 0
        for raw in text.get_text_range().split("\r\n"):
            shown = raw.strip()
            if shown:
                first = start + raw.index(shown)
                lines.append(_line(text, shown, span=(first, first + len(shown) - 1), page=number))
            start += len(raw) + 2
        return lines


def _line(page_text: "PdfTextPage", shown: str, *, span: tuple[int, int], page: int) -> _Line:
    from pypdfium2 import raw  # here: as above

    first, last = (raw.FPDFText_GetCharIndexFromTextIndex(page_text, index) for index in span)
    box, end = raw.FS_RECTF(), raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(page_text, first, box)
    raw.FPDFText_GetLooseCharBox(page_text, last, end)
    fonts = ctypes.create_string_buffer(100), ctypes.create_string_buffer(100)
    for index, name in zip((first, last), fonts, strict=True):
        raw.FPDFText_GetFontInfo(page_text, index, name, len(name), None)
    return _Line(
        shown,
        page,
        left=box.left,
        right=end.right,
        top=box.top,
        bottom=end.bottom,
        height=box.top - box.bottom,
        bold=all(_BOLD.search(name.value) for name in fonts),
    )


def _without_running_lines(lines: Sequence[_Line]) -> list[_Line]:
    """Leave out contents, page numbers, and what repeats at the edges of most pages but for its digits."""
    edges: set[_Line] = set()
    pages = [sorted(page, key=lambda line: -line.top) for _, page in groupby(lines, key=lambda line: line.page)]
    for page in pages:
        edges.update(page[:2] + page[-2:])
    seen = Counter(key for key, _ in {(_running_key(line), line.page) for line in edges})
    running = {line for line in edges if _is_page_number(line) or seen[_running_key(line)] > max(2, len(pages) / 2)}
    return [line for line in lines if line not in running and not _CONTENTS.search(line.text)]


def _is_page_number(line: _Line) -> bool:
    return len(line.text) < 30 and _PAGE_NUMBER.fullmatch(line.text) is not None


def _running_key(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.text)


class _Layout:
    """What is usual in a document, and what its lines are by comparison."""

    def __init__(self, lines: Sequence[_Line]) -> None:
        self._lines = lines
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

    def groups(self) -> Iterator[list[_Line]]:
        """Yield the lines of each heading, paragraph and item."""
        group: list[_Line] = []
        for line in self._lines:
            if group and self._begins(group[-1], line):
                yield group
                group = []
            group.append(line)
        yield group

    def level(self, group: Sequence[_Line]) -> int:
        """Return the level of a group that is a heading, else 0."""
        length = sum(len(line.text) for line in group)
        letters = sum(map(str.isalpha, group[0].text))
        if len(group) > 3 or length > _LONGEST_HEADING or letters < 3 or group[-1].text.endswith((".", ",", ";")):
            return 0
        return self._levels.get(_style(group[0]), 0)

    def join(self, group: Sequence[_Line]) -> str:
        """Return the text of a group: words that were cut and lines that were wrapped put together again."""
        text = group[0].text
        is_heading = self.level(group) > 0
        for before, line in pairwise(group):
            if _CUT.search(text) and line.text[0].islower():
                text = _CUT.sub("\ufffe", text) + line.text
            else:
                text += (" " if is_heading or self._is_wrapped(before, line) else "\n") + line.text
        return _PRONOUN.sub("-", text).replace("\ufffe", "")

    def _begins(self, before: _Line, line: _Line) -> bool:
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

    def _stands_out(self, line: _Line) -> bool:
        """Tell whether a line is in larger type than the body, or in bold where the body is not."""
        height, bold = self._body
        size, is_bold = _style(line)
        return size >= 1.15 * height or (is_bold and not bold and size >= 0.95 * height)

    def _is_wrapped(self, before: _Line, line: _Line) -> bool:
        """Tell whether a line goes on with the one before; rows of a table do not."""
        return self._fills(0.95, before) or (self._fills(0.75, before) and line.text[0].islower())

    def _fills(self, share: float, line: _Line) -> bool:
        return line.right - line.left >= share * self._width


def _style(line: _Line) -> tuple[float, bool]:
    return round(line.height), line.bold


def _gap(before: _Line, line: _Line) -> float:
    """Return the space between two lines, in heights of the second; below 0 where that is not below."""
    if before.page != line.page:
        return -1.0
    return (before.bottom - line.top) / max(line.height, 1.0)


def _is_apart(before: _Line, line: _Line) -> bool:
    return _gap(before, line) < -0.8
