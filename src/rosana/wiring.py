"""The one place that knows the vendors: opens the parts that the settings ask for, and closes them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial

from rosana.answering.extractive import Extractive
from rosana.desk import Desk
from rosana.engine import open_engine
from rosana.errors import RosanaError, SettingsError
from rosana.knowledge.ingestion import Ingestion
from rosana.knowledge.originals import Originals
from rosana.models import open_embeddings
from rosana.retrieval.dense import DenseIndex
from rosana.retrieval.embedding import Embedder
from rosana.retrieval.search import Retriever, open_retriever
from rosana.settings import Settings
from rosana.store.feed import SqlPassageFeed
from rosana.store.session import open_database
from rosana.store.tables import DEFAULT_WORKSPACE

__all__ = ["open_desk", "open_serving_desk"]

_PATIENCE = 30  # seconds
_EMBED_EVERY = 5  # seconds; other processes may have added documents

_log = logging.getLogger(__name__)


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[Desk]:
    """Open everything that a use case needs.

    Raises:
        StorageError: the data folder cannot be used.
        SettingsError: a model's name or its package is wrong.
    """
    async with open_database(settings.database_url) as database:
        feed = SqlPassageFeed(database)
        dense, previous = await _open_dense(feed, settings)
        originals = Originals(settings.data_dir / "files")
        ingestion = Ingestion(database, originals, max_bytes=settings.max_upload_mb * 1_000_000)
        index = settings.data_dir / "index" / DEFAULT_WORKSPACE
        retriever = await asyncio.to_thread(
            open_retriever, index, feed, dense=dense, previous=previous, refused_share=settings.refused_share
        )
        async with open_engine(settings, Extractive()) as engine:
            yield Desk(
                database,
                retriever=retriever,
                engine=engine,
                ingestion=ingestion,
                passages=settings.passages,
            )


@asynccontextmanager
async def open_serving_desk(settings: Settings) -> AsyncIterator[Desk]:
    """Open a desk that also reads queued documents in the background, with the sample base if it is empty."""
    async with open_desk(settings) as desk:
        if settings.sample:
            await desk.add_sample()
        jobs: dict[str, Callable[[], Awaitable[None]]] = {"a leitura de documentos": desk.read_documents}
        if settings.embeddings:
            jobs["o cálculo de embeddings"] = partial(_embed_documents, desk.retriever)
        tasks = [asyncio.create_task(_keep_doing(name, job), name=name) for name, job in jobs.items()]
        try:
            yield desk
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


async def _open_dense(feed: SqlPassageFeed, settings: Settings) -> tuple[DenseIndex | None, DenseIndex | None]:
    """Open the vectors of the model that is set, and of the one before it while there are any."""
    name = settings.embeddings
    if name is None:
        return None, None
    dense = DenseIndex(feed, Embedder(await asyncio.to_thread(open_embeddings, name, settings), name))
    before = next((model for model in await feed.models() if model != name), None)
    if before is None:
        return dense, None
    try:
        embeddings = await asyncio.to_thread(open_embeddings, before, settings)
    except SettingsError as exc:
        _log.warning("o modelo de embeddings anterior, %s, não abre: %s", before, exc)
        return dense, None
    return dense, DenseIndex(feed, Embedder(embeddings, before))


async def _embed_documents(retriever: Retriever) -> None:
    """Embed what is new until cancelled; while the model fails, words alone answer."""
    embedded = -1
    while True:
        head = (await retriever.status()).head
        if head != embedded:
            await retriever.embed()
            embedded = head
        await asyncio.sleep(_EMBED_EVERY)


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
