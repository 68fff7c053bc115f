from collections.abc import Sequence

import pytest

from rosana.store.conversations import Answer, Conversations
from rosana.store.history import Filter, History
from rosana.store.session import Database
from rosana.store.tables import SMALL_TALK
from rosana.types import Citation, Rating

SUPPORTED = (Citation(0, 3, supported=True, source=1, source_start=0, source_end=3),)
GOOD = Answer("Sim.", "llama", refused=False, confidence=0.9, citations=SUPPORTED)
REFUSED = Answer("Não sei.", "llama", refused=True, confidence=0.2)
DOUBTFUL = Answer("Talvez.", "llama", refused=False, confidence=0.55, citations=SUPPORTED)
UNSUPPORTED = Answer("Claro.", "llama", refused=False, confidence=0.8, citations=[Citation(0, 6, supported=False)])
COURTESY = Answer("Oi!", SMALL_TALK, refused=False, confidence=1.0)


async def talked(database: Database, *exchanges: tuple[str, Answer], rating: Rating | None = None) -> str:
    """Store a conversation, its last answer rated where a rating is given, and return its id."""
    async with database.write() as connection:
        conversations = Conversations(connection)
        conversation_id = await conversations.start()
        for question, answer in exchanges:
            seq = await conversations.add_question(conversation_id, question)
            message_id = await conversations.add_answer(conversation_id, answer, question=seq)
        if rating is not None:
            await conversations.rate(message_id, rating=rating, comment=None)
    return conversation_id


async def listed(database: Database, *, search: str = "", only: Filter | None = None, limit: int = 50) -> list[str]:
    async with database.read() as connection:
        return [found.title for found in await History(connection).page(search=search, only=only, limit=limit)]


async def test_a_conversation_is_summed_up(database: Database) -> None:
    exchanges = [("Oi", COURTESY), ("Tem frete?", UNSUPPORTED), ("E seguro?", REFUSED), ("E boleto?", DOUBTFUL)]
    conversation_id = await talked(database, *exchanges, rating="down")
    async with database.read() as connection:
        (found,) = await History(connection).page(limit=5)
    assert (found.id, found.title, found.questions) == (conversation_id, "Oi", 4)
    assert (found.refused, found.up, found.down, found.no_source) == (1, 0, 1, 1)
    assert found.lowest_confidence == 0.55
    assert found.created_at < found.updated_at


async def test_a_long_question_is_a_title_in_its_beginning(database: Database) -> None:
    await talked(database, ("a" * 20_000, GOOD))
    assert await listed(database) == ["a" * 300]


async def test_small_talk_alone_has_no_confidence(database: Database) -> None:
    await talked(database, ("Oi", COURTESY))
    async with database.read() as connection:
        (found,) = await History(connection).page(limit=5)
    assert (found.lowest_confidence, found.no_source) == (None, 0)


async def test_the_newest_question_moves_its_conversation_to_the_top(database: Database) -> None:
    first = await talked(database, ("Um?", GOOD))
    await talked(database, ("Dois?", GOOD))
    assert await listed(database) == ["Dois?", "Um?"]
    async with database.write() as connection:
        await Conversations(connection).add_question(first, "E mais?")
    assert await listed(database) == ["Um?", "Dois?"]


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ("refused", ["Recusada?"]),
        ("down", ["Ruim?"]),
        ("no_source", ["Sem fonte?"]),
        ("low_confidence", ["Duvidosa?"]),
    ],
)
async def test_conversations_are_filtered(database: Database, only: Filter, expected: Sequence[str]) -> None:
    await talked(database, ("Boa?", GOOD), rating="up")
    await talked(database, ("Recusada?", REFUSED))
    await talked(database, ("Ruim?", GOOD), rating="down")
    await talked(database, ("Sem fonte?", UNSUPPORTED))
    await talked(database, ("Duvidosa?", DOUBTFUL))
    await talked(database, ("Oi", COURTESY))
    assert await listed(database, only=only) == expected


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("devolucao", True),
        ("DEVOLUÇÃO", True),
        ("devolução não", False),
        ("cupom devolução", True),
        ("100%", True),
        ("1__%", False),
        ("*", False),
        ("[x]", True),
        ("[a-z]", False),
        ("dev_lucao", False),
        ("respondida", True),
    ],
)
async def test_a_search_finds_words_whatever_their_accents_and_case(
    database: Database, search: str, found: bool
) -> None:
    answer = Answer("É respondida.", "llama", refused=False, confidence=0.9)
    await talked(database, ("Devolução com CUPOM de 100% [x]", answer))
    await talked(database, ("Não?", GOOD))
    assert await listed(database, search=search) == (["Devolução com CUPOM de 100% [x]"] if found else [])


async def test_pages_follow_each_other_without_a_gap_or_a_repetition(database: Database) -> None:
    expected = [await talked(database, (f"{n}?", GOOD)) for n in range(7)][::-1]
    seen: list[str] = []
    after = None
    async with database.read() as connection:
        while page := await History(connection).page(after=after, limit=3):
            seen += [found.id for found in page]
            after = (page[-1].updated_at, page[-1].id)
    assert seen == expected


async def test_another_workspace_lists_nothing(database: Database) -> None:
    await talked(database, ("Boa?", GOOD))
    async with database.read() as connection:
        assert await History(connection, "other").page(limit=5) == []
