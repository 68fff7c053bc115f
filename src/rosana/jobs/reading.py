"""The jobs of reading documents: put when one is uploaded, when it is to be read anew, and when it was forgotten."""

import asyncio
import logging
import math
import time
from datetime import UTC, datetime, timedelta

from rosana.jobs import Jobs
from rosana.knowledge.ingestion import Ingestion
from rosana.types import Origin

__all__ = ["READ", "READ_ALL", "ReadingJobs"]

READ = "read"
"""The kind of these jobs; the subject is the id of the document."""

READ_ALL = "read-all"
"""The kind of the job that puts one for every document; its subject says nothing."""

_log = logging.getLogger(__name__)

_LOST = timedelta(seconds=60)
"""Without a sign of life for so long, a document is read by nobody: its job was never put, because the process was
killed before, or its reader was killed. A reading gives one each second."""

_LOOK_EVERY = 30.0
"""Seconds between two looks for such documents."""


class ReadingJobs:
    """Puts the jobs; `rosana.worker` does them."""

    def __init__(self, ingestion: Ingestion, jobs: Jobs) -> None:
        self.ingestion = ingestion
        self._jobs = jobs
        self.queued = asyncio.Event()
        """Set when this process has put a job."""
        self._looked = -math.inf
        self._alone_since = datetime.min.replace(tzinfo=UTC)

    async def queue(self, name: str, data: bytes, *, source: str, url: str | None, origin: Origin = "upload") -> str:
        """Take an upload in, have it read, and return its document's id; see `Ingestion.queue`."""
        document_id = await self.ingestion.queue(name, data, source=source, url=url, origin=origin)
        await self._put(READ, document_id)
        return document_id

    async def queue_again(self, document_id: str) -> None:
        """Have a document read again; one of which nothing is kept stays as it is.

        Raises:
            DocumentNotFound: there is none with this id.
        """
        for one in await self.ingestion.requeue(document_id):
            await self._put(READ, one)

    async def queue_all_again(self) -> None:
        """Have every document read again."""
        await self._put(READ_ALL, "")

    async def read_all(self, _subject: str) -> None:
        """Do the job of `queue_all_again`."""
        for document_id in await self.ingestion.requeue():
            await self._put(READ, document_id)

    async def give_up_all(self, _subject: str, reason: str) -> None:
        """Say that the documents will not be read again."""
        _log.error("os documentos não puderam ser postos na fila: %s", reason)

    def note_alone(self) -> None:
        """Note that no other process reads: all that is unfinished now was left by one that is dead."""
        self._alone_since = datetime.now(UTC)

    async def look(self) -> None:
        """Have read what nobody reads, and tidy up at first; cheap to call often."""
        if time.monotonic() < self._looked + _LOOK_EVERY:
            return
        if self._looked == -math.inf:
            await self.ingestion.tidy()
        self._looked = time.monotonic()
        before = max(self._alone_since, datetime.now(UTC) - _LOST)
        for document in await self.ingestion.unfinished(before=before.isoformat(timespec="microseconds")):
            await self._put(READ, document.id)

    async def _put(self, kind: str, subject: str) -> None:
        await self._jobs.put(kind, subject)
        self.queued.set()
