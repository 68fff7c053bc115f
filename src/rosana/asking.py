"""The way of a question, from the text as it was typed to the answer as it is stored."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from weakref import WeakValueDictionary

from rosana.answering.claims import is_refusal
from rosana.answering.followups import standalone
from rosana.answering.pipeline import answer
from rosana.answering.prompts import REFUSAL_REPLY
from rosana.answering.smalltalk import reply, strip_greeting
from rosana.engine import Engine
from rosana.errors import AnswerSuperseded, ConversationNotFound, ModelError, ModelInterrupted, RequestIdUsed
from rosana.exchange import MAX_MESSAGE, Asked, Draft, clean_message, replayed, restored
from rosana.privacy import Masker, restore, without_placeholders
from rosana.privacy.restoring import ConversationMasking, Restoring
from rosana.retrieval.search import Retriever
from rosana.retrieval.spelling import respelled
from rosana.store.conversations import Answer, Conversations, Question
from rosana.store.masked_values import MaskedValues
from rosana.store.session import Database
from rosana.store.tables import SMALL_TALK
from rosana.types import Done, Event, Sources, Token, Turn

__all__ = ["Asking"]

_TURNS = 10
"""Earlier messages that a follow-up may lean on."""

_log = logging.getLogger(__name__)


class Asking:
    """Answers questions and keeps them; see `rosana.desk.Desk.ask`."""

    def __init__(
        self,
        database: Database,
        *,
        retriever: Retriever,
        engine: Engine,
        masking: ConversationMasking,
        passages: int,
    ) -> None:
        self._database = database
        self._retriever = retriever
        self._engine = engine
        self._masking = masking
        self._passages = passages
        self._newest: WeakValueDictionary[str, Draft] = WeakValueDictionary()
        """The answers being written, by the id of their request; one asked again takes the place of the one before."""

    async def ask(self, asked: Asked) -> AsyncGenerator[Event, None]:
        """Answer a question as a stream that ends with `Done`; see `rosana.desk.Desk.ask`."""
        with self._retriever.going_first():
            draft = await self._begin(asked)
        if not isinstance(draft, Draft):
            for event in draft:
                yield event
            return
        try:
            async with aclosing(self._write(draft, asked)) as events:
                async for event in events:
                    self._look_whether_newest(draft)
                    draft.take(event)
                    for shown in draft.restoring.take(event):
                        yield shown
            for shown in draft.restoring.finish():
                yield shown
            # A task of its own, here and below: whoever listens may go away while it waits for the database.
            yield await asyncio.shield(asyncio.create_task(self._finish(draft)))
        finally:
            if draft.text and not draft.saved:
                draft.incomplete = True
                await asyncio.shield(asyncio.create_task(self._keep_part(draft)))

    async def _begin(self, asked: Asked) -> Draft | Sequence[Event]:
        """Store the question; returns the answer to be written, or the events of the one that is there."""
        started, question = time.perf_counter(), clean_message(asked.message)
        conversation_id, sealed = asked.conversation_id, None
        stored: Sequence[Turn] = ()
        if conversation_id is not None:
            async with self._database.read() as connection:
                stored = await Conversations(connection).turns(conversation_id, _TURNS, visitor=asked.visitor)
                sealed = await MaskedValues(connection, of="conversation").get(conversation_id)
        masker = self._masking.masker(sealed)  # nobody waits for the database while this masks
        masked, turns = _mask(masker, question, stored, asked.history)
        async with self._database.write() as connection:
            conversations, values = Conversations(connection), MaskedValues(connection, of="conversation")
            if asked.request_id is not None and (before := await conversations.asked(asked.request_id)):
                return await self._begin_again(conversations, values, before, asked, started)
            if conversation_id is None:
                conversation_id = await conversations.start(visitor=asked.visitor)
            elif (now := await values.get(conversation_id)) != sealed:  # another question came in between
                masker = self._masking.masker(now)
                masked, turns = _mask(masker, question, stored, asked.history)
            seq = await conversations.add_question(conversation_id, masked, request=asked.request_id)
            if masker.found_new:
                await values.put(conversation_id, self._masking.seal(masker.mapping))
            stored_question = Question(seq, conversation_id, masked, asked.visitor)
            return self._draft(stored_question, asked, masker, turns, started)

    async def _begin_again(
        self, conversations: Conversations, values: MaskedValues, before: Question, asked: Asked, started: float
    ) -> Draft | Sequence[Event]:
        """Take a question up that was asked before under the same request id, by somebody whose connection broke.

        Raises:
            RequestIdUsed: it was another question, or another's.
        """
        question = clean_message(asked.message)
        masker = self._masking.masker(await values.get(before.conversation_id))
        same = masker.mask(restore(before.text, masker.mapping)) == masker.mask(question)
        here = asked.conversation_id in (None, before.conversation_id)
        if not (same and here and asked.visitor == before.visitor):
            raise RequestIdUsed
        known = await conversations.answer_to(before.seq)
        if known is not None and not known.incomplete:
            return replayed(restored(known, masker.mapping), before.conversation_id)
        if known is not None:
            await conversations.drop(known.id)
        stored = await conversations.turns(before.conversation_id, _TURNS, before=before.seq, visitor=before.visitor)
        _, turns = _mask(masker, question, stored, asked.history)
        return self._draft(before, asked, masker, turns, started)

    def _draft(self, question: Question, asked: Asked, masker: Masker, turns: Sequence[Turn], started: float) -> Draft:
        draft = Draft(question, turns, started, Restoring(masker.mapping), request_id=asked.request_id)
        if asked.request_id is not None:
            self._newest[asked.request_id] = draft
        return draft

    def _look_whether_newest(self, draft: Draft) -> None:
        if draft.request_id is not None and self._newest.get(draft.request_id) is not draft:
            raise AnswerSuperseded

    async def _write(self, draft: Draft, asked: Asked) -> AsyncGenerator[Event, None]:
        small_talk = reply(clean_message(asked.message), name=asked.name)
        if small_talk is not None:
            draft.model = SMALL_TALK
            yield Token(small_talk)
            return
        answerer, fallback, question = self._engine.answerer(), self._engine.fallback, draft.question.text
        query = without_placeholders(standalone(strip_greeting(question, name=asked.name), draft.turns))
        result = await self._retriever.search(query, k=self._passages)
        draft.mark("search")
        question = respelled(question, result.meant)
        draft.model, draft.confidence = answerer.name, result.confidence
        if not result.answerable:
            draft.refused = True
            yield Token(REFUSAL_REPLY)
            return
        try:
            async with aclosing(answer(answerer, question, result.hits, draft.turns)) as events:
                async for event in events:
                    yield event
        except ModelError as exc:
            if draft.text and isinstance(exc, ModelInterrupted):
                draft.incomplete = True
                return
            if draft.text or fallback is None:
                raise
            _log.warning("o modelo %s falhou (%s); respondendo com %s", answerer.name, exc.code, fallback.name)
            draft.model = fallback.name
            async with aclosing(answer(fallback, question, result.hits, draft.turns)) as events:
                async for event in events:
                    if not isinstance(event, Sources):
                        yield event

    async def _finish(self, draft: Draft) -> Done:
        draft.saved = True
        draft.refused = draft.refused or is_refusal(draft.text)
        draft.mark("total")
        with self._retriever.going_first():
            message_id = await self._store(draft)
        draft.mark("total")
        return Done(
            response=draft.restoring.restore(draft.text),
            model=draft.model,
            conversation_id=draft.question.conversation_id,
            message_id=message_id,
            refused=draft.refused,
            confidence=draft.confidence,
            incomplete=draft.incomplete,
            timings=draft.timings,
        )

    async def _keep_part(self, draft: Draft) -> None:
        """Store what there is of an answer whose listener is gone, unless there is a newer one or no conversation."""
        with suppress(AnswerSuperseded, ConversationNotFound):
            await self._finish(draft)

    async def _store(self, draft: Draft) -> str:
        async with self._database.write() as connection:
            self._look_whether_newest(draft)
            return await Conversations(connection).add_answer(
                draft.question.conversation_id,
                Answer(
                    text=draft.text,
                    model=draft.model,
                    refused=draft.refused,
                    confidence=draft.confidence,
                    incomplete=draft.incomplete,
                    sources=draft.sources,
                    citations=draft.citations,
                    first_token_ms=draft.timings.get("first_token"),
                    total_ms=draft.timings["total"],
                ),
                question=draft.question.seq,
            )


def _mask(
    masker: Masker, question: str, stored: Sequence[Turn], history: Sequence[Turn] | None
) -> tuple[str, Sequence[Turn]]:
    """Return a question and the turns before it, masked: the caller's own history counts instead of the stored one."""
    # Those of an earlier version were stored as they came; what is masked already must not be masked twice.
    turns = [Turn(turn.role, masker.mask(restore(turn.text, masker.mapping))) for turn in stored]
    if history is not None:
        turns = [Turn(turn.role, masker.mask(turn.text[:MAX_MESSAGE])) for turn in history[-_TURNS:]]
    return masker.mask(question), turns
