"""Rich Text Format, by way of HTML: headings by their styles, bold, lists and tables."""

import codecs
import re
from dataclasses import dataclass, replace
from html import escape

from rosana.errors import DocumentBroken
from rosana.knowledge.loaders.document import LoadedDocument, usable_title
from rosana.knowledge.loaders.html import read_markup

__all__ = ["read_rtf"]

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.DOTALL
)
_UNREAD = frozenset((
    "colortbl", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
    "nonshppict", "sp", "filetbl", "listtable", "revtbl", "rsidtbl", "generator", "xe", "tc", "annotation", "atnid",
    "atnauthor", "author", "operator", "creatim", "revtim", "printim", "company", "keywords", "subject", "doccomm",
    "themedata", "colorschememapping", "datastore", "latentstyles", "fldinst", "ftnsep", "ftnsepc", "private",
))  # fmt: skip
_CHARACTERS = {
    "tab": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": " ", "enspace": " ", "~": " ", "_": "-", "line": "\n",
}  # fmt: skip
_CODE_PAGES = {77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
               177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 238: "cp1250"}  # fmt: skip
"""Of the charsets of fonts; any other font has the document's own."""
_SYSTEMS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_HEADING = re.compile(r"(?:heading|t[íi]tulo) ([1-9])\b", re.IGNORECASE)


