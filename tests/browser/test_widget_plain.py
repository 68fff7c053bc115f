"""The widget on a page of another site, in plain HTML, with a strict Content-Security-Policy."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from rosana.privacy.vault import open_vault
from rosana.visitors import Visitors
from tests.acceptance.server import Server
from tests.browser.conftest import OwnServer
from tests.browser.site import Site, launcher, list_sites, listed_shop, panel
from tests.browser.visiting import FAILED_REQUEST, PHONE, ask, button, field, visiting

BOX = "(({ width, height }) => [width, height])(document.querySelector('rosana-chat').getBoundingClientRect())"
CORS = "blocked by CORS policy"


@pytest.fixture
def site(tmp_path: Path, server: Server) -> Iterator[Site]:
    with listed_shop(tmp_path / "html", server) as site:
        yield site


@pytest.fixture
def shop(browser: Browser, server: Server, site: Site) -> Iterator[Page]:
    with visiting(browser, site.url, hosts=[server.url]) as page:
        page.goto("/")
        yield page


def heard(page: Page, *names: str) -> None:
    """Expect that the page was told exactly these, in order."""
    expect(page.locator("#events li")).to_have_text([re.compile(rf"^{name}\b") for name in names])


def test_a_question_is_answered_with_its_source_and_the_page_hears_of_it(shop: Page) -> None:
    launcher(shop).click()
    expect(field(shop)).to_be_focused()
    answer = ask(shop, "tem backup?")
    expect(answer.locator(".answer-text")).to_contain_text("Backups automáticos")
    button(answer, "Fonte 1: Backups").click()
    expect(answer.locator("mark")).to_contain_text("Backups automáticos são realizados")
    with shop.expect_response("**/feedback"):
        button(answer, "Boa resposta").click()
    button(panel(shop), "Fechar a conversa").click()
    heard(shop, "ready", "open", "message", "message", "feedback", "close")


def test_a_deferred_script_that_comes_late_hears_that_the_widget_is_ready(shop: Page) -> None:
    def late(route: Route) -> None:
        expect(launcher(shop)).to_be_visible()
        route.continue_()

    shop.route("**/page.js", late)
    shop.reload()
    heard(shop, "ready")


def test_the_page_can_open_ask_and_close(shop: Page) -> None:
    button(shop, "Qual o horário do suporte?").click()
    expect(panel(shop).locator(".answer-text")).to_contain_text("09h às 18h")
    button(shop, "Abrir ou fechar a conversa").click()
    expect(panel(shop)).to_have_count(0)
    shop.evaluate("Rosana.open()")
    expect(panel(shop)).to_be_visible()
    shop.evaluate("Rosana.close(); Rosana.setLocale('en')")
    expect(button(shop, "Open the conversation")).to_be_visible()


def test_whoever_is_forgotten_is_not_greeted_by_name(shop: Page) -> None:
    button(shop, "Entrar como Ana").click()
    launcher(shop).click()
    expect(panel(shop).get_by_role("heading", name="Olá, Ana!")).to_be_visible()
    ask(shop, "tem backup?")
    shop.evaluate("Rosana.reset()")
    expect(panel(shop).get_by_role("heading", name="Olá, eu sou a Rosana.")).to_be_visible()
    expect(panel(shop).locator(".question")).to_have_count(0)


def test_saying_again_what_is_so_already_asks_nothing_and_keeps_the_conversation(shop: Page) -> None:
    launcher(shop).click()
    ask(shop, "tem backup?")
    asked: list[str] = []
    shop.on("request", lambda request: asked.append(request.url))
    shop.evaluate("Rosana.init({ widget: document.querySelector('rosana-chat').dataset.widget, mode: 'launcher' })")
    expect(panel(shop).locator(".question p")).to_have_text("tem backup?")
    assert asked == []


def test_a_place_that_is_not_there_and_a_missing_id_are_named(shop: Page) -> None:
    expect(launcher(shop)).to_be_visible()
    shop.evaluate("Rosana.destroy()")
    with pytest.raises(Error, match="this page has no #nada"):
        shop.evaluate("Rosana.init({ widget: 'w', target: '#nada' })")
    shop.evaluate("document.body.append(document.createElement('rosana-chat'))")
    launcher(shop).click()
    expect(shop.get_by_role("alert")).to_contain_text("O atendimento não foi encontrado.")


def test_a_reload_keeps_the_conversation_and_another_user_starts_anew(shop: Page) -> None:
    launcher(shop).click()
    ask(shop, "tem backup?")
    shop.reload()
    launcher(shop).click()
    expect(panel(shop).locator(".question p")).to_have_text("tem backup?")
    button(shop, "Entrar como Ana").click()
    expect(panel(shop).locator(".question p")).to_have_text("tem backup?")
    button(shop, "Sair").click()
    expect(panel(shop).locator(".question")).to_have_count(0)
    button(shop, "Entrar como Ana").click()
    expect(panel(shop).get_by_role("heading", name="Olá, Ana!")).to_be_visible()


def test_nothing_that_the_page_says_of_its_user_leaves_it(shop: Page) -> None:
    sent: list[str] = []
    shop.on("request", lambda request: sent.append(f"{request.url} {request.headers} {request.post_data}"))
    button(shop, "Entrar como Ana").click()
    launcher(shop).click()
    ask(shop, "tem backup?")
    assert sent
    assert not [line for line in sent if "Ana" in line or "cliente-1" in line]


def test_a_session_that_is_over_is_renewed_unseen_and_keeps_the_conversation(
    browser: Browser, own_server: OwnServer, tmp_path: Path
) -> None:
    server = own_server.start()
    with (
        listed_shop(tmp_path / "html", server) as site,
        visiting(browser, site.url, hosts=[server.url], allowed=[FAILED_REQUEST]) as shop,
    ):
        shop.goto("/")
        launcher(shop).click()
        ask(shop, "tem backup?")
        key = f"rosana.{shop.locator('rosana-chat').get_attribute('data-widget')}"
        kept = json.loads(shop.evaluate("key => localStorage[key]", key))
        visitors = Visitors(open_vault(tmp_path / "data", None))
        widget, past = key.removeprefix("rosana."), time.time() - 3600
        over = visitors.begin(widget=widget, origin=site.url, previous=kept["token"], now=past).token
        shop.evaluate("([key, kept]) => { localStorage[key] = kept; }", [key, json.dumps({**kept, "token": over})])
        shop.reload()
        with shop.expect_response(lambda response: response.status == 401):
            launcher(shop).click()
        expect(panel(shop).locator(".question p")).to_have_text("tem backup?")
        expect(panel(shop).get_by_role("alert")).to_have_count(0)


def test_a_site_that_is_not_listed_is_refused_and_the_widget_says_so(
    browser: Browser, server: Server, site: Site
) -> None:
    list_sites(server, "https://outro.example")
    with visiting(browser, site.url, hosts=[server.url], allowed=[FAILED_REQUEST, CORS]) as shop:
        shop.goto("/")
        launcher(shop).click()
        dialog = shop.get_by_role("dialog")
        expect(dialog.get_by_role("alert")).to_contain_text("O atendimento não está disponível neste site.")
        expect(dialog).to_contain_text(site.url)
        heard(shop, "error", "open")
        list_sites(server, site.url)
        button(dialog, "Tentar de novo").click()
        expect(field(shop)).to_be_visible()


TAKEN = """() => {
    const points = [];
    for (let x = 5; x < innerWidth; x += 20) for (let y = 5; y < innerHeight; y += 20) points.push([x, y]);
    return points.filter(([x, y]) => document.elementFromPoint(x, y).localName === "rosana-chat").map(([x]) => x);
}"""


def test_what_is_beside_the_widget_can_be_pressed(shop: Page) -> None:
    expect(launcher(shop)).to_be_visible()
    assert min(shop.evaluate(TAKEN)) >= 1440 - 20 - 56
    launcher(shop).click()
    expect(panel(shop)).to_be_visible()
    assert min(shop.evaluate(TAKEN)) >= 1440 - 20 - 400
    assert shop.evaluate(BOX) == [0, 0]
    shop.get_by_role("link", name="Ajuda").click()
    assert shop.url.endswith("#ajuda")


def test_the_keyboard_is_enough(shop: Page) -> None:
    launcher(shop).focus()
    shop.keyboard.press("Enter")
    expect(field(shop)).to_be_focused()
    shop.keyboard.type("tem backup?")
    shop.keyboard.press("Enter")
    answer = panel(shop).locator(".answer")
    expect(answer).to_have_attribute("aria-busy", "false")
    button(answer, "Fonte 1: Backups").focus()
    shop.keyboard.press("Enter")
    expect(answer.get_by_role("region", name="Fonte 1: Backups")).to_be_focused()
    shop.keyboard.press("Escape")
    expect(panel(shop)).to_be_visible()
    shop.keyboard.press("Escape")
    expect(panel(shop)).to_have_count(0)
    expect(launcher(shop)).to_be_focused()


def test_the_keys_of_a_question_are_not_the_pages(shop: Page) -> None:
    shop.evaluate("window.keys = 0; document.addEventListener('keydown', () => { window.keys += 1; })")
    launcher(shop).click()
    field(shop).press_sequentially("oi")
    assert shop.evaluate("window.keys") == 0


def test_an_answer_that_comes_behind_a_closed_panel_is_counted(shop: Page) -> None:
    shop.evaluate("Rosana.send('tem backup?'); Rosana.close()")
    expect(button(shop, "Abrir a conversa (1 resposta nova)")).to_be_visible()
    launcher(shop).click()
    expect(panel(shop).locator(".answer-text")).to_contain_text("Backups automáticos")
    expect(button(shop, "Fechar a conversa").first).to_be_visible()


def test_a_view_that_replaces_the_whole_body_keeps_the_conversation(shop: Page) -> None:
    launcher(shop).click()
    ask(shop, "tem backup?")
    shop.evaluate(
        """() => { history.pushState(null, "", "/outra");
        const body = document.createElement("body"); body.append("Outra página"); document.body.replaceWith(body); }"""
    )
    expect(panel(shop).locator(".question p")).to_have_text("tem backup?")
    shop.evaluate("Rosana.destroy()")
    expect(shop.locator("rosana-chat")).to_have_count(0)


def test_a_phone_shows_the_conversation_alone(browser: Browser, server: Server, site: Site) -> None:
    with visiting(browser, site.url, hosts=[server.url], **{**PHONE, "reduced_motion": "reduce"}) as shop:
        shop.goto("/")
        launcher(shop).tap()
        expect(panel(shop)).to_be_visible()
        assert panel(shop).bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
        assert panel(shop).evaluate("panel => panel.matches(':modal')")
        ask(shop, f"tem backup? {'x' * 300}")
        assert shop.evaluate("document.documentElement.scrollWidth") == 390
        button(panel(shop), "Fechar a conversa").tap()
        expect(panel(shop)).to_have_count(0)


def test_a_page_that_may_keep_nothing_still_has_its_answers(browser: Browser, server: Server, site: Site) -> None:
    blocked = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })"
    with visiting(browser, site.url, hosts=[server.url]) as shop:
        shop.add_init_script(blocked)
        shop.goto("/")
        launcher(shop).click()
        ask(shop, "tem backup?")
        answer = ask(shop, "e o horário do suporte?")
        expect(answer.locator(".answer-text")).to_contain_text("09h às 18h")
        expect(panel(shop).locator(".turn")).to_have_count(2)
