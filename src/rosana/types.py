"""The vocabulary that every concern speaks: passages, search results and the events of an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "Chunk",
    "Citation",
    "Document",
    "DocumentStatus",
    "Done",
    "Event",
    "Hit",
    "Origin",
    "Passage",
    "Progress",
    "Rating",
    "SearchResult",
    "Source",
    "Sources",
    "Token",
    "Tone",
    "Turn",
]

DocumentStatus = Literal["queued", "processing", "ready", "failed"]
Origin = Literal["file", "upload", "page", "text"]
"""How a document came: "file" is a path of this machine that its operator named, and the only one read from there."""
Rating = Literal["up", "down"]
Tone = Literal["cordial", "direta", "formal"]
"""How Rosana speaks."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document before it is stored: what the splitter makes."""

    heading: str
    """Heading path below the document's title, joined by " › "; "" at the top."""
    text: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a document has been read: pages, rows or messages, as its format counts."""

    done: int
    total: int
    """0 while nobody knows."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source handed to Rosana and what became of it."""

    id: str
    source: str
    """Where it came from: a file path, or a name given by the caller. Unique in its workspace."""
    title: str
    url: str | None
    status: DocumentStatus
    reason: str | None
    """Why it failed, or which parts of it were not read; in Portuguese."""
    passages: int
    updated_at: str
    """UTC, ISO 8601."""
    progress: Progress | None = None
    """While it is being read."""
    origin: Origin = "upload"
    editable: bool = False
    """Whether its original is a text that was sent here, which people may correct."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored piece of a document: the unit that is found, cited and shown."""

    id: int
    document_id: str
    title: str
    heading: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matched a question, with its ranking score (0..1, comparable inside one result only)."""

    passage: Passage
    score: float
    also_in: tuple[str, ...] = ()
    """Ids of the other documents that say the same: their passages were left out for this one."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best passages for a question, best first, and the probability that they hold its answer."""

    hits: tuple[Hit, ...]
    confidence: float
    """0..1."""
    answerable: bool
    """True when the confidence reaches the threshold of the knowledge base."""
    meant: Mapping[str, str] = field(default_factory=dict)
    """What was searched for in the place of words that were typed wrongly, by these; all folded."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of a conversation, oldest first wherever turns come in a sequence."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as an answer shows it; `n` counts from 1 inside the answer."""

    n: int
    document_id: str
    passage_id: int
    title: str
    heading: str
    url: str | None
    text: str
    score: float

    @classmethod
    def of(cls, n: int, hit: Hit) -> "Source":
        """Return a hit as the `n`-th source of an answer."""
        passage = hit.passage
        return cls(
            n=n,
            document_id=passage.document_id,
            passage_id=passage.id,
            title=passage.title,
            heading=passage.heading,
            url=passage.url,
            text=passage.text,
            score=hit.score,
        )


@dataclass(frozen=True, slots=True)
class Sources:
    """The passages that the answer may use; comes first."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """The next piece of the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where one sentence of the answer comes from.

    `start` and `end` are character offsets in the answer; `source` is the number of the source and
    `source_start`/`source_end` the characters of its text that support the sentence. A sentence that no
    passage supports has `supported=False` and no source.
    """

    start: int
    end: int
    supported: bool
    source: int | None = None
    source_start: int | None = None
    source_end: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The end of an answer, and what is known of it."""

    response: str
    model: str
    conversation_id: str
    message_id: str
    refused: bool
    confidence: float
    cached: bool = False
    incomplete: bool = False
    """True when the model stopped before it had finished the answer."""
    timings: dict[str, float] = field(default_factory=dict)
    """Milliseconds by stage: `search`, `first_token`, `total`."""


Event = Sources | Token | Citation | Done