def read_rtf(data: bytes, stem: str) -> LoadedDocument:
    """Read a text.

    Raises:
        DocumentBroken: it does not begin as RTF does.
    """
    data = data.lstrip()
    if not data.startswith(b"{\\rtf"):
        raise DocumentBroken
    reader = _Reader()
    reader.read(data)
    return read_markup("".join(reader.page.html), usable_title(reader.title) or stem)


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds between a pair of braces."""

    target: str = ""
    """What its text is for: "" for the document, "-" for nothing, else a table or property."""
    bold: bool = False
    hidden: bool = False
    charset: str = "cp1252"
    skipped: int = 1
    """Characters that follow one in Unicode for old programs."""


class _Page:
    """Writes HTML: text gathers in a paragraph, paragraphs in a cell, cells in a row."""

    def __init__(self) -> None:
        self.html: list[str] = []
        self.level = 0
        """Of the heading that the paragraph is, 0 for none."""
        self.in_table = False
        self.names_columns = False
        self._text: list[str] = []
        self._cell: list[str] = []
        self._row: list[str] = []
        self._table_open = False

    def add(self, text: str, *, bold: bool) -> None:
        text = escape(text, quote=False).replace("\n", "<br>")
        self._text.append(f"<b>{text}</b>" if bold and text.strip() else text)

    def end_paragraph(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        if self.in_table:
            self._cell.append(f"<p>{text}</p>")
            return
        self._close_table()
        self.html.append(f"<h{self.level}>{text}</h{self.level}>" if self.level else f"<p>{text}</p>")

    def end_cell(self) -> None:
        self.in_table = True
        self.end_paragraph()
        tag = "th" if self.names_columns else "td"
        self._row.append(f"<{tag}>{''.join(self._cell)}</{tag}>")
        self._cell.clear()

    def end_row(self) -> None:
        if not self._table_open:
            self.html.append("<table>")
            self._table_open = True
        self.html.append(f"<tr>{''.join(self._row)}</tr>")
        self._row.clear()
        self.names_columns = False

    def end(self) -> None:
        self.in_table = False
        self.end_paragraph()

    def _close_table(self) -> None:
        if self._row:  # of a file that was cut short
            self.end_row()
        if self._table_open:
            self.html.append("</table>")
            self._table_open = False


class _Reader:
    """Reads token by token, and keeps what the groups and tables of the file say about its text."""

    def __init__(self) -> None:
        self.page = _Page()
        self.title = ""
        self._group = _Group()
        self._outer: list[_Group] = []
        self._skip = 0
        """Characters to come that only stand for one that was read already."""
        self._bytes = b""
        self._half = ""
        """The first half of a character beyond the basic plane."""
        self._charset = "cp1252"
        self._font = 0
        self._charsets: dict[int, str] = {}
        self._style = 0
        self._styles: dict[int, int] = {}
        """Levels of the styles of headings."""

    def read(self, data: bytes) -> None:
        position = 0
        while found := _TOKEN.match(data, position):
            position = found.end()
            word, number, code, symbol, brace, text = found.groups()
            if text or code:
                self._take(text or bytes.fromhex(code.decode()))
            elif brace:
                self._brace(brace)
            elif word == b"bin":
                position += max(int(number or 0), 0)
            elif word or symbol:
                self._flush()
                self._control((word or symbol).decode("latin-1"), int(number) if number else None)
        self._flush()
        self.page.end()

    def _take(self, text: bytes) -> None:
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        self._bytes += text[skipped:]

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._skip = 0
        if brace == b"{":
            self._outer.append(self._group)
        elif self._outer:
            if self._group.target == "footnote" != self._outer[-1].target:
                self.page.add(")", bold=False)
            self._group = self._outer.pop()

    def _flush(self) -> None:
        """Hand on the bytes that were gathered."""
        if self._bytes:
            text, self._bytes = self._bytes.decode(self._group.charset, errors="replace"), b""
            self._write(text)

    def _write(self, text: str) -> None:
        target = self._group.target
        if target in ("", "footnote", "listtext", "pntext"):
            if not self._group.hidden:
                self.page.add(text, bold=self._group.bold)
        elif target == "title":
            self.title += text
        elif target == "stylesheet" and (heading := _HEADING.match(text)):
            self._styles[self._style] = min(int(heading[1]), 6)

    def _control(self, word: str, number: int | None) -> None:
        if self._group.target == "-":
            return
        if word == "*":
            self._group = replace(self._group, target=f"*{self._group.target}")
        elif self._group.target.startswith("*"):
            self._group = replace(self._group, target="" if word == "shpinst" else "-")
        elif word in _UNREAD:
            self._group = replace(self._group, target="-")
        elif word in ("fonttbl", "stylesheet", "info", "title", "footnote", "listtext", "pntext"):
            self._group = replace(self._group, target=word)
            if word == "footnote":
                self.page.add(" (", bold=False)
        elif word == "u" and number is not None:
            self._unicode(number % 65536)
        elif word in _CHARACTERS:
            self._write(_CHARACTERS[word])
        elif word in "\\{}":
            self._write(word)
        elif self._group.target == "":
            self._layout(word, number)
            self._format(word, number)
        else:
            self._format(word, number)

    def _unicode(self, code: int) -> None:
        self._skip = self._group.skipped
        text, self._half = self._half + chr(code), ""
        if 0xD800 <= code < 0xDC00:
            self._half = chr(code)
        else:
            self._write(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))

    def _layout(self, word: str, number: int | None) -> None:
        if word in ("par", "sect", "page", "\n", "\r"):
            self.page.end_paragraph()
        elif word in ("cell", "nestcell"):
            self.page.end_cell()
        elif word in ("row", "nestrow"):
            self.page.end_row()
        elif word == "pard":
            self.page.in_table, self.page.level = False, 0
        elif word == "intbl":
            self.page.in_table = True
        elif word == "trhdr":
            self.page.names_columns = True
        elif word == "outlinelevel":
            self.page.level = min((number or 0) + 1, 6) if (number or 0) < 9 else 0
        elif word == "s":
            self.page.level = self._styles.get(number or 0, 0)

    def _format(self, word: str, number: int | None) -> None:
        """Note what changes the text that follows."""
        group = self._group
        if word == "b":
            self._group = replace(group, bold=number != 0)
        elif word in ("v", "deleted"):
            self._group = replace(group, hidden=number != 0)
        elif word == "plain":
            self._group = replace(group, bold=False, hidden=False)
        elif word == "uc":
            self._group = replace(group, skipped=max(number or 0, 0))
        elif word == "ansicpg" or word in _SYSTEMS:
            self._charset = _known(_SYSTEMS.get(word, f"cp{number}"))
            self._group = replace(group, charset=self._charset)
        elif word == "s":
            self._style = number or 0
        elif word in ("f", "fcharset"):
            self._take_font(word, number or 0)

    def _take_font(self, word: str, number: int) -> None:
        if word == "fcharset":
            self._charsets[self._font] = _CODE_PAGES.get(number, "")
        elif self._group.target == "fonttbl":
            self._font = number
        else:
            self._group = replace(self._group, charset=self._charsets.get(number) or self._charset)


def _known(charset: str) -> str:
    try:
        return codecs.lookup(charset).name
    except LookupError:
        return "cp1252"
