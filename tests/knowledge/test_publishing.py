import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from rosana.knowledge.drafts import Masking, Reader
from rosana.knowledge.ingestion import Content, Ingestion
from rosana.knowledge.originals import Original, Originals
from rosana.privacy.vault import Vault
from rosana.store.documents import CANCELLED, Documents
from rosana.store.feed import SqlPassageFeed
from rosana.store.masked_values import MaskedValues
from rosana.store.session import Database
from rosana.types import Chunk
from tests.knowledge.base import add, ingestion_in, listed
from tests.knowledge.reader import InProcess


def big(word: str) -> bytes:
    """A document of 1,200 passages."""
    return "\n".join(f"# P {n}?\n\n{word} {n}." for n in range(1200)).encode()


async def test_a_big_document_is_staged_in_steps_and_published_at_once(database: Database, tmp_path: Path) -> None:
    async def look() -> None:
        (document,) = await listed(database)
        seen.append((document.status, document.passages))

    seen: list[tuple[str, int]] = []
    ingestion = big_ingestion(database, tmp_path, InProcess(look))
    await ingestion.queue("a.md", big("Resposta"), source="a", url=None)
    outcome = await ingestion.process((await listed(database))[0])
    assert (outcome.status, outcome.passages) == ("updated", 1200)
    assert seen == [("processing", 0)]
    async with database.read() as connection:
        chunks = await Documents(connection).passages(str(outcome.document_id))
    assert [chunk.text for chunk in chunks] == [f"Resposta {n}." for n in range(1200)]


async def test_a_big_document_among_files_leaves_nothing_of_its_earlier_version(
    database: Database, tmp_path: Path, folder: Path
) -> None:
    ingestion = big_ingestion(database, tmp_path, InProcess())
    for word in ("Velho", "Novo"):
        (folder / "a.md").write_bytes(big(word))
        outcomes = await add(ingestion, folder)
    assert [(outcome.status, outcome.passages) for outcome in outcomes] == [("updated", 1200), ("unchanged", 0)]
    async with database.read() as connection:
        assert await Documents(connection).littered() == []


def big_ingestion(database: Database, folder: Path, reader: Reader) -> Ingestion:
    vault = Vault(bytes(32))
    return Ingestion(database, Originals(folder / "files", vault), reader, Masking(vault), max_bytes=1_000_000)


async def test_a_cancel_ends_a_reading_at_once_and_the_upload_goes(database: Database, tmp_path: Path) -> None:
    begun = asyncio.Event()

    async def never_end() -> None:
        begun.set()
        await asyncio.Event().wait()

    ingestion = ingestion_in(tmp_path, database, InProcess(never_end))
    document_id = await ingestion.queue("a.md", b"oi", source="a", url=None)
    reading = asyncio.create_task(ingestion.process((await listed(database))[0]))
    await begun.wait()
    await ingestion.cancel(document_id)
    async with asyncio.timeout(10):
        assert (await reading).status == "unchanged"
    (document,) = await listed(database)
    assert (document.status, document.reason) == ("failed", CANCELLED)
    assert list((tmp_path / "files").iterdir()) == []


async def test_a_cancelled_upload_leaves_the_earlier_one_to_be_read_again(
    ingestion: Ingestion, database: Database, tmp_path: Path
) -> None:
    document_id = await ingestion.queue("a.md", b"Primeiro.", source="a", url=None)
    await ingestion.process_queued(document_id)
    await ingestion.queue("a.md", b"Segundo.", source="a", url=None)
    await ingestion.cancel(document_id)
    await ingestion.process((await listed(database))[0])
    async with database.read() as connection:
        assert [chunk.text for chunk in await Documents(connection).passages(document_id)] == ["Primeiro."]
    assert len(list((tmp_path / "files").iterdir())) == 1


async def test_a_job_that_runs_twice_reads_once(ingestion: Ingestion, database: Database) -> None:
    document_id = await ingestion.queue("a.md", b"oi", source="a", url=None)
    await ingestion.process_queued(document_id)
    (first,) = await listed(database)
    await ingestion.process_queued(document_id)
    await ingestion.process_queued("gone")
    assert await listed(database) == [first]


async def test_what_is_given_up_has_failed_with_the_reason(ingestion: Ingestion, database: Database) -> None:
    document_id = await ingestion.queue("a.md", b"oi", source="a", url=None)
    await ingestion.give_up(document_id, "O leitor parou.")
    await ingestion.give_up("gone", "O leitor parou.")
    (document,) = await listed(database)
    assert (document.status, document.reason) == ("failed", "O leitor parou.")


