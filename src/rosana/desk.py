"""The face of Rosana: every use case once, for HTTP, the command line and whoever embeds her."""

from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

from rosana.asking import Asking
from rosana.engine import Engine
from rosana.exchange import Asked, clean_message, restored
from rosana.jobs.reading import ReadingJobs
from rosana.knowledge.files import FoundFile
from rosana.knowledge.ingestion import Outcome, Text
from rosana.knowledge.sites.visits import Visits
from rosana.knowledge.sync import Change, sync_folder
from rosana.library import Library
from rosana.model_server import ModelServer
from rosana.preferences import Preferences
from rosana.privacy import without_placeholders
from rosana.privacy.restoring import ConversationMasking
from rosana.quality import Quality
from rosana.retrieval.search import Retriever
from rosana.store.conversations import Conversation, Conversations
from rosana.store.documents import Documents
from rosana.store.headings import Beginnings
from rosana.store.masked_values import MaskedValues
from rosana.store.session import Database
from rosana.suggestions import Suggestions
from rosana.types import (
    Chunk,
    Document,
    Event,
    Rating,
    SearchResult,
    Turn,
)
from rosana.visitors import Visitors

__all__ = ["Desk"]


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
        visitors: Visitors,
        preferences: Preferences,
        model_server: ModelServer,
        passages: int,
    ) -> None:
        self._database = database
        self._retriever = retriever
        self._engine = engine
        self._ingestion = reading.ingestion
        self._library = Library(database, reading)
        self._visits = visits
        self._masking = masking
        self._visitors = visitors
        self._preferences = preferences
        self._model_server = model_server
        self._suggestions = Suggestions(Beginnings(database), retriever)
        self._quality = Quality(database, rarity=retriever.rarity)
        self._asking = Asking(database, retriever=retriever, engine=engine, masking=masking, passages=passages)

    @property
    def engine(self) -> Engine:
        """What writes the answers, and how it is doing."""
        return self._engine

    @property
    def retriever(self) -> Retriever:
        """What finds the passages, and its figures."""
        return self._retriever

    @property
    def library(self) -> Library:
        """The documents, one by one."""
        return self._library

    @property
    def visits(self) -> Visits:
        """What reads the sites that are documents."""
        return self._visits

    @property
    def preferences(self) -> Preferences:
        """What was chosen in the console."""
        return self._preferences

    @property
    def model_server(self) -> ModelServer:
        """The models that there are, and the downloads of more."""
        return self._model_server

    @property
    def visitors(self) -> Visitors:
        """Who asks through the widget."""
        return self._visitors

    @property
    def quality(self) -> Quality:
        """What the support team looks at: past conversations and how well they went."""
        return self._quality

    @property
    def suggestions(self) -> Suggestions:
        """Questions that the documents answer."""
        return self._suggestions

    def ask(
        self,
        message: str,
        *,
        conversation_id: str | None = None,
        history: Sequence[Turn] | None = None,
        request_id: str | None = None,
        visitor: str | None = None,
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
            request_id: the caller's own id of this question, which nobody can guess. Asked again with the same one,
                a question is not stored twice: the stream of a whole answer comes again, one that was cut short is
                written anew. While an answer is being written, who asks again takes it over.
            visitor: of the widget; only the owner may go on with a conversation.

        Raises:
            RequestError: the message is empty or too long, there is no such conversation (ConversationNotFound), the
                request id is that of another question (RequestIdUsed), or who asked again took the answer over
                (AnswerSuperseded).
            ModelError: the model failed and nothing else may answer.
            StorageError: the database cannot be used.
        """
        name = self._preferences.persona.name
        return self._asking.ask(Asked(message, conversation_id, history, request_id, visitor, name))

    async def search(self, query: str, *, k: int) -> SearchResult:
        """Find passages without a model.

        Raises:
            RequestError: the query is empty or too long.
        """
        masked = self._masking.masker().mask(clean_message(query))
        return await self._retriever.search(without_placeholders(masked), k=k)

    async def add_files(self, found: Sequence[FoundFile]) -> AsyncGenerator[Outcome]:
        """Bring files of this machine in and make them findable; says what became of each."""
        async with self._retriever.refreshing(), aclosing(self._ingestion.add_files(found)) as outcomes:
            async for outcome in outcomes:
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

    async def rate(
        self, message_id: str, *, rating: Rating, comment: str | None = None, visitor: str | None = None
    ) -> None:
        """Keep what a person thought of an answer.

        Raises:
            MessageNotFound: no answer, or none of this owner's, has this id.
        """
        async with self._database.write() as connection:
            conversations = Conversations(connection)
            if comment is not None:
                values = MaskedValues(connection, of="conversation")
                conversation_id = await conversations.of_answer(message_id, visitor=visitor)
                masker = self._masking.masker(await values.get(conversation_id))
                comment = masker.mask(comment)
                if masker.found_new:
                    await values.put(conversation_id, self._masking.seal(masker.mapping))
            await conversations.rate(message_id, rating=rating, comment=comment, visitor=visitor)

    async def conversation(self, conversation_id: str, *, visitor: str | None = None) -> Conversation:
        """Return a whole conversation as its owner wrote and read it.

        The owner is a visitor, or, where it is no visitor's, whoever knows its id.

        Raises:
            ConversationNotFound: there is none with this id, or none of this owner.
        """
        async with self._database.read() as connection:
            conversations = Conversations(connection)
            await conversations.check_owner(conversation_id, visitor)
            conversation = await conversations.get(conversation_id)
            sealed = await MaskedValues(connection, of="conversation").get(conversation_id)
        mapping = self._masking.open(sealed)
        return replace(conversation, messages=[restored(message, mapping) for message in conversation.messages])
