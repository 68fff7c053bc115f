import gzip

import pytest

from rosana.knowledge.sites.fetch import Fetcher, Reply
from rosana.knowledge.sites.sitemap import is_sitemap, listed, pages_of
from tests.knowledge.sites.server import Answer, Site, article

PAGES = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <url><loc>https://a.com/x?a=1&amp;b=2</loc><image:image><image:loc>https://a.com/f.png</image:loc></image:image></url>
  <url><loc><![CDATA[https://a.com/y]]></loc></url><url><loc> mailto:a@b.com </loc></url></urlset>"""


def test_the_pages_of_a_sitemap_are_read() -> None:
    assert pages_of(Reply("https://a.com/s.xml", 200, {}, PAGES)) == (
        ["https://a.com/x?a=1&b=2", "https://a.com/y"],
        [],
    )


@pytest.mark.parametrize("body", [b"<html><loc>https://a.com/</loc></html>", b"", b"\x00" * 100])
def test_what_is_no_sitemap_lists_nothing(body: bytes) -> None:
    reply = Reply("https://a.com/s.xml", 200, {}, body)
    assert not is_sitemap(reply)
    assert pages_of(reply) == ([], [])


def test_a_sitemap_of_spaces_ends() -> None:
    assert pages_of(Reply("https://a.com/s.xml", 200, {}, b"<urlset>" + b"<loc>" + b" " * 1_000_000)) == ([], [])


def test_entities_of_a_sitemap_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><urlset><url><loc>https://a.com/&a;&a;</loc></url></urlset>'
    assert pages_of(Reply("https://a.com/s.xml", 200, {}, bomb)) == (["https://a.com/&a;&a;"], [])


async def test_an_index_is_followed_compressed_or_not(fetcher: Fetcher, site: Site) -> None:
    index = (
        f"<sitemapindex><sitemap><loc>{site.address}/1.xml.gz</loc></sitemap><sitemap><loc>/index.xml</loc></sitemap>"
    )
    broken = f"<sitemap><loc>{site.address}/0.xml.gz</loc></sitemap></sitemapindex>"
    site.pages |= {
        "/index.xml": Answer((index + broken).encode()),
        "/1.xml.gz": Answer(gzip.compress(PAGES)),
        "/0.xml.gz": Answer(b"\x1f\x8bnada"),
    }
    found = [url async for url in listed(fetcher, [f"{site.address}/index.xml"])]
    assert found == ["https://a.com/x?a=1&b=2", "https://a.com/y"]


async def test_a_sitemap_that_is_not_there_lists_nothing(fetcher: Fetcher, site: Site) -> None:
    site.pages["/pagina"] = article("Oi")
    assert [url async for url in listed(fetcher, [f"{site.address}/s.xml", f"{site.address}/pagina"])] == []
