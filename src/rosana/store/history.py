"""The conversations of a workspace as a list: searched, filtered, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from rosana.store.tables import DEFAULT_WORKSPACE, SMALL_TALK, conversations, feedback, messages

__all__ = ["LOW_CONFIDENCE", "ConversationSummary", "Filter", "History"]

Filter = Literal["refused", "down", "no_source", "low_confidence"]

LOW_CONFIDENCE = 0.6
"""Answers of less are the ones to look at first: with the usual threshold, 0.5, they were nearly refused."""

_TITLE = 300
"""Characters of a conversation's title."""

_SAME = {
    "a": "aáàâãä",
    "e": "eéèêë",
    "i": "iíìîï",
    "o": "oóòôõö",
    "u": "uúùûü",
    "c": "cç",
    "n": "nñ",
}
"""Letters that a search takes for the same."""
_PLAIN = {other: letter for letter, others in _SAME.items() for other in others}


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """A conversation as the list shows it; texts are masked as they are stored."""

    id: str
    created_at: str
    updated_at: str
    title: str
    """Its first question, or the beginning of a long one."""
    questions: int
    refused: int
    up: int
    down: int
    no_source: int
    """Answers that no passage supports."""
    lowest_confidence: float | None
    """Of its answers, without those that were refused; None where there is none."""


class History:
    """The list of conversations of one workspace on one connection."""

    def __init__(self, connection: AsyncConnection, workspace: str = DEFAULT_WORKSPACE) -> None:
        self._connection = connection
        self._workspace = workspace

    async def page(
        self,
        *,
        search: str = "",
        only: Filter | None = None,
        after: tuple[str, str] | None = None,
        limit: int,
    ) -> Sequence[ConversationSummary]:
        """Return up to `limit` conversations, the one with the newest question first.

        Args:
            search: words that all stand in one message, whatever their accents and case.
            only: those with an answer of this kind.
            after: `updated_at` and `id` of the last one of the page before.
            limit: at least 1.
        """
        wanted = select(conversations.c.id).where(conversations.c.workspace_id == self._workspace)
        if after is not None:
            wanted = wanted.where(tuple_(conversations.c.updated_at, conversations.c.id) < tuple_(*after))
        if words := search.split():
            found = [condition for word in words for condition in _holds(word)]
            wanted = wanted.where(exists().where(messages.c.conversation_id == conversations.c.id, *found))
        if only is not None:
            wanted = wanted.where(conversations.c.id.in_(_with(only)))
        newest = (conversations.c.updated_at.desc(), conversations.c.id.desc())
        ids = (await self._connection.execute(wanted.order_by(*newest).limit(limit))).scalars().all()
        rows = await self._connection.execute(_summaries(ids).order_by(*newest))
        return [ConversationSummary(*row) for row in rows.all()]


def _with(only: Filter) -> Select[Any]:
    """Select the conversations that have an answer of this kind."""
    select_id = select(messages.c.conversation_id)
    match only:
        case "refused":
            return select_id.where(messages.c.refused)
        case "down":
            return select_id.join(feedback, feedback.c.message_id == messages.c.id).where(feedback.c.rating == "down")
        case "no_source":
            return select_id.where(messages.c.unsupported)
        case "low_confidence":
            return select_id.where(~messages.c.refused, messages.c.confidence < LOW_CONFIDENCE)


def _summaries(ids: Sequence[str]) -> Select[Any]:
    asked = messages.alias()
    first = (
        select(func.substr(asked.c.text, 1, _TITLE))
        .where(asked.c.conversation_id == conversations.c.id, asked.c.role == "user")
        .order_by(asked.c.seq)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            conversations.c.id,
            conversations.c.created_at,
            conversations.c.updated_at,
            func.coalesce(first, ""),
            _count(messages.c.role == "user"),
            _count(messages.c.refused),
            _count(feedback.c.rating == "up"),
            _count(feedback.c.rating == "down"),
            _count(messages.c.unsupported),
            func.min(case((and_(messages.c.model != SMALL_TALK, ~messages.c.refused), messages.c.confidence))),
        )
        .outerjoin(messages, messages.c.conversation_id == conversations.c.id)
        .outerjoin(feedback, feedback.c.message_id == messages.c.id)
        .where(conversations.c.id.in_(ids))
        .group_by(conversations.c.id)
    )


def _count(of: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((of, 1)))


def _holds(word: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return that a message holds a word: first roughly, which SQLite tells ten times as fast."""
    rough = "".join(
        char if char.isascii() and char.isalnum() and char not in _SAME else "_" for char in word.casefold()
    )
    return messages.c.text.like(f"%{rough}%"), messages.c.text.op("GLOB")(_pattern(word))


def _pattern(word: str) -> str:
    """Return what finds a word with SQLite's GLOB, which alone knows sets of characters; its own signs mean themselves.

    LIKE takes the case of ASCII letters alone for the same, and no accents.
    """
    return f"*{''.join(map(_set, word.casefold()))}*"


def _set(char: str) -> str:
    letters = _SAME.get(_PLAIN.get(char, char), char)
    both = "".join(dict.fromkeys(letters + letters.upper()))
    return f"[{both}]" if len(both) > 1 or char in "*?[" else char
