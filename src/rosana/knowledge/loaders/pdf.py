"""PDF: lines of text put back together as headings, paragraphs, lists and tables; scanned pages by OCR."""

import contextlib
import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING

from rosana.errors import (
    DocumentBroken,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentError,
    DocumentTimeout,
    DocumentTooLarge,
    OcrMissing,
)
from rosana.knowledge.loaders.document import Block, LazyBlocks, LoadedDocument, Outline, usable_title
from rosana.knowledge.loaders.grid import without_tables
from rosana.knowledge.loaders.layout import Cell, Layout, Line, in_reading_order, without_running_lines
from rosana.knowledge.loaders.ocr import PIXELS, Ocr, Scan
from rosana.knowledge.loaders.remarks import remarks

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

__all__ = ["read_pdf"]

_PDFIUM = Lock()
"""PDFium may not be called from two threads at once."""

_NEEDS_PASSWORD = 4  # FPDF_ERR_PASSWORD
_BOLD = re.compile(rb"bold|black|heavy|demi|medi\b|[A-Z]BX\d", re.IGNORECASE)
"""In a font's name, which is right where the weight that PDFium guesses is not."""
_SPACES = re.compile(r"\s+")
_CELL_GAP = 1.0
"""Between two cells of a table, in heights of a line: spaces in justified text stay below."""

_FEW_LETTERS = 25
"""On a page with a picture: fewer are a stamp or a page number on a scan."""
_MOST_UNMAPPED = 0.3
"""Share of the glyphs on a page that stand for no character; with more of them the page is read by OCR."""
_SAMPLE = 8
"""One glyph in so many is looked at."""
_DPI = 300
_LONGEST = 5_000
_TOO_LONG = "O PDF tem páginas demais. Divida-o em arquivos de até 5.000 páginas e envie outra vez."
_MOST_PAGES = 400
"""Read by OCR, at some seconds each."""
_LARGEST_PICTURE = 200_000_000
"""Bytes of a picture inside a page, unpacked; a scan of A4 at 600 dots per inch in colour has 104 MB."""

_NO_TEXT = "O PDF não tem texto. Confira se ele não está vazio e envie o original."
_PIXEL_BOMB = "O PDF tem uma imagem grande demais. Salve-o com menos pixels e envie outra vez."
_NOTHING_RECOGNISED = "Nenhum texto foi reconhecido nas imagens do PDF. Envie uma cópia mais nítida ou o original."


@dataclass(slots=True)
class _Contents:
    title: str
    lines: list[Line] = field(default_factory=list)
    scans: list[int] = field(default_factory=list)
    """Numbers of the pages that are only pictures, or whose text is unreadable."""
    remarks: list[str] = field(default_factory=list)
    """Fields that were filled in, and comments."""


def read_pdf(data: bytes, stem: str) -> LoadedDocument:
    """Read the text of a PDF, and behind it that of its scanned pages, which are recognised while blocks are read.

    Headings are short lines in larger type, or in bold among lines that are not.

    Raises:
        DocumentEncrypted: it asks for a password.
        DocumentBroken: PDFium cannot open it.
        DocumentTooLarge: it has more than 5,000 pages.
        DocumentEmpty: there are pages but no text, also none that OCR recognises.
        OcrMissing: there are only scanned pages, and Tesseract is not installed.
    """
    with _PDFIUM:
        contents = _read(data)
    lines = without_running_lines(in_reading_order(contents.lines))
    if not lines and not contents.scans and not contents.remarks:
        raise DocumentEmpty(_NO_TEXT)
    document = _put_together(lines, contents, stem)
    if not contents.scans:
        return document
    try:
        ocr = Ocr()
    except OcrMissing as exc:
        if not document.blocks:
            raise
        return replace(document, notes=[f"{_pages(contents.scans)} não foram lidas. {exc.detail}"])
    notes: list[str] = []
    read = [*document.blocks]
    scanned = _recognise(data, contents.scans, ocr, notes, is_all=not read)
    return LoadedDocument(document.title, LazyBlocks(chain(read, scanned), len(read) + 5 * len(contents.scans)), notes)


