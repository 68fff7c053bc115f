"""Past conversations in the console: found, filtered, read with what each answer came from, and deleted."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.acceptance.server import Server, running
from tests.browser.conftest import OwnServer
from tests.browser.visiting import PHONE, button, visiting

HORIZONTAL_SCROLL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LONG = "tem backup? " * 100


def ask(server: Server, message: str, conversation: str | None = None) -> dict[str, Any]:
    """Ask as a customer does, and return the answer."""
    body = {"message": message, "conversation_id": conversation}
    answer: dict[str, Any] = server.http.post("/chat", json=body).raise_for_status().json()
    return answer


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the sample and more conversations than one page of the list holds."""
    with running(tmp_path_factory.mktemp("asked")) as server:
        for number in range(55):
            ask(server, f"Qual o horário do suporte no dia {number}?")
        ask(server, "qual a capital da França?")
        first = ask(server, "tem backup? 529.982.247-25")
        ask(server, "obrigada!", first["conversation_id"])
        opinion = {"rating": "down", "comment": "Faltou dizer a hora."}
        server.http.post(f"/messages/{first['message_id']}/feedback", json=opinion).raise_for_status()
        ask(server, LONG)
        yield server


@pytest.fixture
def console(browser: Browser, asked: Server) -> Iterator[Page]:
    """The list of conversations on a desktop."""
    with visiting(browser, asked.url) as page:
        page.goto("/console/conversas")
        expect(conversations(page).first).to_be_visible()
        yield page


def conversations(page: Page) -> Locator:
    """Return the lines of the list."""
    return page.get_by_role("list", name="Lista de conversas").get_by_role("listitem")


def test_conversations_are_listed_newest_first_and_go_on_at_the_end(console: Page) -> None:
    expect(conversations(console).first).to_contain_text("tem backup?")
    expect(conversations(console)).to_have_count(50)
    conversations(console).last.scroll_into_view_if_needed()
    expect(conversations(console)).to_have_count(58)


@pytest.mark.parametrize(
    ("name", "parameter", "found"),
    [
        ("Recusadas", "refused", "qual a capital da França?"),
        ("Polegar para baixo", "down", "tem backup? [CPF_1]"),
    ],
)
def test_a_filter_stands_in_the_address(console: Page, name: str, parameter: str, found: str) -> None:
    button(console, name).click()
    expect(console).to_have_url(f"/console/conversas?filter={parameter}")
    expect(conversations(console)).to_have_count(1)
    expect(conversations(console)).to_contain_text(found)
    console.reload()
    expect(button(console, name)).to_have_attribute("aria-pressed", "true")
    expect(conversations(console)).to_have_count(1)


def test_a_search_finds_words_of_any_message(console: Page) -> None:
    console.get_by_label("Buscar nas conversas").fill("retencao")
    expect(console).to_have_url("/console/conversas?search=retencao")
    expect(conversations(console).first).to_contain_text("backup")
    console.get_by_label("Buscar nas conversas").fill("jacaré")
    expect(console.get_by_text("Nenhuma conversa encontrada")).to_be_visible()
    button(console, "Mostrar todas").click()
    expect(conversations(console)).to_have_count(50)


def test_a_conversation_shows_where_each_answer_came_from(console: Page) -> None:
    button(console, "Polegar para baixo").click()
    conversations(console).get_by_role("link").click()
    view = console.locator(".view")
    expect(view).to_contain_text("2 perguntas. Dados pessoais aparecem mascarados.")
    expect(view).to_contain_text("tem backup? [CPF_1]")
    reply = view.locator(".reply").first
    expect(reply).to_contain_text("O cliente não gostou")
    expect(reply).to_contain_text("Faltou dizer a hora.")
    for fact in ("Motor", "Confiança", "Primeira palavra", "Resposta inteira"):
        expect(reply).to_contain_text(fact)
    passage = reply.locator("details").first
    expect(passage).to_contain_text("pontuação")
    expect(passage.locator("mark")).to_be_hidden()
    reply.locator(".citation").first.click()
    expect(passage.locator("mark").first).to_be_visible()
    expect(passage.locator("mark").first).to_contain_text("Backups automáticos")
    passage.get_by_role("link", name="Ver o documento").click()
    expect(console.get_by_role("dialog", name="Backups")).to_be_visible()


def test_a_refusal_is_said_as_such(console: Page) -> None:
    button(console, "Recusadas").click()
    conversations(console).get_by_role("link").click()
    expect(console.locator(".reply")).to_contain_text("Sem resposta nos documentos")


def test_a_conversation_is_deleted_after_a_question(console: Page, asked: Server) -> None:
    ask(asked, "Pergunta que sai daqui a pouco sobre backup?")
    console.reload()
    conversations(console).filter(has_text="que sai daqui a pouco").get_by_role("link").click()
    button(console, "Apagar").click()
    question = console.get_by_role("alertdialog", name="Apagar esta conversa?")
    button(question, "Cancelar").click()
    expect(question).to_have_count(0)
    button(console, "Apagar").click()
    button(question, "Apagar").click()
    expect(console.get_by_text("Conversa apagada.")).to_be_visible()
    expect(console).to_have_url("/console/conversas")
    expect(conversations(console).filter(has_text="que sai daqui a pouco")).to_have_count(0)


def test_a_conversation_that_is_gone_says_so(browser: Browser, asked: Server) -> None:
    with visiting(browser, asked.url, allowed=["404"]) as page:
        page.goto("/console/conversas/0123456789abcdef0123456789abcdef")
        expect(page.get_by_role("alert")).to_contain_text("Não consegui abrir a conversa")


def test_nothing_asked_yet_leads_to_the_chat(browser: Browser, own_server: OwnServer) -> None:
    own_server.start()
    with visiting(browser, own_server.running.url) as page:
        page.goto("/console/conversas")
        page.get_by_role("link", name="Fazer uma pergunta").click()
        expect(page.get_by_label("Sua pergunta")).to_be_visible()


def test_the_keyboard_walks_through_the_list(console: Page) -> None:
    button(console, "Baixa confiança").focus()
    console.keyboard.press("Tab")
    first = conversations(console).first.get_by_role("link")
    expect(first).to_be_focused()
    console.keyboard.press("Enter")
    expect(console.locator(".view")).to_contain_text("1 pergunta.")
    expect(first).to_have_attribute("aria-current", "true")
    expect(first).to_be_focused()
    console.keyboard.press("Tab")
    expect(conversations(console).nth(1).get_by_role("link")).to_be_focused()


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_shows_the_list_or_one_conversation(browser: Browser, asked: Server, width: int) -> None:
    phone = {**PHONE, "viewport": {"width": width, "height": 700}}
    with visiting(browser, asked.url, **phone) as page:
        page.goto("/console/conversas")
        first = conversations(page).first.get_by_role("link")
        first.tap()
        expect(page.get_by_role("heading", level=2)).to_be_focused()
        expect(page.get_by_role("list", name="Lista de conversas")).to_be_hidden()
        assert page.evaluate(HORIZONTAL_SCROLL) == 0
        page.get_by_role("link", name="Voltar para as conversas").tap()
        expect(first).to_be_focused()
        assert page.evaluate(HORIZONTAL_SCROLL) == 0


def test_the_console_speaks_english_too_and_remembers_it(console: Page) -> None:
    button(console, "Read in English").click()
    expect(console.get_by_role("heading", name="Conversations", level=1)).to_be_visible()
    console.reload()
    expect(console.get_by_role("link", name="Knowledge")).to_be_visible()
    expect(console.locator("html")).to_have_attribute("lang", "en")
