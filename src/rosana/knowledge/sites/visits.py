"""Visits to the sites that are documents: when somebody asks, and again whenever they are due."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, aclosing, suppress
from dataclasses import dataclass, field, replace
from typing import TypedDict, Unpack

from rosana.errors import DocumentError, DocumentNotFound, RequestError, SiteNotFound, SiteUnreachable
from rosana.knowledge.ingestion import Content, Ingestion, Outcome
from rosana.knowledge.originals import Original
from rosana.knowledge.sites.addresses import Scope, is_address, normalize
from rosana.knowledge.sites.crawl import Crawl, Failed, Fetched, Gone, Unchanged
from rosana.knowledge.sites.fetch import Fetcher
from rosana.knowledge.sync import Change, Report, too_many
from rosana.store.catalog import Catalog
from rosana.store.documents import Documents
from rosana.store.session import Database
from rosana.store.sites import Site, Sites, SiteStatus

__all__ = ["MAX_PAGES", "How", "Overview", "Visits"]

MAX_PAGES = 1_000
"""Addresses that one visit asks for, where nothing else is said."""

_LEASE = 900.0
"""Seconds until the visit of a killed process is begun anew; a visit that goes on extends it."""
_LOOK_EVERY = 5.0
_LISTED = 100
"""Sources of each kind that a stored report names."""
_SOON = 3_600.0
"""Seconds after which a site that did not answer is tried again."""

_KEPT = (
    "Mais da metade das páginas sumiu do site, e por segurança nenhuma foi removida. Se está certo, remova o site e "
    "adicione-o de novo, ou rode: rosana knowledge add {url} --yes"
)
_NO_SUCH_SITE = "Este site não está mais na lista. Carregue-a de novo."
_TRUNCATED = (
    "O limite de {max_pages} páginas foi atingido, e as demais ficaram de fora. Adicione só a parte do site que "
    "interessa, ou aumente o limite: rosana knowledge add {url} --max-pages N"
)

_log = logging.getLogger(__name__)


class How(TypedDict, total=False):
    """How a site is read; see `Visits.put`."""

    depth: int | None
    max_pages: int
    every: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """A site as people look at it."""

    site: Site
    pages: int
    """Documents that are pages of it."""
    problem: str | None
    """Why the last visit failed, or what it left out; in Portuguese."""


@dataclass(slots=True)
class _Visit:
    """A visit that goes on."""

    site: Site
    crawl: Crawl
    known: frozenset[str]
    report: Report = field(default_factory=Report)
    stored: set[str] = field(default_factory=set)
    gone: dict[str, Gone] = field(default_factory=dict)

    @property
    def prefix(self) -> str | None:
        return self.crawl.scope.address if self.crawl.scope else None

    def lost(self) -> list[str]:
        """Return the pages that are gone and have no other in their place."""
        return [url for url, gone in self.gone.items() if gone.moved_to not in self.stored]


class Visits:
    """Reads sites into the knowledge base."""

    def __init__(
        self,
        database: Database,
        ingestion: Ingestion,
        *,
        open_fetcher: Callable[[], AbstractAsyncContextManager[Fetcher]],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._ingestion = ingestion
        self._open_fetcher = open_fetcher
        self._now = now
        self._called = asyncio.Event()
        """Set when this process has made a visit due."""

    async def list(self) -> Sequence[Site]:
        """Return all sites, by address."""
        async with self._database.read() as connection:
            return await Sites(connection).list()

    async def get(self, url: str) -> Site:
        """Return the site that begins at an address.

        Raises:
            SiteNotFound: there is none.
        """
        async with self._database.read() as connection:
            return await Sites(connection).get(url)

    async def put(
        self, address: str, *, depth: int | None = None, max_pages: int = MAX_PAGES, every: int | None = None
    ) -> Site:
        """Add a site to be visited at once, or change how it is read.

        Args:
            address: of its first page, of its only one, or of a sitemap.
            depth: links to follow from there; 0 reads one page, None has no limit.
            max_pages: addresses that a visit asks for at most.
            every: seconds between two visits; None: only when somebody asks.

        Raises:
            AddressInvalid: the address is none of a page.
        """
        async with self._database.write() as connection:
            return await Sites(connection).put(
                normalize(address), depth=depth, max_pages=max_pages, every=every, due=self._now()
            )

    async def add(self, address: str, **said: Unpack[How]) -> Site:
        """Add a site to be visited in the background; of one that is there already, what is not said stays.

        Raises:
            AddressInvalid: the address is none of a page.
        """
        url = normalize(address)
        before = next((site for site in await self.list() if site.url == url), None)
        how: How = {"depth": None, "max_pages": MAX_PAGES, "every": None}
        if before is not None:
            how = {"depth": before.depth, "max_pages": before.max_pages, "every": before.every}
        how.update(said)
        site = await self.put(url, **how)
        self._called.set()
        return site

    async def request(self, site_id: str) -> Site:
        """Have a site visited in the background, unless a visit goes on.

        Raises:
            SiteNotFound: there is none with this id.
        """
        async with self._database.write() as connection:
            sites = Sites(connection)
            await sites.request_visit(site_id, now=self._now())
            site = await _known_site(sites, site_id)
        self._called.set()
        return site

    async def overview(self) -> Sequence[Overview]:
        """Return all sites by address, with how many documents each has and what is wrong with it."""
        async with self._database.read() as connection:
            found = await Sites(connection).list()
            documents, catalog = Documents(connection), Catalog(connection)
            return [Overview(site, await _count_pages(site, documents, catalog), _problem(site)) for site in found]

    async def remove(self, site_id: str) -> None:
        """Remove a site with its documents; a visit that goes on ends.

        Raises:
            SiteNotFound: there is none with this id.
        """
        async with self._database.write() as connection:
            site = await _known_site(Sites(connection), site_id)
            await Sites(connection).remove(site)
        for document_id in await self.documents(site):
            with suppress(DocumentNotFound):  # another process was faster
                await self._ingestion.remove(document_id)

    async def documents(self, site: Site) -> Sequence[str]:
        """Return the ids of the documents that are pages of a site."""
        async with self._database.read() as connection:
            known = await Documents(connection).fingerprints()
        return [known[source].id for source in _of_site(site.url, site.prefix, known)]

    async def forget(self, site: Site) -> None:
        """Visit a site no more; its documents stay."""
        async with self._database.write() as connection:
            await Sites(connection).remove(site)

    async def visit(self, site: Site, *, confirmed: bool = False) -> AsyncGenerator[Change, None]:
        """Read what is new or changed in a site, remove what is gone, and note the report.

        Args:
            site: as `put` or `list` returned it.
            confirmed: whether more than half of its documents may be removed.

        Raises:
            AddressRefused: the site may not be reached.
            PageUnreadable: its first page cannot be read.
            SiteUnreachable: the site does not answer; nothing was removed.
        """
        async with self._database.write() as connection:
            await Sites(connection).begin_visit(site, until=self._now() + _LEASE)
        known = await self._ingestion.versions()
        pages = {source: version for source, version in known.items() if is_address(source)}
        whole, again = _last_visit(site)
        if not whole:  # the links of an unchanged page are not looked at, so each page must come anew
            pages = dict.fromkeys(pages)
        async with self._open_fetcher() as fetcher:
            crawl = Crawl(fetcher, depth=site.depth, max_pages=site.max_pages, known=pages, again=again)
            visit = _Visit(site, crawl, frozenset(pages))
            try:
                async with aclosing(self._changes(visit, confirmed=confirmed)) as changes:
                    async for change in changes:
                        visit.report.take(change)
                        yield change
            except (DocumentError, RequestError, SiteUnreachable) as exc:
                visit.report.note = exc.detail
                await self._finish(visit, "failed", prefix=visit.prefix or site.prefix, wait=_SOON)
                raise
        await self._finish(visit, "ready", prefix=visit.prefix)

    async def run_due(self) -> None:
        """Visit the sites that are due, one after the other, until cancelled."""
        while True:
            self._called.clear()
            site = await self._take_due()
            if site is None:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._called.wait(), _LOOK_EVERY)
                continue
            try:
                async for change in self.visit(site):
                    _log.debug("%s: %s", change.status, change.source)
            except (DocumentError, RequestError, SiteUnreachable) as exc:
                _log.warning("o site %s não foi lido: %s", site.url, exc.detail)

    async def _take_due(self) -> Site | None:
        now = self._now()
        if not any(site.due is not None and site.due <= now for site in await self.list()):
            return None
        async with self._database.write() as connection:
            return await Sites(connection).take_due(now=now, lease=_LEASE)

    async def _changes(self, visit: _Visit, *, confirmed: bool) -> AsyncGenerator[Change, None]:
        extended = -float("inf")
        async with aclosing(visit.crawl.visit(visit.site.url)) as events:
            async for event in events:
                if self._now() > extended + _LEASE / 3:
                    extended = self._now()
                    async with self._database.write() as connection:
                        await Sites(connection).go_on(visit.site, until=extended + _LEASE, prefix=visit.prefix)
                match event:
                    case Fetched(url, name, data, version):
                        visit.stored.add(url)
                        content = Content(url, Original(name, data), url=url, version=version)
                        change = Change.of(outcome := await self._ingestion.add_content(content))
                        if await self._is_removed(visit.site):
                            await self._take_back(outcome)
                            return
                        new = change.status == "updated" and url not in visit.known
                        yield replace(change, status="added") if new else change
                    case Unchanged(url):
                        visit.stored.add(url)
                        yield Change(url, "unchanged")
                    case Gone(url):
                        visit.gone[url] = event
                    case Failed(url, reason):
                        yield Change(url, "failed", reason)
        async for change in self._remove_gone(visit, confirmed=confirmed):
            yield change

    async def _is_removed(self, site: Site) -> bool:
        async with self._database.read() as connection:
            return await Sites(connection).find(site.id) is None

    async def _take_back(self, outcome: Outcome) -> None:
        """Remove what came after its site was removed, and so was not removed with it."""
        if outcome.document_id is not None:
            with suppress(DocumentNotFound):
                await self._ingestion.remove(outcome.document_id)

    async def _remove_gone(self, visit: _Visit, *, confirmed: bool) -> AsyncGenerator[Change, None]:
        lost = visit.lost()
        refused = too_many(lost, _of_site(visit.site.url, visit.prefix, visit.known)) and not confirmed
        async with self._database.read() as connection:
            known = await Documents(connection).fingerprints()
        for url, gone in visit.gone.items():
            if refused and url in lost:
                yield Change(url, "kept", gone.reason)
            elif url in known:
                with suppress(DocumentNotFound):  # another process was faster
                    await self._ingestion.remove(known[url].id)
                yield Change(url, "removed", gone.reason)

    async def _finish(
        self, visit: _Visit, status: SiteStatus, *, prefix: str | None, wait: float = float("inf")
    ) -> None:
        """Note the report, and when the next visit is: after the usual time, or `wait` seconds if that is less."""
        site, report = visit.site, visit.report
        if report.kept:
            report.note = _KEPT.format(url=site.url)
        elif visit.crawl.truncated:
            report.note = _TRUNCATED.format(max_pages=site.max_pages, url=site.url)
        due = None if site.every is None else self._now() + min(site.every, wait)
        stored = json.dumps(report.as_json(listed=_LISTED), ensure_ascii=False)
        async with self._database.write() as connection:
            await Sites(connection).end_visit(site, status=status, prefix=prefix, report=stored, due=due)


async def _count_pages(site: Site, documents: Documents, catalog: Catalog) -> int:
    """Return how many documents `Visits.documents` would list, without a look at any other: it is asked for often."""
    if site.prefix is None:
        return len(await documents.fingerprints(site.url))
    scope = Scope.of(site.prefix)
    return await catalog.count_pages(f"{scope.host}{scope.path}")


async def _known_site(sites: Sites, site_id: str) -> Site:
    site = await sites.find(site_id)
    if site is None:
        raise SiteNotFound(_NO_SUCH_SITE)
    return site


def _last_visit(site: Site) -> tuple[bool, Sequence[str]]:
    """Return whether the last visit found all pages as they are to be found now, and which it could not read."""
    last = json.loads(site.report or "null")
    if last is None:
        return False, ()
    failed = [one["source"] for one in last["sources"]["failed"]]
    return last["note"] is None and last["failed"] == len(failed), failed


def _problem(site: Site) -> str | None:
    """Return why the last visit failed, or what it left out."""
    last = json.loads(site.report or "null")
    if last is None or last["note"] or not last["failed"]:
        return None if last is None else last["note"]
    first = last["sources"]["failed"][0]
    count = "1 página não foi lida" if last["failed"] == 1 else f"{last['failed']} páginas não foram lidas; a primeira"
    return f"{count}: {first['source']} ({str(first['reason']).rstrip('.')})."


def _of_site(url: str, prefix: str | None, sources: Iterable[str]) -> list[str]:
    """Return which sources are pages of a site: those below its prefix, or its only page."""
    if prefix is None:
        return [source for source in sources if source == url]
    scope = Scope.of(prefix)
    return [source for source in sources if is_address(source) and scope.holds(source)]
