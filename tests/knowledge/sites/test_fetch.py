import gzip
from collections.abc import Sequence
from email.utils import formatdate

import pytest

from rosana.errors import AddressRefused, DocumentTooLarge, PageUnreadable, SiteUnreachable
from rosana.knowledge.sites.fetch import Fetcher, Limits, inflate, open_fetcher
from rosana.knowledge.sites.guard import Guard
from tests.knowledge.sites.server import Answer, Site, article


def gzipped(body: bytes) -> Answer:
    return Answer(gzip.compress(body), headers={"Content-Encoding": "gzip", "Content-Type": "text/html"})


def redirect(target: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": target})


async def test_a_page_comes_with_its_type_and_version(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = Answer(b"Oi", headers={"Content-Type": "Text/HTML; charset=utf-8", "ETag": '"1"'})
    reply = await fetcher.get(f"{site.address}/a")
    assert (reply.status, reply.body, reply.kind, reply.version) == (200, b"Oi", "text/html", '"1"')
    assert site.asked[0][1]["user-agent"].startswith("RosanaDesk/")


async def test_a_page_that_did_not_change_is_not_sent_again(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = Answer(b"Oi", headers={"ETag": '"1"'})
    assert (await fetcher.get(f"{site.address}/a", version='"1"')).status == 304
    await fetcher.get(f"{site.address}/a", version="Wed, 25 Nov 2026 01:00:00 GMT")
    assert site.asked[1][1]["if-modified-since"].startswith("Wed")


async def test_a_compressed_page_is_unpacked(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = gzipped("Olá".encode())
    assert (await fetcher.get(f"{site.address}/a")).body.decode() == "Olá"


@pytest.mark.parametrize("answer", [Answer(bytes(100_001)), gzipped(bytes(50_000_000))], ids=["plain", "bomb"])
async def test_more_than_the_limit_is_not_read(fetcher: Fetcher, site: Site, answer: Answer) -> None:
    site.pages["/a"] = answer
    with pytest.raises(DocumentTooLarge):
        await fetcher.get(f"{site.address}/a")


async def test_damaged_or_unknown_compression_is_told(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = Answer(b"nada", headers={"Content-Encoding": "gzip"})
    site.pages["/b"] = Answer(b"nada", headers={"Content-Encoding": "br"})
    with pytest.raises(PageUnreadable, match="danificados"):
        await fetcher.get(f"{site.address}/a")
    with pytest.raises(PageUnreadable, match="br"):
        await fetcher.get(f"{site.address}/b")


async def test_a_page_that_drips_is_left_after_the_time_limit(site: Site) -> None:
    site.pages["/a"] = Answer(b".", never_ends=True)
    limits = Limits(100_000, seconds=0.2, attempts=1)
    async with open_fetcher(Guard(["127.0.0.1"]), limits, delay=0) as fetcher:
        with pytest.raises(SiteUnreachable, match=r"0\.2 s"):
            await fetcher.get(f"{site.address}/a")


async def test_a_busy_site_is_asked_again_when_it_says(fetcher: Fetcher, site: Site, pauses: list[float]) -> None:
    busy = [Answer(status=429, headers={"Retry-After": "7"}), Answer(status=503), article("Oi")]
    site.pages["/a"] = busy
    assert (await fetcher.get(f"{site.address}/a")).status == 200
    assert [seconds for seconds in pauses if seconds] == [7.0, 4.0]


async def test_no_site_makes_a_fetch_wait_for_long(fetcher: Fetcher, site: Site, pauses: list[float]) -> None:
    later = formatdate(4_000_000_000, usegmt=True)
    site.pages["/a"] = [Answer(status=503, headers={"Retry-After": later}), article("Oi")]
    await fetcher.get(f"{site.address}/a")
    assert max(pauses) == 60.0


async def test_after_the_last_attempt_the_error_is_the_answer(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = Answer(status=503)
    assert (await fetcher.get(f"{site.address}/a")).status == 503
    assert len(site.asked) == 3


async def test_a_site_that_is_down_is_unreachable(fetcher: Fetcher) -> None:
    with pytest.raises(SiteUnreachable):
        await fetcher.get("http://127.0.0.1:1/")


async def test_requests_to_one_host_keep_their_distance(fetcher: Fetcher, site: Site, pauses: list[float]) -> None:
    fetcher.delay = 5
    for path in ("/a", "/b"):
        await fetcher.get(f"{site.address}{path}")
    assert len(pauses) == 1
    assert 4 < pauses[0] <= 5


async def test_redirects_are_followed_up_to_a_limit(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {"/a": redirect("/b"), "/b": article("Chegou"), "/laço": redirect("/laço")}
    site.pages["/x"] = redirect("/x")
    assert (await fetcher.follow(f"{site.address}/a")).url == f"{site.address}/b"
    with pytest.raises(PageUnreadable, match="vezes demais"):
        await fetcher.follow(f"{site.address}/x")


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/", "http://2130706433/"]
)
async def test_no_redirect_leads_into_the_internal_network(site: Site, target: str) -> None:
    async def to_the_site(host: str, _port: int) -> Sequence[str]:
        return ["127.0.0.1"] if host in ("publico.exemplo", "2130706433") else [host]

    site.pages["/a"] = redirect(target)
    start = site.address.replace("127.0.0.1", "publico.exemplo")
    guard = Guard(["publico.exemplo"])
    async with open_fetcher(guard, Limits(1_000, seconds=1, attempts=1), delay=0, resolve=to_the_site) as fetcher:
        with pytest.raises(AddressRefused):
            await fetcher.follow(f"{start}/a")
    assert site.paths == ["/a"]
    assert site.asked[0][1]["host"].startswith("publico.exemplo")


async def test_a_proxy_of_the_environment_is_not_used(
    fetcher: Fetcher, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    site.pages["/a"] = article("Oi")
    assert (await fetcher.get(f"{site.address}/a")).status == 200


def test_gzip_data_is_inflated_up_to_a_limit() -> None:
    assert inflate(gzip.compress(b"abc"), 3) == b"abc"
    with pytest.raises(DocumentTooLarge):
        inflate(gzip.compress(bytes(10_000_000)), 1_000)
