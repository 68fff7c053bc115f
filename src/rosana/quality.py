"""What the support team looks at: past conversations, how well they went, and what the documents lack."""

import asyncio
import math
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from rosana.errors import InvalidRequest
from rosana.store.conversations import Conversation, Conversations
from rosana.store.figures import Bucket, Figures, JudgedAnswer
from rosana.store.history import LOW_CONFIDENCE, ConversationSummary, Filter, History
from rosana.store.session import Database
from rosana.themes import Theme, group

__all__ = ["ConversationPage", "Day", "EngineFigures", "Quality", "Report", "Totals"]

_GROUPED = 1000
"""Refused questions that are grouped at most, the newest: some tenths of a second."""
_WORST = 50


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """Some conversations, and where those after them start."""

    items: Sequence[ConversationSummary]
    next: str | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What became of questions. Where `answered` and `refused` are fewer than `questions`, the rest was cut short."""

    questions: int
    answered: int
    refused: int
    up: int
    down: int
    p50_ms: float | None
    """Half of the whole answers came faster; None where there is none."""
    p95_ms: float | None


@dataclass(frozen=True, slots=True)
class Day(Totals):
    """One day, also one without questions."""

    date: str


@dataclass(frozen=True, slots=True)
class EngineFigures:
    """The whole answers of one engine."""

    model: str
    answers: int
    p50_ms: float | None
    p95_ms: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """How well a period went."""

    days: Sequence[Day]
    totals: Totals
    engines: Sequence[EngineFigures]


class Quality:
    """Looks back at the stored conversations; all texts are masked.

    Args:
        database: where they are.
        rarity: weight of a stem in the documents, for the themes of what they lack.
    """

    def __init__(self, database: Database, *, rarity: Callable[[str], float]) -> None:
        self._database = database
        self._rarity = rarity

    async def conversations(
        self, *, search: str = "", only: Filter | None = None, cursor: str | None = None, limit: int = 50
    ) -> ConversationPage:
        """Return a page of the conversations, the one with the newest question first.

        Raises:
            InvalidRequest: the cursor is none.
        """
        after = _read_cursor(cursor) if cursor else None
        async with self._database.read() as connection:
            found = await History(connection).page(search=search, only=only, after=after, limit=limit + 1)
        items = found[:limit]
        return ConversationPage(items, _cursor(items[-1]) if len(found) > limit else None)

    async def conversation(self, conversation_id: str) -> Conversation:
        """Return a whole conversation, masked.

        Raises:
            ConversationNotFound: there is none with this id.
        """
        async with self._database.read() as connection:
            return await Conversations(connection).get(conversation_id)

    async def remove(self, conversation_id: str) -> None:
        """Remove a conversation with all that hangs on it, for good.

        Raises:
            ConversationNotFound: there is none with this id.
        """
        async with self._database.write() as connection:
            await Conversations(connection).remove(conversation_id)

    async def report(self, days: int, *, now: datetime) -> Report:
        """Return how well the last `days` days went, today included, by the clock of `now`."""
        first = now.date() - timedelta(days - 1)
        offset = now.utcoffset() or timedelta()
        async with self._database.read() as connection:
            buckets = await Figures(connection).buckets(_since(days, now), ahead=int(offset.total_seconds() / 60))
        return await asyncio.to_thread(_report, buckets, [(first + timedelta(day)).isoformat() for day in range(days)])

    async def unanswered(self, days: int, *, now: datetime) -> Sequence[Theme]:
        """Return the refused questions of the last days by theme."""
        async with self._database.read() as connection:
            refused = await Figures(connection).refused(_since(days, now), _GROUPED)
        return await asyncio.to_thread(group, refused, self._rarity)

    async def worst(self, days: int, *, now: datetime) -> Sequence[JudgedAnswer]:
        """Return the answers of the last days that somebody should look at, the worst first."""
        async with self._database.read() as connection:
            return await Figures(connection).worst(_since(days, now), _WORST, below=LOW_CONFIDENCE)


def _since(days: int, now: datetime) -> str:
    """Return when the first of the days began."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days - 1)
    return midnight.astimezone(UTC).isoformat(timespec="microseconds")


def _report(buckets: Sequence[Bucket], dates: Sequence[str]) -> Report:
    models = sorted({bucket.model for bucket in buckets if bucket.model and bucket.answered})
    return Report(
        [Day(**asdict(_totals(bucket for bucket in buckets if bucket.date == one)), date=one) for one in dates],
        _totals(buckets),
        [_engine(model, [bucket for bucket in buckets if bucket.model == model]) for model in models],
    )


def _totals(buckets: Iterable[Bucket]) -> Totals:
    some = list(buckets)
    took = [one for bucket in some for one in bucket.milliseconds]
    return Totals(
        questions=sum(bucket.questions for bucket in some),
        answered=sum(bucket.answered for bucket in some),
        refused=sum(bucket.refused for bucket in some),
        up=sum(bucket.up for bucket in some),
        down=sum(bucket.down for bucket in some),
        p50_ms=_quantile(took, 0.5),
        p95_ms=_quantile(took, 0.95),
    )


def _engine(model: str, buckets: Sequence[Bucket]) -> EngineFigures:
    totals = _totals(buckets)
    return EngineFigures(model, totals.answered, totals.p50_ms, totals.p95_ms)


def _quantile(values: Sequence[float], share: float) -> float | None:
    """Return the value by nearest rank: https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method."""
    return round(sorted(values)[math.ceil(share * len(values)) - 1], 1) if values else None


def _cursor(last: ConversationSummary) -> str:
    return urlsafe_b64encode(f"{last.updated_at} {last.id}".encode()).decode()


def _read_cursor(cursor: str) -> tuple[str, str]:
    try:
        updated_at, conversation_id = urlsafe_b64decode(cursor).decode().split(" ")
    except ValueError as exc:
        raise InvalidRequest(f"O cursor {cursor!r} não é de uma página anterior. Comece pela primeira.") from exc
    return updated_at, conversation_id
