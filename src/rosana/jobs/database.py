"""The queue in the SQL database: nothing to install, and it is backed up with everything else."""

import time
from collections.abc import Callable
from uuid import uuid4

from sqlalchemy import delete, insert, select, update

from rosana.jobs import Job
from rosana.store.session import Database
from rosana.store.tables import jobs, utc_now

__all__ = ["DatabaseJobs"]


class DatabaseJobs:
    """`Jobs` in one table; several processes may take from it at once."""

    def __init__(self, database: Database, *, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    async def put(self, kind: str, subject: str, *, delay: float = 0) -> None:
        """See `Jobs.put`."""
        waiting = select(jobs.c.seq).where(
            jobs.c.kind == kind, jobs.c.subject == subject, jobs.c.receipt.is_(None), jobs.c.due.is_not(None)
        )
        async with self._database.write() as connection:
            if await connection.scalar(waiting.limit(1)) is None:
                job = {"kind": kind, "subject": subject, "due": self._now() + delay, "created_at": utc_now()}
                await connection.execute(insert(jobs).values(attempts=0, **job))

    async def take(self, *, lease: float) -> Job | None:
        """See `Jobs.take`."""
        now = self._now()
        due = select(jobs.c.seq).where(jobs.c.due <= now).order_by(jobs.c.due, jobs.c.seq).limit(1)
        if not await self._database.fetch(due):  # who only asks must not wait for who writes
            return None
        taken = (
            update(jobs)
            .where(jobs.c.seq == due.scalar_subquery())
            .values(due=now + lease, receipt=uuid4().hex, attempts=jobs.c.attempts + 1)
            .returning(jobs.c.seq, jobs.c.kind, jobs.c.subject, jobs.c.attempts, jobs.c.receipt)
        )
        async with self._database.write() as connection:
            row = (await connection.execute(taken)).one_or_none()
        return None if row is None else Job(str(row.seq), row.kind, row.subject, row.attempts, row.receipt)

    async def extend(self, job: Job, *, lease: float) -> bool:
        """See `Jobs.extend`."""
        async with self._database.write() as connection:
            changed = await connection.execute(
                update(jobs)
                .where(jobs.c.seq == int(job.id), jobs.c.receipt == job.receipt)
                .values(due=self._now() + lease)
            )
        return changed.rowcount == 1

    async def give_back(self, job: Job) -> None:
        """See `Jobs.give_back`."""
        async with self._database.write() as connection:
            await connection.execute(
                update(jobs)
                .where(jobs.c.seq == int(job.id), jobs.c.receipt == job.receipt)
                .values(due=self._now(), receipt=None, attempts=jobs.c.attempts - 1)
            )

    async def acknowledge(self, job: Job) -> None:
        """See `Jobs.acknowledge`."""
        async with self._database.write() as connection:
            await connection.execute(delete(jobs).where(jobs.c.seq == int(job.id), jobs.c.receipt == job.receipt))

    async def bury(self, job: Job, *, reason: str) -> None:
        """See `Jobs.bury`."""
        async with self._database.write() as connection:
            await connection.execute(
                update(jobs)
                .where(jobs.c.seq == int(job.id), jobs.c.receipt == job.receipt)
                .values(due=None, reason=reason)
            )

    async def release(self) -> None:
        """End every lease: their holders are known to be dead."""
        async with self._database.write() as connection:
            await connection.execute(
                update(jobs).where(jobs.c.receipt.is_not(None), jobs.c.due.is_not(None)).values(due=self._now())
            )
