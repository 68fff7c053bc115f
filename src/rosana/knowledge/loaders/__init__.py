"""Readers of documents, one file per format: bytes in, a title and blocks of text out."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import length_hint
from pathlib import PureWindowsPath

from rosana.errors import (
    ContainerTooLarge,
    DocumentBroken,
    DocumentEmpty,
    DocumentError,
    DocumentTooLarge,
    FormatUnsupported,
)
from rosana.knowledge.loaders.csv import read_csv
from rosana.knowledge.loaders.document import Block, LazyBlocks, LoadedDocument, ReadPart
from rosana.knowledge.loaders.docx import read_docx
from rosana.knowledge.loaders.eml import read_eml
from rosana.knowledge.loaders.epub import read_epub
from rosana.knowledge.loaders.html import read_html
from rosana.knowledge.loaders.ipynb import read_ipynb
from rosana.knowledge.loaders.json import read_json, read_jsonl
from rosana.knowledge.loaders.markdown import read_markdown
from rosana.knowledge.loaders.mbox import read_mbox
from rosana.knowledge.loaders.msg import read_msg
from rosana.knowledge.loaders.ocr import read_image
from rosana.knowledge.loaders.opendocument import read_ods, read_odt
from rosana.knowledge.loaders.pdf import read_pdf
from rosana.knowledge.loaders.pptx import read_pptx
from rosana.knowledge.loaders.rtf import read_rtf
from rosana.knowledge.loaders.suffixes import REFUSED, true_suffix
from rosana.knowledge.loaders.text import read_text
from rosana.knowledge.loaders.xls import read_xls
from rosana.knowledge.loaders.xlsx import read_xlsx
from rosana.knowledge.loaders.zip import read_zip

__all__ = ["PICTURES", "SUFFIXES", "Block", "LoadedDocument", "load"]

_READERS: Mapping[str, Callable[[bytes, str], LoadedDocument]] = {
    ".bmp": read_image,
    ".csv": read_csv,
    ".docm": read_docx,
    ".docx": read_docx,
    ".dotx": read_docx,
    ".epub": read_epub,
    ".gif": read_image,
    ".htm": read_html,
    ".html": read_html,
    ".ipynb": read_ipynb,
    ".jpeg": read_image,
    ".jpg": read_image,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".ndjson": read_jsonl,
    ".ods": read_ods,
    ".odt": read_odt,
    ".pdf": read_pdf,
    ".png": read_image,
    ".ppsx": read_pptx,
    ".pptm": read_pptx,
    ".pptx": read_pptx,
    ".rst": read_text,
    ".rtf": read_rtf,
    ".text": read_text,
    ".tif": read_image,
    ".tiff": read_image,
    ".tsv": read_csv,
    ".txt": read_text,
    ".webp": read_image,
    ".xhtml": read_html,
    ".xls": read_xls,
    ".xlsm": read_xlsx,
    ".xlsx": read_xlsx,
    ".xltx": read_xlsx,
}

_CONTAINERS: Mapping[str, Callable[[bytes, str, ReadPart], LoadedDocument]] = {
    ".eml": read_eml,
    ".mbox": read_mbox,
    ".msg": read_msg,
    ".zip": read_zip,
}

SUFFIXES = frozenset((*_READERS, *_CONTAINERS, *REFUSED))
"""The suffixes, in lower case with the dot, of the files that `load` reads, or says what to do with."""

PICTURES = frozenset(suffix for suffix, read in _READERS.items() if read is read_image)
"""The suffixes of pictures, which only OCR makes text of."""

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
            return _with_text(_CONTAINERS[suffix](data, title, partial(self._part, depth=depth + 1)))
        return _with_text(_READERS[suffix](data, title))

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