def _put_together(lines: Sequence[Line], contents: _Contents, stem: str) -> LoadedDocument:
    outline = Outline()
    layout = Layout(lines) if lines else None
    for text, rows in without_tables(lines):
        for group in layout.groups(text) if layout else ():
            joined = layout.join(group) if layout else ""
            if layout and (level := layout.level(group)):
                outline.heading(level, joined)
            else:
                outline.add("paragraph", joined)
        for row in rows:
            outline.add("row", row)
    for remark in contents.remarks:
        outline.add("paragraph", remark)
    return outline.document(usable_title(contents.title) or usable_title(outline.first_heading) or stem)


def _open(data: bytes) -> "PdfDocument":
    import pypdfium2  # here: 25 ms and 10 MB, and a base may hold no PDF

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        raise (DocumentEncrypted if exc.err_code == _NEEDS_PASSWORD else DocumentBroken) from exc


def _read(data: bytes) -> _Contents:
    from pypdfium2 import PdfiumError  # here: as above

    with contextlib.closing(_open(data)) as document:
        if len(document) > _LONGEST:
            raise DocumentTooLarge(_TOO_LONG)
        contents = _Contents(document.get_metadata_value("Title"))
        for number in range(len(document)):
            # A damaged page loses itself only.
            with (
                contextlib.suppress(PdfiumError),
                contextlib.closing(document[number]) as page,
                contextlib.closing(page.get_textpage()) as text,
            ):
                if _is_scan(page, text):
                    contents.scans.append(number)
                else:
                    contents.lines += _lines(text, number)
                contents.remarks += remarks(page)
    return contents


def _is_scan(page: "PdfPage", text: "PdfTextPage") -> bool:
    """Tell whether a page is a picture, or drawn with glyphs that stand for no characters."""
    from pypdfium2 import raw  # here: as above

    shown = text.get_text_range()
    glyphs = range(0, text.count_chars(), _SAMPLE)
    unmapped = sum(raw.FPDFText_HasUnicodeMapError(text, glyph) == 1 for glyph in glyphs)
    letters = [letter for letter in shown if letter.isalpha()]
    swapped = sum(ord(letter) % 256 == 0 for letter in letters)  # the bytes of UTF-16 in the wrong order
    if unmapped > _MOST_UNMAPPED * len(glyphs) or swapped > len(letters) / 2:
        return True
    if len(letters) >= _FEW_LETTERS:
        return False
    kinds = {item.type for item in page.get_objects(max_depth=3)}
    return raw.FPDF_PAGEOBJ_IMAGE in kinds or (not letters and bool(kinds))


def _lines(page_text: "PdfTextPage", number: int) -> Iterator[Line]:
    start = 0
    for raw in page_text.get_text_range().split("\r\n"):
        shown = raw.strip()
        if shown:
            yield _line(page_text, shown, start=start + raw.index(shown), page=number)
        start += len(raw) + 2


def _line(page_text: "PdfTextPage", shown: str, *, start: int, page: int) -> Line:
    from pypdfium2 import raw  # here: as above

    first, last = (raw.FPDFText_GetCharIndexFromTextIndex(page_text, at) for at in (start, start + len(shown) - 1))
    box, end = raw.FS_RECTF(), raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(page_text, first, box)
    raw.FPDFText_GetLooseCharBox(page_text, last, end)
    fonts = ctypes.create_string_buffer(100), ctypes.create_string_buffer(100)
    for index, name in zip((first, last), fonts, strict=True):
        raw.FPDFText_GetFontInfo(page_text, index, name, len(name), None)
    height = box.top - box.bottom
    is_whole = last - first == len(shown) - 1  # each character of the text stands for one on the page
    return Line(
        shown,
        page,
        left=box.left,
        right=end.right,
        top=box.top,
        bottom=end.bottom,
        height=height,
        bold=all(_BOLD.search(name.value) for name in fonts),
        cells=tuple(_cells(page_text, shown, first=first, gap=_CELL_GAP * height)) if is_whole else (),
    )


