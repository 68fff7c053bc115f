"""What was chosen in the console, as one JSON text of its workspace."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from rosana.store.session import Database
from rosana.store.tables import DEFAULT_WORKSPACE, workspaces

__all__ = ["StoredPreferences", "stored_preferences"]

_TEXT = select(workspaces.c.preferences).where(workspaces.c.id == DEFAULT_WORKSPACE)


class StoredPreferences:
    """The preferences of the workspace on one connection; the caller's transaction commits."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self) -> str | None:
        """Return them as JSON; None while nothing was chosen."""
        found: str | None = await self._connection.scalar(_TEXT)
        return found

    async def put(self, text: str) -> None:
        """Keep them, in place of those before."""
        await self._connection.execute(
            update(workspaces).where(workspaces.c.id == DEFAULT_WORKSPACE).values(preferences=text)
        )


async def stored_preferences(database: Database) -> str | None:
    """Return the same without a transaction: cheap enough to be asked every second."""
    (row,) = await database.fetch(_TEXT)
    found: str | None = row[0]
    return found
