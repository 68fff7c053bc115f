"""Doing the jobs of the queue: in the server, or in processes beside it."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rosana.errors import ParserUnavailable, StorageError
from rosana.jobs import Job, Jobs

__all__ = ["Handler", "Pace", "Worker", "presence"]

_ATTEMPTS = 10
"""Times that a job is tried before it is given up; who kills the worker again and again may hit the same file."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a worker does what, in seconds."""

    lease: float = 30.0
    """Until the job of a killed process comes back."""
    heartbeat: float = 10.0
    poll: float = 1.0
    """Between two looks for jobs that other processes have put."""
    longest_pause: float = 60.0


@dataclass(frozen=True, slots=True)
class Handler:
    """What is done with the jobs of a kind."""

    do: Callable[[str], Awaitable[None]]
    """Takes the subject; doing it twice does no harm. A StorageError or ParserUnavailable passes, and is no one's
    fault; after any other error the job is tried again a few times."""
    give_up: Callable[[str, str], Awaitable[None]]
    """Takes the subject of a job that will not be tried again, and the reason in Portuguese."""


class Worker:
    """Takes one job after the other; several workers on one queue never hold the same job."""

    def __init__(
        self,
        jobs: Jobs,
        handlers: Mapping[str, Handler],
        *,
        idle: Callable[[], Awaitable[None]],
        called: asyncio.Event,
        pace: Pace | None = None,
    ) -> None:
        """`idle` is awaited when nothing is due and may put jobs; `called` is set when there is a new one."""
        self._jobs = jobs
        self._handlers = handlers
        self._idle = idle
        self._called = called
        self._pace = pace or Pace()
        self._failures = 0

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._called.clear()
            try:
                job = await self._jobs.take(lease=self._pace.lease)
                if job is None:
                    await self._idle()
            except StorageError as exc:
                await self._pause(exc)
                continue
            if job is not None:
                await self._settle(job)
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self._called.wait(), self._pace.poll)

    async def _settle(self, job: Job) -> None:
        """Do a job and settle it; while the queue cannot be reached, the storage is waited for."""
        try:
            outcome = await self._do(job)
        except asyncio.CancelledError:
            # A task of its own: the one that runs this is cancelled already.
            await asyncio.shield(asyncio.create_task(self._give_back(job)))
            raise
        while True:
            try:
                return await outcome(job)
            except StorageError as exc:
                await self._pause(exc)

    async def _do(self, job: Job) -> Callable[[Job], Awaitable[None]]:
        """Do a job; returns what is to happen to it then."""
        handler = self._handlers[job.kind]
        if job.attempts > _ATTEMPTS:
            return self._give_up
        try:
            await self._with_heartbeats(job, handler.do(job.subject))
        except (StorageError, ParserUnavailable, OSError) as exc:
            _log.error("%s %s: %s", job.kind, job.subject, exc)
            return self._put_back
        except Exception:
            _log.exception("%s %s falhou na tentativa %d de %d", job.kind, job.subject, job.attempts, _ATTEMPTS)
            return self._retry
        self._failures = 0
        return self._jobs.acknowledge

    async def _with_heartbeats(self, job: Job, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        try:
            while not (await asyncio.wait({task}, timeout=self._pace.heartbeat))[0]:
                if not await self._jobs.extend(job, lease=self._pace.lease):
                    return
            await task
        finally:
            if not task.done():
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def _give_back(self, job: Job) -> None:
        with suppress(StorageError):  # then its lease ends by itself
            await self._jobs.give_back(job)

    async def _put_back(self, job: Job) -> None:
        """Have a job done later that could not be done for want of space or memory: that counts against no job."""
        self._failures += 1
        await self._jobs.put(job.kind, job.subject, delay=self._backoff(self._failures))
        await self._jobs.acknowledge(job)

    async def _retry(self, job: Job) -> None:
        await self._jobs.extend(job, lease=self._backoff(job.attempts))

    async def _give_up(self, job: Job) -> None:
        reason = f"O leitor parou {job.attempts - 1} vezes neste arquivo. Confira-o, ou salve-o em outro formato."
        await self._handlers[job.kind].give_up(job.subject, reason)
        await self._jobs.bury(job, reason=reason)

    async def _pause(self, error: StorageError) -> None:
        self._failures += 1
        seconds = self._backoff(self._failures)
        _log.error("a fila de trabalhos não responde, nova tentativa em %.0f s: %s", seconds, error)
        await asyncio.sleep(seconds)

    def _backoff(self, failures: int) -> float:
        """Return the pause after so many failures: doubled each time, and random, so that workers do not go in step."""
        return min(2.0**failures, self._pace.longest_pause) * random.uniform(0.5, 1)  # noqa: S311 — no secret


@asynccontextmanager
async def presence(lock: Path, *, alone: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Hold a lock file while this process does jobs, and await `alone` first if no other process does.

    The lock ends with the process, however that ends: who was killed is known to be dead at once, not only when its
    leases end. Where there are no such locks, nobody is ever known to be alone.
    """
    with ExitStack() as opened:
        with suppress(ImportError, OSError):
            import fcntl

            file = opened.enter_context(lock.open("ab"))
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                await alone()
            await asyncio.to_thread(fcntl.flock, file, fcntl.LOCK_SH)
        yield
