"""A document on its way from bytes to passages: a small one waits in memory, a big one is staged in steps."""

import asyncio
import json
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import Literal, Protocol

from rosana.errors import DocumentError
from rosana.knowledge.sandbox import Finish, Piece
from rosana.privacy import Kind, MaskedKinds
from rosana.privacy.vault import Vault
from rosana.store.documents import Documents, Fingerprint, New, Published, Reading
from rosana.store.session import Database
from rosana.types import Chunk, Origin, Progress

__all__ = ["Draft", "Drafting", "Masking", "Opened", "Outcome", "Reader", "settle", "write", "write_new"]

_STEP = 500
"""Passages staged in one transaction: it takes some milliseconds, so that answers never wait to be stored."""

_PULSE = 1.0
"""Seconds between two notes of the progress, which are also signs of life and find out about a cancel."""


class Reader(Protocol):
    """What turns the bytes of a document into chunks; see `rosana.knowledge.sandbox.Sandbox.read`."""

    def read(
        self, name: str, data: bytes, *, kinds: frozenset[Kind]
    ) -> AsyncGenerator[Progress | Piece | Finish, None]:
        """Read a document."""
        ...


@dataclass(frozen=True, slots=True)
class Masking:
    """How personal data is masked in documents."""

    vault: Vault
    """Seals what was masked."""
    kinds: MaskedKinds = field(default_factory=MaskedKinds)
    public: Sequence[str] = ()
    """Values of the company itself, which stay readable."""


@dataclass(slots=True)
class Draft:
    """What has been read of a document so far."""

    source: str
    title: str
    origin: Origin
    url: str | None = None
    version: str | None = None
    content_hash: str = ""
    reading: Reading | None = None
    """None until its document is marked as being read; a small file of a batch never is."""
    chunks: list[Chunk] = field(default_factory=list)
    """Those that are not staged yet."""
    staged: int = 0
    progress: Progress | None = None
    finish: Finish | None = None
    masked: bytes | None = None
    """The values behind its placeholders, sealed; None where nothing was masked."""
    reason: str | None = None
    """Why it cannot be read."""
    serves: bool = False
    """Whether the document has this very content already."""
    overtaken: bool = False
    """Whether it was cancelled, removed or sent anew meanwhile, and is worth nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source."""

    source: str
    status: Literal["added", "updated", "unchanged", "failed"]
    document_id: str | None = None
    passages: int = 0
    reason: str | None = None
    """Why it failed, or which parts of it were not read."""


@dataclass(slots=True)
class Opened:
    """A source that may have to be read."""

    draft: Draft
    name: str = ""
    data: bytes | None = None
    """None where there is nothing to read."""
    outcome: Outcome | None = None
    """Where it is known already."""
    renewed: bool = False
    """Whether its version is to be noted, though its content is the same."""

    def is_settled(self) -> bool:
        """Tell whether there is nothing to write."""
        return self.outcome is not None and not self.renewed


