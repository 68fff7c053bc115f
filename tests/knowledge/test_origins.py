import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import update

from rosana.errors import StorageError
from rosana.knowledge.drafts import Masking
from rosana.knowledge.files import find_files
from rosana.knowledge.ingestion import Ingestion
from rosana.knowledge.originals import Originals
from rosana.privacy.vault import Vault
from rosana.store.documents import Documents
from rosana.store.session import Database, open_database
from rosana.store.tables import documents
from rosana.types import Document
from tests.knowledge.reader import InProcess

_VAULT = Vault(bytes(32))


class Overtaken(Originals):
    """Originals in which something happens right after the first look for an upload."""

    def __init__(self, folder: Path, meanwhile: Callable[[], Awaitable[object]]) -> None:
        super().__init__(folder, _VAULT)
        self._loop = asyncio.get_running_loop()
        self._meanwhile: Callable[[], Awaitable[object]] | None = meanwhile

    def newest(self, document_id: str) -> int | None:
        """Look, and let it happen."""
        found, meanwhile = super().newest(document_id), self._meanwhile
        self._meanwhile = None
        if meanwhile:

            async def happen() -> None:
                await meanwhile()

            asyncio.run_coroutine_threadsafe(happen(), self._loop).result()
        return found


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'rosana.db'}") as opened:
        yield opened


def ingestion_with(originals: Originals, database: Database) -> Ingestion:
    return Ingestion(database, originals, InProcess(), Masking(_VAULT), max_bytes=10_000)


@pytest.fixture
def ingestion(database: Database, tmp_path: Path) -> Ingestion:
    return ingestion_with(Originals(tmp_path / "files", _VAULT), database)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file of the server that nobody added."""
    path = tmp_path / "senhas.txt"
    path.write_text("A senha do banco é abacaxi.")
    return path


async def only(database: Database) -> Document:
    async with database.read() as connection:
        (document,) = await Documents(connection).list()
    return document


async def texts(database: Database) -> Sequence[str]:
    document = await only(database)
    async with database.read() as connection:
        return [chunk.text for chunk in await Documents(connection).passages(document.id)]


async def add(ingestion: Ingestion, path: Path) -> None:
    async for _ in ingestion.add_files(list(find_files([str(path)]))):
        pass


async def test_an_upload_that_names_a_file_of_the_server_never_reads_it(
    ingestion: Ingestion, database: Database, secret: Path
) -> None:
    document_id = await ingestion.queue("a.txt", b"Oi.", source=str(secret), url=None)
    await ingestion.cancel(document_id)
    assert (await ingestion.process(await only(database))).status == "unchanged"
    assert await texts(database) == []


async def test_a_cancel_that_comes_before_the_reading_leads_to_no_file(
    ingestion: Ingestion, database: Database, secret: Path
) -> None:
    document_id = await ingestion.queue("a.txt", b"Oi.", source=str(secret), url=None)
    waiting = await only(database)
    await ingestion.cancel(document_id)
    assert (await ingestion.process(waiting)).status == "unchanged"
    assert await texts(database) == []


async def test_an_upload_that_was_lost_is_not_looked_for_in_the_server(
    ingestion: Ingestion, database: Database, secret: Path, tmp_path: Path
) -> None:
    await ingestion.queue("a.txt", b"Oi.", source=str(secret), url=None)
    (lost,) = (tmp_path / "files").iterdir()
    lost.unlink()
    assert (await ingestion.process(await only(database))).status == "failed"
    assert await texts(database) == []


async def test_an_upload_over_a_file_is_an_upload_from_then_on(
    ingestion: Ingestion, database: Database, secret: Path
) -> None:
    await add(ingestion, secret)
    document_id = await ingestion.queue("a.txt", b"Oi.", source=str(secret), url=None)
    await ingestion.process_queued(document_id)
    await ingestion.process(await only(database))
    assert ((await only(database)).origin, await texts(database)) == ("upload", ["Oi."])


@pytest.mark.parametrize("content", ["Oi.", "A senha do banco é abacaxi."])
async def test_a_file_over_an_upload_is_a_file_from_then_on(
    ingestion: Ingestion, database: Database, secret: Path, content: str
) -> None:
    document_id = await ingestion.queue("a.txt", content.encode(), source=str(secret), url=None)
    await ingestion.process_queued(document_id)
    await add(ingestion, secret)
    await ingestion.process(await only(database))
    assert ((await only(database)).origin, await texts(database)) == ("file", ["A senha do banco é abacaxi."])


async def test_what_is_uploaded_right_before_a_reading_begins_is_what_is_read(
    ingestion: Ingestion, database: Database, tmp_path: Path
) -> None:
    async def upload() -> str:
        return await ingestion.queue("a.txt", b"Segundo.", source="a", url=None)

    document_id = await ingestion.queue("a.txt", b"Primeiro.", source="a", url=None)
    overtaken = ingestion_with(Overtaken(tmp_path / "files", upload), database)
    await overtaken.process_queued(document_id)
    await ingestion.process_queued(document_id)
    assert ((await only(database)).status, await texts(database)) == ("ready", ["Segundo."])


async def test_uploads_of_earlier_versions_are_sealed_and_read_as_uploads(
    ingestion: Ingestion, database: Database, secret: Path, tmp_path: Path
) -> None:
    document_id = await ingestion.queue("a.txt", b"Oi.", source=str(secret), url=None)
    (sealed,) = (tmp_path / "files").iterdir()
    sealed.unlink()
    (tmp_path / "files" / f"{document_id}.txt").write_bytes(b"O que foi enviado.")
    async with database.write() as connection:
        await connection.execute(update(documents).values(origin="file"))
    await ingestion.tidy()
    assert [path.name for path in (tmp_path / "files").iterdir()] == [f"{document_id}.0"]
    await ingestion.process_queued(document_id)
    assert ((await only(database)).origin, await texts(database)) == ("upload", ["O que foi enviado."])


async def test_the_uploads_of_nobody_are_no_document(ingestion: Ingestion, database: Database, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "gone.txt").write_bytes(b"Oi.")
    await ingestion.tidy()
    assert Originals(tmp_path / "files", _VAULT).newest("gone") is None


async def test_only_what_waits_can_be_given_up(ingestion: Ingestion, database: Database) -> None:
    document_id = await ingestion.queue("a.txt", b"Oi.", source="a", url=None)
    await ingestion.process_queued(document_id)
    await ingestion.give_up(document_id, "O leitor parou.")
    document = await only(database)
    assert (document.status, document.reason) == ("ready", None)


async def test_a_document_whose_upload_does_not_open_is_as_ready_as_before(
    ingestion: Ingestion, database: Database, tmp_path: Path
) -> None:
    document_id = await ingestion.queue("a.txt", b"Oi.", source="a", url=None)
    await ingestion.process_queued(document_id)
    other = Vault(bytes([1] * 32))
    with pytest.raises(StorageError):
        await ingestion_with(Originals(tmp_path / "files", other), database).process(await only(database))
    assert ((await only(database)).status, await texts(database)) == ("ready", ["Oi."])
