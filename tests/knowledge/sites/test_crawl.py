from collections.abc import Mapping

import pytest

from rosana.errors import AddressRefused, PageUnreadable, SiteUnreachable
from rosana.knowledge.sites.crawl import Crawl, Event, Failed, Fetched, Gone, Unchanged
from rosana.knowledge.sites.fetch import Fetcher
from tests.knowledge.sites.server import Answer, Site, article


class Visit:
    """A whole crawl of a site, with the paths of its events."""

    def __init__(self, site: Site, events: list[Event], crawl: Crawl) -> None:
        self.crawl = crawl
        self._site = site
        self._events = events

    def paths(self, kind: type[Event]) -> list[str]:
        return [event.url.removeprefix(self._site.address) for event in self._events if isinstance(event, kind)]

    def reasons(self) -> str:
        return " ".join(event.reason for event in self._events if isinstance(event, Failed | Gone))


async def visit(
    fetcher: Fetcher,
    site: Site,
    start: str = "/",
    *,
    depth: int | None = None,
    max_pages: int = 100,
    known: Mapping[str, str | None] | None = None,
) -> Visit:
    all_known = {f"{site.address}{path}": version for path, version in (known or {}).items()}
    crawl = Crawl(fetcher, depth=depth, max_pages=max_pages, known=all_known)
    return Visit(site, [event async for event in crawl.visit(f"{site.address}{start}")], crawl)