class Drafting:
    """Fills drafts."""

    def __init__(self, database: Database, reader: Reader, masking: Masking) -> None:
        self._database = database
        self._reader = reader
        self._masking = masking

    async def fill(self, draft: Draft, name: str, data: bytes) -> None:
        """Read a document to its end, or to the reason why it cannot be read."""
        try:
            async with aclosing(self._reader.read(name, data, kinds=self._masking.kinds.now)) as parts:
                async for part in parts:
                    await self._take(draft, part)
                    if draft.overtaken:
                        return
        except DocumentError as exc:
            draft.reason, draft.chunks = exc.detail, []

    async def fill_watched(self, draft: Draft, name: str, data: bytes) -> None:
        """Do the same for a document that is marked as being read, noting the progress; a cancel ends it at once."""
        task = asyncio.create_task(self.fill(draft, name, data))
        try:
            while not (await asyncio.wait({task}, timeout=_PULSE))[0]:
                await self._note_progress(draft)
                if draft.overtaken:
                    return
            await task
        finally:
            if not task.done():
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def _take(self, draft: Draft, part: Progress | Piece | Finish) -> None:
        match part:
            case Progress():
                draft.progress = part
            case Finish(masked=masked):
                draft.finish = part
                if masked:
                    draft.masked = await asyncio.to_thread(self._seal, masked)
            case Piece(chunks):
                draft.chunks.extend(chunks)
                if len(draft.chunks) >= _STEP:
                    await self._stage(draft)

    def _seal(self, masked: Mapping[str, str]) -> bytes:
        return self._masking.vault.seal(json.dumps(dict(masked), ensure_ascii=False).encode("utf-8", "replace"))

    async def _stage(self, draft: Draft) -> None:
        async with self._database.write() as connection:
            documents = Documents(connection)
            reading = draft.reading or await _begin(documents, draft)
            draft.overtaken = not await documents.note_progress(reading, draft.progress)
            if not draft.overtaken:
                await documents.stage(reading, draft.chunks, position=draft.staged)
        draft.reading = reading
        draft.staged += len(draft.chunks)
        draft.chunks = []

    async def _note_progress(self, draft: Draft) -> None:
        assert draft.reading is not None
        async with self._database.write() as connection:
            draft.overtaken = not await Documents(connection).note_progress(draft.reading, draft.progress)


async def _begin(documents: Documents, draft: Draft) -> Reading:
    return await documents.begin_source(draft.source, title=draft.title, origin=draft.origin, url=draft.url)


async def write(documents: Documents, draft: Draft, *, updated: bool) -> Outcome:
    """Publish what was read, or note why it could not be; nothing when it was overtaken."""
    reading = draft.reading
    if reading is None:
        reading = await _begin(documents, draft)
    elif not await documents.note_progress(reading, draft.progress):
        draft.overtaken = True
        return Outcome(draft.source, "unchanged", reading.document_id)
    if draft.serves:
        await documents.keep(reading, version=draft.version)
        return Outcome(draft.source, "unchanged", reading.document_id)
    if draft.finish is None:
        reason = draft.reason or DocumentError.detail
        await documents.fail_reading(reading, reason=reason)
        return Outcome(draft.source, "failed", reading.document_id, reason=reason)
    content = _content(draft, draft.finish)
    if updated and not draft.staged and await documents.has(reading, content.title, draft.chunks):
        await documents.confirm(reading, content)
        return Outcome(draft.source, "unchanged", reading.document_id, reason=content.reason)
    await documents.stage(reading, draft.chunks, position=draft.staged)
    await documents.publish(reading, content)
    passages = draft.staged + len(draft.chunks)
    return Outcome(draft.source, "updated" if updated else "added", reading.document_id, passages, content.reason)


async def settle(documents: Documents, opened: Opened, known: Mapping[str, Fingerprint]) -> Outcome:
    """Write what there is to write about a source."""
    if opened.outcome is None:
        return await write(documents, opened.draft, updated=opened.draft.source in known)
    if opened.renewed and opened.outcome.document_id:
        await documents.note_version(opened.outcome.document_id, opened.draft.version)
    return opened.outcome


async def write_new(documents: Documents, drafts: Iterable[Draft]) -> Mapping[str, Outcome]:
    """Publish at once those of the drafts that were read whole and whose sources nobody has added; by source."""
    whole = {draft.source: (draft, draft.finish) for draft in drafts if draft.finish and draft.reading is None}
    for source in await documents.fingerprints(*whole) if whole else ():
        del whole[source]
    new = [
        New(draft.source, draft.origin, draft.url, _content(draft, finish), draft.chunks)
        for draft, finish in whole.values()
    ]
    ids = await documents.add(new)
    return {
        one.source: Outcome(one.source, "added", document_id, len(one.chunks), one.content.reason)
        for document_id, one in zip(ids, new, strict=True)
    }


def _content(draft: Draft, finish: Finish) -> Published:
    notes = " ".join(finish.notes) or None
    return Published(finish.title, draft.content_hash, draft.version, notes, draft.masked)
