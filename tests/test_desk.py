import asyncio
import shutil
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import update

from rosana.answering import Answerer
from rosana.answering.prompts import REFUSAL, REFUSAL_REPLY, SMALL_TALK
from rosana.choices import Choices
from rosana.desk import Desk
from rosana.engine import open_engine
from rosana.errors import (
    ConversationNotFound,
    MessageEmpty,
    MessageNotFound,
    MessageTooLong,
    ModelError,
    ModelInterrupted,
    ModelUnavailable,
)
from rosana.exchange import MAX_MESSAGE, WholeAnswer, collect
from rosana.jobs.database import DatabaseJobs
from rosana.jobs.reading import ReadingJobs
from rosana.knowledge.drafts import Masking
from rosana.knowledge.ingestion import Ingestion
from rosana.knowledge.originals import Originals
from rosana.knowledge.sites.fetch import Limits, open_fetcher
from rosana.knowledge.sites.guard import Guard
from rosana.knowledge.sites.visits import Visits
from rosana.model_server import ModelServer
from rosana.preferences import Preferences
from rosana.privacy import MaskedKinds
from rosana.privacy.restoring import ConversationMasking
from rosana.privacy.vault import Vault
from rosana.retrieval.search import open_retriever
from rosana.settings import Settings
from rosana.store.conversations import Feedback, Message
from rosana.store.feed import SqlPassageFeed
from rosana.store.session import open_database
from rosana.store.tables import DEFAULT_WORKSPACE, messages
from rosana.types import Citation, Hit, Sources, Token, Turn
from rosana.visitors import Visitors
from rosana.wiring import open_desk
from tests.knowledge.reader import InProcess
from tests.ollama_server import OllamaServer, Trouble

HOURS = "O horário de atendimento do suporte humano é das 09h às 18h, de segunda a sexta, exceto feriados."
QUESTION = "qual o horário do suporte?"


class Writer:
    """Writes given pieces, then fails or never ends if it is told to; remembers what it was asked."""

    name = "writer"

    def __init__(self, *pieces: str, error: ModelError | None = None, endless: bool = False) -> None:
        self._pieces = pieces
        self._error = error
        self._endless = endless
        self.waits = asyncio.Event()
        self.asked: list[tuple[str, Sequence[Turn]]] = []
        self.closed = False

    async def stream(self, question: str, hits: Sequence[Hit], history: Sequence[Turn]) -> AsyncGenerator[str, None]:
        self.asked.append((question, history))
        try:
            for piece in self._pieces:
                yield piece
            if self._error:
                raise self._error
            if self._endless:
                self.waits.set()
                await asyncio.Event().wait()
        finally:
            self.closed = True


@asynccontextmanager
async def desk_with(folder: Path, writer: Answerer) -> AsyncIterator[Desk]:
    """Open a desk in which somebody else writes the answers."""
    settings = Settings(data_dir=folder, model="extractive")
    async with open_database(settings.database_url) as database, open_engine(settings, writer) as engine:
        retriever = open_retriever(folder / "index" / DEFAULT_WORKSPACE, SqlPassageFeed(database))
        vault = Vault(bytes(32))
        originals = Originals(folder / "files", vault)
        ingestion = Ingestion(database, originals, InProcess(), Masking(vault), max_bytes=1_000_000)
        reading = ReadingJobs(ingestion, DatabaseJobs(database))
        visits = Visits(database, ingestion, open_fetcher=partial(open_fetcher, Guard(), Limits(1_000_000), delay=0))
        yield Desk(
            database,
            retriever=retriever,
            engine=engine,
            reading=reading,
            visits=visits,
            masking=ConversationMasking(vault),
            visitors=Visitors(vault),
            preferences=Preferences(
                database, settings, Choices(), engine=engine, retriever=retriever, masked_kinds=MaskedKinds()
            ),
            model_server=ModelServer(settings.ollama_host),
            passages=3,
        )


