from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rosana.jobs.database import DatabaseJobs
from rosana.jobs.reading import READ, READ_ALL, ReadingJobs
from rosana.knowledge.drafts import Masking
from rosana.knowledge.ingestion import Ingestion, Text
from rosana.knowledge.originals import Originals
from rosana.privacy.vault import Vault
from rosana.store.session import Database, open_database
from tests.knowledge.reader import InProcess


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'rosana.db'}") as opened:
        yield opened


@pytest.fixture
def reading(database: Database, tmp_path: Path) -> ReadingJobs:
    vault = Vault(bytes(32))
    originals = Originals(tmp_path / "files", vault)
    ingestion = Ingestion(database, originals, InProcess(), Masking(vault), max_bytes=10_000)
    return ReadingJobs(ingestion, DatabaseJobs(database))


async def test_an_upload_becomes_a_job(reading: ReadingJobs, database: Database) -> None:
    document_id = await reading.queue("a.md", b"oi", source="a", url=None)
    job = await DatabaseJobs(database).take(lease=30)
    assert job
    assert (job.kind, job.subject) == (READ, document_id)
    assert reading.queued.is_set()


async def test_what_a_dead_process_left_is_resumed_at_once(reading: ReadingJobs, database: Database) -> None:
    document_id = await reading.ingestion.queue("a.md", b"oi", source="a", url=None)
    assert await DatabaseJobs(database).take(lease=30) is None
    reading.note_alone()
    await reading.look()
    job = await DatabaseJobs(database).take(lease=30)
    assert job
    assert job.subject == document_id


async def test_a_look_resumes_nothing_that_gave_a_sign_of_life(reading: ReadingJobs, database: Database) -> None:
    await reading.ingestion.queue("a.md", b"oi", source="a", url=None)
    await reading.look()
    assert await DatabaseJobs(database).take(lease=30) is None


async def test_a_document_that_is_read_again_waits_with_a_job(reading: ReadingJobs, database: Database) -> None:
    document_id = await reading.queue("a.md", b"oi", source="a", url=None)
    await reading.ingestion.process_queued(document_id)
    await DatabaseJobs(database).take(lease=30)
    await reading.queue_again(document_id)
    (document,) = await reading.ingestion.unfinished()
    assert (document.id, document.status, document.passages) == (document_id, "queued", 1)
    job = await DatabaseJobs(database).take(lease=30)
    assert job
    assert (job.kind, job.subject) == (READ, document_id)


async def test_all_documents_are_read_again_by_a_job_that_puts_theirs(reading: ReadingJobs, database: Database) -> None:
    jobs = DatabaseJobs(database)
    ids = {await reading.ingestion.queue(f"{name}.md", b"oi", source=name, url=None) for name in "ab"}
    for document_id in ids:
        await reading.ingestion.process_queued(document_id)
    await reading.queue_all_again()
    job = await jobs.take(lease=30)
    assert job
    assert job.kind == READ_ALL
    for _ in range(2):  # every job may run twice
        await reading.read_all(job.subject)
    found = [await jobs.take(lease=30) for _ in range(3)]
    assert {(one.kind, one.subject) for one in found if one} == {(READ, document_id) for document_id in ids}


async def test_a_text_of_which_nothing_is_kept_is_not_read_again(reading: ReadingJobs, database: Database) -> None:
    async for outcome in reading.ingestion.add_texts([Text("a", "A", "oi")]):
        await reading.queue_again(str(outcome.document_id))
    assert await reading.ingestion.unfinished() == []
    assert await DatabaseJobs(database).take(lease=30) is None
