import asyncio
import json
import os
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from rosana.errors import DocumentNotFound
from rosana.knowledge.drafts import Masking, Reader
from rosana.knowledge.files import find_files
from rosana.knowledge.ingestion import Content, Ingestion, Outcome, Text
from rosana.knowledge.originals import Original, Originals
from rosana.privacy.vault import Vault
from rosana.store.documents import CANCELLED, Documents
from rosana.store.feed import SqlPassageFeed
from rosana.store.masked_values import MaskedValues
from rosana.store.session import Database, open_database
from rosana.types import Chunk, Document
from tests.knowledge.reader import InProcess


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'rosana.db'}") as opened:
        yield opened


def ingestion_in(folder: Path, database: Database, reader: Reader) -> Ingestion:
    vault = Vault(bytes(32))
    return Ingestion(database, Originals(folder / "files", vault), reader, Masking(vault), max_bytes=10_000)


@pytest.fixture
def ingestion(database: Database, tmp_path: Path) -> Ingestion:
    return ingestion_in(tmp_path, database, InProcess())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "docs"
    made.mkdir()
    for name in ("a", "b"):
        (made / f"{name}.md").write_text(f"# Título {name}\n\nO texto de {name}.\n")
    return made


async def add(ingestion: Ingestion, folder: Path) -> list[Outcome]:
    return [outcome async for outcome in ingestion.add_files(list(find_files([str(folder)])))]


async def listed(database: Database) -> Sequence[Document]:
    async with database.read() as connection:
        return await Documents(connection).list()


async def test_files_are_added_then_unchanged_then_updated(ingestion: Ingestion, folder: Path) -> None:
    first = await add(ingestion, folder)
    (folder / "b.md").write_text("# Título b\n\nOutro texto.\n")
    second = await add(ingestion, folder)
    assert [outcome.status for outcome in first] == ["added", "added"]
    assert [outcome.status for outcome in second] == ["unchanged", "updated"]
    assert [outcome.document_id for outcome in first] == [outcome.document_id for outcome in second]


async def test_a_file_that_somebody_else_adds_meanwhile_is_one_document(
    folder: Path, database: Database, tmp_path: Path
) -> None:
    other = ingestion_in(tmp_path, database, InProcess())
    outcomes = await add(ingestion_in(tmp_path, database, InProcess(lambda: add(other, folder))), folder)
    assert [outcome.status for outcome in outcomes] == ["added", "added"]
    assert [document.passages for document in await listed(database)] == [1, 1]


async def test_a_file_that_fails_costs_no_other(ingestion: Ingestion, folder: Path, database: Database) -> None:
    (folder / "a.md").write_bytes(b"")
    (folder / "c.pdf").write_bytes(b"%PDF-1.7 quebrado")
    (folder / "d.txt").write_text("x" * 10_001)
    outcomes = await add(ingestion, folder)
    assert [outcome.status for outcome in outcomes] == ["failed", "added", "failed", "failed"]
    assert all(outcome.reason for outcome in outcomes if outcome.status == "failed")
    assert [document.status for document in await listed(database)] == ["ready", "failed", "failed", "failed"]


async def test_a_file_that_failed_is_tried_again(ingestion: Ingestion, folder: Path, database: Database) -> None:
    good = (folder / "a.md").read_bytes()
    await add(ingestion, folder)
    (folder / "a.md").write_bytes(b"")
    await add(ingestion, folder)
    assert [document.status for document in await listed(database)] == ["failed", "ready"]
    (folder / "a.md").write_bytes(good)
    await add(ingestion, folder)
    assert [document.status for document in await listed(database)] == ["ready", "ready"]


async def test_more_files_than_a_batch_all_come_in(ingestion: Ingestion, folder: Path, database: Database) -> None:
    for n in range(70):
        (folder / f"{n}.txt").write_text(f"O documento de número {n}.")
    assert len(await add(ingestion, folder)) == 72
    assert len(await listed(database)) == 72


async def test_the_sample_comes_into_an_empty_base_only(ingestion: Ingestion, database: Database) -> None:
    await ingestion.add_sample()
    await ingestion.add_sample()
    assert len(await listed(database)) == 10


async def test_the_sample_does_not_come_back_after_it_was_removed(ingestion: Ingestion, database: Database) -> None:
    await ingestion.add_sample()
    for document in await listed(database):
        await ingestion.remove(document.id)
    await ingestion.add_sample()
    assert await listed(database) == []


