"""What becomes a document without being a file of this machine."""

from dataclasses import dataclass

from rosana.knowledge.originals import Original

__all__ = ["Content", "Text"]


@dataclass(frozen=True, slots=True)
class Text:
    """A document that is text already, and no file."""

    source: str
    title: str
    """May be empty."""
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """A document that was fetched from somewhere."""

    source: str
    """The key of the upsert."""
    original: Original
    url: str | None = None
    """Where people can open it."""
    version: str | None = None
    """What its server says of its age."""
