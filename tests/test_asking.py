import asyncio
import shutil
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from rosana.asking import Asking
from rosana.desk import Desk
from rosana.errors import AnswerSuperseded, ConversationNotFound, MessageNotFound, RequestIdUsed
from rosana.exchange import Asked, collect
from rosana.privacy.restoring import ConversationMasking
from rosana.privacy.vault import Vault
from rosana.settings import Settings
from rosana.store.session import Database, open_database
from rosana.types import Event, Hit, Token, Turn
from tests.test_desk import HOURS, QUESTION, Writer, desk_with, fill

FOLLOW_UP = "e o suporte humano atende aos sábados?"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample base, made once."""
    folder = tmp_path_factory.mktemp("sample")
    asyncio.run(fill(folder))
    return folder


@pytest.fixture
def data(sample: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sample, tmp_path / "data")


@pytest.fixture
def request_id() -> str:
    return uuid4().hex


async def texts(desk: Desk, conversation_id: str) -> list[str]:
    return [message.text for message in (await desk.conversation(conversation_id)).messages]


async def heard(desk: Desk, request_id: str, *, until: int) -> str:
    """Listen to the first events of an answer, go away, and return the conversation's id."""
    async with aclosing(desk.ask(QUESTION, request_id=request_id)) as events:
        for _ in range(until):
            await anext(events)
    (found,) = (await desk.quality.conversations()).items
    return found.id


async def test_a_whole_answer_comes_again_without_a_model(data: Path, request_id: str) -> None:
    writer = Writer(HOURS)
    async with desk_with(data, writer) as desk:
        first = await collect(desk.ask(QUESTION, request_id=request_id))
        again = await collect(desk.ask(QUESTION, request_id=request_id))
        stored = await texts(desk, first.done.conversation_id)
    assert (again.sources, again.citations) == (first.sources, first.citations)
    assert (again.done.response, again.done.message_id) == (first.done.response, first.done.message_id)
    assert again.done.conversation_id == first.done.conversation_id
    assert (first.done.cached, again.done.cached) == (False, True)
    assert len(writer.asked) == 1
    assert stored == [QUESTION, HOURS]


async def test_what_is_replayed_is_restored_for_its_owner(data: Path, request_id: str) -> None:
    question = "meu CPF é 529.982.247-25, qual o horário do suporte?"
    async with desk_with(data, Writer("Para [CPF_1]: ", HOURS)) as desk:
        first = await collect(desk.ask(question, request_id=request_id))
        again = await collect(desk.ask(question, request_id=request_id))
    assert again.done.response == first.done.response == f"Para 529.982.247-25: {HOURS}"


async def test_an_answer_that_was_cut_short_is_written_anew_from_the_same_question(data: Path, request_id: str) -> None:
    writer = Writer("O horário ", HOURS)
    async with desk_with(data, writer) as desk:
        conversation_id = await heard(desk, request_id, until=2)
        before = await desk.conversation(conversation_id)
        again = await collect(desk.ask(QUESTION, request_id=request_id))
        after = await desk.conversation(conversation_id)
    assert [(message.text, message.incomplete) for message in before.messages[1:]] == [("O horário ", True)]
    assert [message.text for message in after.messages] == [QUESTION, f"O horário {HOURS}"]
    assert after.messages[0].id == before.messages[0].id
    assert (again.done.conversation_id, again.done.cached) == (conversation_id, False)
    assert writer.asked[1][1] == []  # the question itself is no earlier turn


async def test_a_question_without_an_answer_is_answered_in_its_place(data: Path, request_id: str) -> None:
    """As after a server that was killed: another question has been asked since."""
    writer = Writer(HOURS)
    async with desk_with(data, writer) as desk:
        conversation_id = await heard(desk, request_id, until=1)
        await collect(desk.ask(FOLLOW_UP, conversation_id=conversation_id))
        again = await collect(desk.ask(QUESTION, conversation_id=conversation_id, request_id=request_id))
        once_more = await collect(desk.ask(QUESTION, request_id=request_id))
        stored = await texts(desk, conversation_id)
    assert stored == [QUESTION, FOLLOW_UP, HOURS, HOURS]
    assert writer.asked[-1][1] == []  # what came after the question is no earlier turn either
    assert once_more.done.message_id == again.done.message_id


