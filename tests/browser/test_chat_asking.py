"""Questions and answers in the chat: asked, streamed, stopped, refused, rated, kept."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.server import Server
from tests.browser.conftest import OwnServer
from tests.browser.models import with_model
from tests.browser.visiting import FAILED_REQUEST, ask, button, field, visiting
from tests.ollama_server import OllamaServer

NOBODY = "http://127.0.0.1:9"
TIME = re.compile(r"^\d\d:\d\d$")


@pytest.fixture
def chat(page: Page) -> Page:
    page.goto("/")
    return page


def test_the_first_question_is_one_press_away_and_is_answered(chat: Page) -> None:
    suggestions = chat.get_by_role("list", name="Perguntas que sei responder").get_by_role("button")
    question = suggestions.first.inner_text()
    suggestions.first.click()
    answer = chat.locator(".answer")
    expect(chat.locator(".question p")).to_have_text(question)
    expect(answer.locator(".citation").first).to_have_text("1")
    expect(answer.locator(".after-refusal")).to_have_count(0)


def test_an_answer_says_when_and_by_whom_it_was_written(chat: Page) -> None:
    answer = ask(chat, "tem backup?")
    expect(answer.locator(".engine")).to_have_text("Texto dos próprios documentos")
    expect(chat.locator("time")).to_have_text([TIME, TIME])


def test_a_greeting_has_an_answer_without_sources_and_thumbs(chat: Page) -> None:
    answer = ask(chat, "oi")
    expect(answer.locator(".answer-text")).not_to_be_empty()
    expect(answer.locator(".source, .citation, .engine, .feedback")).to_have_count(0)


def test_a_refused_question_can_be_put_in_other_words(chat: Page) -> None:
    answer = ask(chat, "qual a capital da França?")
    expect(answer).to_contain_text("Não tenho essa informação específica")
    expect(answer.locator(".source, .citation, .engine")).to_have_count(0)
    button(answer, "Reformular a pergunta").click()
    expect(field(chat)).to_have_value("qual a capital da França?")
    expect(field(chat)).to_be_focused()


def test_a_refusal_leads_to_what_can_be_answered(chat: Page) -> None:
    answer = ask(chat, "qual a capital da França?")
    answer.locator(".suggestion").first.click()
    expect(chat.locator(".turn")).to_have_count(2)
    expect(chat.locator(".turn").last.locator(".citation").first).to_be_visible()
    expect(answer.locator(".after-refusal")).to_have_count(0)


def test_an_answer_is_copied_with_its_sources(browser: Browser, server: Server) -> None:
    with visiting(browser, server.url, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto("/")
        answer = ask(page, "tem backup?")
        button(answer, "Copiar resposta").click()
        expect(answer.get_by_text("Resposta copiada.")).to_be_attached()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == (
            "Backups automáticos são realizados diariamente às 02h00 com retenção de 30 dias. [1]"
            "\n\nFontes:\n1. Backups"
        )


def test_a_conversation_is_there_after_a_reload_until_a_new_one_begins(chat: Page) -> None:
    text = ask(chat, "qual o horário do suporte?").locator(".answer-text").inner_text()
    ask(chat, "tem backup?")
    chat.reload()
    expect(chat.locator(".question p")).to_have_text(["qual o horário do suporte?", "tem backup?"])
    expect(chat.locator(".answer-text").first).to_have_text(text.replace("\n", ""))
    expect(chat.locator("time")).to_have_text([TIME] * 4)
    with chat.expect_navigation():
        button(chat, "Nova conversa").evaluate("(button) => { button.click(); location.reload(); }")
    expect(chat.get_by_role("heading", name="Olá, eu sou a Rosana.")).to_be_visible()


def test_a_thumb_down_and_its_reason_are_stored(chat: Page, server: Server) -> None:
    answer = ask(chat, "tem backup?")
    with chat.expect_response("**/feedback"):
        button(answer, "Resposta ruim").click()
    answer.get_by_label("O que faltou ou está errado? (opcional)").fill("Faltou o fim de semana.")
    with chat.expect_response("**/feedback"):
        button(answer, "Enviar comentário").click()
    expect(answer).to_contain_text("Obrigada pela avaliação.")
    conversation = chat.evaluate("localStorage.getItem('rosana.conversation')")
    stored = server.http.get(f"/conversations/{conversation}").json()
    assert stored["messages"][1]["feedback"] == {"rating": "down", "comment": "Faltou o fim de semana."}
    chat.reload()
    expect(button(chat, "Resposta ruim")).to_have_attribute("aria-pressed", "true")


def test_an_answer_is_shown_as_it_grows_and_stopping_it_stops_the_model(
    browser: Browser, ollama: OllamaServer, own_server: OwnServer
) -> None:
    ollama.trouble = "endless"
    with visiting(browser, with_model(own_server, ollama).url) as page:
        page.goto("/")
        field(page).fill("qual o horário do suporte?")
        page.keyboard.press("Enter")
        expect(page.locator(".answer-text")).to_have_text("O suporte")
        expect(page.locator(".answer")).to_have_attribute("aria-busy", "true")
        button(page, "Parar resposta").click()
        expect(page.locator(".answer")).to_contain_text("Resposta interrompida.")
        assert ollama.cancelled.wait(10)
        ollama.trouble = None
        button(page, "Tentar de novo").click()
        expect(page.locator(".answer-text")).to_have_text(re.compile("^O suporte fecha às 18 horas"))
        page.reload()
        expect(page.locator(".answer-text")).to_have_text(re.compile("^O suporte fecha às 18 horas"))
        expect(page.locator(".turn")).to_have_count(1)


def test_a_model_on_its_way_is_shown_and_then_answers(
    browser: Browser, ollama: OllamaServer, own_server: OwnServer
) -> None:
    ollama.models.clear()
    ollama.downloading.clear()
    server = own_server.start(ROSANA_MODEL="auto", OLLAMA_HOST=ollama.host)
    with visiting(browser, server.url) as page:
        page.goto("/")
        expect(page.get_by_role("progressbar")).to_have_js_property("value", 430 / 900)
        expect(page.locator(".notice")).to_contain_text("Preparando o modelo (47%)")
        expect(ask(page, "qual o horário do suporte?")).to_contain_text("Texto dos próprios documentos")
        ollama.downloading.set()
        expect(page.locator(".notice")).to_have_count(0)
        answer = ask(page, "até que horas vai o suporte?")
        expect(answer.locator(".answer-text")).to_contain_text("O suporte fecha às 18 horas.")
        expect(answer.locator(".engine")).to_have_text("via llama3.2:latest")


def test_a_model_that_cannot_be_reached_is_said_without_advice_to_operators(
    browser: Browser, own_server: OwnServer
) -> None:
    server = own_server.start(ROSANA_MODEL="ollama:llama3.2", OLLAMA_HOST=NOBODY)
    with visiting(browser, server.url, allowed=[FAILED_REQUEST]) as page:
        page.goto("/")
        expect(page.locator(".notice")).to_have_text(
            "O atendimento está indisponível no momento. Tente de novo em instantes."
        )
        answer = ask(page, "qual o horário do suporte?")
        expect(answer.get_by_role("alert")).to_have_text("Não consigo responder agora. Tente de novo em instantes.")
        expect(button(answer, "Tentar de novo")).to_be_visible()
        assert "ollama" not in page.locator("body").inner_text().lower()
