from sqlalchemy import update

from rosana.store.conversations import Answer, Conversations
from rosana.store.figures import Bucket, Figures
from rosana.store.session import Database
from rosana.store.tables import SMALL_TALK, messages
from rosana.types import Rating

DAY = "2026-11-25"
LONG_AGO = "2020"


async def asked(
    database: Database, question: str, answer: Answer | None, at: str, *, rating: Rating | None = None, why: str = ""
) -> None:
    """Store a question that was asked at a time (UTC), and its answer."""
    async with database.write() as connection:
        conversations = Conversations(connection)
        conversation_id = await conversations.start()
        seq = await conversations.add_question(conversation_id, question)
        await connection.execute(update(messages).where(messages.c.seq == seq).values(created_at=f"{at}.000000+00:00"))
        if answer is not None:
            message_id = await conversations.add_answer(conversation_id, answer, question=seq)
            if rating is not None:
                await conversations.rate(message_id, rating=rating, comment=why or None)


def answered(took: float | None = 100.0, *, confidence: float = 0.9, incomplete: bool = False) -> Answer:
    return Answer("Sim.", "llama", False, confidence, incomplete=incomplete, total_ms=took)


REFUSED = Answer("Não sei.", "llama", refused=True, confidence=0.2, total_ms=5.0)
COURTESY = Answer("Oi!", SMALL_TALK, refused=False, confidence=1.0, total_ms=1.0)


async def test_questions_are_counted_by_day_and_engine(database: Database) -> None:
    await asked(database, "a", answered(100), f"{DAY}T12:00:00", rating="up")
    await asked(database, "b", answered(300), f"{DAY}T13:00:00", rating="down")
    await asked(database, "c", answered(None), f"{DAY}T14:00:00")
    await asked(database, "d", REFUSED, f"{DAY}T15:00:00")
    await asked(database, "e", answered(7, incomplete=True), f"{DAY}T16:00:00")
    await asked(database, "oi", COURTESY, f"{DAY}T17:00:00")
    await asked(database, "f", None, f"{DAY}T18:00:00")
    async with database.read() as connection:
        failed, llama = await Figures(connection).buckets(LONG_AGO, ahead=0)
    assert failed == Bucket(DAY, None, 1, 0, 0, 0, 0, [])
    assert (llama.date, llama.model) == (DAY, "llama")
    assert (llama.questions, llama.answered, llama.refused, llama.up, llama.down) == (5, 3, 1, 1, 1)
    assert sorted(llama.milliseconds) == [100, 300]


async def test_days_are_those_of_the_clock_that_is_asked_for(database: Database) -> None:
    await asked(database, "a", answered(), "2026-11-26T02:30:00")
    async with database.read() as connection:
        figures = Figures(connection)
        assert [one.date for one in await figures.buckets(LONG_AGO, ahead=0)] == ["2026-11-26"]
        assert [one.date for one in await figures.buckets(LONG_AGO, ahead=-180)] == ["2026-11-25"]


async def test_what_was_asked_before_the_period_does_not_count(database: Database) -> None:
    await asked(database, "antes", REFUSED, "2026-11-24T23:59:59")
    await asked(database, "depois", REFUSED, f"{DAY}T00:00:00")
    since = f"{DAY}T00:00:00.000000+00:00"
    async with database.read() as connection:
        figures = Figures(connection)
        assert [one.questions for one in await figures.buckets(since, ahead=0)] == [1]
        assert [one.text for one in await figures.refused(since, 10)] == ["depois"]


async def test_refused_questions_come_newest_first(database: Database) -> None:
    await asked(database, "um", REFUSED, f"{DAY}T10:00:00")
    await asked(database, "respondida", answered(), f"{DAY}T10:30:00")
    await asked(database, "dois", REFUSED, f"{DAY}T11:00:00")
    async with database.read() as connection:
        assert [one.text for one in await Figures(connection).refused(LONG_AGO, 10)] == ["dois", "um"]
        assert [one.text for one in await Figures(connection).refused(LONG_AGO, 1)] == ["dois"]


async def test_of_a_long_refused_question_the_beginning_is_told(database: Database) -> None:
    await asked(database, "a" * 20_000, REFUSED, f"{DAY}T10:00:00")
    async with database.read() as connection:
        (one,) = await Figures(connection).refused(LONG_AGO, 10)
    assert one.text == "a" * 500


async def test_the_worst_are_those_judged_bad_then_the_doubtful(database: Database) -> None:
    await asked(database, "incerta", answered(confidence=0.55), f"{DAY}T10:00:00")
    await asked(database, "mais incerta", answered(confidence=0.51), f"{DAY}T10:01:00")
    await asked(database, "ruim", answered(), f"{DAY}T10:02:00", rating="down", why="Incompleta.")
    await asked(database, "ruim e nova", REFUSED, f"{DAY}T10:03:00", rating="down")
    await asked(database, "boa", answered(), f"{DAY}T10:04:00", rating="up")
    await asked(database, "recusada", REFUSED, f"{DAY}T10:05:00")
    await asked(database, "oi", COURTESY, f"{DAY}T10:06:00")
    async with database.read() as connection:
        worst = await Figures(connection).worst(LONG_AGO, 10, below=0.6)
    assert [one.question for one in worst] == ["ruim e nova", "ruim", "mais incerta", "incerta"]
    assert [one.comment for one in worst] == [None, "Incompleta.", None, None]
    assert [one.rating for one in worst] == ["down", "down", None, None]


async def test_a_doubtful_answer_that_its_reader_liked_says_so(database: Database) -> None:
    await asked(database, "incerta", answered(confidence=0.55), f"{DAY}T10:00:00", rating="up")
    async with database.read() as connection:
        (one,) = await Figures(connection).worst(LONG_AGO, 10, below=0.6)
    assert one.rating == "up"


async def test_another_workspace_has_no_figures(database: Database) -> None:
    await asked(database, "a", REFUSED, f"{DAY}T12:00:00", rating="down")
    async with database.read() as connection:
        figures = Figures(connection, "other")
        assert await figures.buckets(LONG_AGO, ahead=0) == []
        assert await figures.refused(LONG_AGO, 10) == []
        assert await figures.worst(LONG_AGO, 10, below=0.6) == []
