"""Readers of documents, one file per format: bytes in, a title and blocks of text out."""

import re
from collections.abc import Callable, Mapping
from pathlib import PureWindowsPath

from rosana.errors import DocumentEmpty, FormatUnsupported
from rosana.knowledge.loaders.csv import read_csv
from rosana.knowledge.loaders.document import Block, LoadedDocument
from rosana.knowledge.loaders.docx import read_docx
from rosana.knowledge.loaders.html import read_html
from rosana.knowledge.loaders.markdown import read_markdown
from rosana.knowledge.loaders.pdf import read_pdf
from rosana.knowledge.loaders.text import read_text

__all__ = ["SUFFIXES", "Block", "LoadedDocument", "load"]

_READERS: Mapping[str, Callable[[bytes, str], LoadedDocument]] = {
    ".csv": read_csv,
    ".docx": read_docx,
    ".htm": read_html,
    ".html": read_html,
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".pdf": read_pdf,
    ".text": read_text,
    ".tsv": read_csv,
    ".txt": read_text,
    ".xhtml": read_html,
}

SUFFIXES = frozenset(_READERS)
"""The suffixes, in lower case with the dot, of the files that `load` reads."""

_DATE = re.compile(r"^\d{4}-\d\d-\d\d[-_ ](?=\S)")


def load(name: str, data: bytes) -> LoadedDocument:
    """Read a document.

    Args:
        name: its file name or path; the suffix chooses the reader, and the stem is the title of last resort.
        data: its bytes.

    Raises:
        FormatUnsupported: no reader has this suffix.
        DocumentEmpty: there is no text in it.
        DocumentEncrypted: it asks for a password.
        DocumentBroken: it is damaged, or not what its suffix says.
        DocumentTooLarge: it unpacks to more than can be read.
    """
    path = PureWindowsPath(name)  # takes both kinds of slashes
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise FormatUnsupported
    if not data.strip():
        raise DocumentEmpty
    document = read(data, _readable(path.stem))
    if not document.blocks:
        raise DocumentEmpty
    return document


def _readable(stem: str) -> str:
    """Return a file name as a title: "2021-04-01-alterar_senha" becomes "Alterar senha"."""
    words = _DATE.sub("", stem)
    if " " not in words:
        words = re.sub(r"[-_]+", " ", words).strip() or stem
    return words[:1].upper() + words[1:]
