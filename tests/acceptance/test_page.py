"""The page in a real browser, before a real server."""

import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from rosana.server.page import page_is_built
from tests.acceptance.server import Server, running
from tests.acceptance.test_crash import wait_until_read
from tests.ollama_server import OllamaServer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NOBODY = "http://127.0.0.1:9"
FAILED_REQUEST = "Failed to load resource"
HORIZONTAL_SCROLL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NAMELESS = """[...document.querySelectorAll('button, a, textarea, input, [role=region], [role=group]')]
    .filter(e => !(e.ariaLabel || e.labels?.[0]?.textContent || e.textContent).trim()).map(e => e.outerHTML)"""
FOCUSED = "document.activeElement.ariaLabel || document.activeElement.textContent"

expect.set_options(timeout=20_000)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (Debian: apt-get install chromium)"),
    pytest.mark.skipif(not page_is_built(), reason="needs the built page: make page"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Open for this module only: a running Playwright keeps asyncio tests of other modules from running.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def visiting(browser: Browser, url: str, *, failures: bool = False, **context: Any) -> Iterator[Page]:
    """Open the page for a new visitor, and fail if it complains or speaks to anybody but its server.

    Args:
        failures: requests may fail.
    """
    with browser.new_context(locale="pt-BR", **context) as visitor:
        visitor.set_default_timeout(20_000)
        page = visitor.new_page()
        complaints: list[str] = []
        page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(url) else complaints.append(request.url))
        page.goto(url)
        yield page
        assert [line for line in complaints if not (failures and line.startswith(FAILED_REQUEST))] == []


@pytest.fixture
def page(browser: Browser, sample_server: Server) -> Iterator[Page]:
    with visiting(browser, sample_server.url) as page:
        yield page


def field(page: Page) -> Locator:
    return page.get_by_label("Sua pergunta")


def ask(page: Page, question: str) -> Locator:
    """Ask, and return the answer: whole, or ended otherwise."""
    field(page).fill(question)
    page.get_by_label("Enviar pergunta").click()
    answer = page.locator(".turn").last.locator(".answer")
    expect(answer).to_have_attribute("aria-busy", "false")
    return answer


def button(scope: Page | Locator, name: str) -> Locator:
    return scope.get_by_role("button", name=name, exact=True)


def test_the_first_question_is_one_press_away_and_answered_with_numbered_sources(page: Page) -> None:
    button(page, "Como peço reembolso?").click()
    answer = page.locator(".answer")
    expect(answer.locator(".answer-text")).to_contain_text("abrir ticket no Jira")
    expect(button(answer, "Fonte 1: Reembolso")).to_have_text("1")
    expect(button(answer, "1 Reembolso")).to_be_visible()
    expect(answer).to_contain_text("Texto dos próprios documentos")


@pytest.mark.parametrize("name", ["Fonte 1: Backups", "1 Backups"])
def test_a_source_opens_its_passage_with_the_supporting_words_marked(page: Page, name: str) -> None:
    answer = ask(page, "tem backup?")
    button(answer, name).click()
    passage = answer.get_by_role("region", name="Fonte 1: Backups")
    expect(passage.locator("mark")).to_contain_text("Backups automáticos são realizados")
    button(passage, "Fechar fonte").click()
    expect(passage).to_have_count(0)


def test_a_greeting_has_an_answer_without_sources_and_thumbs(page: Page) -> None:
    answer = ask(page, "oi")
    expect(answer.locator(".answer-text")).not_to_be_empty()
    expect(answer.locator(".source, .citation, .engine, .feedback")).to_have_count(0)


def test_a_refused_question_can_be_put_in_other_words(page: Page) -> None:
    answer = ask(page, "qual a capital da França?")
    expect(answer).to_contain_text("Não tenho essa informação específica")
    expect(answer.locator(".source, .citation, .engine")).to_have_count(0)
    button(answer, "Reformular a pergunta").click()
    expect(field(page)).to_have_value("qual a capital da França?")
    expect(field(page)).to_be_focused()