async def test_the_sample_stays_away_from_a_base_in_use(ingestion: Ingestion, folder: Path, database: Database) -> None:
    await add(ingestion, folder)
    await ingestion.add_sample()
    assert len(await listed(database)) == 2


async def test_an_upload_waits_until_it_is_processed(ingestion: Ingestion, database: Database) -> None:
    document_id = await ingestion.queue("frete.md", b"# Frete\n\nCusta R$ 45.\n", source="frete", url="https://x")
    (waiting,) = await ingestion.unfinished()
    assert (waiting.id, waiting.status, waiting.url) == (document_id, "queued", "https://x")
    outcome = await ingestion.process(waiting)
    assert (outcome.document_id, outcome.passages) == (document_id, 1)
    (document,) = await listed(database)
    assert (document.title, document.status, document.url) == ("Frete", "ready", "https://x")
    assert await ingestion.unfinished() == []


async def test_a_document_whose_file_is_gone_keeps_its_passages(
    ingestion: Ingestion, folder: Path, database: Database
) -> None:
    await add(ingestion, folder)
    (folder / "a.md").unlink()
    outcome = await ingestion.process((await listed(database))[0])
    assert outcome.status == "failed"
    assert "não está mais onde estava" in str(outcome.reason)
    assert (await listed(database))[0].passages == 1


async def test_a_removed_document_leaves_no_upload(ingestion: Ingestion, tmp_path: Path) -> None:
    document_id = await ingestion.queue("a.md", b"oi", source="a", url=None)
    await ingestion.remove(document_id)
    assert list((tmp_path / "files").iterdir()) == []
    with pytest.raises(DocumentNotFound):
        await ingestion.remove(document_id)


async def test_a_file_that_would_exhaust_a_reader_costs_no_other(ingestion: Ingestion, folder: Path) -> None:
    (folder / "fundo.html").write_text(("<table><tr><td>" * 3_000)[:9_990])
    outcomes = await add(ingestion, folder)
    assert [outcome.status for outcome in outcomes] == ["added", "added", "failed"]


async def test_texts_come_in_without_files(ingestion: Ingestion, database: Database) -> None:
    texts = [Text("1", "Um", "O primeiro texto."), Text("2", "", " ")]
    outcomes = [outcome async for outcome in ingestion.add_texts(texts)]
    assert [outcome.status for outcome in outcomes] == ["added", "failed"]


async def test_a_text_is_masked_like_a_file(ingestion: Ingestion, database: Database) -> None:
    texts = [Text("ficha", "CPF 529.982.247-25", "O CPF é 529.982.247-25.")]
    (outcome,) = [outcome async for outcome in ingestion.add_texts(texts)]
    async with database.read() as connection:
        (chunk,) = await Documents(connection).passages(outcome.document_id or "")
    assert (await listed(database))[0].title == "CPF [CPF_1]"
    assert chunk.text == "O CPF é [CPF_1]."


async def test_what_is_uploaded_while_its_earlier_version_is_read_is_read_next(
    database: Database, ingestion: Ingestion, tmp_path: Path
) -> None:
    async def upload(text: str) -> str:
        return await ingestion.queue("frete.md", text.encode(), source="frete", url=None)

    document_id = await upload("Custa R$ 45.")
    slow = ingestion_in(tmp_path, database, InProcess(lambda: upload("Custa R$ 50.")))
    await slow.process((await listed(database))[0])
    (waiting,) = await slow.unfinished()
    assert (waiting.status, waiting.passages) == ("queued", 0)
    await slow.process(waiting)
    assert await slow.unfinished() == []
    async with database.read() as connection:
        assert [chunk.text for chunk in await Documents(connection).passages(document_id)] == ["Custa R$ 50."]


@pytest.mark.parametrize("data", [b"Custa R$ 45.", b" "])
async def test_a_document_that_is_removed_while_it_is_read_stays_away(
    database: Database, ingestion: Ingestion, tmp_path: Path, data: bytes
) -> None:
    document_id = await ingestion.queue("frete.md", data, source="frete", url=None)
    slow = ingestion_in(tmp_path, database, InProcess(lambda: ingestion.remove(document_id)))
    await slow.process((await listed(database))[0])
    assert await listed(database) == []


async def test_a_document_that_is_gone_is_not_read(ingestion: Ingestion, database: Database) -> None:
    await ingestion.queue("frete.md", b"Custa R$ 45.", source="frete", url=None)
    (gone,) = await listed(database)
    await ingestion.remove(gone.id)
    assert (await ingestion.process(gone)).status == "unchanged"
    assert await listed(database) == []


