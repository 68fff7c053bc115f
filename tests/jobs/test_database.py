import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from rosana.jobs.database import DatabaseJobs
from rosana.store.session import Database, open_database


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'rosana.db'}") as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(database: Database, clock: Clock) -> DatabaseJobs:
    return DatabaseJobs(database, now=clock)


async def test_jobs_come_in_the_order_in_which_they_fell_due(jobs: DatabaseJobs, clock: Clock) -> None:
    await jobs.put("read", "later", delay=10)
    await jobs.put("read", "a")
    await jobs.put("read", "b")
    taken = [await jobs.take(lease=60) for _ in range(3)]
    assert [job and job.subject for job in taken] == ["a", "b", None]
    clock.now += 10
    job = await jobs.take(lease=60)
    assert job is not None
    assert (job.kind, job.subject, job.attempts) == ("read", "later", 1)


async def test_a_job_that_waits_is_not_doubled_but_one_that_was_taken_is(jobs: DatabaseJobs) -> None:
    await jobs.put("read", "a")
    await jobs.put("read", "a")
    assert await jobs.take(lease=60)
    assert await jobs.take(lease=60) is None
    await jobs.put("read", "a")
    assert await jobs.take(lease=60)


async def test_a_job_that_is_given_back_was_never_taken(jobs: DatabaseJobs) -> None:
    await jobs.put("read", "a")
    first = await jobs.take(lease=60)
    assert first is not None
    await jobs.give_back(first)
    second = await jobs.take(lease=60)
    assert second is not None
    assert (second.attempts, await jobs.extend(first, lease=60)) == (1, False)


async def test_a_job_comes_back_when_its_lease_ends(jobs: DatabaseJobs, clock: Clock) -> None:
    await jobs.put("read", "a")
    first = await jobs.take(lease=30)
    clock.now += 29
    assert await jobs.take(lease=30) is None
    clock.now += 1
    second = await jobs.take(lease=30)
    assert first
    assert second
    assert (first.id, second.attempts) == (second.id, 2)


async def test_a_sign_of_life_keeps_the_lease(jobs: DatabaseJobs, clock: Clock) -> None:
    await jobs.put("read", "a")
    job = await jobs.take(lease=30)
    assert job
    clock.now += 20
    assert await jobs.extend(job, lease=30)
    clock.now += 20
    assert await jobs.take(lease=30) is None


async def test_who_lost_the_lease_can_no_longer_settle_the_job(jobs: DatabaseJobs, clock: Clock) -> None:
    await jobs.put("read", "a")
    first = await jobs.take(lease=30)
    clock.now += 30
    second = await jobs.take(lease=30)
    assert first
    assert second
    assert not await jobs.extend(first, lease=99)
    await jobs.acknowledge(first)
    await jobs.bury(first, reason="x")
    assert await jobs.extend(second, lease=30)


async def test_an_acknowledged_job_is_gone(jobs: DatabaseJobs, clock: Clock) -> None:
    await jobs.put("read", "a")
    job = await jobs.take(lease=30)
    assert job
    await jobs.acknowledge(job)
    clock.now += 99
    assert await jobs.take(lease=30) is None


async def test_a_dead_letter_keeps_its_reason_and_never_comes_back(
    jobs: DatabaseJobs, clock: Clock, database: Database
) -> None:
    await jobs.put("read", "a")
    job = await jobs.take(lease=30)
    assert job
    await jobs.bury(job, reason="parou")
    clock.now += 1e9
    assert await jobs.take(lease=30) is None
    async with database.read() as connection:
        row = (await connection.execute(text("SELECT kind, subject, reason FROM jobs"))).one()
    assert tuple(row) == ("read", "a", "parou")


async def test_the_jobs_of_the_dead_come_back_at_once(jobs: DatabaseJobs) -> None:
    await jobs.put("read", "a")
    await jobs.put("read", "later", delay=100)
    await jobs.take(lease=30)
    await jobs.release()
    job = await jobs.take(lease=30)
    assert job
    assert (job.subject, job.attempts) == ("a", 2)
    assert await jobs.take(lease=30) is None


async def test_no_job_is_taken_by_two_at_once(jobs: DatabaseJobs, clock: Clock, tmp_path: Path) -> None:
    for n in range(20):
        await jobs.put("read", str(n))
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'rosana.db'}") as other:
        others = DatabaseJobs(other, now=clock)
        taken = await asyncio.gather(*(one.take(lease=1e9) for _ in range(15) for one in (jobs, others)))
    subjects = [job.subject for job in taken if job]
    assert sorted(subjects) == sorted(map(str, range(20)))
