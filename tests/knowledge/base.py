"""A base to bring documents into."""

from collections.abc import Sequence
from pathlib import Path

from rosana.knowledge.drafts import Masking, Reader
from rosana.knowledge.files import find_files
from rosana.knowledge.ingestion import Ingestion, Outcome
from rosana.knowledge.originals import Originals
from rosana.privacy.vault import Vault
from rosana.store.documents import Documents
from rosana.store.session import Database
from rosana.types import Document


def ingestion_in(folder: Path, database: Database, reader: Reader) -> Ingestion:
    """Return an ingestion that keeps its uploads in a folder."""
    vault = Vault(bytes(32))
    return Ingestion(database, Originals(folder / "files", vault), reader, Masking(vault), max_bytes=10_000)


async def add(ingestion: Ingestion, folder: Path) -> list[Outcome]:
    """Bring the files of a folder in."""
    return [outcome async for outcome in ingestion.add_files(list(find_files([str(folder)])))]


async def listed(database: Database) -> Sequence[Document]:
    """Return the documents, by title."""
    async with database.read() as connection:
        return await Documents(connection).list()