async def test_who_asks_again_meanwhile_takes_the_answer_over(data: Path, request_id: str) -> None:
    slow, gate = Gated(HOURS), asyncio.Event()
    slow.gates = [gate]
    async with desk_with(data, slow) as desk:
        first = asyncio.create_task(collect(desk.ask(QUESTION, request_id=request_id)))
        await slow.waits.wait()
        again = await asyncio.wait_for(collect(desk.ask(QUESTION, request_id=request_id)), 10)
        gate.set()
        with pytest.raises(AnswerSuperseded):
            await first
        stored = await texts(desk, again.done.conversation_id)
    assert stored == [QUESTION, HOURS]
    assert slow.ended == 2


async def test_the_older_of_two_answers_is_not_stored_though_it_is_ready_first(data: Path, request_id: str) -> None:
    slow = Gated(HOURS)
    older, newer = asyncio.Event(), asyncio.Event()
    slow.gates = [newer, older]
    async with desk_with(data, slow) as desk:
        first = asyncio.create_task(collect(desk.ask(QUESTION, request_id=request_id)))
        await slow.waits.wait()
        slow.waits.clear()
        again = asyncio.create_task(collect(desk.ask(QUESTION, request_id=request_id)))
        await slow.waits.wait()
        older.set()
        with pytest.raises(AnswerSuperseded):
            await first
        newer.set()
        answer = await again
        stored = (await desk.conversation(answer.done.conversation_id)).messages
    assert [message.id for message in stored[1:]] == [answer.done.message_id]


async def test_a_listener_that_is_stuck_holds_nobody_up(data: Path, request_id: str) -> None:
    """Its connection is dead and nobody knows yet: it neither reads on nor goes away."""
    async with desk_with(data, Writer("O horário ", HOURS)) as desk:
        async with aclosing(desk.ask(QUESTION, request_id=request_id)) as stuck:
            await anext(stuck)
            await anext(stuck)
            again = await asyncio.wait_for(collect(desk.ask(QUESTION, request_id=request_id)), 10)
        stored = await texts(desk, again.done.conversation_id)
    assert stored == [QUESTION, f"O horário {HOURS}"]


async def test_the_same_question_sent_twice_at_once_is_stored_once(data: Path, request_id: str) -> None:
    async with desk_with(data, Writer(HOURS)) as desk:
        answers = [collect(desk.ask(QUESTION, request_id=request_id)) for _ in range(3)]
        results = await asyncio.gather(*answers, return_exceptions=True)
        (found,) = (await desk.quality.conversations()).items
        stored = await texts(desk, found.id)
    assert stored == [QUESTION, HOURS]
    assert any(not isinstance(result, BaseException) for result in results)
    assert all(isinstance(result, AnswerSuperseded) for result in results if isinstance(result, BaseException))


@pytest.mark.parametrize("elsewhere", [True, False], ids=["another conversation", "another question"])
async def test_a_request_id_belongs_to_one_question(data: Path, request_id: str, elsewhere: bool) -> None:
    async with desk_with(data, Writer(HOURS)) as desk:
        first = await collect(desk.ask(QUESTION, request_id=request_id))
        other = await collect(desk.ask("oi"))
        asked = (
            desk.ask(QUESTION, conversation_id=other.done.conversation_id, request_id=request_id)
            if elsewhere
            else desk.ask(FOLLOW_UP, request_id=request_id)
        )
        with pytest.raises(RequestIdUsed):
            await collect(asked)
        assert len(await texts(desk, first.done.conversation_id)) == 2
        assert len(await texts(desk, other.done.conversation_id)) == 2


async def test_a_conversation_that_is_gone_is_said_before_anything_of_the_request(data: Path, request_id: str) -> None:
    async with desk_with(data, Writer(HOURS)) as desk:
        await collect(desk.ask(QUESTION, request_id=request_id))
        with pytest.raises(ConversationNotFound):
            await collect(desk.ask(QUESTION, conversation_id="gone", request_id=request_id))


async def test_a_value_written_in_another_way_is_the_same_question(data: Path, request_id: str) -> None:
    question = "meu CPF é 52998224725, qual o horário do suporte?"
    async with desk_with(data, Writer(HOURS)) as desk:
        before = await collect(desk.ask("meu CPF é 529.982.247-25"))
        here = before.done.conversation_id
        first = await collect(desk.ask(question, conversation_id=here, request_id=request_id))
        again = await collect(desk.ask(question, conversation_id=here, request_id=request_id))
    assert again.done.message_id == first.done.message_id


