"""A visitor's browser, which fails the test when the page complains or speaks to anybody but its server."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

__all__ = ["DARK", "DESKTOP", "FAILED_REQUEST", "LOOKS", "PHONE", "ask", "button", "field", "visiting"]

DESKTOP: Mapping[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: Mapping[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DARK: Mapping[str, Any] = {"color_scheme": "dark"}
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "desktop-light": DESKTOP,
    "desktop-dark": {**DESKTOP, **DARK},
    "phone-light": PHONE,
    "phone-dark": {**PHONE, **DARK},
}
FAILED_REQUEST = "Failed to load resource"
"""What Chromium's console says of every answer that is no success."""


@contextmanager
def visiting(
    browser: Browser, url: str, *, allowed: Sequence[str] = (), hosts: Sequence[str] = (), **context: Any
) -> Iterator[Page]:
    """Give a new visitor's page, with `url` as its base and nothing open yet.

    On leaving, errors and warnings of the console (violations of the Content-Security-Policy are errors), exceptions
    that nobody caught and requests to other hosts fail the test.

    Args:
        browser: the running Chromium.
        url: where the server is; `page.goto("/console/")` is enough then.
        allowed: patterns of complaints that are expected; `FAILED_REQUEST` where a server dies or answers 4xx.
        hosts: beginnings of addresses that may be asked, too.
        context: options of Playwright's `new_context`: `**PHONE`, `**DARK`.
    """
    ours = (url, "data:", "blob:", *hosts)
    complaints: list[str] = []
    with browser.new_context(**{"base_url": url, "locale": "pt-BR", **DESKTOP, **context}) as visitor:
        visitor.set_default_timeout(20_000)
        page = visitor.new_page()
        page.on("console", lambda line: complaints.append(said(line)) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        visitor.on("request", lambda asked: None if asked.url.startswith(ours) else complaints.append(asked.url))
        yield page
    unexpected = [line for line in complaints if not any(re.search(each, line) for each in allowed)]
    assert not unexpected, unexpected


def said(line: ConsoleMessage) -> str:
    """Return what the console says, and of which address."""
    return f"{line.text} {line.location['url']}"


def field(page: Page) -> Locator:
    """Return the field of the chat's question."""
    return page.get_by_label("Sua pergunta")


def ask(page: Page, question: str) -> Locator:
    """Ask in the chat, and return the answer: whole, or ended otherwise."""
    field(page).fill(question)
    page.get_by_label("Enviar pergunta").click()
    answer = page.locator(".turn").last.locator(".answer")
    expect(answer).to_have_attribute("aria-busy", "false")
    return answer


def button(scope: Page | Locator, name: str) -> Locator:
    """Return the button of exactly this name."""
    return scope.get_by_role("button", name=name, exact=True)
