import pytest
from sqlalchemy import select

from rosana.errors import AnswerSuperseded, ConversationNotFound, MessageNotFound
from rosana.store.conversations import Answer, Conversations, Feedback
from rosana.store.masked_values import MaskedValues
from rosana.store.session import Database
from rosana.store.tables import citations, feedback, masked_values, messages, sources
from rosana.types import Citation, Source, Turn

SOURCE = Source(1, "doc", 7, "Horários", "Suporte", "https://x.example", "Das 9h às 18h.", 0.9)
CITATION = Citation(0, 14, supported=True, source=1, source_start=0, source_end=14)


async def answered(database: Database) -> tuple[str, str]:
    async with database.write() as connection:
        conversations = Conversations(connection)
        conversation_id = await conversations.start()
        await conversations.add_question(conversation_id, "Qual o horário?")
        message_id = await conversations.add_answer(
            conversation_id,
            Answer("Das 9h às 18h.", "extractive", False, 0.9, sources=[SOURCE], citations=[CITATION]),
        )
    return conversation_id, message_id


async def test_a_conversation_comes_back_whole(database: Database) -> None:
    conversation_id, message_id = await answered(database)
    async with database.read() as connection:
        question, answer = (await Conversations(connection).get(conversation_id)).messages
    assert (question.role, question.text, question.sources) == ("user", "Qual o horário?", [])
    assert (answer.id, answer.model, answer.confidence) == (message_id, "extractive", 0.9)
    assert (answer.sources, answer.citations) == ([SOURCE], [CITATION])


async def test_the_last_turns_come_oldest_first(database: Database) -> None:
    conversation_id, _ = await answered(database)
    async with database.write() as connection:
        conversations = Conversations(connection)
        await conversations.add_question(conversation_id, "E aos sábados?")
        turns = await conversations.turns(conversation_id, 2)
    assert turns == [Turn("assistant", "Das 9h às 18h."), Turn("user", "E aos sábados?")]


async def test_the_last_opinion_counts(database: Database) -> None:
    conversation_id, message_id = await answered(database)
    async with database.write() as connection:
        conversations = Conversations(connection)
        await conversations.rate(message_id, rating="up", comment=None)
        await conversations.rate(message_id, rating="down", comment="incompleto")
        found = await conversations.get(conversation_id)
    assert found.messages[1].feedback == Feedback("down", "incompleto")


async def test_unknown_ids_are_said_as_such(database: Database) -> None:
    conversation_id, _ = await answered(database)
    async with database.write() as connection:
        conversations = Conversations(connection)
        with pytest.raises(ConversationNotFound):
            await conversations.get("nope")
        question = (await conversations.get(conversation_id)).messages[0]
        for no_answer in ("nope", question.id):
            with pytest.raises(MessageNotFound):
                await conversations.rate(no_answer, rating="up", comment=None)


async def test_another_workspace_cannot_read_a_conversation(database: Database) -> None:
    conversation_id, message_id = await answered(database)
    async with database.write() as connection:
        stranger = Conversations(connection, "other")
        with pytest.raises(ConversationNotFound):
            await stranger.get(conversation_id)
        with pytest.raises(ConversationNotFound):
            await stranger.turns(conversation_id, 5)
        with pytest.raises(MessageNotFound):
            await stranger.rate(message_id, rating="up", comment=None)


async def test_a_question_has_one_answer_whoever_writes_it(database: Database) -> None:
    async with database.write() as connection:
        conversations = Conversations(connection)
        conversation_id = await conversations.start()
        seq = await conversations.add_question(conversation_id, "Qual o horário?", request="a")
        await conversations.add_answer(conversation_id, Answer("Das 9h.", "llama", False, 0.9), question=seq)
        with pytest.raises(AnswerSuperseded):
            await conversations.add_answer(conversation_id, Answer("Às 9h.", "llama", False, 0.9), question=seq)
        assert [turn.text for turn in await conversations.turns(conversation_id, 9)] == ["Qual o horário?", "Das 9h."]


async def test_an_answer_that_is_dropped_leaves_nothing(database: Database) -> None:
    conversation_id, message_id = await answered(database)
    async with database.write() as connection:
        conversations = Conversations(connection)
        await conversations.rate(message_id, rating="up", comment=None)
        await conversations.drop(message_id)
        assert [turn.role for turn in await conversations.turns(conversation_id, 9)] == ["user"]
        for table in (sources, citations, feedback):
            assert (await connection.execute(select(table))).all() == []


async def test_a_removed_conversation_leaves_nothing(database: Database) -> None:
    conversation_id, message_id = await answered(database)
    other, _ = await answered(database)
    async with database.write() as connection:
        conversations = Conversations(connection)
        await conversations.rate(message_id, rating="up", comment=None)
        await MaskedValues(connection, of="conversation").put(conversation_id, b"sealed")
        await conversations.remove(conversation_id)
        with pytest.raises(ConversationNotFound):
            await conversations.remove(conversation_id)
        with pytest.raises(ConversationNotFound):
            await conversations.add_question(conversation_id, "E agora?")
        assert len((await conversations.get(other)).messages) == 2
        for table, left in ((messages, 2), (sources, 1), (citations, 1), (feedback, 0), (masked_values, 0)):
            assert len((await connection.execute(select(table))).all()) == left


async def test_the_turns_before_a_question_are_not_those_after_it(database: Database) -> None:
    conversation_id, _ = await answered(database)
    async with database.write() as connection:
        conversations = Conversations(connection)
        seq = await conversations.add_question(conversation_id, "E aos sábados?")
        await conversations.add_question(conversation_id, "E aos domingos?")
        turns = await conversations.turns(conversation_id, 9, before=seq)
    assert [turn.text for turn in turns] == ["Qual o horário?", "Das 9h às 18h."]
