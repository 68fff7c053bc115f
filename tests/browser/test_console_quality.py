"""The quality of the answers in the console: figures, charts, what was refused by theme, and what to look at again."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.server import Server, running
from tests.browser.axe import faults
from tests.browser.visiting import LOOKS, PHONE, ask, visiting

HORIZONTAL_SCROLL = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOST = ["como recupero o troféu?", "onde guardam o troféu?", "quem ganhou o troféu?", "o troféu é de ouro?"]
COMMENT = "Faltou dizer a hora. <img src=x onerror=alert(1)>"


def put(server: Server, message: str) -> dict[str, Any]:
    """Ask as a customer does, and return the answer."""
    answer: dict[str, Any] = server.http.post("/chat", json={"message": message}).raise_for_status().json()
    return answer


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with answers, one of them turned down, and refusals about one thing."""
    with running(tmp_path_factory.mktemp("quality")) as server:
        liked, turned_down = put(server, "qual o horário do suporte?"), put(server, "tem backup?")
        for answer, opinion in ((liked, {"rating": "up"}), (turned_down, {"rating": "down", "comment": COMMENT})):
            server.http.post(f"/messages/{answer['message_id']}/feedback", json=opinion).raise_for_status()
        for question in LOST:
            assert put(server, question)["refused"]
        yield server


@pytest.fixture
def quality(browser: Browser, asked: Server) -> Iterator[Page]:
    with visiting(browser, asked.url) as page:
        page.goto("/console/qualidade")
        expect(page.get_by_role("heading", name="Perguntas por dia")).to_be_visible()
        yield page


def test_the_period_is_told_in_figures(quality: Page) -> None:
    totals = quality.get_by_role("region", name="Resumo do período")
    expect(totals).to_contain_text("Perguntas6")
    expect(totals).to_contain_text("Respondidas233% das perguntas")
    expect(totals).to_contain_text("Sem resposta467% das perguntas")
    expect(totals).to_contain_text("50%1 de 2 avaliações")
    engines = quality.get_by_role("region", name="Quem respondeu").get_by_role("row")
    expect(engines.nth(1)).to_contain_text("Trechos dos documentos")


def test_a_chart_is_drawn_said_in_a_sentence_and_there_as_a_table(quality: Page) -> None:
    chart = quality.get_by_role("figure", name="Perguntas por dia")
    expect(chart.locator(".plot-bars i")).to_have_count(2)
    expect(chart).to_contain_text("Respondidas: 2; sem resposta: 4.")
    expect(chart.get_by_role("table")).to_have_count(0)
    chart.get_by_text("Ver como tabela").click()
    expect(chart.get_by_role("row")).to_have_count(31)
    expect(chart.get_by_role("row").nth(1).get_by_role("cell")).to_contain_text(["", "2", "4"])


def test_a_chart_says_the_figures_of_the_day_under_the_pointer(quality: Page) -> None:
    chart = quality.get_by_role("figure", name="Perguntas por dia")
    chart.locator(".plot-bars > div").last.hover()
    expect(chart.locator(".plot-reading")).to_contain_text("Respondidas: 2Sem resposta: 4")
    quality.get_by_role("heading", name="Qualidade").hover()
    expect(chart.locator(".plot-reading")).to_have_count(0)


def test_the_other_period_is_kept_in_the_address(quality: Page) -> None:
    quality.get_by_role("button", name="7 dias").click()
    expect(quality).to_have_url("/console/qualidade?dias=7")
    quality.reload()
    expect(quality.get_by_role("button", name="7 dias")).to_have_attribute("aria-pressed", "true")


def test_a_theme_of_refused_questions_appears_after_they_are_asked(browser: Browser, fresh: Server) -> None:
    put(fresh, "qual o horário do suporte?")
    with visiting(browser, fresh.url) as page:
        page.goto("/console/qualidade")
        unanswered = page.get_by_role("region", name="Perguntas sem resposta")
        expect(unanswered).to_contain_text("A Rosana teve resposta para tudo")
        page.goto("/")
        for question in LOST[:2]:
            ask(page, question)
        page.goto("/console/qualidade")
        theme = unanswered.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Troféu"))
        expect(theme).to_contain_text("2 perguntas")
        for question in LOST[:2]:
            expect(theme).to_contain_text(question)


def test_a_theme_shows_all_its_questions_when_asked_to(quality: Page) -> None:
    unanswered = quality.get_by_role("region", name="Perguntas sem resposta")
    expect(unanswered.get_by_role("link", name="Adicionar a resposta")).to_have_count(3)
    unanswered.get_by_role("button", name="Mostrar as 4 perguntas").click()
    expect(unanswered.get_by_role("link", name="Adicionar a resposta")).to_have_count(4)


def test_the_answer_to_a_refused_question_is_written_under_it_as_title(quality: Page) -> None:
    quality.get_by_role("link", name=f"Adicionar a resposta para: {LOST[3]}").click()
    expect(quality.get_by_role("dialog").get_by_label("Título")).to_have_value(LOST[3])


def test_a_refused_question_leads_to_its_conversation(quality: Page) -> None:
    quality.get_by_role("link", name=f"Ver conversa: {LOST[3]}").click()
    expect(quality.get_by_role("main")).to_contain_text(LOST[3])
    expect(quality).not_to_have_url("/console/qualidade")


def test_an_answer_that_was_turned_down_is_shown_with_its_comment_as_text(quality: Page) -> None:
    worst = quality.get_by_role("region", name="Respostas para rever")
    answer = worst.get_by_role("listitem").first
    expect(answer.get_by_role("heading", name="tem backup?")).to_be_visible()
    expect(answer).to_contain_text(COMMENT)
    answer.get_by_role("link").click()
    expect(quality.get_by_role("main")).to_contain_text("Backups automáticos")


def test_nothing_asked_is_said_and_leads_to_the_chat(browser: Browser, fresh: Server) -> None:
    with visiting(browser, fresh.url) as page:
        page.goto("/console/qualidade")
        expect(page.get_by_role("heading", name="Nenhuma pergunta nestes dias")).to_be_visible()
        page.get_by_role("link", name="Fazer uma pergunta").click()
        expect(page).to_have_url("/console/conversar")


def test_nothing_sticks_out_on_a_narrow_phone(browser: Browser, asked: Server) -> None:
    with visiting(browser, asked.url, **{**PHONE, "viewport": {"width": 320, "height": 640}}) as page:
        page.goto("/console/qualidade?dias=90")
        expect(page.locator(".plot-bars i").first).to_be_visible()
        assert page.evaluate(HORIZONTAL_SCROLL) == 0


@pytest.mark.parametrize("look", LOOKS)
def test_the_charts_and_their_tables_have_no_fault(browser: Browser, asked: Server, look: str) -> None:
    with visiting(browser, asked.url, reduced_motion="reduce", **LOOKS[look]) as page:
        page.goto("/console/qualidade")
        expect(page.locator(".plot-curve circle").first).to_be_visible()
        for table in page.get_by_text("Ver como tabela").all():
            table.click()
        assert faults(page) == []
