"""The one place that knows the vendors: opens the parts that the settings ask for, and closes them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from rosana.answering.extractive import Extractive
from rosana.desk import Desk
from rosana.engine import open_engine
from rosana.knowledge.ingestion import Ingestion
from rosana.knowledge.originals import Originals
from rosana.models import open_embeddings
from rosana.retrieval.search import open_retriever
from rosana.settings import Settings
from rosana.store.feed import SqlPassageFeed
from rosana.store.session import open_database
from rosana.store.tables import DEFAULT_WORKSPACE

__all__ = ["open_desk", "open_serving_desk"]


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[Desk]:
    """Open everything that a use case needs.

    Raises:
        StorageError: the data folder cannot be used.
        SettingsError: a model's name or its package is wrong.
    """
    async with open_database(settings.database_url) as database:
        feed = SqlPassageFeed(database)
        name = settings.embeddings
        embeddings = await asyncio.to_thread(open_embeddings, name, settings) if name else None
        originals = Originals(settings.data_dir / "files")
        ingestion = Ingestion(database, originals, max_bytes=settings.max_upload_mb * 1_000_000)
        index = settings.data_dir / "index" / DEFAULT_WORKSPACE
        retriever = await asyncio.to_thread(open_retriever, index, feed, embeddings, name)
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
        reading = asyncio.create_task(desk.read_documents())
        try:
            yield desk
        finally:
            reading.cancel()
            with suppress(asyncio.CancelledError):
                await reading
