import pytest

from rosana.errors import SiteNotFound
from rosana.store.session import Database
from rosana.store.sites import Site, Sites


async def put(database: Database, url: str, due: float | None = None) -> Site:
    async with database.write() as connection:
        return await Sites(connection).put(url, depth=None, max_pages=10, every=60, due=due)


async def test_a_site_is_put_once_and_changed_in_place(database: Database) -> None:
    first = await put(database, "https://a.com/")
    again = await put(database, "https://a.com/", due=5.0)
    assert (again.id, again.due) == (first.id, 5.0)
    async with database.read() as connection:
        assert await Sites(connection).list() == [again]


async def test_a_due_site_is_taken_once_until_its_lease_ends(database: Database) -> None:
    await put(database, "https://a.com/")
    site = await put(database, "https://b.com/", due=5.0)
    async with database.write() as connection:
        sites = Sites(connection)
        assert await sites.take_due(now=4.0, lease=10) is None
        taken = await sites.take_due(now=6.0, lease=10)
        assert taken is not None
        assert (taken.id, taken.due) == (site.id, 16.0)
        assert await sites.take_due(now=7.0, lease=10) is None
        assert await sites.take_due(now=17.0, lease=10) is not None


async def test_a_visit_is_noted(database: Database) -> None:
    site = await put(database, "https://a.com/")
    async with database.write() as connection:
        sites = Sites(connection)
        await sites.begin_visit(site, until=8.0)
        await sites.end_visit(site, status="ready", prefix="https://a.com/x/", report="{}", due=9.0)
        noted = await sites.get(site.url)
    assert (noted.status, noted.prefix, noted.report, noted.due) == ("ready", "https://a.com/x/", "{}", 9.0)
    assert noted.visited_at is not None


async def test_a_visit_that_goes_on_is_not_begun_anew_and_one_that_was_cut_off_is(database: Database) -> None:
    site = await put(database, "https://a.com/")
    async with database.write() as connection:
        sites = Sites(connection)
        await sites.begin_visit(site, until=100.0)
        await sites.request_visit(site.id, now=50.0)
        goes_on = await sites.get(site.url)
        await sites.request_visit(site.id, now=101.0)
        cut_off = await sites.get(site.url)
    assert (goes_on.status, goes_on.due) == ("visiting", 100.0)
    assert (cut_off.status, cut_off.due) == ("queued", 101.0)


async def test_what_was_changed_during_a_visit_is_not_undone_by_its_end(database: Database) -> None:
    site = await put(database, "https://a.com/")
    async with database.write() as connection:
        sites = Sites(connection)
        await sites.begin_visit(site, until=100.0)
        changed = await sites.put(site.url, depth=3, max_pages=10, every=None, due=5.0)
        await sites.go_on(site, until=200.0, prefix="https://a.com/")
        await sites.end_visit(site, status="ready", prefix="https://a.com/", report="{}", due=None)
        assert await sites.get(site.url) == changed


async def test_a_site_that_is_read_otherwise_forgets_its_report(database: Database) -> None:
    site = await put(database, "https://a.com/")
    async with database.write() as connection:
        sites = Sites(connection)
        await sites.begin_visit(site, until=8.0)
        await sites.end_visit(site, status="ready", prefix=None, report="{}", due=None)
        as_before = await sites.put(site.url, depth=None, max_pages=10, every=7, due=None)
        deeper = await sites.put(site.url, depth=3, max_pages=10, every=7, due=None)
    assert (as_before.report, deeper.report) == ("{}", None)


async def test_a_site_that_is_removed_is_unknown(database: Database) -> None:
    site = await put(database, "https://a.com/")
    async with database.write() as connection:
        await Sites(connection).remove(site)
        with pytest.raises(SiteNotFound):
            await Sites(connection).get(site.url)
