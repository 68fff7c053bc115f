import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from rosana.errors import PageUnreadable, SiteNotFound, SiteUnreachable
from rosana.knowledge.drafts import Masking
from rosana.knowledge.ingestion import Ingestion
from rosana.knowledge.originals import Originals
from rosana.knowledge.sites.fetch import Limits, open_fetcher
from rosana.knowledge.sites.guard import Guard
from rosana.knowledge.sites.visits import Visits
from rosana.knowledge.sync import Report
from rosana.privacy.vault import Vault
from rosana.store.documents import Documents
from rosana.store.session import Database, open_database
from rosana.store.sites import Site as Row
from tests.knowledge.reader import InProcess
from tests.knowledge.sites.server import Answer, Site, article

NOW = 1_000_000.0
HOUR = 3_600


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'rosana.db'}") as opened:
        yield opened


@pytest.fixture
def visits(database: Database, tmp_path: Path) -> Visits:
    vault = Vault(bytes(32))
    originals = Originals(tmp_path / "files", vault)
    ingestion = Ingestion(database, originals, InProcess(), Masking(vault), max_bytes=100_000)
    limits = Limits(100_000, seconds=10, attempts=1)
    opens = partial(open_fetcher, Guard(["127.0.0.1"]), limits, delay=0)
    return Visits(database, ingestion, open_fetcher=opens, now=lambda: NOW)


async def visit(visits: Visits, row: Row, *, confirmed: bool = False) -> Report:
    report = Report()
    async for change in visits.visit(row, confirmed=confirmed):
        report.take(change)
    return report


async def documents(database: Database) -> dict[str, str]:
    async with database.read() as connection:
        return {document.source: document.title for document in await Documents(connection).list()}


def fill(site: Site, names: str) -> None:
    """Make a site of pages that its first one leads to."""
    site.pages = {"/": article("Início", links=tuple(f"/{name}" for name in names))}
    site.pages |= {f"/{name}": article(f"Página {name}") for name in names}


async def test_the_pages_of_a_site_become_documents(visits: Visits, site: Site, database: Database) -> None:
    fill(site, "ab")
    report = await visit(visits, await visits.put(site.address))
    assert len(report.added) == 3
    assert await documents(database) == {
        f"{site.address}/": "Início",
        f"{site.address}/a": "Página a",
        f"{site.address}/b": "Página b",
    }


async def test_a_second_visit_tells_what_changed(visits: Visits, site: Site) -> None:
    fill(site, "abc")
    row = await visits.put(site.address)
    await visit(visits, row)
    fill(site, "abd")
    site.pages["/b"] = article("Outra")
    report = await visit(visits, row)
    assert report.added == [f"{site.address}/d"]
    assert report.removed == [f"{site.address}/c"]
    assert set(report.updated) == {f"{site.address}/", f"{site.address}/b"}
    assert report.unchanged == 1


async def test_when_most_pages_are_gone_a_person_must_confirm(visits: Visits, site: Site, database: Database) -> None:
    fill(site, "abcd")
    row = await visits.put(site.address)
    await visit(visits, row)
    fill(site, "a")
    assert len((await visit(visits, row)).kept) == 3
    assert "--yes" in json.loads(str((await visits.get(row.url)).report))["note"]
    assert len(await documents(database)) == 5
    assert len((await visit(visits, row, confirmed=True)).removed) == 3
    assert len(await documents(database)) == 2


async def test_pages_that_only_moved_need_no_confirmation(visits: Visits, site: Site, database: Database) -> None:
    fill(site, "abcd")
    row = await visits.put(site.address)
    await visit(visits, row)
    fill(site, "ABCD")
    site.pages |= {f"/{name}": Answer(status=301, headers={"Location": f"/{name.upper()}"}) for name in "abcd"}
    report = await visit(visits, row)
    assert (len(report.removed), len(report.added)) == (4, 4)
    assert len(await documents(database)) == 5


async def test_a_site_that_is_down_loses_nothing_and_is_tried_again_soon(
    visits: Visits, site: Site, database: Database
) -> None:
    fill(site, "ab")
    row = await visits.put(site.address, every=24 * HOUR)
    await visit(visits, row)
    site.pages = {"/robots.txt": Answer(status=503)}
    with pytest.raises(SiteUnreachable):
        await visit(visits, row)
    noted = await visits.get(row.url)
    assert len(await documents(database)) == 3
    assert noted.due == NOW + HOUR
    assert "503" in json.loads(str(noted.report))["note"]


async def test_one_page_that_vanished_is_kept_until_confirmed(visits: Visits, site: Site, database: Database) -> None:
    site.pages["/a"] = article("A")
    row = await visits.put(f"{site.address}/a", depth=0)
    await visit(visits, row)
    site.pages = {}
    assert (await visit(visits, row)).kept == [row.url]
    assert (await visit(visits, row, confirmed=True)).removed == [row.url]
    with pytest.raises(PageUnreadable):
        await visit(visits, row)


