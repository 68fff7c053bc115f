"""What is known of the versions of a document: the one that serves, and those on their way."""

from collections.abc import Sequence
from dataclasses import dataclass

from rosana.types import Chunk, DocumentStatus, Origin

__all__ = ["Fingerprint", "New", "Published", "Reading", "Upload"]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is known of a source without reading it again."""

    id: str
    status: DocumentStatus
    version: str | None
    """What the source said of its age when it was read: a file's time and size, a page's ETag."""
    content_hash: str | None
    """None before it was read for the first time."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload that waits to be read: the document that it belongs to, and its number there."""

    document_id: str
    number: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One attempt to read a document; a later attempt, an upload or a cancel makes it worth nothing."""

    document_id: str
    draft: int
    """Its number, and the generation of the passages that it stages; 1 for the first of a new document."""
    content_hash: str | None = None
    """Of what serves meanwhile, where an upload waits: the same content again need not be read."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a document becomes, beside its passages."""

    title: str
    content_hash: str
    version: str | None = None
    """What the source says of its age."""
    reason: str | None = None
    """Which parts could not be read, and why."""
    masked: bytes | None = None
    """The values behind its placeholders, sealed."""


@dataclass(frozen=True, slots=True)
class New:
    """A document of a source that is not known yet."""

    source: str
    origin: Origin
    url: str | None
    content: Published
    chunks: Sequence[Chunk]
