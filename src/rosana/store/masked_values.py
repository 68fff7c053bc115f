"""What stands behind the placeholders of a document or conversation, sealed by `rosana.privacy.vault`."""

from typing import Literal

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from rosana.store.tables import DEFAULT_WORKSPACE, masked_values, workspaces

__all__ = ["MaskedValues", "SealingKey"]

_OWNERS = {"document": masked_values.c.document_id, "conversation": masked_values.c.conversation_id}


class MaskedValues:
    """The sealed values of one kind of owner on one connection; they are deleted with their owner.

    Args:
        connection: the caller's transaction commits.
        of: what the ids are those of.
    """

    def __init__(self, connection: AsyncConnection, *, of: Literal["document", "conversation"]) -> None:
        self._connection = connection
        self._owner = _OWNERS[of]

    async def get(self, owner_id: str) -> bytes | None:
        """Return the sealed values of a document or conversation, None where nothing was masked."""
        found = await self._connection.scalar(select(masked_values.c.sealed).where(self._owner == owner_id))
        return None if found is None else bytes(found)

    async def put(self, owner_id: str, sealed: bytes | None) -> None:
        """Keep sealed values in place of those before; None removes them."""
        await self._connection.execute(delete(masked_values).where(self._owner == owner_id))
        if sealed is not None:
            await self._connection.execute(insert(masked_values), {self._owner.name: owner_id, "sealed": sealed})


class SealingKey:
    """What is known of the key that sealed the data of a workspace."""

    def __init__(self, connection: AsyncConnection, workspace: str = DEFAULT_WORKSPACE) -> None:
        self._connection = connection
        self._workspace = workspace

    async def tag(self) -> str | None:
        """Return what tells the key from another; None before anything was sealed."""
        found: str | None = await self._connection.scalar(
            select(workspaces.c.key_tag).where(workspaces.c.id == self._workspace)
        )
        return found

    async def note(self, tag: str) -> None:
        """Note the key that seals from now on."""
        await self._connection.execute(update(workspaces).where(workspaces.c.id == self._workspace).values(key_tag=tag))

    async def any_sealed(self) -> bytes | None:
        """Return something that the key has sealed, None where there is nothing."""
        found = await self._connection.scalar(select(masked_values.c.sealed).limit(1))
        return None if found is None else bytes(found)
