"""E-books: the pages in their reading order, each by way of HTML."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from rosana.errors import DocumentBroken, DocumentEncrypted
from rosana.knowledge.loaders.charset import decode
from rosana.knowledge.loaders.document import Block, LoadedDocument
from rosana.knowledge.loaders.html import read_markup
from rosana.knowledge.loaders.package import Package, open_package, resolve
from rosana.knowledge.loaders.xml import find_text

__all__ = ["read_epub"]

_PAGES = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"))
_CLOSED = re.compile(r"<(?!(?:area|br|col|hr|img|input|link|meta|wbr)\b)([a-zA-Z][\w:]*)([^<>]*)/>")
"""An empty element as XML has it; HTML would take it as one that is left open."""


def read_epub(data: bytes, stem: str) -> LoadedDocument:
    """Read a book: each page under its title, without the table of contents.

    Raises:
        DocumentEncrypted: its text is protected against copying.
        DocumentTooLarge: a page is larger than 30 MB.
        DocumentBroken: it is damaged, or another kind of file.
    """
    with open_package(data) as package:
        name = next((item.get("full-path", "") for item in package.xml("META-INF/container.xml").iter("rootfile")), "")
        book = package.xml(name)
        pages = _pages(book, posixpath.dirname(name))
        _refuse_protected(package, pages)
        title = find_text(book, "title") or stem
        blocks = tuple(block for page in pages if page in package for block in _page(package.read(page), title))
    return LoadedDocument(title, blocks)


def _pages(book: Element, folder: str) -> Mapping[str, None]:
    """Return the parts of a book's pages in reading order, as keys."""
    items = {item.get("id", ""): item for manifest in book.iter("manifest") for item in manifest}
    order = [items[entry.get("idref", "")] for entry in book.iter("itemref") if entry.get("idref") in items]
    if not order:
        raise DocumentBroken
    contents = {resolve(folder, item.get("href", "")) for item in book.iter("reference") if item.get("type") == "toc"}
    pages = [
        resolve(folder, item.get("href", ""))
        for item in order
        if item.get("media-type") in _PAGES and "nav" not in item.get("properties", "").split()
    ]
    return dict.fromkeys(page for page in pages if page not in contents)


def _page(data: bytes, title: str) -> Iterator[Block]:
    page = read_markup(_CLOSED.sub(r"<\1\2></\1>", decode(data)), "")
    heading = () if title.casefold().startswith(page.title.casefold()) else (page.title,)
    for block in page.blocks:
        yield Block(block.kind, block.text, (*heading, *block.heading))


def _refuse_protected(package: Package, pages: Mapping[str, None]) -> None:
    """Refuse a book whose pages are encrypted; fonts alone may be, against their being taken out."""
    name = "META-INF/encryption.xml"
    if name not in package:
        return
    if any(resolve("", item.get("URI", "")) in pages for item in package.xml(name).iter("CipherReference")):
        msg = "O livro está protegido contra cópia (DRM). Envie uma versão sem essa proteção."
        raise DocumentEncrypted(msg)
