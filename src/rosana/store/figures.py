"""How well questions were answered: by day, by engine, and the questions and answers to look at."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from rosana.store.tables import DEFAULT_WORKSPACE, SMALL_TALK, conversations, feedback, messages, of_workspace
from rosana.types import Rating

__all__ = ["AskedQuestion", "Bucket", "Figures", "JudgedAnswer"]


_BEGINNING = 500
"""Characters of a refused question: what it is about stands there."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """What became of the questions of one day that one engine was asked."""

    date: str
    """`2026-11-25`, by the clock of whoever asks."""
    model: str | None
    """None where there is no answer: the engine failed, or was stopped before its first word."""
    questions: int
    answered: int
    """Whole answers that were no refusals."""
    refused: int
    up: int
    down: int
    milliseconds: Sequence[float]
    """How long each of the answered took, in no order; unknown of those of earlier versions."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that was refused, masked."""

    text: str
    """Its beginning, where it is long."""
    conversation_id: str
    message_id: str
    """Of the refusal."""
    created_at: str


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """An answer that somebody should look at, masked."""

    conversation_id: str
    message_id: str
    question: str
    text: str
    model: str
    rating: Rating | None
    comment: str | None
    confidence: float
    created_at: str


class Figures:
    """The questions of one workspace on one connection; small talk is left out everywhere."""

    def __init__(self, connection: AsyncConnection, workspace: str = DEFAULT_WORKSPACE) -> None:
        self._connection = connection
        self._workspace = workspace
        self._asked = messages.alias("asked")

    async def buckets(self, since: str, *, ahead: int) -> Sequence[Bucket]:
        """Return what became of the questions since then, by day and engine, oldest day first.

        Args:
            since: UTC, as `utc_now` writes it.
            ahead: minutes that the clock by which days are counted is ahead of UTC.
        """
        asked = self._asked
        day = func.date(asked.c.created_at, f"{ahead} minutes").label("day")
        whole = and_(~messages.c.incomplete, ~messages.c.refused)
        columns = (
            day,
            messages.c.model,
            func.count(),
            func.count(case((whole, 1))),
            func.count(case((and_(~messages.c.incomplete, messages.c.refused), 1))),
            func.count(case((feedback.c.rating == "up", 1))),
            func.count(case((feedback.c.rating == "down", 1))),
            func.json_group_array(case((whole, messages.c.total_ms))),
        )
        rows = await self._connection.execute(
            self._select(*columns)
            .where(asked.c.created_at >= since)
            .group_by(day, messages.c.model)
            .order_by(day, messages.c.model)
        )
        return [_bucket(row) for row in rows.all()]

    async def refused(self, since: str, limit: int) -> Sequence[AskedQuestion]:
        """Return up to `limit` questions since then that were refused, newest first."""
        asked = self._asked
        rows = await self._connection.execute(
            self._select(
                func.substr(asked.c.text, 1, _BEGINNING), asked.c.conversation_id, messages.c.id, asked.c.created_at
            )
            .where(asked.c.created_at >= since, messages.c.refused)
            .order_by(asked.c.created_at.desc(), asked.c.seq.desc())
            .limit(limit)
        )
        return [AskedQuestion(*row) for row in rows.all()]

    async def worst(self, since: str, limit: int, *, below: float) -> Sequence[JudgedAnswer]:
        """Return up to `limit` answers since then: first those that were judged bad, the newest first, then those in
        which the confidence was below `below`, the lowest first."""
        asked, is_down = self._asked, func.coalesce(feedback.c.rating == "down", False)
        rows = await self._connection.execute(
            self._select(
                messages.c.conversation_id,
                messages.c.id,
                asked.c.text,
                messages.c.text,
                messages.c.model,
                feedback.c.rating,
                feedback.c.comment,
                messages.c.confidence,
                messages.c.created_at,
            )
            .where(asked.c.created_at >= since, or_(is_down, self._is_doubtful(below)))
            .order_by(is_down.desc(), case((~is_down, messages.c.confidence)), messages.c.seq.desc())
            .limit(limit)
        )
        return [JudgedAnswer(*row) for row in rows.all()]

    def _is_doubtful(self, below: float) -> Any:
        return and_(~messages.c.refused, messages.c.confidence < below)

    def _select(self, *columns: Any) -> Select[Any]:
        """Select from the questions, their answers and what was thought of them."""
        asked = self._asked
        return (
            select(*columns)
            .select_from(asked)
            .join(conversations, conversations.c.id == asked.c.conversation_id)
            .outerjoin(messages, messages.c.question == asked.c.seq)
            .outerjoin(feedback, feedback.c.message_id == messages.c.id)
            .where(asked.c.role == "user", of_workspace(conversations, self._workspace))
            .where(or_(messages.c.model.is_(None), messages.c.model != SMALL_TALK))
        )


def _bucket(row: Row[Any]) -> Bucket:
    date, model, questions, answered, refused, up, down, took = list(row)
    milliseconds = [one for one in json.loads(took) if one is not None]
    return Bucket(date, model, questions, answered, refused, up, down, milliseconds)
