"""Finding and reading the files that an operator names: files, folders and globs."""

import os
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from glob import has_magic
from pathlib import Path
from typing import Literal

from rosana.errors import (
    DocumentEmpty,
    DocumentError,
    DocumentTooLarge,
    FileUnreadable,
    FormatUnsupported,
    OutsideFolder,
)
from rosana.knowledge.loaders import PICTURES, SUFFIXES

__all__ = ["FoundFile", "exists", "find_files", "read_file", "version_of"]

_FRESH = 2.0
"""Seconds in which a file may change again without a new time of change, so that the time says nothing yet."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to be read, or the reason why it cannot be."""

    path: Path
    """As it was named or found."""
    source: str
    """The absolute path without links, with slashes: the same for the same file, however it was named."""
    error: DocumentError | None = None


def find_files(paths: Sequence[str]) -> Iterator[FoundFile]:
    """Yield the files that some paths name, each once, a folder's in order of their names.

    A folder gives the documents at any depth below it; what is hidden, or no document, is passed over, and so
    are pictures, which illustrate pages more often than they are documents. A glob may hold `**`. What was named
    and is not there comes with an error, and so does a file of a format that has no reader, a broken link, or a
    link that leads out of the folder.
    """
    seen: set[str] = set()
    for name in paths:
        for found in _find(Path(name)):
            if found.source not in seen:
                seen.add(found.source)
                yield found


def read_file(path: Path, max_bytes: int) -> bytes:
    """Return the bytes of a file.

    Raises:
        FileUnreadable: it is missing, not a regular file, or may not be read.
        DocumentTooLarge: it has more than `max_bytes`.
        DocumentEmpty: it has none.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FileUnreadable("Isto não é um arquivo comum. Indique um arquivo ou uma pasta.")
        if status.st_size > max_bytes:
            raise DocumentTooLarge(f"O arquivo passa de {max_bytes // 1_000_000} MB. Divida-o em partes.")
        data = path.read_bytes()
    except (OSError, ValueError) as exc:  # a null character in a name is a ValueError
        raise _unreadable(exc) from exc
    if not data:
        raise DocumentEmpty
    return data


def _find(path: Path) -> Iterator[FoundFile]:
    try:
        kind = _kind(path)
    except (OSError, ValueError) as exc:
        yield _found(path, _unreadable(exc))
        return
    if kind == "missing" and has_magic(str(path)):
        yield from _match(path)
    elif kind == "missing":
        yield _found(path, FileUnreadable("O arquivo não existe. Confira o caminho."))
    elif kind == "folder":
        yield from _walk(path, root=path.resolve())
    else:
        yield _found(path, None if path.suffix.lower() in SUFFIXES else FormatUnsupported())


def _kind(path: Path) -> Literal["missing", "folder", "file"]:
    try:
        return "folder" if stat.S_ISDIR(path.stat().st_mode) else "file"
    except FileNotFoundError:
        return "missing"


def _match(pattern: Path) -> Iterator[FoundFile]:
    fixed = next(parent for parent in pattern.parents if not has_magic(str(parent)))
    below = pattern.relative_to(fixed)
    try:
        matches = [path for path in sorted(fixed.glob(str(below))) if not _is_hidden(path.relative_to(fixed))]
    except ValueError:  # ** together with other characters
        matches = []
    if not matches:
        yield _found(pattern, FileUnreadable(f"Nenhum arquivo corresponde a {str(pattern)!r}."))
    for match in matches:
        yield from _inside(match, root=fixed.resolve())


def _walk(folder: Path, *, root: Path) -> Iterator[FoundFile]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as exc:
        yield _found(folder, _unreadable(exc))
        return
    place = folder.resolve()
    for entry in entries:
        if not _is_hidden(Path(entry.name)) and entry.suffix.lower() not in PICTURES:
            yield from _inside(entry, root=root, place=place)


def _inside(path: Path, *, root: Path, place: Path | None = None) -> Iterator[FoundFile]:
    """Yield what stands at a path that was not named itself but found below `root`.

    `place` is its folder without links, where that is known: to ask for it again costs more than reading a file.
    """
    try:
        yield from _entry(path, root=root, place=place or path.parent.resolve())
    except OSError as exc:  # a folder that may be listed, but not entered
        yield _found(path, _unreadable(exc))


def _entry(path: Path, *, root: Path, place: Path) -> Iterator[FoundFile]:
    if path.is_symlink():
        yield from _linked(path, root=root)
    elif path.is_dir():
        yield from _walk(path, root=root)
    elif path.suffix.lower() in SUFFIXES:
        yield _at(path, place / path.name)


def _linked(link: Path, *, root: Path) -> Iterator[FoundFile]:
    """Yield the file that a link leads to; a folder inside `root` is walked anyway, so loops end here."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):  # a loop is a RuntimeError until Python 3.12
        if link.suffix.lower() in SUFFIXES:
            yield _found(link, FileUnreadable("O atalho aponta para um arquivo que não existe."))
        return
    is_document = target.suffix.lower() in SUFFIXES
    if not target.is_relative_to(root):
        if is_document or target.is_dir():
            yield _found(link, OutsideFolder())
    elif is_document and target.is_file():
        yield _found(link)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _found(path: Path, error: DocumentError | None = None) -> FoundFile:
    """Return a file under its source; an error stands under the link itself, not under what that leads to."""
    return _at(path, path.parent.resolve() / path.name if error else path.resolve(), error)


def _at(path: Path, place: Path, error: DocumentError | None = None) -> FoundFile:
    full = place.as_posix()
    try:
        full.encode()
    except UnicodeEncodeError:
        full = full.encode(errors="replace").decode()
        error = FileUnreadable("O nome do arquivo não está em UTF-8. Renomeie-o e tente de novo.")
    return FoundFile(path, full, error)


def version_of(path: Path) -> str | None:
    """Return what a file's place in its folder says of its age; None while it is too fresh to say."""
    try:
        status = path.stat()
    except (OSError, ValueError):  # whoever reads it says why
        return None
    fresh = time.time() - status.st_mtime < _FRESH
    return None if fresh else f"{status.st_mtime_ns}:{status.st_size}"


def exists(path: Path) -> bool:
    """Tell whether something is at a path; where nobody may look, there is nothing."""
    return os.path.exists(path)  # noqa: PTH110 — Path.exists raises where it may not look


def _unreadable(error: OSError | ValueError) -> FileUnreadable:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileUnreadable("O arquivo não existe. Confira o caminho.")
    if isinstance(error, PermissionError):
        return FileUnreadable("Sem permissão de leitura. Ajuste as permissões e tente de novo.")
    return FileUnreadable()
