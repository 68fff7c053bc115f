"""The knowledge base in the console: files in, why one failed, what was made of it, and a search to try it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.acceptance.server import Server, running
from tests.browser.conftest import OwnServer
from tests.browser.site import serving_site
from tests.browser.visiting import FAILED_REQUEST, PHONE, ask, button, visiting
from tests.knowledge.loaders.samples import pdf

HORIZONTAL_SCROLL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MANUAL = pdf(
    [
        (760, 20, "F2", "Estacionamento"),
        (720, 12, "F1", "O estacionamento dos visitantes fica no subsolo 3 e custa 15 reais por hora."),
    ],
    title="Estacionamento",
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the sample, to which each test here adds documents of its own."""
    sites = {"ROSANA_SITES__ALLOW": '["127.0.0.1"]', "ROSANA_SITES__DELAY": "0"}
    with running(tmp_path_factory.mktemp("base"), **sites) as server:
        yield server


@pytest.fixture
def console(browser: Browser, base: Server) -> Iterator[Page]:
    """The documents, in the browser of somebody who adds some."""
    with visiting(browser, base.url, allowed=[FAILED_REQUEST]) as page:
        page.goto("/console/conhecimento")
        yield page


def files(page: Page) -> Locator:
    """Return the field behind «Enviar arquivos»."""
    return page.get_by_label("Enviar arquivos", exact=True)


