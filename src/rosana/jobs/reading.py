"""The jobs of reading documents: put when one is uploaded, and again when one was forgotten."""

import asyncio
import math
import time
from datetime import UTC, datetime, timedelta

from rosana.jobs import Jobs
from rosana.knowledge.ingestion import Ingestion

__all__ = ["READ", "ReadingJobs"]

READ = "read"
"""The kind of these jobs; the subject is the id of the document."""

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

    async def queue(self, name: str, data: bytes, *, source: str, url: str | None) -> str:
        """Take an upload in, have it read, and return its document's id; see `Ingestion.queue`."""
        document_id = await self.ingestion.queue(name, data, source=source, url=url)
        await self._jobs.put(READ, document_id)
        self.queued.set()
        return document_id

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
            await self._jobs.put(READ, document.id)
            self.queued.set()
