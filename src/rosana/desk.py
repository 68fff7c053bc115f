"""The face of Rosana: every use case once, for HTTP, the command line and whoever embeds her."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

from rosana.answering.claims import is_refusal
from rosana.answering.followups import standalone
from rosana.answering.pipeline import answer
from rosana.answering.prompts import REFUSAL_REPLY
from rosana.answering.smalltalk import reply, strip_greeting
from rosana.engine import Engine
from rosana.errors import DocumentNotFound, ModelError, ModelInterrupted
from rosana.exchange import MAX_MESSAGE, Draft, clean_message
from rosana.jobs.reading import ReadingJobs
from rosana.knowledge.files import FoundFile
from rosana.knowledge.ingestion import Outcome, Text
from rosana.knowledge.sites.visits import Visits
from rosana.knowledge.sync import Change, sync_folder
from rosana.privacy import Masker, restore, without_placeholders
from rosana.privacy.restoring import ConversationMasking, Restoring, restore_answer
from rosana.retrieval.search import Retriever
from rosana.store.conversations import Answer, Conversation, Conversations, Message
from rosana.store.documents import Documents
from rosana.store.masked_values import MaskedValues
from rosana.store.session import Database
from rosana.types import (
    Chunk,
    Document,
    Done,
    Event,
    Rating,
    SearchResult,
    Sources,
    Token,
    Turn,
)

__all__ = ["Desk"]

_TURNS = 10
"""Earlier messages that a follow-up may lean on."""

_WATCH = 0.25
"""Seconds between two looks at a document that somebody watches."""

_log = logging.getLogger(__name__)


class Desk:
    """Answers questions and keeps the documents; made by `rosana.wiring.open_desk`."""

    def __init__(  # noqa: PLR0913 — one parameter for each part
        self,
        database: Database,
        *,
        retriever: Retriever,
        engine: Engine,
        reading: ReadingJobs,
        visits: Visits,
        masking: ConversationMasking,
        passages: int,
    ) -> None:
        self._database = database
        self._retriever = retriever
        self._engine = engine
        self._reading = reading
        self._ingestion = reading.ingestion
        self._visits = visits
        self._masking = masking
        self._passages = passages

    @property
    def engine(self) -> Engine:
        """What writes the answers, and how it is doing."""
        return self._engine

    @property
    def retriever(self) -> Retriever:
        """What finds the passages, and its figures."""
        return self._retriever

    @property
    def visits(self) -> Visits:
        """What reads the sites that are documents."""
        return self._visits

    async def ask(
        self, message: str, *, conversation_id: str | None = None, history: Sequence[Turn] | None = None
    ) -> AsyncGenerator[Event, None]:
        """Answer a question as a stream that ends with `Done`.

        What was asked is stored first, what was answered at the end; when the listener goes away, the model is
        stopped and the text so far is stored as incomplete. Personal data in what was asked is masked before
        anything else sees it, and restored in the events alone.

        Args:
            message: the question, at most `MAX_MESSAGE` characters.
            conversation_id: the conversation that it belongs to; None starts one.
            history: earlier turns, oldest first, where the caller keeps them instead of a conversation; what is
                beyond the last ones and the length of a question is left out.

        Raises:
            RequestError: the message is empty or too long, or there is no such conversation.
            ModelError: the model failed and nothing else may answer.
            StorageError: the database cannot be used.
        """
        question = clean_message(message)
        with self._retriever.going_first():
            draft, turns = await self._begin(question, conversation_id, history)
        small_talk = reply(question)
        try:
            async with aclosing(self._write(draft, turns, small_talk)) as events:
                async for event in events:
                    draft.take(event)
                    for shown in draft.restoring.take(event):
                        yield shown
            for shown in draft.restoring.finish():
                yield shown
            yield await self._finish(draft)
        finally:
            if draft.text and not draft.saved:
                draft.incomplete = True
                # A task of its own: the one that runs this may be cancelled already.
                await asyncio.shield(asyncio.create_task(self._finish(draft)))

    async def _begin(
        self, question: str, conversation_id: str | None, history: Sequence[Turn] | None
    ) -> tuple[Draft, Sequence[Turn]]:
        started = time.perf_counter()
        stored: Sequence[Turn] = ()
        sealed = None
        if conversation_id is not None:
            async with self._database.read() as connection:
                stored = await Conversations(connection).turns(conversation_id, _TURNS)
                sealed = await MaskedValues(connection, of="conversation").get(conversation_id)
        masker = self._masking.masker(sealed)  # nobody waits for the database while this masks
        masked, turns = _mask(masker, question, stored, history)
        async with self._database.write() as connection:
            conversations, values = Conversations(connection), MaskedValues(connection, of="conversation")
            if conversation_id is None:
                conversation_id = await conversations.start()
            elif (now := await values.get(conversation_id)) != sealed:  # another question came in between
                masker = self._masking.masker(now)
                masked, turns = _mask(masker, question, stored, history)
            await conversations.add_question(conversation_id, masked)
            await self._keep_masked(values, conversation_id, masker)
        return Draft(masked, conversation_id, started, Restoring(masker.mapping)), turns

    async def _keep_masked(self, values: MaskedValues, conversation_id: str, masker: Masker) -> None:
        if masker.found_new:
            await values.put(conversation_id, self._masking.seal(masker.mapping))

    async def _write(self, draft: Draft, turns: Sequence[Turn], small_talk: str | None) -> AsyncGenerator[Event, None]:
        if small_talk is not None:
            draft.model = "rosana"
            yield Token(small_talk)
            return
        answerer = self._engine.answerer()
        query = without_placeholders(standalone(strip_greeting(draft.question), turns))
        result = await self._retriever.search(query, k=self._passages)
        draft.mark("search")
        draft.model, draft.confidence = answerer.name, result.confidence
        if not result.answerable:
            draft.refused = True
            yield Token(REFUSAL_REPLY)
            return
        try:
            async with aclosing(answer(answerer, draft.question, result.hits, turns)) as events:
                async for event in events:
                    yield event
        except ModelError as exc:
            if draft.text and isinstance(exc, ModelInterrupted):
                draft.incomplete = True
                return
            fallback = self._engine.fallback
            if draft.text or fallback is None:
                raise
            _log.warning("o modelo %s falhou (%s); respondendo com %s", answerer.name, exc.code, fallback.name)
            draft.model = fallback.name
            async with aclosing(answer(fallback, draft.question, result.hits, turns)) as events:
                async for event in events:
                    if not isinstance(event, Sources):
                        yield event

    async def _finish(self, draft: Draft) -> Done:
        draft.saved = True
        draft.refused = draft.refused or is_refusal(draft.text)
        with self._retriever.going_first():
            message_id = await self._store(draft)
        draft.mark("total")
        return Done(
            response=draft.restoring.restore(draft.text),
            model=draft.model,
            conversation_id=draft.conversation_id,
            message_id=message_id,
            refused=draft.refused,
            confidence=draft.confidence,
            incomplete=draft.incomplete,
            timings=draft.timings,
        )

    async def _store(self, draft: Draft) -> str:
        async with self._database.write() as connection:
            return await Conversations(connection).add_answer(
                draft.conversation_id,
                Answer(
                    text=draft.text,
                    model=draft.model,
                    refused=draft.refused,
                    confidence=draft.confidence,
                    incomplete=draft.incomplete,
                    sources=draft.sources,
                    citations=draft.citations,
                ),
            )

    async def search(self, query: str, *, k: int) -> SearchResult:
        """Find passages without a model.

        Raises:
            RequestError: the query is empty or too long.
        """
        masked = self._masking.masker().mask(clean_message(query))
        return await self._retriever.search(without_placeholders(masked), k=k)

    async def add_files(self, found: Sequence[FoundFile]) -> AsyncIterator[Outcome]:
        """Bring files of this machine in and make them findable; says what became of each."""
        async with self._retriever.refreshing():
            async for outcome in self._ingestion.add_files(found):
                yield outcome

    async def sync_folder(self, folder: Path, *, confirmed: bool = False) -> AsyncGenerator[Change, None]:
        """Make the documents of a folder those that its files are now; see `knowledge.sync.sync_folder`."""
        async with aclosing(sync_folder(self._database, self._ingestion, folder, confirmed=confirmed)) as changes:
            async for change in changes:
                yield change
        await self._retriever.refresh()

    async def add_texts(self, texts: Iterable[Text]) -> AsyncIterator[Outcome]:
        """Bring texts in, one document each, and make them findable; says what became of each."""
        async for outcome in self._ingestion.add_texts(texts):
            yield outcome
        await self._retriever.refresh()

    async def add_sample(self) -> None:
        """Load the sample knowledge base if nothing was ever loaded."""
        await self._ingestion.add_sample()
        await self._retriever.refresh()

    def source_of(self, name: str) -> str:
        """Return the source of an upload to which nobody gave one; see `Ingestion.source_of`."""
        return self._ingestion.source_of(name)

    async def add_document(self, name: str, data: bytes, *, source: str, url: str | None = None) -> Document:
        """Take an upload in; a worker reads it in the background.

        Raises:
            StorageError: it cannot be kept.
        """
        return await self.document(await self._reading.queue(name, data, source=source, url=url))

    async def cancel_document(self, document_id: str) -> Document:
        """End the reading of a document, or its wait; what an earlier version left goes on serving.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        await self._ingestion.cancel(document_id)
        return await self.document(document_id)

    async def watch_document(self, document_id: str) -> AsyncGenerator[Document, None]:
        """Yield a document as it is and whenever that changes, until it is ready, has failed or is gone.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        seen = await self.document(document_id)
        yield seen
        while seen.status in ("queued", "processing"):
            await asyncio.sleep(_WATCH)
            try:
                now = await self.document(document_id)
            except DocumentNotFound:
                return
            if (now.status, now.progress) != (seen.status, seen.progress):
                yield now
            seen = now

    async def reindex(self) -> AsyncIterator[Outcome]:
        """Read every document again from its upload or its path, while the passages of before serve.

        What is gone keeps its passages.
        """
        await self._ingestion.tidy()
        for document in await self.documents():
            yield await self._ingestion.process(document)
        await self._retriever.refresh()

    async def database_answers(self) -> bool:
        """Return whether the database can be read now."""
        return await self._database.answers()

    async def documents(self) -> Sequence[Document]:
        """Return all documents, by title."""
        async with self._database.read() as connection:
            return await Documents(connection).list()

    async def document(self, document_id: str) -> Document:
        """Return one document.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        async with self._database.read() as connection:
            return await Documents(connection).get(document_id)

    async def passages(self, document_id: str) -> Sequence[Chunk]:
        """Return the passages of a document in reading order.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        async with self._database.read() as connection:
            documents = Documents(connection)
            await documents.get(document_id)
            return await documents.passages(document_id)

    async def remove_documents(self, document_ids: Sequence[str]) -> None:
        """Remove documents with their passages, vectors and uploads.

        Raises:
            DocumentNotFound: there is none with one of these ids; those before it are gone.
        """
        for document_id in document_ids:
            await self._ingestion.remove(document_id)
        await self._retriever.refresh()

    async def rate(self, message_id: str, *, rating: Rating, comment: str | None = None) -> None:
        """Keep what a person thought of an answer.

        Raises:
            MessageNotFound: no answer has this id.
        """
        async with self._database.write() as connection:
            conversations = Conversations(connection)
            if comment is not None:
                values = MaskedValues(connection, of="conversation")
                conversation_id = await conversations.of_answer(message_id)
                masker = self._masking.masker(await values.get(conversation_id))
                comment = masker.mask(comment)
                await self._keep_masked(values, conversation_id, masker)
            await conversations.rate(message_id, rating=rating, comment=comment)

    async def conversation(self, conversation_id: str) -> Conversation:
        """Return a whole conversation as its owner wrote and read it: whoever knows its id.

        Raises:
            ConversationNotFound: there is none with this id.
        """
        async with self._database.read() as connection:
            conversation = await Conversations(connection).get(conversation_id)
            sealed = await MaskedValues(connection, of="conversation").get(conversation_id)
        mapping = self._masking.open(sealed)
        return replace(conversation, messages=[_restored(message, mapping) for message in conversation.messages])


def _restored(message: Message, mapping: Mapping[str, str]) -> Message:
    feedback = message.feedback
    if feedback is not None and feedback.comment:
        feedback = replace(feedback, comment=restore(feedback.comment, mapping))
    if message.role == "user":
        return replace(message, text=restore(message.text, mapping))
    text, citations = restore_answer(message.text, message.citations, message.sources, mapping)
    return replace(message, text=text, citations=citations, feedback=feedback)


def _mask(
    masker: Masker, question: str, stored: Sequence[Turn], history: Sequence[Turn] | None
) -> tuple[str, Sequence[Turn]]:
    """Return a question and the turns before it, masked: the caller's own history counts instead of the stored one."""
    # Those of an earlier version were stored as they came; what is masked already must not be masked twice.
    turns = [Turn(turn.role, masker.mask(restore(turn.text, masker.mapping))) for turn in stored]
    if history is not None:
        turns = [Turn(turn.role, masker.mask(turn.text[:MAX_MESSAGE])) for turn in history[-_TURNS:]]
    return masker.mask(question), turns
