import asyncio
import multiprocessing
import os
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from rosana.errors import ParserUnavailable, StorageError, StorageFull
from rosana.jobs import Job
from rosana.worker import Handler, Pace, Worker, presence


class Queue:
    """Jobs in memory, whose leases end when a test says so."""

    def __init__(self, *jobs: Job) -> None:
        self.due = list(jobs)
        self.said: list[tuple[object, ...]] = []
        self.held = True
        self.broken = 0
        self.empty = asyncio.Event()

    async def put(self, kind: str, subject: str, *, delay: float = 0) -> None:
        if self.broken:
            self.broken -= 1
            raise StorageFull
        self.said.append(("put", kind, subject, delay))

    async def take(self, *, lease: float) -> Job | None:
        if self.due:
            return self.due.pop(0)
        self.empty.set()
        return None

    async def extend(self, job: Job, *, lease: float) -> bool:
        self.said.append(("extend", job.id, lease))
        return self.held

    async def give_back(self, job: Job) -> None:
        self.said.append(("give back", job.id))

    async def acknowledge(self, job: Job) -> None:
        self.said.append(("acknowledge", job.id))

    async def bury(self, job: Job, *, reason: str) -> None:
        self.said.append(("bury", job.id, reason))


def job(name: str, attempts: int = 1) -> Job:
    return Job(name, "read", f"document {name}", attempts, "receipt")


async def work(
    queue: Queue, do: Callable[[str], Awaitable[None]], pace: Pace | None = None
) -> Sequence[tuple[str, str]]:
    """Let a worker do all jobs that are due; returns what it gave up."""
    given_up: list[tuple[str, str]] = []

    async def give_up(subject: str, reason: str) -> None:
        given_up.append((subject, reason))

    async def idle() -> None:
        pass

    handlers = {"read": Handler(do, give_up)}
    running = asyncio.create_task(Worker(queue, handlers, idle=idle, called=asyncio.Event(), pace=pace).run())
    async with asyncio.timeout(10):
        await queue.empty.wait()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    return given_up


async def test_jobs_are_done_one_after_the_other_and_acknowledged() -> None:
    done = []

    async def do(subject: str) -> None:
        done.append(subject)

    queue = Queue(job("1"), job("2"))
    assert await work(queue, do) == []
    assert done == ["document 1", "document 2"]
    assert queue.said == [("acknowledge", "1"), ("acknowledge", "2")]


@pytest.mark.parametrize("error", [StorageFull(), StorageError(), ParserUnavailable(), OSError()])
async def test_what_passes_is_put_back_and_counts_against_no_job(error: Exception) -> None:
    async def do(_: str) -> None:
        raise error

    queue = Queue(job("1", attempts=5))
    assert await work(queue, do) == []
    (put, kind, subject, delay), acknowledged = queue.said
    assert (put, kind, subject, acknowledged) == ("put", "read", "document 1", ("acknowledge", "1"))
    assert 1 <= float(str(delay)) <= 2


async def test_a_job_stays_leased_while_the_queue_itself_fails() -> None:
    async def do(_: str) -> None:
        raise StorageFull

    queue = Queue(job("1"))
    queue.broken = 3
    await work(queue, do, Pace(longest_pause=0.001))
    assert [said[0] for said in queue.said] == ["put", "acknowledge"]


async def test_an_orderly_stop_is_no_attempt() -> None:
    begun = asyncio.Event()

    async def do(_: str) -> None:
        begun.set()
        await asyncio.Event().wait()

    async def no_time(*_: str) -> None:
        pass

    queue = Queue(job("1"))
    worker = Worker(queue, {"read": Handler(do, no_time)}, idle=no_time, called=asyncio.Event())
    running = asyncio.create_task(worker.run())
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert queue.said == [("give back", "1")]


async def test_after_an_error_that_nobody_foresaw_the_pause_doubles() -> None:
    async def do(_: str) -> None:
        raise ZeroDivisionError

    queue = Queue(job("1", attempts=1), job("2", attempts=4))
    assert await work(queue, do) == []
    pauses = [float(str(pause)) for _, _, pause in queue.said]
    assert 1 <= pauses[0] <= 2
    assert 8 <= pauses[1] <= 16


async def test_a_job_that_stopped_its_reader_again_and_again_is_given_up() -> None:
    async def do(_: str) -> None:
        raise AssertionError("never tried")

    queue = Queue(job("1", attempts=11))
    ((subject, reason),) = await work(queue, do)
    assert subject == "document 1"
    assert reason.startswith("O leitor parou 10 vezes neste arquivo")
    assert queue.said == [("bury", "1", reason)]


async def test_long_work_gives_signs_of_life_and_stops_when_the_lease_is_lost() -> None:
    stopped = asyncio.Event()

    async def do(_: str) -> None:
        queue.held = False
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    queue = Queue(job("1"))
    await work(queue, do, Pace(heartbeat=0.001))
    assert stopped.is_set()
    assert queue.said[0] == ("extend", "1", 30)


async def test_who_is_alone_is_told_and_who_is_not_is_not(tmp_path: Path) -> None:
    alone = []

    async def note() -> None:
        alone.append(len(alone))

    async with presence(tmp_path / "lock", alone=note):
        async with presence(tmp_path / "lock", alone=note):
            pass
        assert alone == [0]
    async with presence(tmp_path / "lock", alone=note):
        assert alone == [0, 1]


async def test_nobody_is_alone_in_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    async def note() -> None:
        raise AssertionError

    async with presence(tmp_path / "none" / "lock", alone=note):
        pass


def hold(lock: Path, held: "multiprocessing.synchronize.Event") -> None:
    async def wait() -> None:
        async def note() -> None:
            pass

        async with presence(lock, alone=note):
            held.set()
            await asyncio.Event().wait()

    asyncio.run(wait())


async def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    process = context.Process(target=hold, args=(tmp_path / "lock", held))
    process.start()
    alone = []

    async def note() -> None:
        alone.append(True)

    assert await asyncio.to_thread(held.wait, 20)
    async with presence(tmp_path / "lock", alone=note):
        assert alone == []
    os.kill(process.pid or 0, signal.SIGKILL)
    await asyncio.to_thread(process.join)
    async with presence(tmp_path / "lock", alone=note):
        assert alone == [True]
