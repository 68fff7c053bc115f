"""Keeping a folder and its documents in step, and the report of what changed."""

import asyncio
import os
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from rosana.errors import DocumentNotFound, FileUnreadable
from rosana.knowledge.files import FoundFile, find_files
from rosana.knowledge.ingestion import Ingestion, Outcome
from rosana.store.documents import Documents, Fingerprint
from rosana.store.session import Database

__all__ = ["Change", "Report", "sync_folder", "too_many"]


_GUARDED = 5
"""Documents of a folder from which on it may not lose more than half of them without a word."""

_LISTS = ("added", "updated", "removed", "kept")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one source of a folder or site."""

    source: str
    status: Literal["added", "updated", "unchanged", "removed", "kept", "failed"]
    """`kept`: it is gone, but so are so many others that a person must confirm it."""
    reason: str | None = None

    @classmethod
    def of(cls, outcome: Outcome) -> "Change":
        """Return what became of a source that was read."""
        return cls(outcome.source, outcome.status, outcome.reason)


@dataclass(slots=True)
class Report:
    """What one run changed."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: int = 0
    failed: dict[str, str | None] = field(default_factory=dict)
    """Sources with the reasons."""
    note: str | None = None
    """What a person should know of the run as a whole."""

    def take(self, change: Change) -> None:
        """Count a change."""
        if change.status == "unchanged":
            self.unchanged += 1
        elif change.status == "failed":
            self.failed[change.source] = change.reason
        else:
            lists = {"added": self.added, "updated": self.updated, "removed": self.removed, "kept": self.kept}
            lists[change.status].append(change.source)

    def as_json(self, *, listed: int | None = None) -> dict[str, Any]:
        """Return the report for programs: how many of each, and their sources, at most `listed` of each kind."""
        sources = {name: getattr(self, name)[:listed] for name in _LISTS}
        failed = [{"source": source, "reason": reason} for source, reason in self.failed.items()][:listed]
        counts = {name: len(getattr(self, name)) for name in _LISTS}
        return {
            **counts,
            "unchanged": self.unchanged,
            "failed": len(self.failed),
            "note": self.note,
            "sources": {**sources, "failed": failed},
        }


async def sync_folder(
    database: Database, ingestion: Ingestion, folder: Path, *, confirmed: bool = False
) -> AsyncGenerator[Change, None]:
    """Read what is new or changed below a folder, and remove the documents whose files are gone.

    A file that only moved counts as no loss. When more than half of five or more documents would be lost, which is
    what an unmounted or emptied folder looks like, none is removed unless that is `confirmed`.

    Raises:
        FileUnreadable: the folder is not there.
    """
    if not await asyncio.to_thread(os.path.isdir, folder):
        raise FileUnreadable(f"A pasta {str(folder)!r} não existe ou não está montada. Nada foi removido.")
    known = await _known(database, folder)
    found = await asyncio.to_thread(lambda: list(find_files([str(folder)])))
    async with aclosing(ingestion.add_files(found)) as outcomes:
        async for outcome in outcomes:
            yield Change.of(outcome)
    gone = await asyncio.to_thread(_gone, known, found)
    present = {fingerprint.content_hash for fingerprint in (await _known(database, folder, without=gone)).values()}
    lost = [source for source in gone if known[source].content_hash not in present]
    refused = len(known) >= _GUARDED and too_many(lost, known) and not confirmed
    for source in gone:
        if refused and source in lost:
            yield Change(source, "kept", "O arquivo não está mais na pasta.")
            continue
        with suppress(DocumentNotFound):  # another process was faster
            await ingestion.remove(known[source].id)
        yield Change(source, "removed")


def too_many(gone: Iterable[str], known: Iterable[str]) -> bool:
    """Return whether what is gone is more than half of what is known."""
    return 2 * len(list(gone)) > len(list(known))


async def _known(database: Database, folder: Path, *, without: Iterable[str] = ()) -> Mapping[str, Fingerprint]:
    inside = (await asyncio.to_thread(folder.resolve)).as_posix().rstrip("/") + "/"
    async with database.read() as connection:
        all_known = await Documents(connection).fingerprints()
    left_out = set(without)
    files = {source: one for source, one in all_known.items() if one.origin == "file" and source not in left_out}
    return {source: one for source, one in files.items() if source.startswith(inside)}


def _gone(known: Iterable[str], found: Iterable[FoundFile]) -> list[str]:
    """Return the sources whose files are gone; nothing is known of those in a folder that cannot be listed."""
    there = {file.source for file in found if file.error is None}
    closed = tuple(f"{file.source}/" for file in found if file.error is not None)
    return [
        source
        for source in known
        if source not in there and not source.startswith(closed) and not os.path.lexists(source)
    ]