def with_ollama(folder: Path, server: OllamaServer, model: str = "auto") -> AbstractAsyncContextManager[Desk]:
    return open_desk(Settings.model_validate({"data_dir": folder, "model": model, "ollama_host": server.host}))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample base, made once."""
    folder = tmp_path_factory.mktemp("sample")
    asyncio.run(fill(folder))
    return folder


async def fill(folder: Path) -> None:
    async with open_desk(Settings(data_dir=folder, model="extractive")) as desk:
        await desk.add_sample()


@pytest.fixture
def data(sample: Path, tmp_path: Path) -> Path:
    """A data folder of a test's own, with the sample base."""
    return shutil.copytree(sample, tmp_path / "data")


@pytest.fixture
async def desk(data: Path) -> AsyncIterator[Desk]:
    async with open_desk(Settings(data_dir=data, model="extractive")) as opened:
        yield opened


async def stored(desk: Desk, answer: WholeAnswer) -> Sequence[Message]:
    return (await desk.conversation(answer.done.conversation_id)).messages


async def test_an_answer_has_sources_citations_and_is_stored(desk: Desk) -> None:
    answer = await collect(desk.ask(QUESTION))
    question, reply = await stored(desk, answer)
    assert (question.role, question.text) == ("user", QUESTION)
    assert (reply.id, reply.text, reply.model) == (answer.done.message_id, HOURS, "extractive")
    assert reply.sources == list(answer.sources)
    assert reply.citations == list(answer.citations)
    assert answer.citations[0].supported
    assert (reply.refused, reply.incomplete) == (False, False)


async def test_the_time_of_each_stage_is_told(desk: Desk) -> None:
    timings = (await collect(desk.ask(QUESTION))).done.timings
    assert 0 < timings["search"] <= timings["first_token"] <= timings["total"]


async def test_small_talk_has_no_sources_and_is_stored(desk: Desk) -> None:
    answer = await collect(desk.ask("muito obrigado!"))
    assert answer.done.response == SMALL_TALK["thanks"]
    assert (answer.sources, answer.citations, answer.done.refused) == ((), [], False)
    assert [message.text for message in await stored(desk, answer)] == ["muito obrigado!", SMALL_TALK["thanks"]]


async def test_courtesy_around_a_question_does_not_hide_it(desk: Desk) -> None:
    answer = await collect(desk.ask("Oi, tudo bem? Queria saber qual o horário do suporte. Obrigada!"))
    assert answer.done.response == HOURS


async def test_slips_are_put_right_for_who_answers_and_stay_in_the_conversation(data: Path) -> None:
    writer = Writer(HOURS)
    async with desk_with(data, writer) as desk:
        answer = await collect(desk.ask("Qual o horáriio do suprote?"))
        question = (await stored(desk, answer))[0]
    assert [asked for asked, _ in writer.asked] == ["Qual o horario do suporte?"]
    assert question.text == "Qual o horáriio do suprote?"


async def test_the_sentence_is_chosen_by_what_was_meant(desk: Desk) -> None:
    answer = await collect(desk.ask("qual o prazo de rembolso?"))
    meant = await collect(desk.ask("qual o prazo de reembolso?"))
    assert answer.done.response == meant.done.response


async def test_a_refusal_asks_nobody_and_is_stored(data: Path) -> None:
    writer = Writer("Paris.")
    async with desk_with(data, writer) as desk:
        answer = await collect(desk.ask("qual a capital da França?"))
        reply = (await stored(desk, answer))[1]
    assert (answer.done.response, answer.done.refused, answer.sources) == (REFUSAL_REPLY, True, ())
    assert reply.refused
    assert writer.asked == []


async def test_a_writers_own_refusal_is_marked(data: Path) -> None:
    async with desk_with(data, Writer("Desculpe, ", "não tenho essa informação específica.")) as desk:
        answer = await collect(desk.ask(QUESTION))
    assert answer.done.refused
    assert answer.citations == []


async def test_an_answer_that_only_ends_with_the_refusal_is_none(data: Path) -> None:
    async with desk_with(data, Writer(HOURS, f" Sobre o Natal: {REFUSAL}")) as desk:
        assert not (await collect(desk.ask(QUESTION))).done.refused


