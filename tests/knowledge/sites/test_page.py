import pytest

from rosana.knowledge.sites.fetch import Reply
from rosana.knowledge.sites.page import Page, examine

TEXT = "<p>Abra o aplicativo e escolha a opção que está escrita no contrato que você recebeu na loja.</p>" * 3


async def page(html: str, **headers: str) -> Page:
    return await examine(Reply("https://a.com/ajuda/x", 200, headers, html.encode()))


async def test_links_are_absolute_each_once_and_without_those_marked() -> None:
    html = f"""{TEXT}<a href="y">y</a><a href='/z#parte'>z</a><a href="y?utm_source=1">y</a><a href="#topo">t</a>
        <a rel="nofollow" href="/n">n</a><a href="mailto:a@b.com">m</a><a name="x">x</a>"""
    assert (await page(html)).links == ["https://a.com/ajuda/y", "https://a.com/z"]


async def test_the_base_of_a_page_counts() -> None:
    assert (await page(f'<base href="/docs/">{TEXT}<a href="y">y</a>')).links == ["https://a.com/docs/y"]


async def test_the_first_base_of_a_page_counts_alone() -> None:
    html = f'<base target="_top"><base href="/docs/"><base href="/mais/">{TEXT}<a href="y">y</a>'
    assert (await page(html)).links == ["https://a.com/docs/y"]


async def test_so_many_links_are_noted_and_no_more() -> None:
    assert len((await page("".join(f"<a href=/{number}>" for number in range(6_000)))).links) == 5_000


async def test_a_refresh_leads_on() -> None:
    assert (await page("<meta http-equiv=refresh content='0; URL=/Novo'>" + TEXT)).links == ["https://a.com/Novo"]


async def test_a_page_says_its_own_address() -> None:
    assert (await page(f'<link rel="canonical" href="/x">{TEXT}')).canonical == "https://a.com/x"


@pytest.mark.parametrize(
    ("html", "headers", "index", "follows"),
    [
        ("", {}, True, True),
        ("<meta name=ROBOTS content='NOINDEX, follow'>", {}, False, True),
        ("<meta name=robots content=nofollow>", {}, True, False),
        ("<meta name=robots content=none>", {}, False, False),
        ("", {"x-robots-tag": "noindex, nofollow"}, False, False),
        ("<meta name=googlebot content=noindex>", {}, True, True),
    ],
)
async def test_signs_for_robots_are_read(html: str, headers: dict[str, str], index: bool, follows: bool) -> None:
    found = await page(f"{html}{TEXT}<a href=/y>y</a>", **headers)
    assert (found.index, bool(found.links)) == (index, follows)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (
            "<div id=root></div><script>x()</script><noscript>Ative o JavaScript nesta página, por favor</noscript>",
            "JavaScript",
        ),
        ("<h1>Entrar</h1><form><input type=password></form>", "login"),
        ("<title>Página não encontrada</title><p>Volte ao início.</p>", "não existe"),
        ("<title>Erro 404 | Loja</title>", "não existe"),
    ],
)
async def test_what_is_no_document_says_why(html: str, reason: str) -> None:
    assert reason in str((await page(html)).problem)


@pytest.mark.parametrize(
    "html",
    [
        f"<script>x()</script>{TEXT}",
        f"<form><input type=password></form>{TEXT * 8}",
        f"<h1>Erro 404: o que fazer</h1>{TEXT * 8}",
        "<p>Aberto das 9h às 18h.</p>",
    ],
)
async def test_real_pages_have_no_problem(html: str) -> None:
    assert (await page(html)).problem is None


async def test_broken_markup_ends() -> None:
    assert (await page("<![nada[ x ]]><a href='/y'>")).links == ["https://a.com/y"]
    assert (await page("<a href='/y'>" + "<a" * 200_000 + "<!--" * 200_000)).links == ["https://a.com/y"]
