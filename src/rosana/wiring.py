"""The one place that knows the vendors: opens the parts that the settings ask for, and closes them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

from rosana.answering.extractive import Extractive
from rosana.desk import Desk
from rosana.engine import open_engine
from rosana.errors import ModelError, RosanaError, SettingsError
from rosana.indexing import index_aside
from rosana.jobs.database import DatabaseJobs
from rosana.jobs.reading import READ, READ_ALL, ReadingJobs
from rosana.knowledge.drafts import Masking
from rosana.knowledge.ingestion import Ingestion
from rosana.knowledge.originals import Originals
from rosana.knowledge.sandbox import Sandbox
from rosana.knowledge.sites.fetch import Limits, open_fetcher
from rosana.knowledge.sites.guard import Guard
from rosana.knowledge.sites.visits import Visits
from rosana.model_server import open_model_server
from rosana.models import open_embeddings
from rosana.preferences import Preferences, follow_masked_kinds, read_choices, with_choices
from rosana.privacy import ROLE_MAILBOXES, MaskedKinds
from rosana.privacy.restoring import ConversationMasking
from rosana.privacy.vault import Vault, open_vault
from rosana.retrieval.dense import DenseIndex
from rosana.retrieval.embedding import Embedder
from rosana.retrieval.search import Retriever, open_retriever
from rosana.settings import Settings
from rosana.store.feed import SqlPassageFeed
from rosana.store.masked_values import SealingKey
from rosana.store.session import Database, open_database
from rosana.visitors import Visitors
from rosana.worker import Handler, Worker, presence

__all__ = ["open_desk", "open_serving_desk", "open_worker"]

_PATIENCE = 30  # seconds
_EMBED_EVERY = 5  # seconds; other processes may have added documents
_FOLLOW_EVERY = 0.5  # seconds; a question finds the index up to date, and need not wait for that

_FOLLOWING = "a leitura dos ajustes"

_log = logging.getLogger(__name__)


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[Desk]:
    """Open everything that a use case needs.

    Raises:
        StorageError: the data folder cannot be used.
        SettingsError: a model's name or its package is wrong.
    """
    async with AsyncExitStack() as opened:
        database = await opened.enter_async_context(open_database(settings.database_url))
        kinds = MaskedKinds()
        reading = await opened.enter_async_context(_open_reading(settings, database, DatabaseJobs(database), kinds))
        desk = await opened.enter_async_context(_open_desk(settings, database, reading, kinds))
        await opened.enter_async_context(_running({_FOLLOWING: desk.preferences.follow}))
        yield desk


@asynccontextmanager
async def open_serving_desk(settings: Settings) -> AsyncIterator[Desk]:
    """Open a desk that keeps its indexes up to date in the background, with the sample base if it is empty.

    It also reads queued documents, unless the settings leave that to others.
    """
    async with AsyncExitStack() as opened:
        database = await opened.enter_async_context(open_database(settings.database_url))
        jobs = DatabaseJobs(database)
        kinds = MaskedKinds()
        reading = await opened.enter_async_context(_open_reading(settings, database, jobs, kinds))
        aside = partial(index_aside, settings)
        desk = await opened.enter_async_context(_open_desk(settings, database, reading, kinds, aside=aside))
        if settings.sample:
            await desk.add_sample()
        tasks: dict[str, Callable[[], Awaitable[None]]] = {
            "o índice de busca": partial(_follow, desk.retriever),
            _FOLLOWING: desk.preferences.follow,
            "o cálculo de embeddings": partial(_embed_documents, desk, SqlPassageFeed(database)),
        }
        if settings.worker == "inside":
            worker = await opened.enter_async_context(_open_worker(settings, jobs, reading, desk.visits))
            tasks["a leitura de documentos"] = worker.run
        await opened.enter_async_context(_running(tasks))
        yield desk


@asynccontextmanager
async def open_worker(settings: Settings) -> AsyncIterator[Worker]:
    """Open what reads queued documents beside a server.

    Raises:
        StorageError: the data folder cannot be used.
    """
    async with open_database(settings.database_url) as database:
        jobs = DatabaseJobs(database)
        kinds = MaskedKinds(with_choices(settings, await read_choices(database)).privacy.kinds)
        async with (
            _open_reading(settings, database, jobs, kinds) as reading,
            _open_worker(settings, jobs, reading, _visits(settings, database, reading.ingestion)) as worker,
            _running({_FOLLOWING: partial(follow_masked_kinds, database, settings, kinds)}),
        ):
            yield worker


@asynccontextmanager
async def _open_reading(
    settings: Settings, database: Database, jobs: DatabaseJobs, kinds: MaskedKinds
) -> AsyncIterator[ReadingJobs]:
    vault = _vault(settings)
    masking = Masking(vault, kinds, (*settings.privacy.public, *ROLE_MAILBOXES))
    originals = Originals(settings.data_dir / "files", vault)
    await _check_key(database, originals, vault)
    async with Sandbox(public=masking.public) as sandbox:
        max_bytes = settings.max_upload_mb * 1_000_000
        yield ReadingJobs(Ingestion(database, originals, sandbox, masking, max_bytes=max_bytes), jobs)


@asynccontextmanager
async def _open_desk(
    settings: Settings,
    database: Database,
    reading: ReadingJobs,
    kinds: MaskedKinds,
    *,
    aside: Callable[[], Awaitable[bool]] | None = None,
) -> AsyncIterator[Desk]:
    feed = SqlPassageFeed(database)
    choices = await read_choices(database)
    chosen = with_choices(settings, choices)
    dense, previous = await _open_dense(feed, chosen, strict="embeddings" in settings.model_fields_set)
    retriever = await asyncio.to_thread(
        open_retriever,
        settings.index_dir,
        feed,
        dense=dense,
        previous=previous,
        refused_share=chosen.refused_share,
        aside=aside,
    )
    async with open_engine(chosen, Extractive()) as engine, open_model_server(settings.ollama_host) as model_server:
        yield Desk(
            database,
            retriever=retriever,
            engine=engine,
            reading=reading,
            visits=_visits(settings, database, reading.ingestion),
            masking=ConversationMasking(_vault(settings), kinds, settings.privacy.public),
            visitors=Visitors(_vault(settings)),
            preferences=Preferences(
                database, settings, choices, engine=engine, retriever=retriever, masked_kinds=kinds
            ),
            model_server=model_server,
            passages=settings.passages,
        )


async def _check_key(database: Database, originals: Originals, vault: Vault) -> None:
    """Find out before anything is read whether the key is the one of before; where nothing is sealed, any will do."""
    tag = vault.tag(b"key")
    async with database.read() as connection:
        if await SealingKey(connection).tag() == tag:
            return
        sealed = await SealingKey(connection).any_sealed()
    sealed = sealed or await asyncio.to_thread(originals.any_sealed)
    if sealed is not None:
        vault.open(sealed)
    async with database.write() as connection:
        await SealingKey(connection).note(tag)


def _vault(settings: Settings) -> Vault:
    key = settings.privacy.key
    return open_vault(settings.data_dir, key.get_secret_value() if key else None)


def _visits(settings: Settings, database: Database, ingestion: Ingestion) -> Visits:
    sites = settings.sites
    limits = Limits(size=settings.max_upload_mb * 1_000_000, seconds=sites.timeout)
    opens = partial(open_fetcher, Guard(sites.allow), limits, delay=sites.delay)
    return Visits(database, ingestion, open_fetcher=opens)


@asynccontextmanager
async def _open_worker(
    settings: Settings, jobs: DatabaseJobs, reading: ReadingJobs, visits: Visits
) -> AsyncIterator[Worker]:
    async def take_over() -> None:
        """Begin what other processes have left: none of them is alive."""
        await jobs.release()
        reading.note_alone()

    async with presence(settings.data_dir / "reading.lock", alone=take_over):
        handlers = {
            READ: Handler(reading.ingestion.process_queued, reading.ingestion.give_up),
            READ_ALL: Handler(reading.read_all, reading.give_up_all),
        }
        async with _running({"a visita aos sites": visits.run_due}):
            yield Worker(jobs, handlers, idle=reading.look, called=reading.queued)


@asynccontextmanager
async def _running(tasks: dict[str, Callable[[], Awaitable[None]]]) -> AsyncIterator[None]:
    running = [asyncio.create_task(_keep_doing(name, task), name=name) for name, task in tasks.items()]
    try:
        yield
    finally:
        for task in running:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _open_dense(
    feed: SqlPassageFeed, settings: Settings, *, strict: bool
) -> tuple[DenseIndex | None, DenseIndex | None]:
    """Open the vectors of the model that is wanted, and of the one before it while there are any.

    Unless `strict`, one that does not open counts for nothing: `_embed_documents` tries it again.
    """
    name = settings.embeddings
    if name is None:
        return None, None
    dense = await (_vectors if strict else _vectors_if_any)(feed, name, settings)
    before = next((model for model in await feed.models() if model != name), None)
    return dense, None if before is None else await _vectors_if_any(feed, before, settings)


async def _vectors(feed: SqlPassageFeed, model: str, settings: Settings) -> DenseIndex:
    return DenseIndex(feed, Embedder(await asyncio.to_thread(open_embeddings, model, settings), model))


async def _vectors_if_any(feed: SqlPassageFeed, model: str, settings: Settings) -> DenseIndex | None:
    try:
        return await _vectors(feed, model, settings)
    except SettingsError as exc:
        _log.warning("o modelo de embeddings %s não abre: %s", model, exc)
        return None


async def _follow(retriever: Retriever) -> None:
    """Make what any process writes findable until cancelled."""
    while True:
        await retriever.calibrate()
        await asyncio.sleep(_FOLLOW_EVERY)


async def _embed_documents(desk: Desk, feed: SqlPassageFeed) -> None:
    """Embed what is new until cancelled, by the model that is wanted now; while it fails, words alone answer."""
    changed, embedded = desk.preferences.embeddings_changed, -1
    while True:
        pause: float = _EMBED_EVERY
        try:
            embedded = await _embed_new(desk, feed, embedded)
        except (ModelError, SettingsError) as exc:
            desk.retriever.problem, embedded, pause = exc.detail, -1, _PATIENCE
            _log.error("o cálculo de embeddings parou e continua em %d s: %s", _PATIENCE, exc)
        with suppress(TimeoutError):
            await asyncio.wait_for(changed.wait(), pause)
            changed.clear()
            embedded = -1


async def _embed_new(desk: Desk, feed: SqlPassageFeed, embedded: int) -> int:
    """Embed by the model that is wanted now, unless all was up to the change `embedded`; return the newest one."""
    retriever, settings = desk.retriever, desk.preferences.settings
    wanted = settings.embeddings
    if wanted is not None and wanted != retriever.wanted:
        dense = await _vectors(feed, wanted, settings)
        if desk.preferences.settings.embeddings != wanted:
            return -1
        retriever.want(dense)
        embedded = -1
    head = (await retriever.status()).head
    if head != embedded:
        await retriever.embed()
    return head


async def _keep_doing(name: str, job: Callable[[], Awaitable[None]]) -> None:
    """Begin a job again until cancelled, over a full disk, a locked database or a model that fails."""
    while True:
        try:
            await job()
        except RosanaError as exc:  # its message says what to do
            _log.error("%s parou e continua em %d s: %s", name, _PATIENCE, exc)
        except Exception:
            _log.exception("%s parou e continua em %d s", name, _PATIENCE)
        await asyncio.sleep(_PATIENCE)
