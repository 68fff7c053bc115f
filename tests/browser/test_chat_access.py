"""The chat for everybody: by keyboard, on a phone, in the dark, enlarged, and read aloud."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.server import Server
from tests.browser.conftest import OwnServer
from tests.browser.visiting import DARK, LOOKS, ask, button, field, visiting

HORIZONTAL_SCROLL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NAMELESS = """[...document.querySelectorAll('button, a, textarea, input, [role=region], [role=group]')]
    .filter(e => !(e.ariaLabel || e.labels?.[0]?.textContent || e.textContent).trim()).map(e => e.outerHTML)"""
FOCUSED = "document.activeElement.ariaLabel || document.activeElement.textContent"
BACKGROUND = "getComputedStyle(document.querySelector('.chat')).backgroundColor"
MOVING = "document.getAnimations().filter(each => each.playState === 'running').length"


@pytest.fixture
def chat(page: Page) -> Page:
    page.goto("/")
    return page


def test_the_keyboard_is_enough(chat: Page) -> None:
    field(chat).focus()
    chat.keyboard.type("tem backup?")
    chat.keyboard.press("Shift+Enter")
    expect(field(chat)).to_have_value("tem backup?\n")
    chat.keyboard.press("Enter")
    expect(chat.locator(".answer")).to_have_attribute("aria-busy", "false")
    expect(field(chat)).to_be_focused()
    order = ["Resposta ruim", "Boa resposta", "Copiar resposta", "1Backups", "Fonte 1: Backups"]
    assert [back(chat) for _ in order] == order
    chat.keyboard.press("Enter")
    expect(chat.get_by_role("region", name="Fonte 1: Backups")).to_be_focused()
    chat.keyboard.press("Escape")
    expect(button(chat, "Fonte 1: Backups")).to_be_focused()
    assert [back(chat) for _ in range(2)] == ["Conversa", "Nova conversa"]


def back(page: Page) -> str:
    """Go one step back, and return the name of what has the focus then."""
    page.keyboard.press("Shift+Tab")
    return str(page.evaluate(FOCUSED))


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_shows_everything_without_scrolling_sideways(browser: Browser, server: Server, width: int) -> None:
    phone = {"width": width, "height": 640}
    with visiting(browser, server.url, viewport=phone, is_mobile=True, has_touch=True) as page:
        page.goto("/")
        assert page.evaluate(HORIZONTAL_SCROLL) == 0
        ask(page, f"tem backup? {'x' * 200}")
        answer = ask(page, "dá pra conectar com o Salesforce?")
        answer.locator(".citation").first.tap()
        button(answer, "Resposta ruim").tap()
        expect(answer.locator(".passage")).to_be_visible()
        assert page.evaluate(HORIZONTAL_SCROLL) == 0
        expect(field(page)).to_be_in_viewport(ratio=1)
        expect(page.get_by_label("Enviar pergunta")).to_be_in_viewport(ratio=1)


def test_twice_as_large_nothing_is_cut_off(browser: Browser, server: Server) -> None:
    # A window of 1280 at 200 % is one of 640 to the page.
    with visiting(browser, server.url, viewport={"width": 640, "height": 400}, device_scale_factor=2) as page:
        page.goto("/")
        answer = ask(page, "tem backup?")
        answer.locator(".citation").first.click()
        assert page.evaluate(HORIZONTAL_SCROLL) == 0
        expect(field(page)).to_be_in_viewport(ratio=1)
        expect(answer.locator("mark")).to_be_in_viewport()


def test_the_dark_is_dark_and_a_page_may_choose(browser: Browser, server: Server) -> None:
    with visiting(browser, server.url, **DARK) as page:
        page.goto("/")
        expect(field(page)).to_be_visible()
        assert page.evaluate(BACKGROUND) == "rgb(24, 21, 22)"
        page.evaluate("document.documentElement.dataset.theme = 'light'")
        assert page.evaluate(BACKGROUND) == "rgb(250, 248, 245)"


def test_nothing_moves_for_whoever_wants_no_motion(browser: Browser, server: Server) -> None:
    with visiting(browser, server.url, reduced_motion="reduce") as page:
        page.goto("/")
        answer = ask(page, "tem backup?")
        answer.locator(".citation").first.click()
        assert page.evaluate(MOVING) == 0


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_everything_has_a_name(browser: Browser, server: Server, look: Mapping[str, Any]) -> None:
    with visiting(browser, server.url, **look) as page:
        page.goto("/")
        answer = ask(page, "tem backup?")
        answer.locator(".citation").first.click()
        button(answer, "Resposta ruim").click()
        expect(answer.locator(".comment")).to_be_visible()
        assert page.evaluate(NAMELESS) == []


def test_the_page_says_its_language_and_its_name(chat: Page) -> None:
    assert chat.evaluate("document.documentElement.lang") == "pt-BR"
    expect(chat).to_have_title("Rosana Desk")
    expect(chat.get_by_role("heading", level=1)).to_have_text("Rosana")
    expect(chat.get_by_role("main")).to_have_count(1)


def test_a_visitor_is_spoken_to_in_a_language_of_theirs_that_is_offered(
    browser: Browser, own_server: OwnServer
) -> None:
    server = own_server.start()
    with visiting(browser, server.url, locale="en-GB") as page:
        page.goto("/")
        expect(page.get_by_role("heading", name="Hello, I'm Rosana.")).to_be_visible()
        expect(page.locator(".chat")).to_have_attribute("lang", "en")
        expect(page.get_by_label("Your question")).to_be_visible()
    server.http.patch("/settings", json={"languages": ["pt-BR"]}).raise_for_status()
    with visiting(browser, server.url, locale="en-GB") as page:
        page.goto("/")
        expect(page.get_by_role("heading", name="Olá, eu sou a Rosana.")).to_be_visible()
        expect(field(page)).to_be_visible()


def test_a_screen_reader_hears_the_whole_answer_once(chat: Page) -> None:
    ask(chat, "tem backup?")
    heard = chat.get_by_role("status").filter(has_text="Backups automáticos")
    expect(heard).to_have_text(
        "Resposta: Backups automáticos são realizados diariamente às 02h00 com retenção de 30 dias."
    )