def file(name: str, data: bytes) -> FilePayload:
    """Return a file for a field of files."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def uploaded(page: Page, name: str) -> Locator:
    """Return the line of a file that is on its way or over."""
    return page.get_by_role("list", name="Arquivos enviados").get_by_role("listitem").filter(has_text=name)


def document(page: Page, title: str) -> Locator:
    """Return the line of a document in the list."""
    return page.get_by_role("list", name="Lista de documentos").get_by_role("listitem").filter(has_text=title)


def choose(page: Page, title: str, action: str) -> None:
    """Do something with a document by its menu."""
    button(page, f"Ações de {title}").click()
    page.get_by_role("menuitem", name=action).click()


def test_a_pdf_is_uploaded_and_answers_at_once(console: Page) -> None:
    files(console).set_input_files(file("estacionamento.pdf", MANUAL))
    expect(uploaded(console, "estacionamento.pdf")).to_contain_text("Pronto")
    expect(document(console, "Estacionamento")).to_contain_text("1 trecho")
    console.get_by_role("link", name="Conversar").click()
    answer = ask(console, "Quanto custa o estacionamento dos visitantes?")
    expect(answer).to_contain_text("15 reais por hora")
    button(answer, "Fonte 1: Estacionamento").click()
    expect(answer.locator("mark")).to_contain_text("subsolo 3")


def test_a_broken_file_says_why_and_can_be_sent_again(console: Page) -> None:
    files(console).set_input_files([file("contrato.pdf", b"%PDF-1.4 nada"), file("aula.mp4", b"x")])
    expect(uploaded(console, "contrato.pdf")).to_contain_text("O arquivo está danificado")
    expect(uploaded(console, "aula.mp4")).to_contain_text("Este tipo de arquivo não é aceito")
    expect(console.get_by_role("status").filter(has_text="2 com problema").first).to_be_attached()
    button(console, "Com problema").click()
    expect(console).to_have_url("/console/conhecimento?status=failed")
    expect(document(console, "contrato")).to_contain_text("O arquivo está danificado")
    button(console, "Tentar de novo: contrato.pdf").click()
    expect(uploaded(console, "contrato.pdf")).to_contain_text("O arquivo está danificado")
    expect(document(console, "contrato")).to_have_count(1)


def test_a_folder_keeps_files_of_the_same_name_apart(console: Page, tmp_path: Path) -> None:
    make_folder(tmp_path / "filiais")
    console.get_by_label("Enviar uma pasta", exact=True).set_input_files(tmp_path / "filiais")
    expect(uploaded(console, "filiais/recife/endereco.md")).to_contain_text("Pronto")
    expect(uploaded(console, "filiais/natal/endereco.md")).to_contain_text("Pronto")
    expect(uploaded(console, ".DS_Store")).to_have_count(0)
    expect(document(console, "filiais/recife/endereco.md")).to_be_visible()
    expect(document(console, "filiais/natal/endereco.md")).to_be_visible()


def test_a_folder_can_be_dropped(console: Page, tmp_path: Path) -> None:
    make_folder(tmp_path / "lojas")
    expect(document(console, "Backups")).to_be_visible()
    chromium = console.context.new_cdp_session(console)
    data = {"items": [], "files": [str(tmp_path / "lojas")], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver"):
        chromium.send("Input.dispatchDragEvent", {"type": kind, "x": 700, "y": 500, "data": data})
    expect(console.get_by_text("Solte para enviar")).to_be_visible()
    chromium.send("Input.dispatchDragEvent", {"type": "drop", "x": 700, "y": 500, "data": data})
    expect(uploaded(console, "lojas/natal/endereco.md")).to_contain_text("Pronto")
    expect(console.get_by_text("Solte para enviar")).to_have_count(0)


def make_folder(folder: Path) -> None:
    """Write two texts of the same name, and what a file manager leaves behind."""
    for city in ("recife", "natal"):
        (folder / city).mkdir(parents=True)
        (folder / city / "endereco.md").write_text(f"# Filial de {city}\n\nRua da filial de {city}, 10.\n")
    (folder / ".DS_Store").write_bytes(b"x")


def test_many_files_go_on_while_another_section_is_open(console: Page) -> None:
    files(console).set_input_files(
        [file(f"nota-{n}.md", f"# Nota {n}\n\nO prazo é de {n} dias.".encode()) for n in range(24)]
    )
    console.get_by_role("link", name="Conversas").click()
    expect(console.get_by_role("heading", name="Conversas", level=1)).to_be_focused()
    console.get_by_role("link", name="Conhecimento").click()
    expect(console.get_by_role("region", name="Envio de arquivos")).to_contain_text("24 arquivos lidos")


def test_what_is_sent_can_be_cancelled(console: Page) -> None:
    console.route("**/documents", lambda route: None if route.request.method == "POST" else route.continue_())
    files(console).set_input_files(file("lento.md", b"# Lento\n\nTexto."))
    expect(uploaded(console, "lento.md")).to_contain_text("Enviando")
    button(console, "Cancelar lento.md").click()
    expect(uploaded(console, "lento.md")).to_contain_text("Cancelado")
    console.unroute("**/documents")
    button(console, "Tentar de novo: lento.md").click()
    expect(uploaded(console, "lento.md")).to_contain_text("Pronto")


def test_a_text_is_written_corrected_read_again_and_deleted(console: Page) -> None:
    button(console, "Adicionar").click()
    console.get_by_role("menuitem", name="Escrever um texto").click()
    editor = console.get_by_role("dialog", name="Novo texto")
    expect(editor.get_by_label("Título")).to_be_focused()
    button(editor, "Salvar").click()
    expect(editor.get_by_label("Título")).to_have_attribute("aria-invalid", "true")
    editor.get_by_label("Título").fill("Férias")
    editor.get_by_label("Texto", exact=True).fill("## Prazo\n\nPeça as férias com 30 dias de antecedência.")
    button(editor, "Salvar").click()
    expect(console.get_by_role("region", name="Avisos")).to_contain_text("Texto guardado")
    expect(document(console, "Férias")).to_contain_text("Pronto")

    choose(console, "Férias", "Editar")
    editor = console.get_by_role("dialog", name="Editar o texto")
    expect(editor.get_by_label("Título")).to_have_value("Férias")
    editor.get_by_label("Texto", exact=True).fill("## Prazo\n\nPeça as férias com 45 dias de antecedência.")
    button(editor, "Salvar").click()
    expect(editor).to_have_count(0)

    document(console, "Férias").get_by_role("link", name="Férias").click()
    panel = console.get_by_role("dialog", name="Férias")
    expect(panel).to_contain_text("45 dias")
    button(panel, "Fechar").click()
    expect(console.get_by_role("link", name="Férias")).to_be_focused()

    choose(console, "Férias", "Reler")
    expect(console.get_by_text("O documento será lido de novo.")).to_be_visible()
    choose(console, "Férias", "Apagar")
    question = console.get_by_role("alertdialog", name="Apagar este documento?")
    expect(question).to_contain_text("«Férias»")
    button(question, "Apagar").click()
    expect(document(console, "Férias")).to_have_count(0)


def test_what_was_written_is_not_lost_by_a_slip(console: Page) -> None:
    console.goto("/console/conhecimento/texto")
    editor = console.get_by_role("dialog", name="Novo texto")
    editor.get_by_label("Título").fill("Rascunho")
    console.keyboard.press("Escape")
    question = console.get_by_role("alertdialog", name="Descartar as alterações?")
    button(question, "Cancelar").click()
    expect(editor.get_by_label("Título")).to_have_value("Rascunho")
    console.keyboard.press("Escape")
    button(question, "Descartar").click()
    expect(console).to_have_url("/console/conhecimento")


def test_all_documents_are_read_again_on_demand(console: Page) -> None:
    button(console, "Mais ações do conhecimento").click()
    console.get_by_role("menuitem", name="Reler tudo").click()
    button(console.get_by_role("alertdialog"), "Reler tudo").click()
    expect(console.get_by_text("Relendo os documentos.")).to_be_visible()
    expect(document(console, "Backups")).to_contain_text("Pronto")


def sites(page: Page) -> Locator:
    """Return the lines of the sites."""
    return page.get_by_role("list", name="Lista de sites").get_by_role("listitem")


def add_site(page: Page, url: str) -> None:
    """Have a site followed, and visited every week."""
    button(page, "Adicionar").click()
    page.get_by_role("menuitem", name="Adicionar por endereço").click()
    form = page.get_by_role("dialog", name="Adicionar site")
    form.get_by_label("Endereço", exact=True).fill(url)
    form.get_by_label("Voltar para ver mudanças").select_option(label="Toda semana")
    button(form, "Adicionar site").click()


def leave_site(page: Page, url: str) -> None:
    """Have a site followed no longer."""
    choose(page, url, "Parar de acompanhar")
    button(page.get_by_role("alertdialog"), "Parar de acompanhar").click()
    expect(page.get_by_text("Nenhum site acompanhado")).to_be_visible()


def test_the_pages_of_a_site_are_documents_while_it_is_followed(console: Page, tmp_path: Path) -> None:
    links = '<a href="frete.html">Frete</a> <a href="boleto.html">Boleto</a>'
    pages = {"index": f"<h1>Ajuda da loja</h1><p>Escolha um assunto da loja.</p>{links}"}
    pages |= {name: f"<h1>{name} da loja</h1><p>O {name} leva 3 dias.</p>" for name in ("frete", "boleto")}
    for name, body in pages.items():
        (tmp_path / f"{name}.html").write_text(f"<main>{body}</main>", encoding="utf-8")
    with serving_site(tmp_path) as site:
        add_site(console, f"{site.url}/")
        expect(sites(console)).to_contain_text("3 páginas")
        expect(sites(console)).to_contain_text("toda semana")
        expect(sites(console)).to_contain_text("Pronto")
        console.get_by_role("link", name="Documentos", exact=True).click()
        expect(document(console, "frete da loja")).to_contain_text("Página de site")
        console.get_by_role("link", name="Sites").click()
        leave_site(console, f"{site.url}/")
    console.get_by_role("link", name="Documentos", exact=True).click()
    expect(document(console, "Backups")).to_be_visible()
    expect(document(console, "frete da loja")).to_have_count(0)


def test_a_site_that_cannot_be_visited_says_why(console: Page) -> None:
    add_site(console, "http://localhost:9/ajuda")
    expect(sites(console)).to_contain_text("só as portas usuais de sites são aceitas")
    expect(sites(console)).to_contain_text("Com problema")
    leave_site(console, "http://localhost:9/ajuda")


def test_an_address_that_is_none_is_refused_at_its_field(console: Page) -> None:
    add_site(console, "ajuda.exemplo")
    address = console.get_by_role("dialog").get_by_label("Endereço", exact=True)
    expect(address).to_have_accessible_description(re.compile("precisa começar com http"))
    expect(address).to_be_focused()


def test_a_search_shows_passages_with_scores_and_whether_it_would_be_answered(page: Page) -> None:
    page.goto("/console/conhecimento/busca")
    page.get_by_label("Pergunta de teste").fill("tem backup?")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/console/conhecimento/busca?q=tem+backup%3F")
    expect(page.get_by_role("status").filter(has_text="A Rosana responderia")).to_contain_text("Confiança:")
    first = page.locator(".found-passages li").first
    expect(first).to_contain_text("Backups")
    expect(first).to_contain_text("pontuação")
    expect(first).to_contain_text("02h00")
    page.get_by_label("Pergunta de teste").fill("qual a capital da França?")
    button(page, "Buscar").click()
    expect(page.get_by_role("status").filter(has_text="não tem essa informação")).to_be_visible()


def test_a_suggested_question_can_be_tried(page: Page) -> None:
    page.goto("/console/conhecimento/busca")
    page.locator(".search-examples button").first.click()
    expect(page.get_by_role("status").filter(has_text="A Rosana responderia")).to_be_visible()


def test_documents_are_found_by_title(page: Page) -> None:
    page.goto("/console/conhecimento")
    page.get_by_label("Buscar por título").fill("backup")
    expect(page).to_have_url("/console/conhecimento?search=backup")
    expect(page.get_by_role("list", name="Lista de documentos").get_by_role("listitem")).to_have_count(1)
    page.get_by_label("Buscar por título").fill("nada disso")
    expect(page.get_by_text("Nenhum documento encontrado")).to_be_visible()
    button(page, "Mostrar todos").click()
    expect(page.get_by_label("Buscar por título")).to_have_value("")
    expect(document(page, "Backups")).to_be_visible()


def test_an_empty_base_asks_for_files(browser: Browser, own_server: OwnServer) -> None:
    own_server.start(ROSANA_SAMPLE="false")
    with visiting(browser, own_server.running.url) as page:
        page.goto("/console/conhecimento")
        expect(page.get_by_role("heading", name="A Rosana ainda não leu nada")).to_be_visible()
        with page.expect_file_chooser() as chooser:
            button(page.get_by_role("main"), "Enviar arquivos").click()
        chooser.value.set_files(file("estacionamento.pdf", MANUAL))
        expect(document(page, "Estacionamento")).to_contain_text("Pronto")


def test_a_lost_server_is_said_with_a_way_to_try_again(browser: Browser, server: Server) -> None:
    with visiting(browser, server.url, allowed=[FAILED_REQUEST]) as page:
        page.goto("/console/conversar")
        page.route("**/documents?*", lambda route: route.abort())
        page.get_by_role("link", name="Conhecimento").click()
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Não consegui falar com o servidor")
        page.unroute("**/documents?*")
        button(alert, "Tentar de novo").click()
        expect(document(page, "Backups")).to_be_visible()


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto("/console/conhecimento")
    expect(document(page, "Backups")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Pular para o conteúdo")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(button(page, "Mais ações do conhecimento")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Enviar arquivos")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button(page, "Adicionar")).to_be_focused()
    page.get_by_role("link", name="Backups").focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Backups")
    expect(panel).to_contain_text("02h00")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.get_by_role("link", name="Backups")).to_be_focused()


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_shows_everything_without_scrolling_sideways(browser: Browser, server: Server, width: int) -> None:
    phone = {**PHONE, "viewport": {"width": width, "height": 700}}
    with visiting(browser, server.url, **phone) as page:
        shown = {"": ".document", "/sites/novo": ".ui-dialog", "/texto": ".ui-dialog", "/busca?q=backup": ".found"}
        for address, what in shown.items():
            page.goto(f"/console/conhecimento{address}")
            expect(page.locator(what).first).to_be_visible()
            assert page.evaluate(HORIZONTAL_SCROLL) == 0, address
        page.goto("/console/conhecimento")
        page.get_by_role("link", name="Backups").tap()
        expect(page.get_by_role("dialog", name="Backups")).to_contain_text("02h00")
        assert page.evaluate(HORIZONTAL_SCROLL) == 0
