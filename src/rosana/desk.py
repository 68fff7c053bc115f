"""The face of Rosana: every use case once, for HTTP, the command line and whoever embeds her."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from unicodedata import category

from rosana.answering.claims import is_refusal
from rosana.answering.followups import standalone
from rosana.answering.pipeline import answer
from rosana.answering.prompts import REFUSAL_REPLY
from rosana.answering.smalltalk import reply, strip_greeting
from rosana.engine import Engine
from rosana.errors import MessageEmpty, MessageTooLong, ModelError, ModelInterrupted
from rosana.knowledge.files import FoundFile
from rosana.knowledge.ingestion import Ingestion, Outcome, Text
from rosana.retrieval.search import Retriever
from rosana.store.conversations import Answer, Conversation, Conversations
from rosana.store.documents import Documents
from rosana.store.session import Database
from rosana.types import (
    Chunk,
    Citation,
    Document,
    Done,
    Event,
    Rating,
    SearchResult,
    Source,
    Sources,
    Token,
    Turn,
)

__all__ = ["MAX_MESSAGE", "Desk", "WholeAnswer", "collect"]

MAX_MESSAGE = 20_000
"""Longest question, in characters."""

_TURNS = 10
"""Earlier messages that a follow-up may lean on."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Draft:
    """An answer while it is written."""

    question: str
    conversation_id: str
    started: float
    model: str = ""
    text: str = ""
    sources: Sequence[Source] = ()
    citations: list[Citation] = field(default_factory=list)
    refused: bool = False
    confidence: float = 1.0
    incomplete: bool = False
    saved: bool = False
    timings: dict[str, float] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        match event:
            case Sources(sources):
                self.sources = sources
            case Token(text):
                if not self.text:
                    self.mark("first_token")
                self.text += text
            case Citation():
                self.citations.append(event)
            case Done():
                raise AssertionError

    def mark(self, stage: str) -> None:
        self.timings[stage] = round((time.perf_counter() - self.started) * 1000, 2)


class Desk:
    """Answers questions and keeps the documents; made by `rosana.wiring.open_desk`."""

    def __init__(
        self,
        database: Database,
        *,
        retriever: Retriever,
        engine: Engine,
        ingestion: Ingestion,
        passages: int,
    ) -> None:
        self._database = database
        self._retriever = retriever
        self._engine = engine
        self._ingestion = ingestion
        self._passages = passages
        self._queued = asyncio.Event()

    @property
    def engine(self) -> Engine:
        """What writes the answers, and how it is doing."""
        return self._engine

    @property
    def retriever(self) -> Retriever:
        """What finds the passages, and its figures."""
        return self._retriever

    async def ask(
        self, message: str, *, conversation_id: str | None = None, history: Sequence[Turn] | None = None
    ) -> AsyncGenerator[Event, None]:
        """Answer a question as a stream that ends with `Done`.

        What was asked is stored first, what was answered at the end; when the listener goes away, the model is
        stopped and the text so far is stored as incomplete.

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
        draft, turns = await self._begin(question, conversation_id)
        if history is not None:
            turns = [Turn(turn.role, turn.text[:MAX_MESSAGE]) for turn in history[-_TURNS:]]
        try:
            async with aclosing(self._write(draft, turns)) as events:
                async for event in events:
                    draft.take(event)
                    yield event
            yield await self._finish(draft)
        finally:
            if draft.text and not draft.saved:
                draft.incomplete = True
                # A task of its own: the one that runs this may be cancelled already.
                await asyncio.shield(asyncio.create_task(self._finish(draft)))

    async def _begin(self, question: str, conversation_id: str | None) -> tuple[_Draft, Sequence[Turn]]:
        turns: Sequence[Turn] = ()
        started = time.perf_counter()
        async with self._database.write() as connection:
            conversations = Conversations(connection)
            if conversation_id is None:
                conversation_id = await conversations.start()
            else:
                turns = await conversations.turns(conversation_id, _TURNS)
            await conversations.add_question(conversation_id, question)
        return _Draft(question, conversation_id, started), turns

    async def _write(self, draft: _Draft, turns: Sequence[Turn]) -> AsyncGenerator[Event, None]:
        small_talk = reply(draft.question)
        if small_talk is not None:
            draft.model = "rosana"
            yield Token(small_talk)
            return
        answerer = self._engine.answerer()
        result = await self._retriever.search(standalone(strip_greeting(draft.question), turns), k=self._passages)
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

    async def _finish(self, draft: _Draft) -> Done:
        draft.saved = True
        draft.refused = draft.refused or is_refusal(draft.text)
        async with self._database.write() as connection:
            message_id = await Conversations(connection).add_answer(
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
        draft.mark("total")
        return Done(
            response=draft.text,
            model=draft.model,
            conversation_id=draft.conversation_id,
            message_id=message_id,
            refused=draft.refused,
            confidence=draft.confidence,
            incomplete=draft.incomplete,
            timings=draft.timings,
        )

    async def search(self, query: str, *, k: int) -> SearchResult:
        """Find passages without a model.

        Raises:
            RequestError: the query is empty or too long.
        """
        return await self._retriever.search(clean_message(query), k=k)

    async def add_files(self, found: Sequence[FoundFile]) -> AsyncIterator[Outcome]:
        """Bring files of this machine in and make them findable; says what became of each."""
        async for outcome in self._ingestion.add_files(found):
            yield outcome
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

    async def add_document(self, name: str, data: bytes, *, source: str, url: str | None = None) -> Document:
        """Take an upload in; it is read in the background, see `read_documents`."""
        document_id = await self._ingestion.queue(name, data, source=source, url=url)
        self._queued.set()
        return await self.document(document_id)

    async def read_documents(self) -> None:
        """Read queued documents, those that an earlier process left first, until cancelled."""
        while True:
            self._queued.clear()
            for document in await self._ingestion.unfinished():
                await self._ingestion.process(document)
            await self._retriever.refresh()
            await self._queued.wait()

    async def reindex(self) -> AsyncIterator[Outcome]:
        """Read every document again from its upload or its path; what is gone keeps its passages."""
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
            await Conversations(connection).rate(message_id, rating=rating, comment=comment)

    async def conversation(self, conversation_id: str) -> Conversation:
        """Return a whole conversation.

        Raises:
            ConversationNotFound: there is none with this id.
        """
        async with self._database.read() as connection:
            return await Conversations(connection).get(conversation_id)


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """An answer's stream, collected."""

    done: Done
    sources: Sequence[Source]
    citations: Sequence[Citation]


async def collect(events: AsyncGenerator[Event, None]) -> WholeAnswer:
    """Return the stream as a whole.

    Raises:
        RosanaError: whatever the stream raises.
    """
    sources: Sequence[Source] = ()
    citations: list[Citation] = []
    async with aclosing(events):
        async for event in events:
            match event:
                case Sources(found):
                    sources = found
                case Citation():
                    citations.append(event)
                case Done():
                    return WholeAnswer(event, sources, citations)
    raise AssertionError("a stream ends with Done")


def clean_message(message: str) -> str:
    """Return the message without what no keyboard writes: lone surrogates, NUL and other control characters.

    Raises:
        MessageEmpty: nothing is left.
        MessageTooLong: more than `MAX_MESSAGE` characters are left.
    """
    text = "".join(char for char in message if char in "\n\t" or category(char) not in ("Cc", "Cs")).strip()
    if not text:
        raise MessageEmpty
    if len(text) > MAX_MESSAGE:
        raise MessageTooLong
    return text
