from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from rosana.errors import ConversationNotFound, InvalidRequest
from rosana.quality import Quality
from rosana.store.session import Database, open_database
from tests.store.test_figures import REFUSED, answered, asked
from tests.store.test_history import GOOD, talked

BRASILIA = timezone(timedelta(hours=-3))
NOON = datetime(2026, 11, 25, 12, tzinfo=BRASILIA)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'rosana.db'}") as opened:
        yield opened


@pytest.fixture
def quality(database: Database) -> Quality:
    return Quality(database, rarity=lambda stem: 3.0)


async def test_days_without_questions_are_days_too(quality: Quality) -> None:
    report = await quality.report(3, now=NOON)
    assert [day.date for day in report.days] == ["2026-11-23", "2026-11-24", "2026-11-25"]
    assert [(day.questions, day.p50_ms) for day in report.days] == [(0, None)] * 3
    assert (report.totals.questions, report.totals.p95_ms, report.engines) == (0, None, [])


async def test_the_day_begins_at_midnight_where_the_reader_is(database: Database, quality: Quality) -> None:
    await asked(database, "ontem à noite", answered(), "2026-11-25T02:59:59")
    await asked(database, "logo depois da meia-noite", answered(), "2026-11-25T03:00:00")
    report = await quality.report(1, now=NOON)
    assert [(day.date, day.answered) for day in report.days] == [("2026-11-25", 1)]
    report = await quality.report(2, now=NOON)
    assert [(day.date, day.answered) for day in report.days] == [("2026-11-24", 1), ("2026-11-25", 1)]


async def test_times_are_those_of_single_answers(database: Database, quality: Quality) -> None:
    for n in range(1, 21):
        await asked(database, "a", answered(n * 10.0), "2026-11-25T12:00:00")
    await asked(database, "b", REFUSED, "2026-11-25T12:00:00")
    report = await quality.report(1, now=NOON)
    (day,), (engine,) = report.days, report.engines
    assert (day.p50_ms, day.p95_ms) == (100, 190)
    assert (report.totals.questions, report.totals.answered, report.totals.refused) == (21, 20, 1)
    assert (engine.model, engine.answers, engine.p50_ms, engine.p95_ms) == ("llama", 20, 100, 190)


async def test_what_the_documents_lack_is_told_by_theme(database: Database, quality: Quality) -> None:
    await asked(database, "tem piscina?", REFUSED, "2026-11-25T12:00:00")
    await asked(database, "a piscina abre hoje?", REFUSED, "2026-11-25T12:01:00")
    await asked(database, "e a piscina de antes?", REFUSED, "2026-11-20T12:01:00")
    (theme,) = await quality.unanswered(2, now=NOON)
    assert (theme.theme, theme.count) == ("Piscina", 2)
    assert [question.text for question in theme.questions] == ["a piscina abre hoje?", "tem piscina?"]


async def test_only_doubtful_answers_and_those_judged_bad_are_the_worst(database: Database, quality: Quality) -> None:
    await asked(database, "boa", answered(confidence=0.6), "2026-11-25T12:00:00")
    await asked(database, "incerta", answered(confidence=0.59), "2026-11-25T12:00:00")
    assert [one.question for one in await quality.worst(1, now=NOON)] == ["incerta"]


async def test_pages_end(database: Database, quality: Quality) -> None:
    for n in range(5):
        await talked(database, (f"{n}?", GOOD))
    titles, cursor = [], None
    for _ in range(3):
        page = await quality.conversations(cursor=cursor, limit=2)
        titles.append([one.title for one in page.items])
        cursor = page.next
    assert titles == [["4?", "3?"], ["2?", "1?"], ["0?"]]
    assert cursor is None
    assert (await quality.conversations(limit=5)).next is None


@pytest.mark.parametrize("cursor", ["x", "Zm9v", "é", "////", "YSBiIGM="])
async def test_what_is_no_cursor_is_said_as_such(quality: Quality, cursor: str) -> None:
    with pytest.raises(InvalidRequest):
        await quality.conversations(cursor=cursor)


async def test_a_conversation_is_removed_for_good(database: Database, quality: Quality) -> None:
    conversation_id = await talked(database, ("Boa?", GOOD))
    await quality.remove(conversation_id)
    with pytest.raises(ConversationNotFound):
        await quality.conversation(conversation_id)