def _cells(page_text: "PdfTextPage", shown: str, *, first: int, gap: float) -> Iterator[Cell]:
    """Yield the parts of a line with wide gaps between them, nothing where there is no such gap."""
    from pypdfium2 import raw  # here: as above

    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(page_text, first, box)
    begin, left = 0, box.left
    for space in _SPACES.finditer(shown):
        raw.FPDFText_GetLooseCharBox(page_text, first + space.start() - 1, box)
        right = box.right
        raw.FPDFText_GetLooseCharBox(page_text, first + space.end(), box)
        if box.left - right > gap:
            yield Cell(shown[begin : space.start()], left, right)
            begin, left = space.end(), box.left
    if begin:
        raw.FPDFText_GetLooseCharBox(page_text, first + len(shown) - 1, box)
        yield Cell(shown[begin:], left, box.right)


def _recognise(data: bytes, numbers: Sequence[int], ocr: Ocr, notes: list[str], *, is_all: bool) -> Iterator[Block]:
    """Yield what OCR finds on some pages; one that cannot be read is noted, and lost alone.

    One that takes too long ends the reading: so would those behind it, and nobody waits minutes for a sign of life.
    """
    unread: list[int] = []
    error: DocumentError | None = None
    empty = is_all
    with contextlib.closing(_open(data)) as document:
        for place, number in enumerate(numbers):
            if place >= _MOST_PAGES or isinstance(error, DocumentTimeout):
                unread += numbers[place:]
                break
            try:
                with _PDFIUM:
                    scan = _render(document, number)
                for block in ocr.read(scan):
                    yield block
                    empty = False
            except DocumentError as exc:
                unread.append(number)
                error = exc
    if empty:
        raise error or DocumentEmpty(_NOTHING_RECOGNISED)
    if unread:
        reason = error.detail if error else f"Só {_MOST_PAGES} páginas são lidas assim. Divida o arquivo."
        notes.append(f"{_pages(unread)} não foram lidas. {reason}")


def _render(document: "PdfDocument", number: int) -> Scan:
    """Return a page at 300 dots per inch, at less where that were more than ten million pixels."""
    from pypdfium2 import PdfiumError  # here: as above

    try:
        with contextlib.closing(document[number]) as page:
            _refuse_bombs(page)
            width, height = page.get_size()
            scale = min(_DPI / 72, (PIXELS / max(width * height, 1.0)) ** 0.5)
            with contextlib.closing(page.render(scale=scale, grayscale=True)) as bitmap:
                pixels = bytes(bitmap.buffer)
                if bitmap.stride != bitmap.width:
                    rows = range(0, bitmap.height * bitmap.stride, bitmap.stride)
                    pixels = b"".join(pixels[row : row + bitmap.width] for row in rows)
                return Scan(bitmap.width, bitmap.height, pixels, dpi=max(round(72 * scale), 70))
    except PdfiumError as exc:
        raise DocumentBroken from exc


def _refuse_bombs(page: "PdfPage") -> None:
    from pypdfium2 import PdfImage, raw  # here: as above

    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        if isinstance(item, PdfImage):
            width, height = item.get_px_size()
            if width * height * item.get_metadata().bits_per_pixel / 8 > _LARGEST_PICTURE:
                raise DocumentTooLarge(
                    "O PDF tem uma imagem grande demais. Salve-o com menos pixels e envie outra vez."
                )


def _pages(numbers: Sequence[int]) -> str:
    """Name pages as people count them."""
    shown = [str(number + 1) for number in numbers[:10]]
    names = ", ".join(shown) + ("…" if len(numbers) > len(shown) else "")
    return f"Páginas que são só imagem ({names})"
