"""OpenDocument, as LibreOffice writes it: texts by way of HTML, spreadsheets by the text that their cells show."""

from collections.abc import Iterator, Mapping
from html import escape
from xml.etree.ElementTree import Element

from rosana.errors import DocumentBroken, DocumentEncrypted
from rosana.knowledge.loaders.document import LoadedDocument, usable_title
from rosana.knowledge.loaders.html import read_markup
from rosana.knowledge.loaders.package import Package, open_package
from rosana.knowledge.loaders.sheet import hidden_note, sheet_blocks, sheet_path, tidy
from rosana.knowledge.loaders.xml import find_text

__all__ = ["read_ods", "read_odt"]

_UNREAD = frozenset((
    "annotation", "annotation-end", "tracked-changes", "table-of-content", "alphabetical-index", "illustration-index",
    "forms", "sequence-decls", "title", "desc", "covered-table-cell", "note-citation", "object", "image", "script",
))  # fmt: skip
_WIDEST = 256
"""Columns that are read, and times that a row is repeated: a sheet is filled to its end with repeated ones."""


def read_odt(data: bytes, stem: str) -> LoadedDocument:
    """Read a text: headings, lists, tables and notes; no comments, deleted text and tables of contents.

    Raises:
        DocumentEncrypted: it asks for a password.
        DocumentTooLarge: it unpacks to more than 30 MB of text.
        DocumentBroken: it is damaged, or another kind of file.
    """
    with open_package(data) as package:
        content, title = _content(package), _title(package)
        styles = {**_styles(package.xml("styles.xml") if "styles.xml" in package else None), **_styles(content)}
        body = next(content.iter("text"), None)
        if body is None:
            raise DocumentBroken
        page = _Page(styles)
        page.read(body)
        return read_markup("".join((*page.html, *page.notes)), title or stem)


def read_ods(data: bytes, stem: str) -> LoadedDocument:
    """Read a spreadsheet: the sheets that are shown, each under its name; raises as `read_odt` does."""
    with open_package(data) as package:
        content, title = _content(package), _title(package)
        styles = _styles(content)
        tables = [table for body in content.iter("spreadsheet") for table in body.findall("table")]
        hidden = [table for table in tables if _is_hidden(table, styles)]
        blocks = [
            block
            for table in tables
            if table not in hidden
            for block in sheet_blocks(_rows(table), sheet_path(table.get("name", "")))
        ]
    return LoadedDocument(title or stem, tuple(blocks), hidden_note([table.get("name", "") for table in hidden]))


def _content(package: Package) -> Element:
    manifest = "META-INF/manifest.xml"
    if manifest in package and next(package.xml(manifest).iter("encryption-data"), None) is not None:
        raise DocumentEncrypted
    return package.xml("content.xml")


def _title(package: Package) -> str:
    return usable_title(find_text(package.xml("meta.xml"), "title")) if "meta.xml" in package else ""


def _styles(root: Element | None) -> Mapping[str, Element]:
    """Return the styles of a part by their names, those of lists and of text alike."""
    if root is None:
        return {}
    return {item.get("name", ""): item for item in root.iter() if item.tag in ("style", "list-style")}


def _is_hidden(table: Element, styles: Mapping[str, Element]) -> bool:
    style = styles.get(table.get("style-name", ""))
    return style is not None and any(item.get("display") == "false" for item in style.iter("table-properties"))


