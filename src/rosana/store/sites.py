"""The sites of a workspace: what is read of each, when it is due, and what the last visit brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import ColumnElement, Row, and_, case, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from rosana.errors import SiteNotFound
from rosana.store.tables import DEFAULT_WORKSPACE, sites, utc_now

__all__ = ["Site", "SiteStatus", "Sites"]

SiteStatus = Literal["queued", "visiting", "ready", "failed"]
"""`ready` and `failed` tell how the last visit ended."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site whose pages are documents."""

    id: str
    url: str
    """Where it begins, normalized; unique in its workspace."""
    depth: int | None
    """Links to follow from there; 0 reads one page or one sitemap, None has no limit."""
    max_pages: int
    every: int | None
    """Seconds between two visits; None: only when somebody asks."""
    status: SiteStatus
    due: float | None
    """When the next visit is, in seconds since 1970."""
    visited_at: str | None
    """UTC, ISO 8601."""
    prefix: str | None
    """With which the sources of its documents begin; None before the first visit."""
    report: str | None
    """What the last visit brought, as JSON."""


class Sites:
    """The sites of one workspace on one connection; the caller's transaction commits."""

    def __init__(self, connection: AsyncConnection, workspace: str = DEFAULT_WORKSPACE) -> None:
        self._connection = connection
        self._workspace = workspace

    async def list(self) -> Sequence[Site]:
        """Return all sites, by address."""
        rows = await self._connection.execute(
            select(sites).where(sites.c.workspace_id == self._workspace).order_by(sites.c.url)
        )
        return [_site(row) for row in rows]

    async def get(self, url: str) -> Site:
        """Return the site that begins at an address.

        Raises:
            SiteNotFound: there is none.
        """
        own = (sites.c.workspace_id == self._workspace, sites.c.url == url)
        row = (await self._connection.execute(select(sites).where(*own))).one_or_none()
        if row is None:
            raise SiteNotFound
        return _site(row)

    async def find(self, site_id: str) -> Site | None:
        """Return the site with an id, None where there is none."""
        own = (sites.c.workspace_id == self._workspace, sites.c.id == site_id)
        row = (await self._connection.execute(select(sites).where(*own))).one_or_none()
        return None if row is None else _site(row)

    async def put(self, url: str, *, depth: int | None, max_pages: int, every: int | None, due: float | None) -> Site:
        """Add a site, or change how it is read; what the last visit brought is forgotten where it read otherwise."""
        values = {"depth": depth, "max_pages": max_pages, "every": every, "due": due, "status": "queued"}
        own = (sites.c.workspace_id == self._workspace, sites.c.url == url)
        as_before = and_(sites.c.depth.is_not_distinct_from(depth), sites.c.max_pages == max_pages)
        report = case((as_before, sites.c.report), else_=None)
        changed = await self._connection.execute(update(sites).where(*own).values(**values, report=report))
        if not changed.rowcount:
            row = {"id": uuid4().hex, "workspace_id": self._workspace, "url": url}
            await self._connection.execute(insert(sites).values(**row, **values))
        return await self.get(url)

    async def take_due(self, *, now: float, lease: float) -> Site | None:
        """Return a site whose visit is due, and keep it from others for `lease` seconds; None when there is none."""
        due = select(sites.c.id).where(sites.c.due <= now).order_by(sites.c.due).limit(1)
        taken = update(sites).where(sites.c.id == due.scalar_subquery())
        row = (
            await self._connection.execute(taken.values(due=now + lease, status="visiting").returning(*sites.c))
        ).one_or_none()
        return None if row is None else _site(row)

    async def request_visit(self, site_id: str, *, now: float) -> None:
        """Make a visit due, unless one goes on."""
        own = (sites.c.workspace_id == self._workspace, sites.c.id == site_id)
        goes_on = and_(sites.c.status == "visiting", sites.c.due > now)
        asked = {"due": case((goes_on, sites.c.due), else_=now), "status": case((goes_on, "visiting"), else_="queued")}
        await self._connection.execute(update(sites).where(*own).values(**asked))

    async def begin_visit(self, site: Site, *, until: float) -> None:
        """Note that a visit goes on, and when another process may take it over."""
        await self._connection.execute(update(sites).where(sites.c.id == site.id).values(status="visiting", due=until))

    async def go_on(self, site: Site, *, until: float, prefix: str | None) -> None:
        """Note that a visit still goes on, and what it keeps to."""
        await self._connection.execute(update(sites).where(*_visited(site)).values(due=until, prefix=prefix))

    async def end_visit(
        self, site: Site, *, status: SiteStatus, prefix: str | None, report: str, due: float | None
    ) -> None:
        """Note what a visit brought, and when the next one is; nothing where another was asked for meanwhile."""
        values = {"visited_at": utc_now(), "status": status, "prefix": prefix, "report": report, "due": due}
        await self._connection.execute(update(sites).where(*_visited(site)).values(**values))

    async def remove(self, site: Site) -> None:
        """Forget a site; its documents are the caller's to remove."""
        await self._connection.execute(delete(sites).where(sites.c.id == site.id))


def _visited(site: Site) -> tuple[ColumnElement[bool], ...]:
    return (sites.c.id == site.id, sites.c.status == "visiting")


def _site(row: Row[Any]) -> Site:
    return Site(
        id=row.id,
        url=row.url,
        depth=row.depth,
        max_pages=row.max_pages,
        every=row.every,
        status=row.status,
        due=row.due,
        visited_at=row.visited_at,
        prefix=row.prefix,
        report=row.report,
    )