def test_a_conversation_is_there_after_a_reload_until_a_new_one_begins(page: Page) -> None:
    text = ask(page, "qual o horário do suporte?").locator(".answer-text").inner_text()
    ask(page, "tem backup?")
    page.reload()
    expect(page.locator(".question p")).to_have_text(["qual o horário do suporte?", "tem backup?"])
    expect(page.locator(".answer-text").first).to_have_text(text.replace("\n", ""))
    button(page, "Fonte 1: Backups").click()
    expect(page.locator("mark")).to_be_visible()
    button(page, "Nova conversa").click()
    page.reload()
    expect(page.get_by_role("heading", name="Olá, eu sou a Rosana.")).to_be_visible()


def test_a_thumb_and_its_comment_are_stored(page: Page, sample_server: Server) -> None:
    answer = ask(page, "tem backup?")
    with page.expect_response("**/feedback"):
        button(answer, "Boa resposta").click()
    answer.get_by_label("O que ajudou? (opcional)").fill("O horário.")
    with page.expect_response("**/feedback"):
        button(answer, "Enviar comentário").click()
    expect(answer).to_contain_text("Obrigada pela avaliação.")
    conversation = page.evaluate("localStorage.getItem('rosana.conversation')")
    stored = sample_server.http.get(f"/conversations/{conversation}").json()
    assert stored["messages"][1]["feedback"] == {"rating": "up", "comment": "O horário."}
    page.reload()
    expect(button(page, "Boa resposta")).to_have_attribute("aria-pressed", "true")


def test_the_keyboard_is_enough(page: Page) -> None:
    field(page).focus()
    page.keyboard.type("tem backup?")
    page.keyboard.press("Shift+Enter")
    expect(field(page)).to_have_value("tem backup?\n")
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_attribute("aria-busy", "false")
    expect(field(page)).to_be_focused()
    order = ["Resposta ruim", "Boa resposta", "1Backups", "Fonte 1: Backups"]
    assert [back(page) for _ in order] == order
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Fonte 1: Backups")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button(page, "Fonte 1: Backups")).to_be_focused()
    assert [back(page) for _ in range(2)] == ["Conversa", "Nova conversa"]


def back(page: Page) -> str:
    """Go one step back, and return the name of what has the focus then."""
    page.keyboard.press("Shift+Tab")
    return str(page.evaluate(FOCUSED))


@pytest.mark.parametrize("width", [320, 360])
def test_a_phone_shows_everything_without_scrolling_sideways(
    browser: Browser, sample_server: Server, width: int
) -> None:
    phone = {"width": width, "height": 640}
    with visiting(browser, sample_server.url, viewport=phone, is_mobile=True, has_touch=True) as page:
        assert page.evaluate(HORIZONTAL_SCROLL) == 0
        ask(page, f"tem backup? {'x' * 200}")
        answer = ask(page, "dá pra conectar com o Salesforce?")
        answer.locator(".citation").first.tap()
        button(answer, "Resposta ruim").tap()
        expect(answer.locator(".passage")).to_be_visible()
        assert page.evaluate(HORIZONTAL_SCROLL) == 0
        expect(field(page)).to_be_in_viewport(ratio=1)
        expect(page.get_by_label("Enviar pergunta")).to_be_in_viewport(ratio=1)


def test_the_page_says_its_language_and_what_everything_is_called(page: Page) -> None:
    assert page.evaluate(NAMELESS) == []
    answer = ask(page, "tem backup?")
    answer.locator(".citation").first.click()
    button(answer, "Resposta ruim").click()
    expect(answer.locator(".comment")).to_be_visible()
    assert page.evaluate(NAMELESS) == []
    assert page.evaluate("document.documentElement.lang") == "pt-BR"
    expect(page).to_have_title("Rosana Desk")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rosana Desk")
    expect(page.get_by_role("main")).to_have_count(1)


def test_html_in_documents_and_questions_is_text(browser: Browser, tmp_path: Path) -> None:
    evil = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
    with running(tmp_path) as server, visiting(browser, server.url) as page:
        file = {"file": ("cupom.txt", f"O cupom da promoção de inverno é {evil} FRIO10.".encode())}
        server.http.post("/documents", files=file).raise_for_status()
        wait_until_read(server)
        answer = ask(page, f"qual o cupom da promoção de inverno? {evil}")
        expect(page.locator(".question p")).to_have_text(f"qual o cupom da promoção de inverno? {evil}")
        answer.locator(".source").first.click()
        expect(answer.locator(".passage-text")).to_contain_text(evil)
        expect(page.locator(".chat :is(img, script)")).to_have_count(0)
        assert page.evaluate("window.hacked") is None


