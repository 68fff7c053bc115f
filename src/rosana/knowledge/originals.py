"""The uploaded files themselves, sealed, so that a document can be read again after a crash or an upgrade."""

import errno
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from rosana.errors import StorageError, StorageFull
from rosana.privacy.vault import Vault

__all__ = ["Original", "Originals"]

_ABANDONED = 3600
"""Seconds after which a draft is what a killed process left, and not what another is still writing."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was uploaded."""

    name: str
    """Its suffix says how to read it."""
    data: bytes


class Originals:
    """One file per document, `ID.NUMBER`: an upload that waits to be read has a higher number than the one before.

    Every method blocks, for as long as a file of that size takes.
    """

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault

    def draft(self, original: Original) -> Path:
        """Write a file that no document has yet, and return where.

        Raises:
            StorageError: the folder cannot be written; StorageFull when the disk is full.
        """
        path = self._folder / f"{uuid4().hex}.part"
        name = original.name.replace("\0", "").encode("utf-8", "replace")
        sealed = self._vault.seal(name + b"\0" + original.data)
        with _mapped_errors():
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                path.write_bytes(sealed)
            except OSError:
                path.unlink(missing_ok=True)
                raise
        return path

    def keep(self, draft: Path, document_id: str, number: int) -> None:
        """Make a draft the upload of a document.

        Raises:
            StorageError: the folder cannot be written.
        """
        with _mapped_errors():
            draft.replace(self._folder / f"{document_id}.{number}")

    def newest(self, document_id: str) -> int | None:
        """Return the number of the newest upload of a document; None where it did not come as one."""
        return max(self._numbers(document_id), default=None)

    def read(self, document_id: str, number: int) -> Original | None:
        """Return an upload of a document; None when it is gone.

        Raises:
            StorageError: it cannot be read, or was sealed with another key.
        """
        try:
            with _mapped_errors():
                sealed = (self._folder / f"{document_id}.{number}").read_bytes()
        except StorageError as exc:
            if isinstance(exc.__cause__, FileNotFoundError):
                return None
            raise
        name, _, data = self._vault.open(sealed).partition(b"\0")
        return Original(name.decode(), data)

    def latest(self, document_id: str) -> Original | None:
        """Return the newest upload of a document; None where there is none. Raises what `read` does."""
        number = self.newest(document_id)
        return None if number is None else self.read(document_id, number)

    def kept(self) -> frozenset[str]:
        """Return the ids of the documents of which an upload is kept."""
        return frozenset(path.stem for path in self._folder.glob("*.*") if path.suffix[1:].isdecimal())

    def any_sealed(self) -> bytes | None:
        """Return an upload as it is kept, None where there is none."""
        for path in self._folder.glob("*.*"):
            if path.suffix[1:].isdecimal():
                with suppress(OSError):
                    return path.read_bytes()
        return None

    def remove(self, document_id: str, *, below: int | None = None) -> None:
        """Delete the uploads of a document, or those of them that are older than a number."""
        for number in self._numbers(document_id):
            if below is None or number < below:
                (self._folder / f"{document_id}.{number}").unlink(missing_ok=True)

    def discard(self, document_id: str, number: int) -> None:
        """Delete one upload of a document, if it is there."""
        (self._folder / f"{document_id}.{number}").unlink(missing_ok=True)

    def unsealed(self) -> Mapping[str, Path]:
        """Return the uploads that earlier versions kept as they came, by the id of the document."""
        paths = (path for path in self._folder.glob("*.*") if path.suffix != ".part")
        return {path.stem: path for path in paths if not path.suffix[1:].isdecimal()}

    def adopt(self, path: Path, title: str) -> None:
        """Seal an upload that an earlier version kept as it came.

        Raises:
            StorageError: the folder cannot be written.
        """
        with _mapped_errors():
            data = path.read_bytes()
        self.keep(self.draft(Original(f"{title}{path.suffix}", data)), path.stem, 0)
        path.unlink(missing_ok=True)

    def sweep(self, newest: Mapping[str, int]) -> None:
        """Delete what killed processes left an hour ago: drafts, and uploads that no document knows.

        Args:
            newest: by the id of each document, the highest number that an upload of it may have.
        """
        for path in self._folder.glob("*.*"):
            document_id, _, suffix = path.name.rpartition(".")
            known = suffix.isdecimal() and int(suffix) <= newest.get(document_id, -1)
            with suppress(FileNotFoundError):
                if not known and path.stat().st_mtime < time.time() - _ABANDONED:
                    path.unlink()

    def _numbers(self, document_id: str) -> list[int]:
        suffixes = [path.name.rpartition(".")[2] for path in self._folder.glob(f"{document_id}.*")]
        return [int(suffix) for suffix in suffixes if suffix.isdecimal()]


@contextmanager
def _mapped_errors() -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        full = exc.errno in (errno.ENOSPC, errno.EDQUOT)
        raise (StorageFull if full else StorageError) from exc
