"""How the passages that serve begin: what questions are suggested from."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from rosana.store.session import Database
from rosana.store.states import serving
from rosana.store.tables import DEFAULT_WORKSPACE, changes, documents, passages

__all__ = ["Beginning", "Beginnings"]

_BEGINNING = 120


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a passage stands, and its first characters."""

    document_id: str
    title: str
    heading: str
    text: str


class Beginnings:
    """The beginnings of the passages of a workspace; each call is a unit of work of its own."""

    def __init__(self, database: Database, workspace: str = DEFAULT_WORKSPACE) -> None:
        self._database = database
        self._workspace = workspace

    async def version(self) -> int:
        """Return a number that grows with every change of the passages."""
        newest = select(func.max(changes.c.seq)).where(changes.c.workspace_id == self._workspace)
        (row,) = await self._database.fetch(newest)
        return row[0] or 0

    async def list(self, limit: int) -> Sequence[Beginning]:
        """Return up to `limit` of them, those under a heading that is a question first."""
        rows = await self._database.fetch(
            select(documents.c.id, documents.c.title, passages.c.heading, func.substr(passages.c.text, 1, _BEGINNING))
            .join(documents, serving())
            .where(passages.c.workspace_id == self._workspace)
            .order_by(passages.c.heading.endswith("?").desc(), passages.c.id)
            .limit(limit)
        )
        return [Beginning(*row) for row in map(list, rows)]