async def test_the_sample_is_read_again_from_itself(ingestion: Ingestion, database: Database) -> None:
    await ingestion.add_sample()
    outcomes = [await ingestion.process(document) for document in await listed(database)]
    assert {outcome.status for outcome in outcomes} == {"unchanged"}
    assert {document.status for document in await listed(database)} == {"ready"}


async def test_a_text_that_came_without_a_file_stays_as_it_is(
    ingestion: Ingestion, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "1").write_text("Um arquivo que não é o texto.")
    async for _ in ingestion.add_texts([Text("1", "Um", "O primeiro texto.")]):
        pass
    (before,) = await listed(database)
    outcome = await ingestion.process(before)
    assert (outcome.status, outcome.document_id) == ("unchanged", before.id)
    assert await listed(database) == [before]


async def test_an_upload_that_was_lost_before_it_was_read_is_a_failure(
    ingestion: Ingestion, database: Database, tmp_path: Path
) -> None:
    await ingestion.queue("frete.md", b"Custa R$ 45.", source="frete", url=None)
    shutil.rmtree(tmp_path / "files")
    assert (await ingestion.process((await listed(database))[0])).status == "failed"
    assert await ingestion.unfinished() == []


@pytest.mark.parametrize("name", ["nada.md", "nada", "nada/*.md"])
async def test_a_path_where_nothing_ever_was_leaves_no_document(
    ingestion: Ingestion, database: Database, tmp_path: Path, name: str
) -> None:
    found = find_files([str(tmp_path / name)])
    (outcome,) = [outcome async for outcome in ingestion.add_files(found)]
    assert (outcome.status, outcome.document_id) == ("failed", None)
    assert await listed(database) == []


async def test_a_known_file_that_is_gone_is_marked(ingestion: Ingestion, folder: Path, database: Database) -> None:
    await add(ingestion, folder)
    (folder / "a.md").unlink()
    async for _ in ingestion.add_files(find_files([str(folder / "a.md")])):
        pass
    (gone,) = [document for document in await listed(database) if document.status != "ready"]
    assert (gone.status, gone.passages) == ("failed", 1)


def aged(folder: Path) -> None:
    """Let the files of a folder be an hour old: what has just changed may change again within one tick."""
    for path in folder.iterdir():
        os.utime(path, (time.time() - 3600,) * 2)


async def test_a_file_of_the_same_age_and_size_is_not_even_opened(
    ingestion: Ingestion, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aged(folder)
    await add(ingestion, folder)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was opened"))
    assert {outcome.status for outcome in await add(ingestion, folder)} == {"unchanged"}


async def test_a_touched_file_is_unchanged_and_its_new_age_is_known(
    ingestion: Ingestion, folder: Path, database: Database
) -> None:
    await add(ingestion, folder)
    aged(folder)
    assert {outcome.status for outcome in await add(ingestion, folder)} == {"unchanged"}
    async with database.read() as connection:
        known = await Documents(connection).fingerprints()
    paths = sorted(folder.iterdir())
    assert [known[str(path)].version for path in paths] == [f"{path.stat().st_mtime_ns}:27" for path in paths]


async def test_a_file_that_has_just_changed_is_compared_by_its_content(ingestion: Ingestion, folder: Path) -> None:
    await add(ingestion, folder)
    before = (folder / "a.md").stat()
    (folder / "a.md").write_text((folder / "a.md").read_text().replace("texto", "tezto"))
    os.utime(folder / "a.md", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [outcome.status for outcome in await add(ingestion, folder)] == ["updated", "unchanged"]


async def test_other_rules_of_masking_read_everything_anew(
    ingestion: Ingestion, folder: Path, database: Database, tmp_path: Path
) -> None:
    aged(folder)
    await add(ingestion, folder)
    vault = Vault(bytes(32))
    masking = Masking(vault, frozenset({"cpf"}))
    other = Ingestion(database, Originals(tmp_path, vault), InProcess(), masking, max_bytes=10_000)
    async with database.read() as connection:
        before = await Documents(connection).fingerprints()
    assert {outcome.status for outcome in await add(other, folder)} == {"unchanged"}
    async with database.read() as connection:
        after = await Documents(connection).fingerprints()
    assert all(before[source].content_hash != after[source].content_hash for source in before)


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
