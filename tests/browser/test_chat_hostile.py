"""Text that would be code: whoever writes it, it is shown, and it neither runs nor fetches anything.

`visiting` fails a test whose page asks any other host or complains.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.acceptance.server import Server
from tests.acceptance.test_crash import wait_until_read
from tests.browser.conftest import OwnServer
from tests.browser.models import wait_for_model
from tests.browser.visiting import ask, button, visiting
from tests.ollama_server import OllamaServer

RUN = "window.hacked = 1"
EVIL = (
    f"<script>{RUN}</script><img src=x onerror='{RUN}'><svg onload='{RUN}'></svg>"
    f"<iframe srcdoc='<script>parent.hacked = 1</script>'></iframe><a href='javascript:{RUN}'>a</a>"
)
ANSWER = (
    "O cupom da promoção de inverno é FRIO10. ",
    f"{EVIL}\n\n",
    f"[clique](javascript:{RUN}) [aqui](JaVaScRiPt:{RUN}) <javascript:{RUN}>\n\n",
    f"[dados](data:text/html,<script>{RUN}</script>)\n\n",
    "![pixel](https://evil.example/pixel.png) ![](https://evil.example/other.svg)\n\n",
    "[![selo](https://evil.example/badge.svg)](https://evil.example)\n\n",
    f"| <b>a</b> | b |\n|---|---|\n| {EVIL.replace('|', '')} | [x](javascript:{RUN}) |\n\n",
    f"```html\n{EVIL}\n```\n\n# {EVIL}\n\n> {EVIL}\n\n- {EVIL}\n",
)
PIERCED = """scope => {
    const root = scope.shadowRoot ?? scope;
    return [...root.querySelectorAll('script, img, iframe, object, embed, svg:not(.icon, .mark), link, style, base')]
        .concat([...root.querySelectorAll('a')].filter(a => !/^(https?|mailto|tel):/.test(a.href)))
        .concat([...root.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))))
        .map(e => e.outerHTML);
}"""
Visit = Callable[[Page, Server], Locator]


def page_of_the_chat(page: Page, _: Server) -> Locator:
    page.goto("/")
    return page.locator("main")


def page_with_the_widget(page: Page, server: Server) -> Locator:
    widget = server.http.get("/settings").json()["widget"]["id"]
    tag = f'<script src="/widget.js" data-widget="{widget}"></script>'
    page.route(
        "**/loja",
        lambda route: route.fulfill(body=f"<!doctype html><title>Loja</title>{tag}", content_type="text/html"),
    )
    page.goto("/loja")
    page.evaluate("Rosana.open()")
    return page.locator("rosana-chat")


@pytest.fixture(params=[page_of_the_chat, page_with_the_widget])
def visit(request: pytest.FixtureRequest) -> Visit:
    chosen: Visit = request.param
    return chosen


def hostile(own_server: OwnServer, ollama: OllamaServer) -> Server:
    """Start a server whose documents and model mean harm."""
    ollama.answer = ANSWER
    server = own_server.start(ROSANA_MODEL="auto", OLLAMA_HOST=ollama.host)
    text = f"O cupom da promoção de inverno é {EVIL} FRIO10.".encode()
    server.http.post(
        "/documents", files={"file": (f"cupom {EVIL[:60]}.txt".replace("/", "\\"), text)}
    ).raise_for_status()
    wait_until_read(server)
    wait_for_model(server)
    return server


def test_what_documents_customers_and_models_write_is_text(
    browser: Browser, ollama: OllamaServer, own_server: OwnServer, visit: Visit
) -> None:
    server = hostile(own_server, ollama)
    with visiting(browser, server.url) as page:
        scope = visit(page, server)
        ask(page, EVIL)
        answer = ask(page, "qual o cupom da promoção de inverno?")
        expect(page.locator(".question p").first).to_have_text(EVIL)
        expect(answer.locator(".answer-text")).to_contain_text(EVIL)
        answer.locator(".source").first.click()
        expect(answer.locator(".passage-text")).to_contain_text(EVIL)
        for dead in ("clique", "aqui", "dados", "x"):
            expect(answer.locator(".answer-text").get_by_role("link", name=dead, exact=True)).to_have_count(0)
        expect(answer.get_by_role("link", name="pixel")).to_have_attribute("href", "https://evil.example/pixel.png")
        assert scope.evaluate(PIERCED) == []
        button(answer, "Resposta ruim").click()
        answer.get_by_label("O que faltou ou está errado? (opcional)").fill(EVIL)
        button(answer, "Enviar comentário").click()
        page.reload()
        assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("url", [f"javascript:{RUN}", f" javascript:{RUN}", f"data:text/html,<script>{RUN}</script>"])
def test_an_address_that_is_no_page_is_no_link(page: Page, url: str) -> None:
    source = {"n": 1, "document_id": "d", "passage_id": 1, "title": EVIL, "heading": EVIL, "text": EVIL, "score": 1}
    answer = {
        "refused": False,
        "incomplete": False,
        "confidence": 1,
        "feedback": None,
        "created_at": "2026-01-01T00:00:00Z",
    }
    messages = [
        {**answer, "id": "m1", "role": "user", "text": "Oi", "model": None, "sources": [], "citations": []},
        {
            **answer,
            "id": "m2",
            "role": "assistant",
            "text": "Oi",
            "model": EVIL,
            "sources": [{**source, "url": url}],
            "citations": [],
        },
    ]
    stored = {"id": "c1", "created_at": "2026-01-01T00:00:00Z", "messages": messages}
    page.route("**/conversations/c1", lambda route: route.fulfill(json=stored))
    page.add_init_script("localStorage.setItem('rosana.conversation', 'c1')")
    page.goto("/")
    page.locator(".source").click()
    expect(page.locator(".passage-text")).to_have_text(EVIL)
    expect(page.get_by_role("link")).to_have_count(0)
    assert page.locator("main").evaluate(PIERCED) == []
    assert page.evaluate("window.hacked") is None
