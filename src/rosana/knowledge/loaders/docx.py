"""Word documents, by way of HTML."""

import io

from rosana.errors import DocumentTooLarge
from rosana.knowledge.loaders.document import LoadedDocument
from rosana.knowledge.loaders.html import read_markup
from rosana.knowledge.loaders.package import open_package

__all__ = ["read_docx"]

_LARGEST = 30_000_000
"""Bytes of XML, 25 seconds of work: a book of a thousand pages stays below, a bomb does not."""
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"


def read_docx(data: bytes, stem: str) -> LoadedDocument:
    """Read a Word document: headings by their styles, lists, tables, notes; no pictures and no macros.

    Raises:
        DocumentEncrypted: it asks for a password.
        DocumentTooLarge: it unpacks to more than 30 MB of text.
        DocumentBroken: it is damaged, an old .doc, or another kind of file.
    """
    import mammoth  # here: it takes 40 ms, and few bases hold Word documents

    with open_package(data) as package:
        if package.size_of_xml() > _LARGEST:
            raise DocumentTooLarge
        title = package.title()
        pictures = mammoth.images.img_element(lambda _: {"src": ""})
        html: str = mammoth.convert_to_html(io.BytesIO(data), convert_image=pictures, style_map=_STYLES).value
    return read_markup(html, title or stem)
