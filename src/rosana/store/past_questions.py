"""Questions of the past, with how sure it was that the base holds their answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rosana.store.tables import DEFAULT_WORKSPACE, SMALL_TALK, conversations, messages, of_workspace

__all__ = ["PastQuestion", "past_questions"]


@dataclass(frozen=True, slots=True)
class PastQuestion:
    """A question that was searched for."""

    text: str
    """Masked, as it is stored."""
    confidence: float
    conversation_id: str


async def past_questions(connection: AsyncConnection, limit: int) -> Sequence[PastQuestion]:
    """Return the newest questions that were searched for, newest first."""
    earlier, question = messages.alias(), messages.alias()
    last = select(func.max(earlier.c.seq)).where(  # of answers that were stored without what they answer
        earlier.c.conversation_id == messages.c.conversation_id,
        earlier.c.role == "user",
        earlier.c.seq < messages.c.seq,
    )
    rows = await connection.execute(
        select(question.c.text, messages.c.confidence, messages.c.conversation_id)
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .join(question, question.c.seq == func.coalesce(messages.c.question, last.scalar_subquery()))
        .where(
            of_workspace(conversations, DEFAULT_WORKSPACE),
            messages.c.role == "assistant",
            messages.c.model != SMALL_TALK,
            messages.c.confidence.is_not(None),
        )
        .order_by(messages.c.seq.desc())
        .limit(limit)
    )
    return [PastQuestion(*row) for row in rows]
