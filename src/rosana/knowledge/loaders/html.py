"""The structural reader: every format that has headings, lists and tables comes through here as HTML."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from rosana.knowledge.loaders.charset import decode
from rosana.knowledge.loaders.document import QUESTION_LEVEL, SUBTITLE_LEVEL, LoadedDocument, Outline
from rosana.knowledge.loaders.frame import without_frame
from rosana.knowledge.loaders.phrase import Phrase
from rosana.knowledge.loaders.tables import Cell, has_header, label_row, lay_out

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["read_html", "read_markup", "without_site"]

_UNREAD = ["script", "style", "noscript", "template", "svg", "iframe", "object", "canvas"]
_SKIPPED = frozenset((
    "-comment", "audio", "button", "dialog", "embed", "footer", "head", "input", "map", "math", "meter",
    "nav", "option", "progress", "select", "textarea", "title", "video",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "fieldset",
    "figcaption", "figure", "form", "header", "hgroup", "hr", "html", "legend", "main", "menu", "p", "search",
    "section",
))  # fmt: skip
_FURNITURE = frozenset(("navigation", "banner", "contentinfo", "search"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LAYOUT = frozenset(("table", "form", *_HEADINGS))

_DEEPEST = 150
"""Nesting after which a branch is read as plain text: beyond any real page, below Python's own limit."""
_LONGEST_QUESTION = 300
_LONGEST_SUBTITLE = 80
_NO_SUBTITLE = re.compile(
    r".*[.,;:!…]$|(?:observaç|obs\b|nota|importante|aten[çc]|aviso|dica|cuidado|note|tip|warning)",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s+[|·»]\s.*$")


def read_html(data: bytes, stem: str) -> LoadedDocument:
    """Read a page of a site: its text without the menus, notices and forms around it.

    Raises:
        DocumentBroken: the bytes are not text.
    """
    from selectolax.lexbor import LexborHTMLParser  # here: the server starts without it

    page = LexborHTMLParser(decode(data))
    page.strip_tags(_UNREAD)
    heading = page.css_first("h1")  # may stand in the frame
    title = " ".join(heading.text().split()) if heading is not None else ""
    named = without_site(_head_title(page))
    return _read(without_frame(page.body) if page.body else None, title or named or stem)


def read_markup(html: str, stem: str, title: str = "") -> LoadedDocument:
    """Read HTML text.

    Args:
        html: a page or a fragment.
        stem: the title where nothing else gives one.
        title: the title where the format gives a better one than the first h1.
    """
    from selectolax.lexbor import LexborHTMLParser  # here: the server starts without it

    page = LexborHTMLParser(html)
    page.strip_tags(_UNREAD)
    return _read(page.body, without_site(_head_title(page)) or stem, title)


def _read(root: "LexborNode | None", stem: str, title: str = "") -> LoadedDocument:
    outline = Outline()
    if root is not None:
        _Reader(outline).read(root)
    return outline.document(title or outline.first_heading or stem)


def _head_title(page: "LexborHTMLParser") -> str:
    head = page.css_first("head > title")
    return head.text() if head is not None else ""


def without_site(title: str) -> str:
    """Return a page's title without the site's name behind a bar."""
    return _SITE.sub("", " ".join(title.split()))


class _Reader:
    """Walks a page once; words gather in a phrase until the block around them ends."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._phrase = Phrase()
        self._bold = 0
        self._depth = 0
        self._lists: list[int | None] = []
        """The next number of each list that is open, None where it has bullets."""
        self._mark = ""
        self._cell: list[str] | None = None
        self._special: dict[str, Callable[[LexborNode], None]] = {
            "b": self._strong,
            "br": self._line_break,
            "details": self._questions,
            "dl": self._questions,
            "dt": self._question,
            "img": self._picture,
            "li": self._item,
            "ol": self._numbered_list,
            "pre": self._code,
            "strong": self._strong,
            "summary": self._question,
            "sup": self._superscript,
            "table": self._table,
            "ul": self._bulleted_list,
            **dict.fromkeys(_HEADINGS, self._heading),
        }

    def read(self, root: "LexborNode") -> None:
        self._inside(root)
        self._flush()

    def _inside(self, node: "LexborNode") -> None:
        if self._depth >= _DEEPEST:
            self._phrase.add(node.text(separator=" "), bold=False)
            return
        self._depth += 1
        child = node.first_child
        while child is not None:
            self._node(child)
            child = child.next
        self._depth -= 1

    def _node(self, node: "LexborNode") -> None:
        tag = node.tag or "-comment"
        if tag == "-text":
            self._phrase.add(node.text_content or "", bold=self._bold > 0)
        elif tag in self._special:
            self._special[tag](node)
        elif tag in _BLOCKS:
            self._block(node)
        elif tag not in _SKIPPED:
            self._inside(node)

    def _block(self, node: "LexborNode") -> None:
        self._flush()
        attributes = node.attributes
        hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
        if not hidden and attributes.get("role") not in _FURNITURE:
            self._inside(node)
            self._flush()

    def _heading(self, node: "LexborNode") -> None:
        self._flush()
        self._inside(node)
        if self._cell is None:
            self._outline.heading(_HEADINGS[node.tag or ""], self._phrase.take())

    def _question(self, node: "LexborNode") -> None:
        """Read the line that opens a foldable part, or a term that is explained."""
        self._flush()
        self._inside(node)
        if self._cell is None:
            self._outline.heading(QUESTION_LEVEL, self._phrase.take())

    def _questions(self, node: "LexborNode") -> None:
        self._block(node)
        self._outline.close(QUESTION_LEVEL)

    def _strong(self, node: "LexborNode") -> None:
        self._bold += 1
        self._inside(node)
        self._bold -= 1

    def _superscript(self, node: "LexborNode") -> None:
        footnote = "footnote" in (node.attributes.get("class") or "") or node.css_first("a") is not None
        if not footnote:  # whose number would stick to the word before it
            self._inside(node)

    def _line_break(self, _: "LexborNode") -> None:
        self._phrase.add_break()

    def _picture(self, node: "LexborNode") -> None:
        self._phrase.add_picture(node.attributes.get("alt") or "")

    def _code(self, node: "LexborNode") -> None:
        self._flush()
        if self._cell is None:
            self._outline.add("code", node.text().strip("\n").rstrip())
        else:
            self._inside(node)

    def _bulleted_list(self, node: "LexborNode") -> None:
        self._list(node, None)

    def _numbered_list(self, node: "LexborNode") -> None:
        self._list(node, _number(node, "start", low=0))

    def _list(self, node: "LexborNode", start: int | None) -> None:
        self._flush()
        self._lists.append(start)
        self._block(node)
        self._lists.pop()

    def _item(self, node: "LexborNode") -> None:
        self._flush()
        number = self._lists[-1] if self._lists else None
        self._mark = "- " if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1
        self._inside(node)
        self._flush()
        self._mark = ""
        self._outline.close(QUESTION_LEVEL + len(self._lists))

    def _table(self, node: "LexborNode") -> None:
        rows = _rows(node) if self._cell is None else None
        if rows is None:
            self._block(node)
            return
        self._flush()
        if caption := node.css_first("caption"):
            self._block(caption)
        lists, self._lists = self._lists, []
        cells = [[self._read_cell(cell) for cell in row] for row in rows]
        self._lists = lists
        grid = lay_out(cells)
        header = grid.pop(0) if has_header(cells) else []
        for row in grid:
            self._outline.add("row", label_row(header, row))

    def _read_cell(self, node: "LexborNode") -> Cell:
        self._cell = []
        self._inside(node)
        self._flush()
        text, self._cell = " ".join(self._cell), None
        return Cell(
            text,
            columns=_number(node, "colspan", high=50),
            rows=_number(node, "rowspan", high=500),
            names=node.tag == "th" or _is_in_head(node),
            bold=node.css_first("b, strong") is not None,
        )

    def _flush(self) -> None:
        """End a block: hand the gathered words on as what their place makes of them."""
        if not self._phrase:
            return
        if self._cell is not None:
            text = self._phrase.take(labels_alone=not self._cell)
            self._cell += [text.replace("\n", " ")] if text else []
            return
        self._open_heading()
        text = self._phrase.take()
        if not text:
            return
        if self._lists or self._mark:
            indent = "  " * (len(self._lists) - (1 if self._mark else 0))
            self._outline.add("item", f"{indent}{self._mark}" + text.replace("\n", f"\n{indent}"))
            self._mark = ""
        else:
            self._outline.add("paragraph", text)

    def _open_heading(self) -> None:
        """Open a heading where bold words at the front are a question, or stand alone like a title.

        So do people write an FAQ, or divide a text, who do not use headings.
        """
        text, alone = self._phrase.opening()
        if text.endswith("?") and len(text) <= _LONGEST_QUESTION:
            level = QUESTION_LEVEL + len(self._lists)
        elif text and alone and not self._lists and _is_subtitle(text) and not self._outline.announces:
            level = SUBTITLE_LEVEL
        else:
            return
        self._outline.heading(level, self._phrase.take_opening())
        self._mark = ""


def _is_subtitle(text: str) -> bool:
    return len(text) <= _LONGEST_SUBTITLE and not _NO_SUBTITLE.match(text)


def _rows(table: "LexborNode") -> "list[list[LexborNode]] | None":
    """Return the cells of a table, row by row; None where it only arranges a page."""
    rows: list[list[LexborNode]] = []
    for node in table.traverse():
        if node.tag == "tr":
            rows.append([])
        elif node.tag in ("td", "th") and rows:
            rows[-1].append(node)
        elif node.tag in _LAYOUT and node.mem_id != table.mem_id:
            return None
    rows = [row for row in rows if row]
    return rows if any(len(row) > 1 for row in rows) else None


def _is_in_head(cell: "LexborNode") -> bool:
    row = cell.parent
    return row is not None and row.parent is not None and row.parent.tag == "thead"


def _number(node: "LexborNode", attribute: str, *, low: int = 1, high: int = 1_000_000) -> int:
    value = node.attributes.get(attribute) or ""
    return min(max(int(value), low), high) if value.isdecimal() and len(value) < 8 else 1