async def test_an_upload_that_could_not_be_promised_leaves_no_file(database: Database, tmp_path: Path) -> None:
    ingestion = ingestion_in(tmp_path, database, InProcess())
    async with database.write() as connection:
        await Documents(connection).queue("a", title="A", url=None)
    refusal = "CREATE TRIGGER t BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'não'); END"
    with closing(sqlite3.connect(tmp_path / "rosana.db")) as other:
        other.execute(refusal)
    with pytest.raises(IntegrityError):
        await ingestion.queue("a.md", b"oi", source="a", url=None)
    assert list((tmp_path / "files").iterdir()) == []


async def test_personal_data_is_masked_in_text_and_titles_and_kept_sealed(
    ingestion: Ingestion, database: Database, tmp_path: Path
) -> None:
    data = b"# Cliente de CPF 529.982.247-25\n\nO telefone dele: (11) 98765-4321."
    await ingestion.queue("CPF 529.982.247-25.md", data, source="a", url=None)
    (waiting,) = await listed(database)
    assert "529" not in waiting.title
    await ingestion.process(waiting)
    (document,) = await listed(database)
    async with database.read() as connection:
        (chunk,) = await Documents(connection).passages(document.id)
        sealed = await MaskedValues(connection, of="document").get(document.id)
    assert "529" not in document.title
    assert "98765" not in chunk.text
    assert sealed
    assert "(11) 98765-4321" in json.loads(Vault(bytes(32)).open(sealed)).values()
    for file in (path for path in tmp_path.rglob("*") if path.is_file()):
        assert b"529.982.247-25" not in file.read_bytes()


async def test_what_was_fetched_is_read_kept_and_unchanged_the_next_time(
    ingestion: Ingestion, database: Database
) -> None:
    def page(text: str, version: str) -> Content:
        return Content("https://x/a", Original("a.md", text.encode()), url="https://x/a", version=version)

    outcomes = [await ingestion.add_content(page(*one)) for one in (("um", "1"), ("um", "2"), ("dois", "3"))]
    assert [outcome.status for outcome in outcomes] == ["updated", "unchanged", "updated"]
    async with database.read() as connection:
        known = await Documents(connection).fingerprints("https://x/a")
    assert known["https://x/a"].version == "3"
    (document,) = await listed(database)
    assert (await ingestion.process(document)).status == "unchanged"


async def test_what_a_killed_process_left_is_tidied_away(
    ingestion: Ingestion, database: Database, folder: Path
) -> None:
    await add(ingestion, folder)
    async with database.write() as connection:
        documents = Documents(connection)
        (document, _) = await documents.list()
        reading = await documents.begin(document)
        assert reading
        await documents.stage(reading, [Chunk("", "meio")])
        await documents.fail_reading(reading, reason="x")
        assert await documents.littered() == [document.id]
    await ingestion.tidy()
    async with database.read() as connection:
        assert await Documents(connection).littered() == []


async def test_the_same_content_sent_again_is_not_read_again(
    ingestion: Ingestion, database: Database, tmp_path: Path
) -> None:
    document_id = await ingestion.queue("a.md", b"oi", source="a", url=None)
    await ingestion.process_queued(document_id)
    before = await SqlPassageFeed(database).head()
    await ingestion.queue("a.md", b"oi", source="a", url="https://x")
    outcome = await ingestion.process((await listed(database))[0])
    assert outcome.status == "unchanged"
    (document,) = await listed(database)
    assert (document.status, document.passages, document.url) == ("ready", 1, "https://x")
    assert await SqlPassageFeed(database).head() == before
    assert len(list((tmp_path / "files").iterdir())) == 1


async def test_other_bytes_with_the_same_text_leave_index_and_vectors_alone(
    ingestion: Ingestion, database: Database
) -> None:
    feed = SqlPassageFeed(database)
    document_id = await ingestion.queue("a.html", b"<h1>Frete</h1><p>Custa R$ 45.</p>", source="a", url=None)
    await ingestion.process_queued(document_id)
    before = await feed.head()
    await ingestion.queue("a.html", b"<h1>Frete</h1><!-- 2 --><p>Custa R$ 45.</p>", source="a", url=None)
    outcome = await ingestion.process((await listed(database))[0])
    assert outcome.status == "unchanged"
    assert await feed.head() == before
    assert [document.status for document in await listed(database)] == ["ready"]
