from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from rosana.store.migrations import migrate
from rosana.store.session import Database
from rosana.store.tables import metadata


def test_head_is_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", "src/rosana/store/migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD


async def test_the_migrations_make_the_tables_that_the_code_uses(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with database.read() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_second_start_changes_nothing(database: Database) -> None:
    async with database.write() as connection:
        assert await connection.run_sync(migrate.is_current)
        await connection.run_sync(migrate.upgrade)
