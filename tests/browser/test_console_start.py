"""The first steps in the console: from nothing to the first good answer, and home afterwards."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.server import Server
from tests.browser.axe import faults
from tests.browser.conftest import OwnServer
from tests.browser.models import with_model
from tests.browser.visiting import LOOKS, PHONE, ask, button, visiting
from tests.ollama_server import OllamaServer

HORIZONTAL_SCROLL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PARKING = "# Estacionamento\n\nO estacionamento dos visitantes fica no subsolo 3 e custa 15 reais por hora.\n"


@pytest.fixture
def console(browser: Browser, fresh: Server) -> Iterator[Page]:
    with visiting(browser, fresh.url) as page:
        page.goto("/console/")
        expect(page.get_by_role("heading", name="Comece por aqui")).to_be_visible()
        yield page


def test_own_documents_lead_to_the_first_good_answer(console: Page) -> None:
    file = {"name": "estacionamento.md", "mimeType": "text/markdown", "buffer": PARKING.encode()}
    console.locator("input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    expect(console.get_by_role("heading", name="Passo 2 de 3: Veja o que foi lido")).to_be_focused()
    expect(console.get_by_role("list", name="Documentos lidos")).to_contain_text("Estacionamento")
    button(console, "Fazer uma pergunta").click()
    expect(console.get_by_role("heading", name="Passo 3 de 3: Faça a primeira pergunta")).to_be_focused()
    expect(console.locator("[aria-current=step]")).to_have_count(1)
    answer = ask(console, "quanto custa o estacionamento?")
    expect(answer).to_contain_text("15 reais por hora")
    answer.locator(".citation").first.click()
    expect(console.locator(".passage mark").first).to_contain_text("15 reais por hora")
    expect(console.get_by_role("heading", name="A primeira boa resposta")).to_be_visible()
    button(console, "Concluir").click()
    expect(console.get_by_role("heading", name="Início", exact=True)).to_be_visible()


def test_the_sample_and_a_suggestion_lead_there_as_well(console: Page) -> None:
    button(console, "Usar a base de exemplo").click()
    expect(console.locator("[aria-current=step]")).to_contain_text("10 documentos lidos")
    button(console, "Fazer uma pergunta").click()
    console.locator(".suggestion").first.click()
    expect(console.get_by_role("heading", name="A primeira boa resposta")).to_be_visible()


def test_a_refusal_is_no_first_good_answer(console: Page) -> None:
    button(console, "Usar a base de exemplo").click()
    button(console, "Fazer uma pergunta").click()
    ask(console, "qual a capital da França?")
    expect(console.get_by_text("Tente uma das sugestões.")).to_be_visible()
    expect(console.get_by_role("heading", name="A primeira boa resposta")).to_have_count(0)


def test_the_first_steps_outlast_a_reload_until_they_are_put_aside_and_come_back_when_asked_for(console: Page) -> None:
    button(console, "Usar a base de exemplo").click()
    button(console, "Fazer uma pergunta").click()
    ask(console, "tem backup?")
    console.reload()
    expect(console.get_by_role("heading", name="Comece por aqui")).to_be_visible()
    button(console, "Agora não").click()
    console.reload()
    expect(console.get_by_role("heading", name="Início", exact=True)).to_be_visible()
    button(console, "Ver os primeiros passos").click()
    expect(console.get_by_role("heading", name="Comece por aqui")).to_be_visible()


def test_home_tells_the_week_and_what_is_missing(browser: Browser, fresh: Server) -> None:
    for question in ("tem backup?", "onde guardam o troféu?", "quem ganhou o troféu?"):
        fresh.http.post("/chat", json={"message": question}).raise_for_status()
    with visiting(browser, fresh.url) as page:
        page.goto("/console/")
        expect(page.get_by_role("region", name="Últimos 7 dias")).to_contain_text("3 perguntas33% respondidas")
        expect(page.get_by_role("region", name="O que falta nos documentos")).to_contain_text("Troféu2 perguntas")
        expect(page.get_by_role("region", name="Documentos", exact=True)).to_contain_text("10 documentos")
        expect(page.get_by_role("region", name="Quem responde agora")).to_contain_text("Trechos dos documentos")
        page.get_by_role("link", name="Responder a estas perguntas").click()
        expect(page.get_by_role("heading", name="Qualidade")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_no_step_has_a_fault(browser: Browser, fresh: Server, look: str) -> None:
    with visiting(browser, fresh.url, reduced_motion="reduce", **LOOKS[look]) as page:
        page.goto("/console/")
        expect(page.get_by_role("heading", name="Comece por aqui")).to_be_visible()
        assert faults(page) == []
        button(page, "Usar a base de exemplo").click()
        assert faults(page) == []
        button(page, "Fazer uma pergunta").click()
        page.locator(".suggestion").first.click()
        expect(page.get_by_role("heading", name="A primeira boa resposta")).to_be_visible()
        assert faults(page) == []


def test_nothing_sticks_out_on_a_narrow_phone(browser: Browser, fresh: Server) -> None:
    with visiting(browser, fresh.url, **{**PHONE, "viewport": {"width": 320, "height": 640}}) as page:
        page.goto("/console/")
        button(page, "Usar a base de exemplo").click()
        button(page, "Fazer uma pergunta").click()
        expect(page.locator(".suggestion").first).to_be_visible()
        assert page.evaluate(HORIZONTAL_SCROLL) == 0


def test_an_answer_without_a_source_is_no_first_good_answer(
    browser: Browser, own_server: OwnServer, ollama: OllamaServer
) -> None:
    ollama.answer = ("A lua ", "é feita ", "de queijo.")
    with visiting(browser, with_model(own_server, ollama).url) as page:
        page.goto("/console/")
        button(page, "Usar a base de exemplo").click()
        button(page, "Fazer uma pergunta").click()
        ask(page, "tem backup?")
        expect(page.get_by_text("Esta resposta não tem fonte nos documentos.")).to_be_visible()
        expect(page.get_by_role("heading", name="A primeira boa resposta")).to_have_count(0)
