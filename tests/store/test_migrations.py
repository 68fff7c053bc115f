from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from rosana.store.migrations import migrate
from rosana.store.session import Database
from rosana.store.tables import metadata

_INSERT = (
    "INSERT INTO documents (id, workspace_id, source, title, status, created_at, updated_at) "
    "VALUES (:source, 'default', :source, 'A', 'ready', '', '')"
)


def test_head_is_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", "src/rosana/store/migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD


async def test_the_migrations_make_the_tables_that_the_code_uses(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with database.read() as connection:
        assert await connection.run_sync(differences) == []


async def test_only_paths_of_this_machine_become_documents_of_files(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", "src/rosana/store/migrations")
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        for source in ("/srv/docs/a.md", "C:/docs/a.md", "a.md", "https://a.com/b", "exemplo/frete"):
            connection.execute(text(_INSERT), {"source": source})
    with engine.begin() as connection:
        migrate.upgrade(connection)
        rows = connection.execute(text("SELECT source FROM documents WHERE origin = 'file' ORDER BY source")).scalars()
        assert list(rows) == ["/srv/docs/a.md", "C:/docs/a.md"]
        others = connection.execute(text("SELECT count(*) FROM documents WHERE origin = 'upload'")).scalar_one()
        assert others == 3
    engine.dispose()


async def test_a_second_start_changes_nothing(database: Database) -> None:
    async with database.write() as connection:
        assert await connection.run_sync(migrate.is_current)
        await connection.run_sync(migrate.upgrade)
