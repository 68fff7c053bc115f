"""ZIP files of documents: one document, in which each file is a section under its folders and its title."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from rosana.errors import (
    ContainerTooLarge,
    DocumentBroken,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentError,
    DocumentTooLarge,
)
from rosana.knowledge.loaders.document import Block, LoadedDocument, ReadPart, clean

__all__ = ["read_zip"]

_LARGEST = 500_000_000
_UNSUSPICIOUS = 50_000_000
_DENSEST = 100
"""Bytes of text in one of the file: logs reach 50, bombs begin at 1,000."""
_LARGEST_PART = 100_000_000
_UTF8 = 0x800
_ENCRYPTED = 0x1
_NAMED = 5
"""Files that a note names; it counts the others."""
_LONGEST_NAME = 200
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,  # a compression that Python does not know
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
)
"""What `zipfile` raises on damaged files."""


def read_zip(data: bytes, stem: str, read_part: ReadPart) -> LoadedDocument:
    """Read the documents in a ZIP file, one at a time while the blocks are read; hidden files are passed over.

    Raises:
        DocumentBroken: it is damaged.
        ContainerTooLarge: it unpacks to more than 500 MB, or to suspiciously much.
        DocumentError: no file in it can be read; this is the reason of the first.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as exc:
        raise DocumentBroken from exc
    files = [file for file in package.infolist() if not file.is_dir() and not _is_hidden(_name(file))]
    size = sum(file.file_size for file in files)
    if size > _LARGEST or (size > _UNSUSPICIOUS and size > _DENSEST * len(data)):
        raise ContainerTooLarge
    notes: list[str] = []
    return LoadedDocument(stem, _blocks(package, files, read_part, notes), notes)


def _blocks(
    package: zipfile.ZipFile, files: Sequence[zipfile.ZipInfo], read_part: ReadPart, notes: list[str]
) -> Iterator[Block]:
    failed: list[tuple[str, DocumentError]] = []
    for file in files:
        name = _name(file)
        try:
            document = read_part(name, _unpack(package, file))
            yield from _part(name, document)
            notes += document.notes
        except ContainerTooLarge:
            raise
        except DocumentError as exc:
            failed.append((PurePosixPath(name).name, exc))
    if not files:
        raise DocumentEmpty("O arquivo ZIP está vazio. Confira se os documentos foram guardados nele.")
    if len(failed) == len(files):
        raise failed[0][1] if len(failed) == 1 else _none_read(failed)
    if failed:
        notes.append(f"{_count(len(failed), len(files))}: {_reasons(failed)}.")


def _part(name: str, document: LoadedDocument) -> Iterator[Block]:
    path = (*PurePosixPath(name).parts[:-1], document.title)
    path = tuple(clean(part)[:_LONGEST_NAME] for part in path)
    for block in document.blocks:
        yield Block(block.kind, block.text, (*path, *block.heading))


def _unpack(package: zipfile.ZipFile, file: zipfile.ZipInfo) -> bytes:
    if file.flag_bits & _ENCRYPTED:
        raise DocumentEncrypted
    if file.file_size > _LARGEST_PART:
        raise DocumentTooLarge
    try:
        return package.read(file)  # no more than the size it states
    except _DAMAGED as exc:
        raise DocumentBroken from exc


def _name(file: zipfile.ZipInfo) -> str:
    """Return the path of a file; where it is not marked as UTF-8, it often is all the same, else it is CP850."""
    if file.flag_bits & _UTF8:
        return file.filename
    raw = file.filename.encode("cp437", errors="replace")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp850")  # what Windows in Portuguese writes; CP437's letters are the same


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "__MACOSX", "~$")) for part in parts) or parts[-1:] in (
        ("Thumbs.db",),
        ("desktop.ini",),
    )


def _count(failed: int, files: int) -> str:
    return f"{failed} de {files} arquivos {'não foi lido' if failed == 1 else 'não foram lidos'}"


def _reasons(failed: Sequence[tuple[str, DocumentError]]) -> str:
    """Return some names with their reasons, as "a.png (formato não aceito), b.pdf (documento protegido)"."""
    named = [f"{clean(name)[:_LONGEST_NAME]} ({error.title.lower()})" for name, error in failed[:_NAMED]]
    more = len(failed) - len(named)
    return ", ".join(named) + (f" e mais {more}" if more else "")


def _none_read(failed: Sequence[tuple[str, DocumentError]]) -> DocumentError:
    kinds = {type(error) for _, error in failed}
    kind = kinds.pop() if len(kinds) == 1 else DocumentBroken
    return kind(f"Nenhum dos {len(failed)} arquivos guardados pôde ser lido: {_reasons(failed)}.")
