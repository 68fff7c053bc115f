import pytest

from rosana.errors import ConversationNotFound, MessageNotFound
from rosana.store.conversations import Answer, Conversations, Feedback
from rosana.store.session import Database
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