async def test_the_next_visit_is_noted(visits: Visits, site: Site) -> None:
    fill(site, "a")
    row = await visits.put(site.address, every=HOUR)
    await visit(visits, row)
    assert (await visits.get(row.url)).due == NOW + HOUR
    await visit(visits, await visits.put(site.address))
    assert (await visits.get(row.url)).due is None


async def test_sites_that_are_due_are_visited_in_the_background(visits: Visits, site: Site, database: Database) -> None:
    fill(site, "ab")
    row = await visits.put(site.address, every=HOUR)
    task = asyncio.create_task(visits.run_due())
    async with asyncio.timeout(10):
        while (await visits.get(row.url)).report is None:
            await asyncio.sleep(0.01)
    task.cancel()
    assert len(await documents(database)) == 3


async def test_the_documents_of_a_site_are_those_below_it(visits: Visits, site: Site) -> None:
    fill(site, "ab")
    site.pages |= {"/": article("Início", links=("/a", "/b", "/x/")), "/x/": article("X", links=("/x/y",))}
    site.pages["/x/y"] = article("Y")
    whole, part = await visits.put(site.address), await visits.put(f"{site.address}/x/")
    for row in (whole, part):
        await visit(visits, row)
    counts = [len(await visits.documents(await visits.get(row.url))) for row in (whole, part)]
    assert counts == [5, 2]


async def test_a_site_can_be_forgotten(visits: Visits) -> None:
    row = await visits.put("https://exemplo.com")
    assert [site.url for site in await visits.list()] == ["https://exemplo.com/"]
    await visits.forget(row)
    with pytest.raises(SiteNotFound):
        await visits.get(row.url)


async def test_the_limit_of_pages_is_told(visits: Visits, site: Site) -> None:
    fill(site, "abcdef")
    row = await visits.put(site.address, max_pages=3)
    assert len((await visit(visits, row)).added) == 3
    assert "--max-pages" in json.loads(str((await visits.get(row.url)).report))["note"]


def tagged(page: Answer, tag: str) -> Answer:
    return replace(page, headers={**page.headers, "ETag": tag})


async def test_a_page_that_failed_is_asked_for_again_though_what_leads_to_it_is_unchanged(
    visits: Visits, site: Site
) -> None:
    site.pages["/"] = article("Início", links=("/a",))
    site.pages |= {"/a": tagged(article("A", links=("/b",)), '"1"'), "/b": Answer(status=500)}
    row = await visits.put(site.address)
    assert len((await visit(visits, row)).failed) == 1
    site.pages["/b"] = article("B")
    assert (await visit(visits, await visits.get(row.url))).added == [f"{site.address}/b"]


async def test_a_raised_limit_is_used_though_the_pages_before_it_are_unchanged(visits: Visits, site: Site) -> None:
    site.pages["/"] = article("Início", links=("/0",))
    site.pages |= {f"/{n}": tagged(article(str(n), links=(f"/{n + 1}",)), f'"{n}"') for n in range(4)}
    assert len((await visit(visits, await visits.put(site.address, max_pages=3))).added) == 3
    assert len((await visit(visits, await visits.put(site.address))).added) == 2


async def test_a_whole_visit_is_followed_by_one_that_downloads_nothing_unchanged(visits: Visits, site: Site) -> None:
    site.pages |= {"/": article("Início", links=("/a",)), "/a": tagged(article("A"), '"1"')}
    row = await visits.put(site.address)
    await visit(visits, row)
    await visit(visits, await visits.get(row.url))
    assert [headers.get("if-none-match") for path, headers in site.asked if path == "/a"] == [None, '"1"']


async def test_a_site_says_how_its_visit_goes_and_how_it_ended(visits: Visits, site: Site) -> None:
    fill(site, "ab")
    row = await visits.add(site.address)
    seen = [(row.status, 0)]
    async for _ in visits.visit(row):
        (now,) = await visits.overview()
        seen.append((now.site.status, now.pages))
    (now,) = await visits.overview()
    seen.append((now.site.status, now.pages))
    assert seen == [("queued", 0), ("visiting", 1), ("visiting", 2), ("visiting", 3), ("ready", 3)]
    site.pages = {"/robots.txt": Answer(status=503)}
    with pytest.raises(SiteUnreachable):
        await visit(visits, now.site)
    (now,) = await visits.overview()
    assert (now.site.status, now.pages) == ("failed", 3)
    assert "503" in str(now.problem)


async def test_a_site_that_is_removed_during_its_visit_leaves_no_document(
    visits: Visits, site: Site, database: Database
) -> None:
    fill(site, "abc")
    row = await visits.add(site.address)
    changes = visits.visit(row)
    await anext(changes)
    await visits.remove(row.id)
    assert [change async for change in changes] == []
    assert (await documents(database), await visits.list()) == ({}, [])


async def test_what_was_added_is_visited_at_once(visits: Visits, site: Site) -> None:
    fill(site, "a")
    task = asyncio.create_task(visits.run_due())
    await asyncio.sleep(0)
    row = await visits.add(site.address)
    async with asyncio.timeout(3):  # it looks by itself only every 5 s
        while (await visits.get(row.url)).status != "ready":
            await asyncio.sleep(0)
    task.cancel()