async def test_a_visitor_reads_and_rates_and_continues_their_own_conversations_alone(
    data: Path, request_id: str
) -> None:
    async with desk_with(data, Writer(HOURS)) as desk:
        own = await collect(desk.ask(QUESTION, request_id=request_id, visitor="ana"))
        here, message_id = own.done.conversation_id, own.done.message_id
        await collect(desk.ask(FOLLOW_UP, conversation_id=here, visitor="ana"))
        await desk.rate(message_id, rating="up", visitor="ana")
        assert len((await desk.conversation(here, visitor="ana")).messages) == 4
        for other in ("rui", None):
            with pytest.raises(ConversationNotFound):
                await desk.conversation(here, visitor=other)
            with pytest.raises(ConversationNotFound):
                await collect(desk.ask(FOLLOW_UP, conversation_id=here, visitor=other))
            for comment in (None, "ruim"):
                with pytest.raises(MessageNotFound):
                    await desk.rate(message_id, rating="down", comment=comment, visitor=other)
            with pytest.raises(RequestIdUsed):
                await collect(desk.ask(QUESTION, request_id=request_id, visitor=other))
        assert len((await desk.quality.conversation(here)).messages) == 4


async def test_a_conversation_removed_meanwhile_is_not_written_to(data: Path) -> None:
    async with desk_with(data, Writer(HOURS)) as desk:
        events = desk.ask(QUESTION)
        await anext(events)
        (found,) = (await desk.quality.conversations()).items
        await desk.quality.remove(found.id)
        with pytest.raises(ConversationNotFound):
            await collect(events)
        assert (await desk.quality.conversations()).items == []


async def test_a_listener_may_leave_a_conversation_that_was_removed(data: Path) -> None:
    async with desk_with(data, Writer("O horário ", HOURS)) as desk:
        async with aclosing(desk.ask(QUESTION)) as events:
            await until_text(events)
            (found,) = (await desk.quality.conversations()).items
            await desk.quality.remove(found.id)
        assert (await desk.quality.conversations()).items == []


async def test_how_long_an_answer_took_is_stored(data: Path) -> None:
    async with desk_with(data, Writer(HOURS)) as desk:
        answer = await collect(desk.ask(QUESTION))
        question, reply = (await desk.conversation(answer.done.conversation_id)).messages
    assert (question.first_token_ms, question.total_ms) == (None, None)
    assert reply.first_token_ms == answer.done.timings["first_token"]
    assert reply.total_ms is not None
    assert reply.first_token_ms <= reply.total_ms <= answer.done.timings["total"]


async def until_text(events: AsyncIterator[Event]) -> None:
    async for event in events:
        if isinstance(event, Token):
            return


class Gated(Writer):
    """Waits before its first word, at one gate for each question that has one."""

    def __init__(self, *pieces: str) -> None:
        super().__init__(*pieces)
        self.gates: list[asyncio.Event] = []
        self.ended = 0

    async def stream(self, question: str, hits: Sequence[Hit], history: Sequence[Turn]) -> AsyncGenerator[str, None]:
        gate = self.gates.pop() if self.gates else None
        try:
            if gate is not None:
                self.waits.set()
                await gate.wait()
            async for piece in super().stream(question, hits, history):
                yield piece
        finally:
            self.ended += 1


class Held(Database):
    """Holds a transaction up at a gate, once there is one."""

    def __init__(self, database: Database) -> None:
        super().__init__(database._engine)
        self.gate: asyncio.Event | None = None
        self.waits = asyncio.Event()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        if self.gate:
            self.waits.set()
            await self.gate.wait()
        async with super().write() as connection:
            yield connection


async def test_a_listener_that_goes_away_while_the_answer_is_stored_leaves_it_whole(data: Path) -> None:
    url = Settings(data_dir=data).database_url
    async with desk_with(data, Writer(HOURS)) as desk, open_database(url) as opened:
        database, masking = Held(opened), ConversationMasking(Vault(bytes(32)))
        asking = Asking(database, retriever=desk.retriever, engine=desk.engine, masking=masking, passages=3)
        events = asking.ask(Asked(QUESTION))
        await anext(events)
        database.gate = asyncio.Event()
        listener = asyncio.create_task(collect(events))
        await database.waits.wait()
        listener.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listener
        database.gate.set()
        (summary,) = (await desk.quality.conversations()).items
        async with asyncio.timeout(10):
            while len(stored := (await desk.conversation(summary.id)).messages) < 2:
                pass
    assert (stored[1].text, stored[1].incomplete) == (HOURS, False)