class _Page:
    """Writes a text as HTML."""

    def __init__(self, styles: Mapping[str, Element]) -> None:
        self.html: list[str] = []
        self.notes: list[str] = []
        """The footnotes, which come after the text."""
        self._styles = styles
        self._lists: list[str] = []
        """The style of each list that is open."""

    def read(self, node: Element) -> None:
        """Write what is inside a node."""
        self._write(node.text)
        for child in node:
            self._node(child)
            self._write(child.tail)

    def _write(self, text: str | None) -> None:
        if text:
            self.html.append(escape(text, quote=False))

    def _node(self, node: Element) -> None:
        tag = node.tag
        if tag == "h":
            self._within(node, f"h{min(max(_number(node, 'outline-level'), 1), 6)}")
        elif tag == "p":
            self._paragraph(node)
        elif tag == "span" and self._is_bold(node):
            self._within(node, "b")
        elif tag == "list":
            self._list(node)
        elif tag in ("list-item", "list-header"):
            self._within(node, "li")
        elif tag == "table":
            self._within(node, "table")
        elif tag == "table-header-rows":
            self._within(node, "thead")
        elif tag == "table-row":
            self._within(node, "tr")
        elif tag == "table-cell":
            columns, rows = _number(node, "number-columns-spanned"), _number(node, "number-rows-spanned")
            self._within(node, "td", f' colspan="{columns}" rowspan="{rows}"')
        elif tag == "note":
            self._note(node)
        elif tag in ("s", "tab", "line-break"):
            self.html.append("<br>" if tag == "line-break" else " ")
        elif tag not in _UNREAD:
            self.read(node)

    def _within(self, node: Element, tag: str, attributes: str = "") -> None:
        self.html.append(f"<{tag}{attributes}>")
        self.read(node)
        self.html.append(f"</{tag}>")

    def _paragraph(self, node: Element) -> None:
        if self._is_title(node.get("style-name", "")):
            self._within(node, "h1")
        elif self._is_bold(node):
            self.html.append("<p>")
            self._within(node, "b")
            self.html.append("</p>")
        else:
            self._within(node, "p")

    def _list(self, node: Element) -> None:
        name = node.get("style-name") or (self._lists[-1] if self._lists else "")
        self._lists.append(name)
        level = str(len(self._lists))
        style = self._styles.get(name)
        numbered = style is not None and any(
            item.tag == "list-level-style-number" and item.get("level") == level and item.get("num-format")
            for item in style
        )
        self._within(node, "ol" if numbered else "ul")
        self._lists.pop()

    def _note(self, node: Element) -> None:
        """Write a footnote behind the text."""
        text, self.html = self.html, []
        for body in node.iter("note-body"):
            self.read(body)
        self.notes, self.html = [*self.notes, *self.html], text

    def _is_bold(self, node: Element) -> bool:
        style = self._styles.get(node.get("style-name", ""))
        properties = style.find("text-properties") if style is not None else None
        return properties is not None and properties.get("font-weight") == "bold"

    def _is_title(self, name: str) -> bool:
        style = self._styles.get(name)
        return "Title" in (name, style.get("parent-style-name") if style is not None else "")


def _rows(table: Element) -> Iterator[list[str]]:
    """Yield the rows of a sheet; the text of a merged cell stands in each of its rows."""
    hanging: dict[int, tuple[str, int]] = {}
    for row in table.iter("table-row"):
        cells: list[str] = []
        for cell in row:
            text = _shown(cell)
            if (rows := _number(cell, "number-rows-spanned")) > 1:
                hanging[len(cells)] = (text, rows)
            repeated = _number(cell, "number-columns-repeated")
            cells += [text] * min(repeated, _WIDEST - len(cells))
        filled = any(cells)
        for column, (text, left) in list(hanging.items()):
            if filled and column < len(cells):
                cells[column] = text
            hanging[column] = (text, left - 1)
            if left <= 1:
                del hanging[column]
        for _ in range(min(_number(row, "number-rows-repeated"), _WIDEST) if filled else 1):
            yield cells


def _shown(cell: Element) -> str:
    paragraphs = ("".join(_words(paragraph)) for paragraph in cell.findall("p"))
    return tidy("\n".join(paragraphs))


def _words(node: Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag not in _UNREAD:
            yield from (" ",) if child.tag in ("s", "tab", "line-break") else _words(child)
        yield child.tail or ""


def _number(node: Element, attribute: str) -> int:
    value = node.get(attribute, "")
    return int(value) if value.isdecimal() and len(value) < 8 else 1
