"""Word documents, by way of HTML."""

import io
import zipfile
from xml.etree import ElementTree

from rosana.errors import DocumentBroken, DocumentEncrypted, DocumentTooLarge
from rosana.knowledge.loaders.document import LoadedDocument, usable_title
from rosana.knowledge.loaders.html import read_markup

__all__ = ["read_docx"]

_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of the OLE container: Word until 2003, and any encrypted Office file."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LARGEST = 30_000_000
"""Bytes of XML, 25 seconds of work: a book of a thousand pages stays below, a bomb does not."""
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"


def read_docx(data: bytes, stem: str) -> LoadedDocument:
    """Read a Word document: headings by their styles, lists, tables, notes; no pictures.

    Raises:
        DocumentEncrypted: it asks for a password.
        DocumentTooLarge: it unpacks to more than 30 MB of text.
        DocumentBroken: it is damaged, an old .doc, or another kind of file.
    """
    import mammoth  # here: it takes 40 ms, and few bases hold Word documents

    _refuse_old_word(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(part.file_size for part in package.infolist() if part.filename.endswith(".xml"))
            if size > _LARGEST:
                raise DocumentTooLarge
            title = _title(package)
        pictures = mammoth.images.img_element(lambda _: {"src": ""})
        html: str = mammoth.convert_to_html(io.BytesIO(data), convert_image=pictures, style_map=_STYLES).value
    except (DocumentTooLarge, MemoryError):
        raise
    except Exception as exc:  # mammoth names no errors of its own: a damaged file ends in any of Python's
        raise DocumentBroken from exc
    return read_markup(html, usable_title(title) or stem)


def _refuse_old_word(data: bytes) -> None:
    if not data.startswith(_OLD_WORD):
        return
    if _ENCRYPTED in data:
        raise DocumentEncrypted
    msg = "O arquivo é do Word antigo (.doc). Abra-o no Word e salve-o como .docx."
    raise DocumentBroken(msg)


def _title(package: zipfile.ZipFile) -> str:
    try:
        properties = package.read("docProps/core.xml")
    except KeyError:
        return ""
    return (ElementTree.fromstring(properties).findtext(_TITLE) or "").strip()  # noqa: S314 — expat caps entities
