"""No screen has a serious or critical fault, on a desktop and a phone, light and dark."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.server import Server
from tests.browser.axe import faults
from tests.browser.visiting import DESKTOP, PHONE, ask, button, visiting

SCREENS = [
    *("", "conversar", "conversas", "conhecimento", "qualidade", "ajustes"),
    *("conhecimento/busca?q=tem+backup", "conhecimento/sites/novo", "conhecimento/texto"),
]


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def visitor(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Page]:
    device: dict[str, Any] = dict(request.param)
    with visiting(browser, server.url, reduced_motion="reduce", **device) as page:
        yield page


@pytest.fixture(scope="module")
def conversation(server: Server) -> str:
    """A conversation that the console can show: an answer with a thumb, and a refusal."""
    first = server.http.post("/chat", json={"message": "tem backup?"}).raise_for_status().json()
    conversation: str = first["conversation_id"]
    for question in ("qual a capital da França?", "qual o horário do suporte?"):
        body = {"message": question, "conversation_id": conversation}
        server.http.post("/chat", json=body).raise_for_status()
    opinion = {"rating": "down", "comment": "Faltou dizer a hora."}
    server.http.post(f"/messages/{first['message_id']}/feedback", json=opinion).raise_for_status()
    return conversation


def assert_faultless(page: Page) -> None:
    """Wait until the screen shows what it has to show, and look at it by day and by night."""
    expect(page.locator("main")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator("main [aria-busy=true]")).to_have_count(0)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == []


def test_the_chat_before_the_first_question(visitor: Page) -> None:
    visitor.goto("/")
    assert_faultless(visitor)


def test_the_chat_with_a_source_open_and_a_reason_asked_for(visitor: Page) -> None:
    visitor.goto("/")
    answer = ask(visitor, "tem backup?")
    answer.locator(".citation").first.click()
    button(answer, "Resposta ruim").click()
    assert_faultless(visitor)


def test_the_chat_with_a_refusal(visitor: Page) -> None:
    visitor.goto("/")
    ask(visitor, "qual a capital da França?")
    assert_faultless(visitor)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.usefixtures("conversation")
def test_a_screen_of_the_console(visitor: Page, screen: str) -> None:
    visitor.goto(f"/console/{screen}")
    assert_faultless(visitor)


def test_a_conversation_in_the_console(visitor: Page, conversation: str) -> None:
    visitor.goto(f"/console/conversas/{conversation}")
    expect(visitor.get_by_role("heading", name="tem backup?")).to_be_visible()
    assert_faultless(visitor)


def test_a_document_with_its_passages(visitor: Page) -> None:
    visitor.goto("/console/conhecimento")
    visitor.get_by_role("link", name="Backups").click()
    expect(visitor.get_by_role("dialog", name="Backups")).to_contain_text("02h00")
    assert_faultless(visitor)
