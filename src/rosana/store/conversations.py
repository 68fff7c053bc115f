"""Conversations: what was asked, what was answered, from which passages, and how it was judged."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rosana.errors import ConversationNotFound, MessageNotFound
from rosana.store.tables import (
    DEFAULT_WORKSPACE,
    citations,
    conversations,
    feedback,
    messages,
    sources,
    utc_now,
)
from rosana.types import Citation, Rating, Source, Turn

__all__ = ["Answer", "Conversation", "Conversations", "Feedback", "Message"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is kept."""

    text: str
    model: str
    refused: bool
    confidence: float
    incomplete: bool = False
    sources: Sequence[Source] = ()
    citations: Sequence[Citation] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person thought of an answer."""

    rating: Rating
    comment: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """A stored message with all that hangs on it."""

    id: str
    role: str
    text: str
    created_at: str
    model: str | None
    refused: bool
    confidence: float | None
    incomplete: bool
    sources: Sequence[Source]
    citations: Sequence[Citation]
    feedback: Feedback | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A stored conversation, its messages oldest first."""

    id: str
    created_at: str
    messages: Sequence[Message]


class Conversations:
    """The conversations of one workspace on one connection; the caller's transaction commits."""

    def __init__(self, connection: AsyncConnection, workspace: str = DEFAULT_WORKSPACE) -> None:
        self._connection = connection
        self._workspace = workspace

    async def start(self) -> str:
        """Begin a conversation and return its id."""
        conversation_id = uuid4().hex
        await self._connection.execute(
            insert(conversations),
            {"id": conversation_id, "workspace_id": self._workspace, "created_at": utc_now()},
        )
        return conversation_id

    async def turns(self, conversation_id: str, limit: int) -> Sequence[Turn]:
        """Return the last `limit` messages, oldest first.

        Raises:
            ConversationNotFound: there is no conversation with this id.
        """
        await self._created_at(conversation_id)
        rows = await self._connection.execute(
            select(messages.c.role, messages.c.text)
            .where(messages.c.conversation_id == conversation_id)
            .order_by(messages.c.seq.desc())
            .limit(limit)
        )
        return [Turn(row.role, row.text) for row in reversed(rows.all())]

    async def add_question(self, conversation_id: str, text: str) -> None:
        """Keep what was asked, before it is answered."""
        await self._connection.execute(
            insert(messages),
            {
                "id": uuid4().hex,
                "conversation_id": conversation_id,
                "role": "user",
                "text": text,
                "created_at": utc_now(),
            },
        )

    async def add_answer(self, conversation_id: str, answer: Answer) -> str:
        """Keep an answer with its sources and citations, and return the message's id."""
        message_id = uuid4().hex
        await self._connection.execute(
            insert(messages),
            {
                "id": message_id,
                "conversation_id": conversation_id,
                "role": "assistant",
                "text": answer.text,
                "model": answer.model,
                "refused": answer.refused,
                "confidence": answer.confidence,
                "incomplete": answer.incomplete,
                "created_at": utc_now(),
            },
        )
        for table, rows in ((sources, answer.sources), (citations, answer.citations)):
            if rows:
                await self._connection.execute(
                    insert(table), [{"message_id": message_id, **asdict(row)} for row in rows]
                )
        return message_id

    async def rate(self, message_id: str, *, rating: Rating, comment: str | None) -> None:
        """Keep what a person thought of an answer; a later opinion replaces an earlier one.

        Raises:
            MessageNotFound: no answer has this id.
        """
        await self.of_answer(message_id)
        await self._connection.execute(delete(feedback).where(feedback.c.message_id == message_id))
        await self._connection.execute(
            insert(feedback).values(message_id=message_id, rating=rating, comment=comment, created_at=utc_now())
        )

    async def of_answer(self, message_id: str) -> str:
        """Return the id of the conversation that an answer belongs to.

        Raises:
            MessageNotFound: no answer has this id.
        """
        found = await self._connection.scalar(
            select(conversations.c.id)
            .join(messages, conversations.c.id == messages.c.conversation_id)
            .where(
                messages.c.id == message_id,
                messages.c.role == "assistant",
                conversations.c.workspace_id == self._workspace,
            )
        )
        if found is None:
            raise MessageNotFound
        return str(found)

    async def get(self, conversation_id: str) -> Conversation:
        """Return a whole conversation.

        Raises:
            ConversationNotFound: there is no conversation with this id.
        """
        created_at = await self._created_at(conversation_id)
        rows = await self._connection.execute(
            select(messages, feedback.c.rating, feedback.c.comment)
            .outerjoin(feedback, feedback.c.message_id == messages.c.id)
            .where(messages.c.conversation_id == conversation_id)
            .order_by(messages.c.seq)
        )
        found = rows.all()
        ids = [row.id for row in found]
        used = await self._connection.execute(
            select(sources).where(sources.c.message_id.in_(ids)).order_by(sources.c.message_id, sources.c.n)
        )
        cited = await self._connection.execute(
            select(citations).where(citations.c.message_id.in_(ids)).order_by(citations.c.message_id, citations.c.start)
        )
        all_used, all_cited = used.all(), cited.all()
        return Conversation(
            conversation_id, created_at, [_message(row, used=all_used, cited=all_cited) for row in found]
        )

    async def _created_at(self, conversation_id: str) -> str:
        created_at = await self._connection.scalar(
            select(conversations.c.created_at).where(
                conversations.c.id == conversation_id, conversations.c.workspace_id == self._workspace
            )
        )
        if created_at is None:
            raise ConversationNotFound
        return str(created_at)


def _message(row: Row[Any], *, used: Sequence[Row[Any]], cited: Sequence[Row[Any]]) -> Message:
    return Message(
        id=row.id,
        role=row.role,
        text=row.text,
        created_at=row.created_at,
        model=row.model,
        refused=row.refused,
        confidence=row.confidence,
        incomplete=row.incomplete,
        sources=[Source(**_without_message(s)) for s in used if s.message_id == row.id],
        citations=[Citation(**_without_message(c)) for c in cited if c.message_id == row.id],
        feedback=Feedback(row.rating, row.comment) if row.rating else None,
    )


def _without_message(row: Row[Any]) -> dict[str, Any]:
    return {key: value for key, value in row._mapping.items() if key != "message_id"}
