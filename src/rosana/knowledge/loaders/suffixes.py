"""What a file is, where its name does not say it, and what to do with formats that are not read."""

import io
import zipfile
from collections.abc import Mapping

from rosana.errors import DocumentEncrypted

__all__ = ["REFUSED", "true_suffix"]

REFUSED: Mapping[str, str] = {
    ".doc": "Formato antigo do Word (.doc). Abra-o no Word ou no LibreOffice e salve como .docx.",
    ".dot": "Formato antigo do Word (.dot). Abra-o no Word ou no LibreOffice e salve como .docx.",
    ".key": "Apresentação do Keynote. Abra-a no Keynote e exporte como PowerPoint (.pptx) ou PDF.",
    ".mht": "Página salva em arquivo único (.mht). Abra-a no navegador e salve como HTML ou PDF.",
    ".mhtml": "Página salva em arquivo único (.mhtml). Abra-a no navegador e salve como HTML ou PDF.",
    ".mobi": "Livro no formato antigo do Kindle (.mobi). Converta-o para EPUB ou PDF.",
    ".numbers": "Planilha do Numbers. Abra-a no Numbers e exporte como Excel (.xlsx) ou CSV.",
    ".odp": "Apresentação do LibreOffice (.odp). Abra-a no LibreOffice e salve como .pptx.",
    ".pages": "Documento do Pages. Abra-o no Pages e exporte como Word (.docx) ou PDF.",
    ".pps": "Formato antigo do PowerPoint (.pps). Abra-o no PowerPoint ou no LibreOffice e salve como .pptx.",
    ".ppt": "Formato antigo do PowerPoint (.ppt). Abra-o no PowerPoint ou no LibreOffice e salve como .pptx.",
    ".wpd": "Documento do WordPerfect (.wpd). Abra-o no LibreOffice e salve como .docx.",
    ".wps": "Documento do Works (.wps). Abra-o no LibreOffice e salve como .docx.",
    ".xlsb": "Pasta binária do Excel (.xlsb). Abra-a no Excel e salve como .xlsx.",
}
"""The sentence for each format that people have but no reader takes, by its suffix."""

_OFFICE = frozenset((
    ".doc", ".docm", ".docx", ".dot", ".dotx", ".epub", ".odp", ".ods", ".odt", ".pps", ".ppsx", ".ppt", ".pptm",
    ".pptx", ".rtf", ".xls", ".xlsb", ".xlsm", ".xlsx", ".xltx",
))  # fmt: skip
"""Suffixes that programs put on files of other kinds: a page as .xls, a text as .doc."""
_SHEETS = frozenset((".ods", ".xls", ".xlsb", ".xlsm", ".xlsx", ".xltx"))
_BEGINNINGS = {
    b"{\\rtf": ".rtf",
    b"%pdf-": ".pdf",
    b"<!doctype html": ".html",
    b"<table": ".html",
    b"<meta": ".html",
    b"<head": ".html",
    b"<div": ".html",
    b"mime-version:": ".mht",
}
"""First bytes of a file, in lower case, and what they make it."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {
    "EncryptedPackage": "",
    "WordDocument": ".doc",
    "PowerPoint Document": ".ppt",
    "Workbook": ".xls",
    "Book": ".xls",
}
"""Streams of an OLE container and what they make it."""
_FOLDERS = {
    "word/": ".docx",
    "xl/workbook.bin": ".xlsb",
    "xl/": ".xlsx",
    "ppt/": ".pptx",
    "META-INF/container.xml": ".epub",
}
"""Parts of a ZIP package and what they make it, the surest first."""
_MIME = {
    b"application/epub+zip": ".epub",
    b"application/vnd.oasis.opendocument.presentation": ".odp",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/vnd.oasis.opendocument.text": ".odt",
}


def true_suffix(suffix: str, data: bytes) -> str:
    """Return the suffix that an office file ought to have by its content; any other keeps its own.

    Args:
        suffix: the file's own, in lower case with the dot.
        data: the file.

    Raises:
        DocumentEncrypted: it is an Office file with a password.
    """
    if suffix not in _OFFICE:
        return suffix
    if data.startswith(_OLE):
        return _of_ole(data, suffix)
    if data.startswith(b"PK\x03\x04"):
        return _of_package(data, suffix)
    return _of_text(data, suffix)


def _of_text(data: bytes, suffix: str) -> str:
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for beginning, kind in _BEGINNINGS.items():
        if start.startswith(beginning):
            return kind
    if b"<html" in start:
        return ".html"
    if start.startswith(b"<") or _is_binary(data):
        return suffix
    return ".csv" if suffix in _SHEETS else ".txt"


def _of_ole(data: bytes, suffix: str) -> str:
    found = [kind for name, kind in _STREAMS.items() if name.encode("utf-16-le") in data]
    if "" in found:
        raise DocumentEncrypted
    return suffix if suffix in found or not found else found[0]


def _of_package(data: bytes, suffix: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            with package.open("mimetype") if "mimetype" in names else io.BytesIO() as file:
                mime = file.read(200).strip()
    except Exception:
        return suffix
    kinds = [kind for part, kind in _FOLDERS.items() if any(name.startswith(part) for name in names)]
    return _MIME.get(mime) or (kinds[0] if kinds else suffix)


def _is_binary(data: bytes) -> bool:
    return b"\0" in data[:1000] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
