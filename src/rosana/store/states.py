"""The states of a document, and which of its passages serve, as SQL knows them."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case

from rosana.store.tables import documents, passages
from rosana.types import Document, DocumentStatus

__all__ = ["UNFINISHED", "is_litter", "is_still", "serving", "state", "unfinished_as"]

UNFINISHED = ("queued", "processing")


def state(status: DocumentStatus, *, reason: str | None = None) -> dict[str, Any]:
    """Return the columns of a state."""
    return {"status": status, "reason": reason, "progress_done": None, "progress_total": None}


def unfinished_as(status: DocumentStatus) -> dict[str, Any]:
    """Return a state in which a document keeps what is said of the version that serves."""
    said = case((documents.c.status == "failed", None), else_=documents.c.reason)
    return {**state(status), "reason": said}


def is_still(document: Document) -> ColumnElement[bool]:
    """Match a document whose state and origin are what they were."""
    return and_(documents.c.status == document.status, documents.c.origin == document.origin)


def serving() -> ColumnElement[bool]:
    """Match the passages that serve with their documents."""
    return and_(passages.c.document_id == documents.c.id, passages.c.generation == documents.c.generation)


def is_litter() -> ColumnElement[bool]:
    """Match passages that served before, or that a reading staged which will never publish them."""
    being_staged = and_(documents.c.status == "processing", passages.c.generation == documents.c.draft)
    return and_(
        passages.c.document_id == documents.c.id, passages.c.generation != documents.c.generation, ~being_staged
    )
