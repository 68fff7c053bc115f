"""How the widget looks on a page of another site, and what neither changes of the other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.server import Server
from tests.browser.axe import faults
from tests.browser.site import Site, launcher, listed_shop, panel
from tests.browser.visiting import DARK, PHONE, ask, button, field, visiting

HOSTILE = """
html { font-size: 62.5% }
* { all: unset !important; font-size: 40px !important; color: red !important; letter-spacing: 9px !important }
div, section, dialog, button, textarea { display: none !important }
rosana-chat { display: none !important; opacity: 0; transform: scale(9); visibility: hidden; pointer-events: none }
:root { --accent: lime; --paper: lime; --ink: lime; --font: monospace }
"""


@pytest.fixture
def site(tmp_path: Path, server: Server) -> Iterator[Site]:
    with listed_shop(tmp_path / "html", server) as site:
        yield site


def test_hostile_styles_of_the_page_change_nothing_inside(browser: Browser, server: Server, site: Site) -> None:
    drawn = []
    for hostile in ("", HOSTILE):
        site.dress("page.css", hostile)
        with visiting(browser, site.url, hosts=[server.url], reduced_motion="reduce") as shop:
            shop.goto("/")
            launcher(shop).click()
            expect(panel(shop).get_by_role("heading", name="Olá, eu sou a Rosana.")).to_be_visible()
            drawn.append(looks(shop))
            expect(ask(shop, "tem backup?").locator(".answer-text")).to_contain_text("Backups automáticos")
    assert drawn[0] == drawn[1]


def test_no_style_of_the_widget_comes_out(browser: Browser, server: Server, site: Site) -> None:
    drawn = []
    for brought in (False, True):
        with visiting(browser, site.url, hosts=[server.url]) as shop:
            if not brought:
                shop.route("**/widget.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
            shop.goto("/")
            if brought:
                launcher(shop).click()
                expect(field(shop)).to_be_focused()
                shop.evaluate("document.getElementById('events').replaceChildren()")
            drawn.append(page_looks(shop))
    assert drawn[0] == drawn[1]


def looks(shop: Page) -> object:
    """Return how the parts of the widget are drawn."""
    return shop.evaluate(
        """[".launcher", ".panel", ".chat-header h1", ".composer-box", ".composer-field textarea", ".welcome h2"]
        .map(name => document.querySelector("rosana-chat").shadowRoot.querySelector(name))
        .map(part => [getComputedStyle(part), part.getBoundingClientRect()])
        .map(([style, { x, y, width, height }]) => [x, y, width, height, style.color, style.fontSize,
            style.fontFamily, style.letterSpacing, style.backgroundColor, style.borderRadius, style.display])"""
    )


def page_looks(shop: Page) -> object:
    """Return how the page itself is drawn."""
    return shop.evaluate(
        """["body", "header", "h1", "#hours", "nav a"].map(name => document.querySelector(name))
        .map(part => JSON.stringify([getComputedStyle(part).cssText, part.getBoundingClientRect()]))"""
    )


def test_the_page_chooses_colour_corners_and_place(browser: Browser, server: Server, site: Site) -> None:
    site.dress(
        "page.css",
        "rosana-chat { --rosana-color: #ffcc00; --rosana-radius: 4px; --rosana-z-index: 7; --rosana-offset-x: 40px }",
    )
    with visiting(browser, site.url, hosts=[server.url]) as shop:
        shop.goto("/")
        expect(launcher(shop)).to_have_css("background-color", "rgb(255, 204, 0)")
        expect(launcher(shop)).to_have_css("z-index", "7")
        expect(launcher(shop)).to_have_css("right", "40px")
        launcher(shop).click()
        expect(panel(shop)).to_have_css("border-radius", "4px")


LIGHT, NIGHT = "rgb(250, 248, 245)", "rgb(24, 21, 22)"
SCHEMES: list[tuple[Literal["light", "dark"], str, str]] = [
    ("light", "auto", LIGHT),
    ("dark", "auto", NIGHT),
    ("light", "dark", NIGHT),
    ("dark", "light", LIGHT),
]


def test_it_is_light_or_dark_as_the_system_or_the_page_says(browser: Browser, server: Server, site: Site) -> None:
    with visiting(browser, site.url, hosts=[server.url], reduced_motion="reduce") as shop:
        shop.goto("/")
        launcher(shop).click()
        for scheme, theme, paper in SCHEMES:
            shop.emulate_media(color_scheme=scheme)
            shop.evaluate("theme => { document.querySelector('rosana-chat').dataset.theme = theme; }", theme)
            expect(panel(shop)).to_have_css("background-color", paper)
            expect(panel(shop)).to_have_css("color-scheme", "light dark" if theme == "auto" else theme)


@pytest.mark.parametrize("device", [{}, PHONE, DARK], ids=["desktop", "phone", "dark"])
def test_nobody_is_left_out(browser: Browser, server: Server, site: Site, device: dict[str, object]) -> None:
    with visiting(browser, site.url, hosts=[server.url], **{**device, "reduced_motion": "reduce"}) as shop:
        shop.goto("/")
        launcher(shop).click()
        answer = ask(shop, "tem backup?")
        button(answer, "Fonte 1: Backups").click()
        expect(answer.locator("mark")).to_be_visible()
        assert faults(shop) == []