def redirect(target: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": target})


def canonical(path: str) -> str:
    return f'<link rel="canonical" href="{path}">'


async def test_links_are_followed_within_the_prefix_each_page_once(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {
        "/ajuda/": article("Início", links=("/ajuda/a", "a/", "a?utm_source=x", "/blog", "https://outro.exemplo/")),
        "/ajuda/a": article("A", links=("/ajuda/", "/ajuda/b#fim", "/ajuda/foto.png")),
        "/ajuda/b": article("B"),
    }
    found = await visit(fetcher, site, "/ajuda/")
    assert found.paths(Fetched) == ["/ajuda/", "/ajuda/a", "/ajuda/b"]
    assert site.paths == ["/robots.txt", "/ajuda/", "/sitemap.xml", "/ajuda/a", "/ajuda/b"]


async def test_one_page_alone_is_read_without_its_links(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {"/a": article("A", links=("/b",)), "/b": article("B")}
    assert (await visit(fetcher, site, "/a", depth=0)).paths(Fetched) == ["/a"]


@pytest.mark.parametrize(("depth", "paths"), [(1, ["/", "/1"]), (2, ["/", "/1", "/2"])])
async def test_the_depth_limits_how_many_links_are_followed(
    fetcher: Fetcher, site: Site, depth: int, paths: list[str]
) -> None:
    site.pages |= {
        "/": article("0", links=("/1",)),
        "/1": article("1", links=("/2",)),
        "/2": article("2", links=("/3",)),
    }
    site.pages["/3"] = article("3")
    assert (await visit(fetcher, site, depth=depth)).paths(Fetched) == paths


async def test_the_limit_of_pages_ends_a_visit(fetcher: Fetcher, site: Site) -> None:
    site.pages["/"] = article("0", links=tuple(f"/{n}" for n in range(20)))
    site.pages |= {f"/{n}": article(str(n)) for n in range(20)}
    found = await visit(fetcher, site, max_pages=5)
    assert len(found.paths(Fetched)) == 5
    assert found.crawl.truncated


async def test_pages_that_only_the_sitemap_knows_are_read(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {
        "/robots.txt": Answer(f"Sitemap: {site.address}/mapa.xml".encode()),
        "/mapa.xml": Answer(
            f"<urlset><loc>{site.address}/hc/x</loc><loc>{site.address}/blog/y</loc></urlset>".encode()
        ),
        "/hc/": article("Início"),
        "/hc/x": article("X"),
        "/blog/y": article("Y"),
    }
    assert (await visit(fetcher, site, "/hc/")).paths(Fetched) == ["/hc/", "/hc/x"]


async def test_of_a_sitemap_its_pages_are_read_and_no_links(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {
        "/mapa.xml": Answer(f"<urlset><loc>{site.address}/x</loc></urlset>".encode()),
        "/x": article("X", links=("/z",)),
        "/z": article("Z"),
    }
    assert (await visit(fetcher, site, "/mapa.xml")).paths(Fetched) == ["/x"]


async def test_robots_txt_is_obeyed(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /privado"),
        "/": article("Início", links=("/privado/x", "/a")),
        "/a": article("A"),
    }
    assert (await visit(fetcher, site)).paths(Fetched) == ["/", "/a"]
    assert "/privado/x" not in site.paths
    with pytest.raises(PageUnreadable, match=r"robots\.txt"):
        await visit(fetcher, site, "/privado/", depth=0)


async def test_documents_are_read_by_their_type_and_the_rest_is_left_out(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {
        "/": article("Início", links=("/manual", "/dados.csv", "/api")),
        "/manual": Answer(b"%PDF-1.4", headers={"Content-Type": "application/pdf"}),
        "/dados.csv": Answer(b"a,b", headers={"Content-Type": "application/octet-stream"}),
        "/api": Answer(b"{}", headers={"Content-Type": "application/x-binario"}),
    }
    crawl = Crawl(fetcher, depth=None, max_pages=10, known={})
    names = [event.name async for event in crawl.visit(site.address) if isinstance(event, Fetched)]
    assert names[1:] == ["manual.pdf", "dados.csv"]


async def test_a_page_is_kept_under_its_own_address(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {
        "/": article("Início", links=("/x?ordem=1", "/x?ordem=2", "/x")),
        "/x?ordem=1": article("X", head=canonical("/x")),
        "/x?ordem=2": article("X", head=canonical("/x")),
        "/x": article("X", head=canonical("/x")),
    }
    assert (await visit(fetcher, site)).paths(Fetched) == ["/", "/x"]


async def test_a_site_whose_pages_all_claim_to_be_the_first_is_read_whole(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {"/": article("Início", links=("/a", "/b")), "/a": article("A", head=canonical("/"))}
    site.pages["/b"] = article("B", head=canonical("https://outro.exemplo/b"))
    assert (await visit(fetcher, site)).paths(Fetched) == ["/", "/a", "/b"]


async def test_pages_for_no_robot_are_not_kept_nor_logins(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {
        "/": article("Início", links=("/rascunho", "/entrar")),
        "/rascunho": article("R", head="<meta name=robots content=noindex>", links=("/a",)),
        "/entrar": Answer(b"<input type=password>", headers={"Content-Type": "text/html"}),
        "/a": article("A"),
    }
    found = await visit(fetcher, site)
    assert found.paths(Fetched) == ["/", "/a"]
    assert found.paths(Failed) == []
    assert (await visit(fetcher, site, "/entrar", depth=0)).paths(Failed) == ["/entrar"]


async def test_a_known_page_that_did_not_change_is_not_downloaded(fetcher: Fetcher, site: Site) -> None:
    page = article("A")
    site.pages |= {
        "/": article("Início", links=("/a/",)),
        "/a": Answer(page.body, headers={**page.headers, "ETag": '"1"'}),
    }
    assert (await visit(fetcher, site, known={"/a": '"1"'})).paths(Unchanged) == ["/a"]


async def test_known_pages_that_vanished_are_gone_and_others_stay(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {
        "/": article("Início"),
        "/410": Answer(status=410),
        "/500": Answer(status=500),
        "/solta": article("S"),
    }
    found = await visit(fetcher, site, known=dict.fromkeys(["/404", "/410", "/500", "/solta"]))
    assert found.paths(Gone) == ["/404", "/410"]
    assert found.paths(Failed) == ["/500"]
    assert found.paths(Fetched) == ["/", "/solta"]


async def test_a_page_that_moved_is_found_at_its_new_address(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {"/": article("Início"), "/velha": redirect("/nova", 301), "/nova": article("Nova")}
    found = await visit(fetcher, site, known={"/velha": None})
    assert (found.paths(Gone), found.paths(Fetched)) == (["/velha"], ["/", "/nova"])


async def test_a_known_page_that_asks_for_a_login_now_is_no_loss(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {"/": article("Início"), "/a": redirect("/entrar"), "/b": Answer(status=403)}
    found = await visit(fetcher, site, known={"/a": None, "/b": None})
    assert found.paths(Gone) == []
    assert found.paths(Failed) == ["/a", "/b"]


async def test_a_redirect_that_leaves_the_site_is_not_followed(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {"/": article("Início", links=("/fora",)), "/fora": redirect("http://169.254.169.254/")}
    assert (await visit(fetcher, site)).paths(Fetched) == ["/"]


async def test_the_first_page_may_not_lead_into_the_internal_network(fetcher: Fetcher, site: Site) -> None:
    site.pages["/"] = redirect("http://169.254.169.254/latest/meta-data/")
    with pytest.raises(AddressRefused, match=r"169\.254\.169\.254"):
        await visit(fetcher, site)


@pytest.mark.parametrize(("status", "reason"), [(404, "não existe"), (403, "login"), (500, "erro dele")])
async def test_a_first_page_that_cannot_be_read_says_why(
    fetcher: Fetcher, site: Site, status: int, reason: str
) -> None:
    site.pages["/"] = Answer(status=status)
    with pytest.raises(PageUnreadable, match=reason):
        await visit(fetcher, site, known={"/a": None})


async def test_a_site_that_fails_as_a_whole_loses_nothing(fetcher: Fetcher, site: Site) -> None:
    site.pages["/robots.txt"] = Answer(status=503)
    with pytest.raises(SiteUnreachable):
        await visit(fetcher, site, known={"/a": None})


async def test_endless_pages_end_with_the_limit(fetcher: Fetcher, site: Site) -> None:
    class Calendar(dict[str, Answer | list[Answer]]):
        def get(self, path: str, default: object = None) -> Answer:
            return Answer(status=404) if ".xml" in path or ".txt" in path else article(path, links=(f"{path}1/",))

    site.pages = Calendar()
    assert len((await visit(fetcher, site, max_pages=30)).paths(Fetched)) == 30


async def test_a_visit_ends_when_the_site_stops_to_answer(fetcher: Fetcher, site: Site) -> None:
    site.pages["/"] = article("Início", links=tuple(f"/{n}" for n in range(9)))
    site.pages |= {f"/{n}": Answer(drops=True) for n in range(9)}
    with pytest.raises(SiteUnreachable, match="parou de responder"):
        await visit(fetcher, site)
    assert "/8" not in site.paths


def tagged(page: Answer, tag: str = '"1"') -> Answer:
    return Answer(page.body, headers={**page.headers, "ETag": tag})


async def test_a_single_page_that_is_unchanged_is_not_downloaded(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = tagged(article("A"))
    found = await visit(fetcher, site, "/a", depth=0, known={"/a": '"1"'})
    assert found.paths(Unchanged) == ["/a"]
    assert (await visit(fetcher, site, "/a", depth=0, known={"/a": '"0"'})).paths(Fetched) == ["/a"]


async def test_a_first_page_that_is_unchanged_is_not_downloaded_and_the_rest_is_looked_after(
    fetcher: Fetcher, site: Site
) -> None:
    site.pages |= {"/": tagged(article("Início", links=("/a",))), "/a": article("A")}
    found = await visit(fetcher, site, known={"/": '"1"', "/a": None})
    assert (found.paths(Unchanged), found.paths(Fetched)) == (["/"], ["/a"])


async def test_an_unchanged_first_page_alone_is_no_failure(fetcher: Fetcher, site: Site) -> None:
    site.pages["/"] = tagged(article("Início"))
    assert (await visit(fetcher, site, known={"/": '"1"'})).paths(Unchanged) == ["/"]


async def test_the_tag_of_a_page_is_not_sent_where_it_redirects_to(fetcher: Fetcher, site: Site) -> None:
    site.pages |= {"/a": redirect("/b"), "/b": tagged(article("B"))}
    found = await visit(fetcher, site, "/a", depth=0, known={"/a": '"1"'})
    assert found.paths(Fetched) == ["/a"]
    assert [headers.get("if-none-match") for path, headers in site.asked if path in ("/a", "/b")] == ['"1"', None]
