from rosana.store.conversations import Answer, Conversations
from rosana.store.past_questions import PastQuestion, past_questions
from rosana.store.session import Database
from rosana.store.tables import SMALL_TALK


def answer(confidence: float, model: str = "extractive") -> Answer:
    return Answer("Das 9h às 18h.", model, refused=False, confidence=confidence)


async def test_each_question_comes_with_the_confidence_of_its_answer_newest_first(database: Database) -> None:
    async with database.write() as connection:
        conversations = Conversations(connection)
        first, second = await conversations.start(), await conversations.start()
        for conversation, text, sure in ((first, "A?", 0.1), (second, "B?", 0.2), (first, "C?", 0.3)):
            asked = await conversations.add_question(conversation, text)
            await conversations.add_answer(conversation, answer(sure), question=asked)
        found = await past_questions(connection, 2)
    assert found == [PastQuestion("C?", 0.3, first), PastQuestion("B?", 0.2, second)]


async def test_an_answer_that_does_not_say_what_it_answers_belongs_to_the_question_before_it(
    database: Database,
) -> None:
    async with database.write() as connection:
        conversations = Conversations(connection)
        conversation = await conversations.start()
        for text, sure in (("A?", 0.1), ("B?", 0.2)):
            await conversations.add_question(conversation, text)
            await conversations.add_answer(conversation, answer(sure))
        found = await past_questions(connection, 9)
    assert [(one.text, one.confidence) for one in found] == [("B?", 0.2), ("A?", 0.1)]


async def test_courtesy_and_unanswered_questions_are_left_out(database: Database) -> None:
    async with database.write() as connection:
        conversations = Conversations(connection)
        conversation = await conversations.start()
        asked = await conversations.add_question(conversation, "Oi!")
        await conversations.add_answer(conversation, answer(1.0, model=SMALL_TALK), question=asked)
        await conversations.add_question(conversation, "A?")
        assert await past_questions(connection, 9) == []
