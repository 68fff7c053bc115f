"""Connections that break: the question is asked again by itself, and its answer is there once."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OwnServer
from tests.browser.models import wait_for_model, with_model
from tests.browser.visiting import FAILED_REQUEST, ask, button, field, visiting
from tests.ollama_server import OllamaServer

WHOLE = re.compile("^O suporte fecha às 18 horas")


def begin(page: Page) -> None:
    """Ask a question whose answer never ends."""
    page.goto("/")
    field(page).fill("qual o horário do suporte?")
    page.keyboard.press("Enter")
    expect(page.locator(".answer-text")).to_have_text("O suporte")


def test_a_server_killed_and_restarted_in_mid_answer_ends_in_one_whole_answer(
    browser: Browser, ollama: OllamaServer, own_server: OwnServer
) -> None:
    ollama.trouble = "endless"
    with visiting(browser, with_model(own_server, ollama).url, allowed=[FAILED_REQUEST]) as page:
        begin(page)
        own_server.kill()
        expect(page.locator(".waiting")).to_have_text("Reconectando")
        expect(page.locator(".answer-text")).to_have_text("O suporte")
        expect(page.get_by_role("alert")).to_have_count(0)
        ollama.trouble = None
        server = own_server.start()
        expect(page.locator(".answer")).to_have_attribute("aria-busy", "false")
        expect(page.locator(".answer-text")).to_contain_text("suporte")
        text = page.locator(".answer-text").inner_text()
        assert text.count("18") == 1
        expect(page.locator(".turn")).to_have_count(1)
        wait_for_model(server)
        expect(ask(page, "até que horas vai o suporte?").locator(".answer-text")).to_have_text(WHOLE)
        page.reload()
        expect(page.locator(".turn")).to_have_count(2)
        expect(page.locator(".answer-text").first).to_have_text(text)
        conversation = page.evaluate("localStorage.getItem('rosana.conversation')")
        stored = server.http.get(f"/conversations/{conversation}").json()["messages"]
        assert [message["role"] for message in stored] == ["user", "assistant"] * 2
        assert not any(message["incomplete"] for message in stored)


def test_a_visitor_who_was_offline_gets_the_answer_when_the_network_is_back(
    browser: Browser, ollama: OllamaServer, own_server: OwnServer
) -> None:
    with visiting(browser, with_model(own_server, ollama).url, allowed=[FAILED_REQUEST]) as page:
        page.goto("/")
        expect(page.get_by_role("heading", name="Olá, eu sou a Rosana.")).to_be_visible()
        page.context.set_offline(True)
        field(page).fill("qual o horário do suporte?")
        page.keyboard.press("Enter")
        expect(page.locator(".waiting")).to_have_text("Reconectando")
        page.context.set_offline(False)
        expect(page.locator(".answer-text")).to_have_text(WHOLE)
        expect(page.locator(".turn")).to_have_count(1)


def test_a_server_that_stays_away_is_said_in_the_end_and_asked_again_on_demand(
    browser: Browser, ollama: OllamaServer, own_server: OwnServer
) -> None:
    ollama.trouble = "endless"
    with visiting(browser, with_model(own_server, ollama).url, allowed=[FAILED_REQUEST]) as page:
        page.clock.install()
        begin(page)
        own_server.kill()
        expect(page.locator(".waiting")).to_have_text("Reconectando")
        alert = page.get_by_role("alert")
        for _ in range(300):  # seconds of the page's own clock; its requests fail in between
            if alert.is_visible():
                break
            page.clock.run_for(1_000)
        expect(alert).to_have_text("Não consegui falar com o servidor. Confira sua conexão e tente de novo.")
        ollama.trouble = None
        wait_for_model(own_server.start())
        button(page, "Tentar de novo").click()
        expect(page.locator(".answer-text")).to_have_text(WHOLE)
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page.locator(".turn")).to_have_count(1)


def test_a_page_that_is_loaded_again_in_mid_answer_gets_the_answer(
    browser: Browser, ollama: OllamaServer, own_server: OwnServer
) -> None:
    ollama.trouble = "endless"
    with visiting(browser, with_model(own_server, ollama).url) as page:
        begin(page)
        ollama.trouble = None
        page.reload()
        expect(page.locator(".answer-text")).to_have_text(WHOLE)
        expect(page.locator(".turn")).to_have_count(1)
        page.reload()
        expect(page.locator(".answer-text")).to_have_text(WHOLE)
        expect(page.locator(".turn")).to_have_count(1)
