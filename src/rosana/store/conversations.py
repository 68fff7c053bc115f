"""Conversations: what was asked, what was answered, from which passages, and how it was judged."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Row, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from rosana.errors import AnswerSuperseded, ConversationNotFound, MessageNotFound
from rosana.store.tables import (
    DEFAULT_WORKSPACE,
    SMALL_TALK,
    citations,
    conversations,
    feedback,
    messages,
    sources,
    utc_now,
)
from rosana.types import Citation, Rating, Source, Turn

__all__ = ["Answer", "Conversation", "Conversations", "Feedback", "Message", "Question"]


@dataclass(frozen=True, slots=True)
class Question:
    """A stored question, with what is needed to answer it again."""

    seq: int
    """Its place among all messages."""
    conversation_id: str
    text: str
    visitor: str | None = None


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
    first_token_ms: float | None = None
    total_ms: float | None = None


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
    first_token_ms: float | None = None
    total_ms: float | None = None


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

    async def start(self, *, visitor: str | None = None) -> str:
        """Begin a conversation, of a visitor of the widget or of whoever knows its id, and return that."""
        conversation_id, now = uuid4().hex, utc_now()
        await self._connection.execute(
            insert(conversations),
            {
                "id": conversation_id,
                "workspace_id": self._workspace,
                "visitor": visitor,
                "created_at": now,
                "updated_at": now,
            },
        )
        return conversation_id

    async def turns(
        self, conversation_id: str, limit: int, *, before: int | None = None, visitor: str | None = None
    ) -> Sequence[Turn]:
        """Return the last `limit` messages, or those before the one with `seq` `before`, oldest first.

        Raises:
            ConversationNotFound: there is no conversation with this id, or none of this owner.
        """
        await self.check_owner(conversation_id, visitor)
        last = (
            select(messages.c.role, messages.c.text)
            .where(messages.c.conversation_id == conversation_id)
            .order_by(messages.c.seq.desc())
            .limit(limit)
        )
        if before is not None:
            last = last.where(messages.c.seq < before)
        rows = await self._connection.execute(last)
        return [Turn(row.role, row.text) for row in reversed(rows.all())]

    async def add_question(self, conversation_id: str, text: str, *, request: str | None = None) -> int:
        """Keep what was asked, before it is answered, and return its `seq`.

        Raises:
            ConversationNotFound: the conversation has been deleted.
        """
        now = utc_now()
        moved = await self._connection.execute(
            update(conversations).where(conversations.c.id == conversation_id).values(updated_at=now)
        )
        if not moved.rowcount:
            raise ConversationNotFound
        added = await self._connection.execute(
            insert(messages).returning(messages.c.seq),
            {
                "id": uuid4().hex,
                "conversation_id": conversation_id,
                "role": "user",
                "text": text,
                "request": request,
                "created_at": now,
            },
        )
        seq: int = added.scalar_one()
        return seq

    async def asked(self, request: str) -> Question | None:
        """Return the question that was asked under this id."""
        found = await self._connection.execute(
            select(messages.c.seq, messages.c.conversation_id, messages.c.text, conversations.c.visitor)
            .join(conversations, conversations.c.id == messages.c.conversation_id)
            .where(messages.c.request == request, conversations.c.workspace_id == self._workspace)
        )
        row = found.one_or_none()
        return None if row is None else Question(*row)

    async def answer_to(self, question: int) -> "Message | None":
        """Return the answer to the question with this `seq`, if there is one."""
        found = await self._messages(messages.c.question == question)
        return found[0] if found else None

    async def drop(self, message_id: str) -> None:
        """Forget an answer, with its sources, citations and what was thought of it."""
        await self._connection.execute(delete(messages).where(messages.c.id == message_id))

    async def add_answer(self, conversation_id: str, answer: Answer, *, question: int | None = None) -> str:
        """Keep an answer with its sources and citations, and return the message's id.

        Args:
            conversation_id: where it was asked.
            answer: as it is kept.
            question: `seq` of what it answers.

        Raises:
            ConversationNotFound: the conversation has been deleted.
            AnswerSuperseded: the question has an answer already.
        """
        message_id = uuid4().hex
        values = {
            "id": message_id,
            "conversation_id": conversation_id,
            "role": "assistant",
            "question": question,
            "text": answer.text,
            "model": answer.model,
            "refused": answer.refused,
            "confidence": answer.confidence,
            "incomplete": answer.incomplete,
            "unsupported": not (
                answer.refused or answer.model == SMALL_TALK or any(citation.supported for citation in answer.citations)
            ),
            "first_token_ms": answer.first_token_ms,
            "total_ms": answer.total_ms,
            "created_at": utc_now(),
        }
        try:
            await self._connection.execute(insert(messages), values)
        except IntegrityError as exc:
            raise AnswerSuperseded if "UNIQUE" in str(exc.orig) else ConversationNotFound from exc
        for table, rows in ((sources, answer.sources), (citations, answer.citations)):
            if rows:
                await self._connection.execute(
                    insert(table), [{"message_id": message_id, **asdict(row)} for row in rows]
                )
        return message_id

    async def rate(self, message_id: str, *, rating: Rating, comment: str | None, visitor: str | None = None) -> None:
        """Keep what a person thought of an answer; a later opinion replaces an earlier one.

        Raises:
            MessageNotFound: no answer, or none of this owner's, has this id.
        """
        await self.of_answer(message_id, visitor=visitor)
        await self._connection.execute(delete(feedback).where(feedback.c.message_id == message_id))
        await self._connection.execute(
            insert(feedback).values(message_id=message_id, rating=rating, comment=comment, created_at=utc_now())
        )

    async def of_answer(self, message_id: str, *, visitor: str | None = None) -> str:
        """Return the id of the conversation that an answer belongs to.

        Raises:
            MessageNotFound: no answer, or none of this owner's, has this id.
        """
        found = await self._connection.scalar(
            self._of(select(conversations.c.id).join(messages, conversations.c.id == messages.c.conversation_id)).where(
                _owned_by(visitor), messages.c.id == message_id, messages.c.role == "assistant"
            )
        )
        if found is None:
            raise MessageNotFound
        return str(found)

    async def check_owner(self, conversation_id: str, visitor: str | None) -> None:
        """Refuse whoever is not the owner: a visitor, or, of what belongs to no visitor, whoever knows the id.

        Raises:
            ConversationNotFound: there is no conversation with this id, or none of this owner.
        """
        await self._created_at(conversation_id, _owned_by(visitor))

    async def get(self, conversation_id: str) -> Conversation:
        """Return a whole conversation, whoever owns it.

        Raises:
            ConversationNotFound: there is no conversation with this id.
        """
        created_at = await self._created_at(conversation_id)
        return Conversation(
            conversation_id, created_at, await self._messages(messages.c.conversation_id == conversation_id)
        )

    async def remove(self, conversation_id: str) -> None:
        """Remove a conversation with all that hangs on it.

        Raises:
            ConversationNotFound: there is no conversation with this id.
        """
        await self._created_at(conversation_id)
        await self._connection.execute(delete(conversations).where(conversations.c.id == conversation_id))

    async def _messages(self, wanted: ColumnElement[bool]) -> Sequence[Message]:
        rows = await self._connection.execute(
            select(messages, feedback.c.rating, feedback.c.comment)
            .outerjoin(feedback, feedback.c.message_id == messages.c.id)
            .where(wanted)
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
        return [_message(row, used=all_used, cited=all_cited) for row in found]

    async def _created_at(self, conversation_id: str, *conditions: ColumnElement[bool]) -> str:
        created_at = await self._connection.scalar(
            self._of(select(conversations.c.created_at)).where(conversations.c.id == conversation_id, *conditions)
        )
        if created_at is None:
            raise ConversationNotFound
        return str(created_at)

    def _of(self, selected: Select[Any]) -> Select[Any]:
        """Leave out what belongs to another workspace."""
        return selected.where(conversations.c.workspace_id == self._workspace)


def _owned_by(visitor: str | None) -> ColumnElement[bool]:
    return conversations.c.visitor.is_(None) if visitor is None else conversations.c.visitor == visitor


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
        first_token_ms=row.first_token_ms,
        total_ms=row.total_ms,
        sources=[Source(**_without_message(s)) for s in used if s.message_id == row.id],
        citations=[Citation(**_without_message(c)) for c in cited if c.message_id == row.id],
        feedback=Feedback(row.rating, row.comment) if row.rating else None,
    )


def _without_message(row: Row[Any]) -> dict[str, Any]:
    return {key: value for key, value in row._mapping.items() if key != "message_id"}
