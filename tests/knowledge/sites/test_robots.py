import pytest

from rosana.errors import SiteUnreachable
from rosana.knowledge.sites.fetch import Fetcher
from rosana.knowledge.sites.robots import Robots
from tests.knowledge.sites.server import Answer, Site

RULES = b"""User-agent: *
Disallow: /privado/
Allow: /privado/aberto
Crawl-delay: 2
Sitemap: https://a.com/mapa.xml

User-agent: RosanaDesk
Disallow: /busca
"""


async def test_the_rules_for_this_program_are_read(fetcher: Fetcher, site: Site) -> None:
    site.pages["/robots.txt"] = Answer(RULES)
    rules = await Robots.of(fetcher, f"{site.address}/a")
    assert not rules.allow(f"{site.address}/busca?q=1")
    assert rules.allow(f"{site.address}/privado/x")
    assert rules.sitemaps == ["https://a.com/mapa.xml"]


async def test_the_rules_for_all_are_read_where_there_are_no_own(fetcher: Fetcher, site: Site) -> None:
    site.pages["/robots.txt"] = Answer(RULES.partition(b"\n\n")[0])
    rules = await Robots.of(fetcher, f"{site.address}/a")
    assert not rules.allow(f"{site.address}/privado/x")
    assert rules.allow(f"{site.address}/privado/aberto")
    assert rules.delay == 2.0


@pytest.mark.parametrize(
    "answer", [Answer(status=404), Answer(status=403), Answer(b"\xff\xfe nada"), Answer(bytes(200_000))]
)
async def test_without_rules_all_is_allowed(fetcher: Fetcher, site: Site, answer: Answer) -> None:
    site.pages["/robots.txt"] = answer
    assert (await Robots.of(fetcher, site.address)).allow(f"{site.address}/x")


async def test_a_site_that_fails_to_say_its_rules_is_not_read(fetcher: Fetcher, site: Site) -> None:
    site.pages["/robots.txt"] = Answer(status=500)
    with pytest.raises(SiteUnreachable, match="500"):
        await Robots.of(fetcher, site.address)


async def test_no_site_asks_for_an_endless_delay(fetcher: Fetcher, site: Site) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 86400")
    assert (await Robots.of(fetcher, site.address)).delay == 30.0