async def test_the_writer_gets_question_and_conversation_as_they_stand(data: Path) -> None:
    writer = Writer(HOURS)
    async with desk_with(data, writer) as desk:
        first = await collect(desk.ask(QUESTION))
        await collect(desk.ask("e aos sábados?", conversation_id=first.done.conversation_id))
    assert writer.asked == [
        (QUESTION, []),
        ("e aos sábados?", [Turn("user", QUESTION), Turn("assistant", HOURS)]),
    ]


async def test_turns_that_an_earlier_version_stored_as_they_came_are_masked_for_the_writer(data: Path) -> None:
    writer = Writer("Oi.")
    async with desk_with(data, writer) as desk:
        first = await collect(desk.ask(QUESTION))
        async with open_database(Settings(data_dir=data).database_url) as database, database.write() as connection:
            stored = update(messages).where(messages.c.role == "user")
            await connection.execute(stored.values(text="meu CPF é 529.982.247-25"))
        await collect(desk.ask(QUESTION, conversation_id=first.done.conversation_id))
    assert Turn("user", "meu CPF é [CPF_1]") in writer.asked[-1][1]


async def test_two_questions_at_once_in_one_conversation_keep_their_values_apart(data: Path) -> None:
    async with desk_with(data, Writer("Oi.")) as desk:
        conversation_id = (await collect(desk.ask(QUESTION))).done.conversation_id
        questions = ["meu CPF é 529.982.247-25", "meu CPF é 111.444.777-35"]
        await asyncio.gather(*(collect(desk.ask(one, conversation_id=conversation_id)) for one in questions))
        conversation = await desk.conversation(conversation_id)
    assert sorted(one.text for one in conversation.messages if "CPF" in one.text) == sorted(questions)


async def test_a_history_of_the_callers_own_counts_instead_of_the_stored_one(data: Path) -> None:
    writer = Writer(HOURS)
    history = [Turn("user", QUESTION), Turn("assistant", "Das 9h às 18h.")]
    async with desk_with(data, writer) as desk:
        answer = await collect(desk.ask("e aos sábados?", history=history))
        assert [message.text for message in await stored(desk, answer)] == ["e aos sábados?", HOURS]
    assert writer.asked == [("e aos sábados?", history)]


async def test_a_writer_that_stops_leaves_an_incomplete_answer(data: Path) -> None:
    async with desk_with(data, Writer("O horário ", "é das", error=ModelInterrupted())) as desk:
        answer = await collect(desk.ask(QUESTION))
        reply = (await stored(desk, answer))[1]
    assert (answer.done.response, answer.done.incomplete) == ("O horário é das", True)
    assert reply.incomplete


async def test_a_writer_that_cannot_begin_is_an_error_where_nobody_else_may_answer(data: Path) -> None:
    async with desk_with(data, Writer(error=ModelUnavailable())) as desk:
        with pytest.raises(ModelUnavailable):
            await collect(desk.ask(QUESTION))


@pytest.mark.parametrize("trouble", ["down", "busy", "error_first", "load_only"])
async def test_the_documents_answer_where_the_model_cannot_begin(
    data: Path, ollama: OllamaServer, trouble: Trouble
) -> None:
    async with with_ollama(data, ollama) as desk:
        await desk.engine.settle()
        ollama.trouble = trouble
        events = [event async for event in desk.ask(QUESTION)]
    assert [type(event).__name__ for event in events] == ["Sources", "Token", "Citation", "Done"]
    answer = events[-1]
    assert (answer.response, answer.model, answer.incomplete) == (HOURS, "extractive", False)  # type: ignore[union-attr]


