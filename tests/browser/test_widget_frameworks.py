"""The widget in a React page, as a component in its place, and in a Vue 2 page, as a launcher."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.server import Server
from tests.browser.site import Site, built_examples, serving_site
from tests.browser.visiting import ask, button, field, visiting


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Site]:
    built = built_examples(tmp_path_factory.mktemp("site"))
    if built is None:
        pytest.skip("needs Node.js and the packages of web: cd web && npm ci")
    with serving_site(built) as site:
        answer = server.http.patch("/settings", json={"widget": {"origins": [site.url]}})
        site.show_widget(server.url, answer.raise_for_status().json()["widget"]["id"])
        yield site


@pytest.fixture
def shop(browser: Browser, server: Server, site: Site) -> Iterator[Page]:
    with visiting(browser, site.url, hosts=[server.url]) as page:
        yield page


def test_react_holds_the_conversation_in_a_view_and_finds_it_again(shop: Page) -> None:
    shop.goto("/react/")
    button(shop, "Ajuda").click()
    ask(shop, "qual o horário do suporte?")
    button(shop, "Tem backup?").click()
    expect(shop.locator(".answer-text").last).to_contain_text("Backups automáticos")
    expect(shop.get_by_role("status").first).to_have_text("4")
    button(shop, "Início").click()
    expect(field(shop)).to_have_count(0)
    shop.go_back()
    expect(shop.locator(".question p")).to_have_text(["qual o horário do suporte?", "Tem backup?"])


def test_an_inline_conversation_has_the_height_that_its_page_gives(shop: Page) -> None:
    shop.goto("/react/")
    button(shop, "Ajuda").click()
    expect(field(shop)).to_be_visible()
    box = shop.locator("rosana-chat").bounding_box()
    assert box
    assert box["height"] == 32 * 16
    expect(button(shop, "Abrir a conversa")).to_have_count(0)


def test_vue_2_brings_the_script_itself_and_asks_for_the_visitor(shop: Page) -> None:
    shop.goto("/vue2/")
    launcher = button(shop, "Abrir a conversa")
    expect(launcher).to_be_visible()
    box = launcher.bounding_box()
    assert box
    assert box["x"] == 20
    button(shop, "Como peço reembolso?").click()
    panel = shop.get_by_role("dialog", name="Rosana")
    expect(panel.locator(".answer-text")).to_contain_text("abrir ticket no Jira")
    expect(shop.locator("output")).to_have_text("1")


def test_vue_2_changes_the_view_and_greets_its_user_by_name(shop: Page) -> None:
    shop.goto("/vue2/")
    button(shop, "Abrir a conversa").click()
    expect(field(shop)).to_be_focused()
    button(shop, "Entrar").click()
    panel = shop.get_by_role("dialog", name="Rosana")
    expect(panel.get_by_role("heading", name="Olá, Bruno!")).to_be_visible()
    button(shop, "Pedidos").click()
    expect(shop.get_by_role("heading", name="Seus pedidos")).to_be_visible()
    expect(panel).to_be_visible()
