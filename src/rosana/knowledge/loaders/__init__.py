"""Readers of documents, one file per format: bytes in, a title and blocks of text out."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import chain
from operator import length_hint
from pathlib import PureWindowsPath
from typing import Any

from rosana.errors import (
    ContainerTooLarge,
    DocumentBroken,
    DocumentEmpty,
    DocumentError,
    DocumentTooLarge,
    FormatUnsupported,
)
from rosana.knowledge.loaders.document import Block, LazyBlocks, LoadedDocument, ReadPart
from rosana.knowledge.loaders.suffixes import REFUSED, true_suffix

__all__ = ["PICTURES", "SUFFIXES", "Block", "LoadedDocument", "load"]

# By their places below this package, and imported when they are needed: all of them double a parser's time to start.
_READERS = {
    ".bmp": "ocr.read_image",
    ".csv": "csv.read_csv",
    ".docm": "docx.read_docx",
    ".docx": "docx.read_docx",
    ".dotx": "docx.read_docx",
    ".epub": "epub.read_epub",
    ".gif": "ocr.read_image",
    ".htm": "html.read_html",
    ".html": "html.read_html",
    ".ipynb": "ipynb.read_ipynb",
    ".jpeg": "ocr.read_image",
    ".jpg": "ocr.read_image",
    ".json": "json.read_json",
    ".jsonl": "json.read_jsonl",
    ".markdown": "markdown.read_markdown",
    ".md": "markdown.read_markdown",
    ".ndjson": "json.read_jsonl",
    ".ods": "opendocument.read_ods",
    ".odt": "opendocument.read_odt",
    ".pdf": "pdf.read_pdf",
    ".png": "ocr.read_image",
    ".ppsx": "pptx.read_pptx",
    ".pptm": "pptx.read_pptx",
    ".pptx": "pptx.read_pptx",
    ".rst": "text.read_text",
    ".rtf": "rtf.read_rtf",
    ".text": "text.read_text",
    ".tif": "ocr.read_image",
    ".tiff": "ocr.read_image",
    ".tsv": "csv.read_csv",
    ".txt": "text.read_text",
    ".webp": "ocr.read_image",
    ".xhtml": "html.read_html",
    ".xls": "xls.read_xls",
    ".xlsm": "xlsx.read_xlsx",
    ".xlsx": "xlsx.read_xlsx",
    ".xltx": "xlsx.read_xlsx",
}

_CONTAINERS = {
    ".eml": "eml.read_eml",
    ".mbox": "mbox.read_mbox",
    ".msg": "msg.read_msg",
    ".zip": "zip.read_zip",
}

SUFFIXES = frozenset((*_READERS, *_CONTAINERS, *REFUSED))
"""The suffixes, in lower case with the dot, of the files that `load` reads, or says what to do with."""

PICTURES = frozenset(suffix for suffix, read in _READERS.items() if read == "ocr.read_image")
"""The suffixes of pictures, which only OCR makes text of."""

_Reader = Callable[[bytes, str], LoadedDocument]
_ContainerReader = Callable[[bytes, str, ReadPart], LoadedDocument]

_DEEPEST = 3
"""Containers inside each other: a mail in a mailbox in a ZIP file."""
_MOST_PARTS = 10_000
_LARGEST = 500_000_000
"""Bytes of all parts of a container together, those inside others counted again."""

_DATE = re.compile(r"^\d{4}-\d\d-\d\d[-_ ](?=\S)")


def load(name: str, data: bytes) -> LoadedDocument:
    """Read a document; its blocks may be lazy, and raise the same errors while they are read.

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
    return _Reading().load(name, data, depth=0)


class _Reading:
    """One document and all that is inside it, within limits that they share."""

    def __init__(self) -> None:
        self._parts = 0
        self._bytes = 0

    def load(self, name: str, data: bytes, *, depth: int) -> LoadedDocument:
        path = PureWindowsPath(name)  # takes both kinds of slashes
        suffix, title = path.suffix.lower(), _readable(path.stem)
        if suffix not in SUFFIXES:
            raise FormatUnsupported
        if not data.strip():
            raise DocumentEmpty
        suffix = true_suffix(suffix, data)
        if suffix in REFUSED:
            raise FormatUnsupported(REFUSED[suffix])
        if suffix in _CONTAINERS:
            read_parts: _ContainerReader = _reader(_CONTAINERS[suffix])
            return _with_text(read_parts(data, title, partial(self._part, depth=depth + 1)))
        read: _Reader = _reader(_READERS[suffix])
        return _with_text(read(data, title))

    def _part(self, name: str, data: bytes, *, depth: int) -> LoadedDocument:
        self._parts += 1
        self._bytes += len(data)
        if self._parts > _MOST_PARTS or self._bytes > _LARGEST:
            raise ContainerTooLarge
        if depth > _DEEPEST:
            raise DocumentTooLarge("Há arquivos guardados dentro de arquivos, fundo demais. Envie-os em separado.")
        with _one_reason():
            document = self.load(name, data, depth=depth)
        return replace(document, blocks=_guarded(document.blocks))


def _reader(place: str) -> Any:
    module, _, function = place.partition(".")
    return getattr(import_module(f"{__name__}.{module}"), function)


@contextmanager
def _one_reason() -> Iterator[None]:
    """Turn what a reader stumbles over into a DocumentError: one part must not cost the others."""
    try:
        yield
    except (DocumentError, MemoryError):
        raise
    except Exception as exc:  # any of Python's: a part is whatever somebody sent
        raise DocumentBroken from exc


def _guarded(blocks: Iterable[Block]) -> Iterable[Block]:
    if isinstance(blocks, Sequence):
        return blocks

    def read() -> Iterator[Block]:
        with _one_reason():
            yield from blocks

    return read()


def _with_text(document: LoadedDocument) -> LoadedDocument:
    """Return the document if there is a block in it; of lazy ones the first is made here."""
    if isinstance(document.blocks, Sequence):
        if not document.blocks:
            raise DocumentEmpty
        return document
    blocks = iter(document.blocks)
    first = next(blocks, None)
    if first is None:
        raise DocumentEmpty
    return replace(document, blocks=LazyBlocks(chain((first,), blocks), length_hint(document.blocks)))


def _readable(stem: str) -> str:
    """Return a file name as a title: "2021-04-01-alterar_senha" becomes "Alterar senha"."""
    words = _DATE.sub("", stem)
    if " " not in words:
        words = re.sub(r"[-_]+", " ", words).strip() or stem
    return words[:1].upper() + words[1:]
