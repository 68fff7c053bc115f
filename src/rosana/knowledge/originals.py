"""The uploaded files themselves, kept so that a document can be read again after a crash or an upgrade."""

import errno
from pathlib import Path

from rosana.errors import StorageError, StorageFull

__all__ = ["Originals"]


class Originals:
    """One file per document, named by its id and the suffix that says how to read it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, document_id: str, *, suffix: str, data: bytes) -> None:
        """Keep the bytes of a document in place of those it had; whole or not at all.

        Raises:
            StorageError: the folder cannot be written; StorageFull when the disk is full.
        """
        target = self._folder / f"{document_id}{suffix}"
        draft = self._folder / f"{document_id}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(data)
            self.remove(document_id, keep=draft)
            draft.replace(target)
        except OSError as exc:
            raise (StorageFull if exc.errno == errno.ENOSPC else StorageError) from exc

    def find(self, document_id: str) -> Path | None:
        """Return the file of a document, None where it did not come as an upload."""
        found = [path for path in self._folder.glob(f"{document_id}.*") if path.suffix != ".part"]
        return found[0] if found else None

    def remove(self, document_id: str, *, keep: Path | None = None) -> None:
        """Delete the file of a document, if there is one."""
        for path in self._folder.glob(f"{document_id}.*"):
            if path != keep:
                path.unlink(missing_ok=True)
