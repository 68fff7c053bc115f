"""Bring a database to the newest revision, without loading Alembic when it is there already."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from rosana.errors import StorageError

__all__ = ["HEAD", "is_current", "upgrade"]

HEAD = "0010"
"""The newest revision; a test holds it against the folder `versions`. Alembic costs 60 ms and 8 MB to import,
so the usual start reads the one row that Alembic keeps and compares."""


def is_current(connection: Connection) -> bool:
    """Return whether the tables are those of `HEAD`.

    Raises:
        StorageError: the database was written by a newer version of Rosana.
    """
    revision = _revision(connection)
    if revision is not None and revision > HEAD:
        raise StorageError("A base de dados é de uma versão mais nova do Rosana. Atualize o programa.")
    return revision == HEAD


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing; none when another process has just run them."""
    if is_current(connection):
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