@pytest.mark.parametrize("trouble", ["error_in_stream", "dropped", "no_done", "length"])
async def test_what_a_model_wrote_before_it_failed_is_kept(data: Path, ollama: OllamaServer, trouble: Trouble) -> None:
    async with with_ollama(data, ollama) as desk:
        await desk.engine.settle()
        ollama.trouble = trouble
        answer = await collect(desk.ask(QUESTION))
    assert answer.done.response.startswith("O suporte ")
    assert (answer.done.model, answer.done.incomplete) == ("ollama:llama3.2", True)


async def test_a_listener_that_goes_away_stops_the_writer_and_leaves_the_text_so_far(data: Path) -> None:
    writer = Writer("O horário ", "é das 09h ", "às 18h.")
    async with desk_with(data, writer) as desk:
        conversation_id = (await collect(desk.ask("oi"))).done.conversation_id
        async with aclosing(desk.ask(QUESTION, conversation_id=conversation_id)) as events:
            async for event in events:
                if isinstance(event, Token):
                    break
        reply = (await desk.conversation(conversation_id)).messages[-1]
    assert writer.closed
    assert (reply.text, reply.incomplete, len(reply.sources)) == ("O horário ", True, 3)


async def test_a_cancelled_listener_leaves_the_text_so_far(data: Path) -> None:
    writer = Writer("O horário ", endless=True)
    async with desk_with(data, writer) as desk:
        conversation_id = (await collect(desk.ask("oi"))).done.conversation_id
        listener = asyncio.create_task(collect(desk.ask(QUESTION, conversation_id=conversation_id)))
        await writer.waits.wait()
        listener.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listener
        reply = (await desk.conversation(conversation_id)).messages[-1]
    assert writer.closed
    assert (reply.text, reply.incomplete) == ("O horário ", True)


async def test_a_listener_that_goes_away_before_the_first_word_leaves_the_question(data: Path) -> None:
    async with desk_with(data, Writer(HOURS)) as desk:
        conversation_id = (await collect(desk.ask("oi"))).done.conversation_id
        async with aclosing(desk.ask(QUESTION, conversation_id=conversation_id)) as events:
            assert isinstance(await anext(events), Sources)
        last = (await desk.conversation(conversation_id)).messages[-1]
    assert (last.role, last.text) == ("user", QUESTION)


async def test_sentences_without_support_are_marked_in_the_stored_answer(data: Path) -> None:
    async with desk_with(data, Writer("A sede fica em Marte.")) as desk:
        answer = await collect(desk.ask(QUESTION))
        reply = (await stored(desk, answer))[1]
    assert reply.citations == [Citation(0, 21, supported=False)]


async def test_an_opinion_is_kept_with_its_answer(desk: Desk) -> None:
    answer = await collect(desk.ask(QUESTION))
    await desk.rate(answer.done.message_id, rating="down", comment="faltou o sábado")
    assert (await stored(desk, answer))[1].feedback == Feedback("down", "faltou o sábado")


async def test_unknown_ids_are_said_as_such(desk: Desk) -> None:
    with pytest.raises(ConversationNotFound):
        await collect(desk.ask(QUESTION, conversation_id="nope"))
    with pytest.raises(ConversationNotFound):
        await desk.conversation("nope")
    with pytest.raises(MessageNotFound):
        await desk.rate("nope", rating="up")


@pytest.mark.parametrize("message", ["", " \n\t", "\x00\x07", "\ud800"])
async def test_an_empty_message_is_refused(desk: Desk, message: str) -> None:
    with pytest.raises(MessageEmpty):
        await collect(desk.ask(message))


async def test_a_message_has_a_greatest_length(desk: Desk) -> None:
    assert (await collect(desk.ask("x" * MAX_MESSAGE))).done.refused
    with pytest.raises(MessageTooLong):
        await collect(desk.ask("x" * (MAX_MESSAGE + 1)))
    with pytest.raises(MessageTooLong):
        await desk.search("x" * (MAX_MESSAGE + 1), k=3)


async def test_what_no_keyboard_writes_is_left_out(desk: Desk) -> None:
    answer = await collect(desk.ask("\x00qual o horário\ud800 do suporte?\x1b"))
    assert (await stored(desk, answer))[0].text == QUESTION