def test_a_model_on_its_way_is_shown_and_then_answers(browser: Browser, ollama: OllamaServer, tmp_path: Path) -> None:
    ollama.models.clear()
    ollama.downloading.clear()
    with beside(ollama, tmp_path) as server, visiting(browser, server.url) as page:
        expect(page.get_by_role("progressbar")).to_have_js_property("value", 430 / 900)
        expect(page.locator(".notice")).to_contain_text("Preparando o modelo (47%)")
        expect(ask(page, "qual o horário do suporte?")).to_contain_text("Texto dos próprios documentos")
        ollama.downloading.set()
        expect(page.locator(".notice")).to_have_count(0)
        answer = ask(page, "até que horas vai o suporte?")
        expect(answer.locator(".answer-text")).to_contain_text("O suporte fecha às 18 horas.")
        expect(answer).to_contain_text("Respondido por llama3.2")


def test_an_answer_is_shown_as_it_grows_and_stopping_it_stops_the_model(
    browser: Browser, ollama: OllamaServer, tmp_path: Path
) -> None:
    ollama.trouble = "endless"
    with beside(ollama, tmp_path) as server, visiting(browser, server.url) as page:
        wait_for_model(server)
        field(page).fill("qual o horário do suporte?")
        page.keyboard.press("Enter")
        expect(page.locator(".answer-text")).to_have_text("O suporte")
        expect(page.locator(".answer")).to_have_attribute("aria-busy", "true")
        button(page, "Parar resposta").click()
        expect(page.locator(".answer")).to_contain_text("Resposta interrompida.")
        assert ollama.cancelled.wait(10)


def test_a_server_that_dies_is_said_and_asked_again_when_it_is_back(
    browser: Browser, ollama: OllamaServer, tmp_path: Path
) -> None:
    ollama.trouble = "endless"
    with beside(ollama, tmp_path) as server, visiting(browser, server.url, failures=True) as page:
        wait_for_model(server)
        field(page).fill("qual o horário do suporte?")
        page.keyboard.press("Enter")
        expect(page.locator(".answer-text")).to_have_text("O suporte")
        server.kill()
        expect(page.get_by_role("alert")).to_have_text("A conexão caiu no meio da resposta. Tente de novo.")
        button(page, "Tentar de novo").click()
        expect(page.get_by_role("alert")).to_contain_text("Não consegui falar com o servidor.")
        with running(tmp_path, ROSANA_PORT=str(server.port)):
            button(page, "Tentar de novo").click()
            expect(page.locator(".answer-text")).to_contain_text("das 09h às 18h")
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page.locator(".turn")).to_have_count(1)


def test_a_model_that_cannot_be_reached_is_said_before_and_after_the_question(browser: Browser, tmp_path: Path) -> None:
    settings = {"ROSANA_MODEL": "ollama:llama3.2", "OLLAMA_HOST": NOBODY}
    with running(tmp_path, **settings) as server, visiting(browser, server.url, failures=True) as page:
        expect(page.locator(".notice")).to_have_text(
            "O atendimento está indisponível no momento. Tente de novo em instantes."
        )
        answer = ask(page, "qual o horário do suporte?")
        expect(answer.get_by_role("alert")).to_contain_text("O modelo de linguagem não responde agora.")
        expect(button(answer, "Tentar de novo")).to_be_visible()


def beside(ollama: OllamaServer, data_dir: Path) -> AbstractContextManager[Server]:
    return running(data_dir, ROSANA_MODEL="auto", OLLAMA_HOST=ollama.host)


def wait_for_model(server: Server) -> None:
    deadline = time.monotonic() + 20
    while server.http.get("/health").json()["model"] != "ollama:llama3.2":
        assert time.monotonic() < deadline
        time.sleep(0.05)
