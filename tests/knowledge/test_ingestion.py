import os
import shutil
import time
from pathlib import Path

import pytest

from rosana.errors import DocumentNotFound
from rosana.knowledge.drafts import Masking
from rosana.knowledge.files import find_files
from rosana.knowledge.ingestion import Ingestion, Text
from rosana.knowledge.originals import Originals
from rosana.privacy import MaskedKinds
from rosana.privacy.vault import Vault
from rosana.store.documents import Documents
from rosana.store.session import Database
from tests.knowledge.base import add, ingestion_in, listed
from tests.knowledge.reader import InProcess


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
    masking = Masking(vault, MaskedKinds(frozenset({"cpf"})))
    other = Ingestion(database, Originals(tmp_path, vault), InProcess(), masking, max_bytes=10_000)
    async with database.read() as connection:
        before = await Documents(connection).fingerprints()
    assert {outcome.status for outcome in await add(other, folder)} == {"unchanged"}
    async with database.read() as connection:
        after = await Documents(connection).fingerprints()
    assert all(before[source].content_hash != after[source].content_hash for source in before)
