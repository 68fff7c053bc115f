import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rosana.errors import FileUnreadable
from rosana.knowledge.drafts import Masking
from rosana.knowledge.ingestion import Ingestion
from rosana.knowledge.originals import Originals
from rosana.knowledge.sync import Change, Report, sync_folder
from rosana.privacy.vault import Vault
from rosana.store.documents import Documents
from rosana.store.session import Database, open_database
from tests.knowledge.reader import InProcess


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'rosana.db'}") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "docs"
    made.mkdir()
    for name in "abcd":
        (made / f"{name}.md").write_text(f"# Título {name}\n\nO texto de {name}.\n")
    return made


async def sync(database: Database, folder: Path, *, confirmed: bool = False) -> Report:
    vault = Vault(bytes(32))
    originals = Originals(folder.parent / "files", vault)
    ingestion = Ingestion(database, originals, InProcess(), Masking(vault), max_bytes=10_000)
    report = Report()
    async for change in sync_folder(database, ingestion, folder, confirmed=confirmed):
        report.take(change)
    return report


async def titles(database: Database) -> list[str]:
    async with database.read() as connection:
        return [document.title for document in await Documents(connection).list()]


async def test_a_second_run_tells_what_is_new_changed_and_gone(database: Database, folder: Path) -> None:
    assert len((await sync(database, folder)).added) == 4
    (folder / "a.md").write_text("# Título a\n\nOutro texto.\n")
    (folder / "b.md").unlink()
    (folder / "e.md").write_text("# Título e\n\nMais um.\n")
    report = await sync(database, folder)
    assert report.added == [str(folder / "e.md")]
    assert report.updated == [str(folder / "a.md")]
    assert report.removed == [str(folder / "b.md")]
    assert report.unchanged == 2
    assert await titles(database) == ["Título a", "Título c", "Título d", "Título e"]


async def test_an_emptied_folder_removes_nothing_until_confirmed(database: Database, folder: Path) -> None:
    (folder / "e.md").write_text("# Título e\n\nMais um.\n")
    await sync(database, folder)
    shutil.rmtree(folder)
    folder.mkdir()
    assert len((await sync(database, folder)).kept) == 5
    assert len(await titles(database)) == 5
    assert len((await sync(database, folder, confirmed=True)).removed) == 5
    assert await titles(database) == []


async def test_a_folder_of_few_documents_may_lose_them(database: Database, folder: Path) -> None:
    await sync(database, folder)
    for path in folder.iterdir():
        path.unlink()
    assert len((await sync(database, folder)).removed) == 4


async def test_a_folder_that_is_not_there_is_said_and_removes_nothing(database: Database, folder: Path) -> None:
    await sync(database, folder)
    shutil.rmtree(folder)
    with pytest.raises(FileUnreadable, match="não está montada"):
        await sync(database, folder, confirmed=True)
    assert len(await titles(database)) == 4


async def test_files_that_only_moved_need_no_confirmation(database: Database, folder: Path) -> None:
    await sync(database, folder)
    (folder / "novo").mkdir()
    for name in "abcd":
        (folder / f"{name}.md").rename(folder / "novo" / f"{name}.md")
    report = await sync(database, folder)
    assert (len(report.added), len(report.removed), report.kept) == (4, 4, [])


async def test_documents_from_elsewhere_are_left_alone(database: Database, folder: Path) -> None:
    other = folder.parent / "docs2"
    shutil.copytree(folder, other)
    await sync(database, folder)
    await sync(database, other)
    shutil.rmtree(other)
    assert (await sync(database, folder)).unchanged == 4
    assert len(await titles(database)) == 8


async def test_an_upload_that_calls_itself_a_file_of_the_folder_is_left_alone(database: Database, folder: Path) -> None:
    async with database.write() as connection:
        await Documents(connection).queue(str(folder / "x.md"), title="X", url=None)
    assert (await sync(database, folder)).removed == []
    assert "X" in await titles(database)


async def test_a_file_that_cannot_be_read_any_more_is_kept_with_its_passages(database: Database, folder: Path) -> None:
    await sync(database, folder)
    (folder / "a.md").write_bytes(bytes(20_000))
    report = await sync(database, folder)
    assert list(report.failed) == [str(folder / "a.md")]
    assert report.removed == []


def test_a_report_counts_and_names_sources() -> None:
    report = Report()
    for status in ("added", "unchanged", "removed", "kept", "updated"):
        report.take(Change("x", status))
    report.take(Change("y", "failed", "motivo"))
    report.take(Change("z", "added"))
    assert report.as_json(listed=1) == {
        "added": 2,
        "updated": 1,
        "removed": 1,
        "kept": 1,
        "unchanged": 1,
        "failed": 1,
        "note": None,
        "sources": {
            "added": ["x"],
            "updated": ["x"],
            "removed": ["x"],
            "kept": ["x"],
            "failed": [{"source": "y", "reason": "motivo"}],
        },
    }
