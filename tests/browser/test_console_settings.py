"""The settings in the console: each changes what it says, is kept, and is not lost by leaving."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.acceptance.server import Server, running
from tests.browser.axe import faults
from tests.browser.conftest import OwnServer, forget
from tests.browser.models import with_model
from tests.browser.visiting import FAILED_REQUEST, LOOKS, PHONE, button, visiting
from tests.ollama_server import OllamaServer

HORIZONTAL_SCROLL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGES = ["", "/persona", "/widget", "/privacidade"]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("settings"), ROSANA_MODEL="", OLLAMA_HOST="http://127.0.0.1:9") as server:
        yield server


@pytest.fixture(scope="module")
def first(shared: Server) -> dict[str, Any]:
    """What a server is set to before anybody sets anything."""
    found: dict[str, Any] = shared.http.get("/settings").raise_for_status().json()
    chosen = {name: found[name]["value"] for name in ("model", "embeddings", "refused_share", "masked_kinds")}
    widget = {name: found["widget"][name] for name in ("title", "color", "position", "locale", "origins")}
    kept = {name: found[name] for name in ("persona", "greeting", "languages", "suggestions")}
    return {**chosen, **kept, "widget": widget}


@pytest.fixture
def server(shared: Server, first: dict[str, Any]) -> Server:
    """A server with the sample, set up as on its first day, which nobody has asked anything."""
    shared.http.patch("/settings", json=first).raise_for_status()
    forget(shared)
    return shared


@pytest.fixture
def console(browser: Browser, server: Server) -> Iterator[Page]:
    with visiting(browser, server.url) as page:
        yield page


def part(page: Page, title: str) -> Locator:
    """Return a part of the settings."""
    return page.locator(".settings-part").filter(has=page.get_by_role("heading", name=title, exact=True))


def save(page: Page, title: str) -> None:
    """Save a part, and return when that is done."""
    button(part(page, title), "Salvar").click()
    expect(part(page, title).get_by_text("Alterações não salvas")).to_have_count(0)
    expect(page.get_by_text("Ajustes salvos.").first).to_be_visible()


def test_the_threshold_shows_its_effect_on_past_questions_and_is_kept(console: Page, server: Server) -> None:
    questions = ["qual o horário do suporte?", "qual a capital da França?", "quem é a diretora financeira?"]
    refused = [server.http.post("/chat", json={"message": each}).json()["refused"] for each in questions]
    assert refused == [False, True, True]
    console.goto("/console/ajustes")
    refusal = part(console, "Quando não responder")
    expect(refusal).to_contain_text("2 de 3 perguntas")
    expect(refusal).to_contain_text("Nenhuma das perguntas já feitas mudaria.")
    slider = console.get_by_label("Limite de recusa")
    slider.focus()
    console.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "Aceita recusar 0% das perguntas que teriam resposta")
    expect(refusal).to_contain_text("seria respondida")
    save(console, "Quando não responder")
    expect(refusal).to_contain_text("Nenhuma das perguntas já feitas mudaria.")
    console.reload()
    expect(slider).to_have_value("0")
    assert server.http.get("/settings").json()["refused_share"] == {"value": 0, "fixed": False}


def test_a_greeting_is_shown_before_it_is_saved_and_on_the_chat_afterwards(console: Page) -> None:
    console.goto("/console/ajustes/persona")
    greeting = console.get_by_label("Saudação em português")
    greeting.fill("Oi! Sou a Rosana, da Padaria <b>Sol</b>.")
    expect(console.get_by_role("figure", name="Prévia")).to_contain_text("Padaria <b>Sol</b>.")
    save(console, "Saudação")
    console.goto("/")
    expect(console.get_by_role("heading", name="Oi! Sou a Rosana, da Padaria <b>Sol</b>.")).to_be_visible()
    console.goto("/console/ajustes/persona")
    greeting.fill("")
    save(console, "Saudação")
    console.goto("/console/ajustes/persona")
    expect(console.get_by_role("figure", name="Prévia")).to_contain_text("Olá, eu sou a Rosana.")


def test_a_name_changes_who_answers_and_a_wrong_one_is_refused_at_its_field(console: Page) -> None:
    console.goto("/console/ajustes/persona")
    name = console.get_by_label("Nome", exact=True)
    name.fill("<script>")
    expect(name).to_have_accessible_description(re.compile("começa com uma letra"))
    expect(button(part(console, "Quem responde"), "Salvar")).to_be_disabled()
    name.fill("Dona Célia")
    console.get_by_label("Formal").check()
    save(console, "Quem responde")
    console.goto("/")
    expect(console.get_by_role("heading", name="Dona Célia").first).to_be_visible()


def test_what_the_server_refuses_stands_at_its_field(browser: Browser, server: Server) -> None:
    with visiting(browser, server.url, allowed=[FAILED_REQUEST]) as page:
        page.goto("/console/ajustes")
        page.get_by_label("Outro modelo").check()
        name = page.get_by_label("Nome do modelo")
        name.fill("nobody:model")
        button(part(page, "Motor das respostas"), "Salvar").click()
        expect(name).to_have_accessible_description(re.compile("nobody"))
        expect(name).to_have_attribute("aria-invalid", "true")


def test_a_model_fixed_by_the_environment_is_shown_as_fixed(browser: Browser, own_server: OwnServer) -> None:
    own_server.start(ROSANA_MODEL="extractive")
    with visiting(browser, own_server.running.url) as page:
        page.goto("/console/ajustes")
        engine = part(page, "Motor das respostas")
        expect(engine).to_contain_text("Definido no servidor por ROSANA_MODEL")
        expect(engine.get_by_label("Só trechos dos documentos")).to_be_checked()
        for choice in engine.get_by_role("radio").all():
            expect(choice).to_be_disabled()
        expect(page.get_by_label("Limite de recusa")).to_be_enabled()


def test_another_engine_answers_at_once(console: Page) -> None:
    console.goto("/console/ajustes")
    console.get_by_label("Só trechos dos documentos").check()
    save(console, "Motor das respostas")
    console.reload()
    expect(console.get_by_label("Só trechos dos documentos")).to_be_checked()
    expect(part(console, "Motor das respostas")).to_contain_text("Agora quem responde: trechos dos documentos")


def test_a_model_is_downloaded_with_progress_and_can_then_be_chosen(
    browser: Browser, own_server: OwnServer, ollama: OllamaServer
) -> None:
    ollama.downloading.clear()
    server = with_model(own_server, ollama)
    with visiting(browser, server.url) as page:
        page.goto("/console/ajustes")
        models = part(page, "Modelos do Ollama")
        expect(models.get_by_role("table")).to_contain_text("llama3.2:latest")
        button(models, "Baixar qwen3:4b").click()
        expect(models).to_contain_text("Baixando qwen3:4b: 48%")
        ollama.downloading.set()
        expect(page.get_by_text("qwen3:4b foi baixado.").first).to_be_visible()
        expect(models.get_by_role("table")).to_contain_text("qwen3:4b")


def test_ollama_that_does_not_run_is_said_with_what_to_do(console: Page) -> None:
    console.goto("/console/ajustes")
    models = part(console, "Modelos do Ollama")
    expect(models).to_contain_text("O Ollama não responde")
    expect(button(models, "Verificar de novo")).to_be_enabled()


def test_leaving_with_unsaved_changes_asks_first(console: Page) -> None:
    console.goto("/console/conversas")
    console.get_by_role("link", name="Ajustes").click()
    console.get_by_role("link", name="Persona").click()
    name = console.get_by_label("Nome", exact=True)
    name.fill("Célia")
    question = console.get_by_role("alertdialog")
    for leave in (
        lambda: console.get_by_role("link", name="Conversas").click(),
        lambda: console.evaluate("history.back()"),
    ):
        leave()
        expect(question).to_contain_text("Sair sem salvar?")
        button(question, "Cancelar").click()
        expect(console).to_have_url("/console/ajustes/persona")
        expect(name).to_have_value("Célia")
    console.get_by_role("link", name="Conversas").click()
    button(question, "Sair sem salvar").click()
    expect(console).to_have_url("/console/conversas")
    console.get_by_role("link", name="Ajustes").click()
    console.get_by_role("link", name="Persona").click()
    expect(name).to_have_value("Rosana")


def test_discarding_brings_back_what_was_saved_and_asks_nothing(console: Page) -> None:
    console.goto("/console/ajustes/persona")
    name = console.get_by_label("Nome", exact=True)
    name.fill("Célia")
    button(part(console, "Quem responde"), "Descartar").click()
    expect(name).to_have_value("Rosana")
    console.get_by_role("link", name="Conversas").click()
    expect(console).to_have_url("/console/conversas")


def test_the_widget_is_set_up_and_its_tag_is_the_one_that_works(console: Page) -> None:
    console.context.grant_permissions(["clipboard-read", "clipboard-write"])
    console.goto("/console/ajustes/widget")
    site = console.get_by_label("Adicionar site").and_(console.get_by_role("textbox"))
    site.fill("https://loja.com.br/carrinho")
    console.keyboard.press("Enter")
    expect(site).to_have_accessible_description(re.compile("não é o endereço de um site"))
    site.fill("www.Loja.com.br")
    console.keyboard.press("Enter")
    expect(console.get_by_role("list", name="Sites autorizados")).to_contain_text("https://www.loja.com.br")
    save(console, "Sites que podem mostrar o widget")
    button(console, "Copiar a tag").click()
    expect(console.get_by_text("Tag copiada.").first).to_be_visible()
    tag = console.evaluate("navigator.clipboard.readText()")
    found = re.fullmatch(r'<script src="(.+)/widget\.js" data-widget="(\w+)" async></script>', tag)
    assert found, tag
    assert console.request.get(f"/widget/{found[2]}").ok
    assert console.request.get("/widget.js").ok


def test_the_colour_of_the_widget_is_previewed_and_checked(console: Page) -> None:
    console.goto("/console/ajustes/widget")
    preview = console.get_by_role("figure", name="Prévia").locator(".widget-launcher")
    color = console.get_by_label("Cor", exact=True)
    color.fill("#ffe4ec")
    expect(preview).to_have_css("background-color", "rgb(255, 228, 236)")
    expect(part(console, "Aparência do widget")).to_contain_text("quase some num site branco")
    color.fill("rosa")
    expect(color).to_have_accessible_description(re.compile("Escreva a cor como"))
    expect(button(part(console, "Aparência do widget"), "Salvar")).to_be_disabled()
    color.fill("#0b5d4e")
    save(console, "Aparência do widget")
    console.reload()
    expect(preview).to_have_css("background-color", "rgb(11, 93, 78)")


def test_what_is_masked_is_chosen_and_what_that_means_is_said(console: Page, server: Server) -> None:
    console.goto("/console/ajustes")
    console.get_by_role("link", name="Privacidade").click()
    privacy = part(console, "Dados pessoais")
    expect(privacy.get_by_role("checkbox", checked=True)).to_have_count(16)
    privacy.get_by_label("E-mails").uncheck()
    expect(privacy).to_contain_text("Confira se a LGPD permite")
    save(console, "Dados pessoais")
    console.reload()
    expect(privacy.get_by_label("E-mails")).not_to_be_checked()
    assert "email" not in server.http.get("/settings").json()["masked_kinds"]["value"]
    privacy.get_by_label("E-mails").check()
    expect(privacy).not_to_contain_text("Confira se a LGPD permite")
    save(console, "Dados pessoais")
    privacy.get_by_label("Placas de veículos").uncheck()
    privacy.get_by_label("Placas de veículos").check()
    expect(console.get_by_text("Alterações não salvas")).to_have_count(0)


def test_one_language_at_least_is_offered(console: Page) -> None:
    console.goto("/console/ajustes/persona")
    languages = part(console, "Idiomas")
    languages.get_by_label("Inglês").uncheck()
    languages.get_by_label("Português (Brasil)").uncheck()
    expect(languages.get_by_role("alert")).to_have_text("Escolha ao menos um idioma.")
    expect(button(languages, "Salvar")).to_be_disabled()


@pytest.mark.parametrize("look", LOOKS)
def test_no_part_has_a_fault_while_it_is_changed(browser: Browser, server: Server, look: str) -> None:
    with visiting(browser, server.url, reduced_motion="reduce", **LOOKS[look]) as page:
        page.goto("/console/ajustes")
        page.get_by_label("Limite de recusa").fill("30")
        expect(page.get_by_text("Alterações não salvas")).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        assert faults(page) == []
        page.goto("/console/ajustes/persona")
        page.get_by_label("Nome", exact=True).fill("")
        assert faults(page) == []
        page.goto("/console/ajustes/widget")
        page.get_by_label("Cor", exact=True).fill("#ffe4ec")
        assert faults(page) == []
        page.goto("/console/ajustes/privacidade")
        page.get_by_label("CPF").uncheck()
        assert faults(page) == []


def test_nothing_sticks_out_on_a_narrow_phone(browser: Browser, server: Server) -> None:
    with visiting(browser, server.url, **{**PHONE, "viewport": {"width": 320, "height": 640}}) as page:
        for path in PAGES:
            page.goto(f"/console/ajustes{path}")
            expect(page.locator(".settings-part").first).to_be_visible()
            assert page.evaluate(HORIZONTAL_SCROLL) == 0
