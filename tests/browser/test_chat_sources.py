"""Where an answer comes from: numbers in the text, the sources below it, and the passage that each opens."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OwnServer
from tests.browser.models import with_model
from tests.browser.visiting import ask, button, visiting
from tests.ollama_server import OllamaServer


@pytest.fixture
def chat(page: Page) -> Page:
    page.goto("/")
    return page


@pytest.mark.parametrize("name", ["Fonte 1: Backups", "1 Backups"])
def test_a_source_opens_its_passage_with_the_supporting_words_marked(chat: Page, name: str) -> None:
    answer = ask(chat, "tem backup?")
    button(answer, name).click()
    passage = answer.get_by_role("region", name="Fonte 1: Backups")
    expect(passage.locator("mark")).to_contain_text("Backups automáticos são realizados")
    button(passage, "Fechar fonte").click()
    expect(passage).to_have_count(0)


def test_a_source_opens_after_a_reload_too(chat: Page) -> None:
    ask(chat, "tem backup?")
    chat.reload()
    button(chat, "Fonte 1: Backups").click()
    expect(chat.locator("mark")).to_be_visible()


def test_markdown_is_laid_out_with_its_sources_where_the_sentences_end(
    browser: Browser, ollama: OllamaServer, own_server: OwnServer
) -> None:
    ollama.answer = (
        "## Backups\n\n",
        "Backups automáticos são realizados **diariamente às 02h00** com retenção de 30 dias.\n\n",
        "| Quando | Quanto |\n|---|---|\n| 02h00 | 30 dias |\n\n",
        "1. Veja [o painel](https://painel.example/a).\n2. Use `backup`.\n",
    )
    with visiting(browser, with_model(own_server, ollama).url) as page:
        page.goto("/")
        text = ask(page, "tem backup?").locator(".answer-text")
        expect(text.locator("h3")).to_have_text("Backups")
        expect(text.locator("strong")).to_have_text("diariamente às 02h00")
        expect(text.locator("p", has_text="Backups automáticos")).to_have_text(
            "Backups automáticos são realizados diariamente às 02h00 com retenção de 30 dias.1"
        )
        expect(text.locator("td")).to_have_text([re.compile("^02h00"), re.compile("^30 dias")])
        expect(text.locator("li code")).to_have_text("backup")
        link = text.get_by_role("link", name="o painel")
        expect(link).to_have_attribute("href", "https://painel.example/a")
        expect(link).to_have_attribute("rel", "noopener noreferrer")
        expect(link).to_have_attribute("target", "_blank")
        assert "**" not in text.inner_text()
