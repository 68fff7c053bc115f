"""What the server says of each kind of file, and what the browser makes of it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.server import Server
from tests.browser.visiting import ask, visiting

SCREENS = ["", "conversar", "conversas", "conhecimento", "qualidade", "ajustes"]
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'self'",
}


def headers(server: Server, path: str) -> dict[str, str]:
    answer = server.http.get(path).raise_for_status()
    return dict(answer.headers)


def asset(server: Server) -> str:
    return server.http.get("/").text.split('src="./', 1)[1].split('"', 1)[0]


@pytest.mark.parametrize("path", ["/", "/console/", "/console/conversas/1"])
def test_a_page_lets_nothing_foreign_or_inline_run_and_is_asked_for_each_time(server: Server, path: str) -> None:
    found = headers(server, path)
    assert dict(rule.split(" ", 1) for rule in found["content-security-policy"].split("; ")) == POLICY
    assert (found["x-content-type-options"], found["referrer-policy"]) == ("nosniff", "no-referrer")
    assert (found["content-type"], found["cache-control"]) == ("text/html; charset=utf-8", "no-cache")


def test_a_hashed_asset_is_kept_for_ever_and_comes_compressed(server: Server) -> None:
    found = headers(server, asset(server))
    assert found["cache-control"] == "public, max-age=31536000, immutable"
    assert (found["content-encoding"], found["vary"]) == ("gzip", "Accept-Encoding")
    assert found["x-content-type-options"] == "nosniff"


def test_other_sites_may_embed_the_widget_and_soon_get_a_new_one(server: Server) -> None:
    found = headers(server, "/widget.js")
    assert (found["cache-control"], found["cross-origin-resource-policy"]) == ("public, max-age=300", "cross-origin")
    assert found["content-type"].startswith(("text/javascript", "application/javascript"))
    assert server.http.get("/widget.js", headers={"If-None-Match": found["etag"]}).status_code == 304


def test_other_sites_may_read_the_widget_alone_so_that_they_can_check_its_hash(server: Server) -> None:
    assert headers(server, "/widget.js")["access-control-allow-origin"] == "*"
    for path in ("/", "/console/", asset(server)):
        assert "access-control-allow-origin" not in headers(server, path)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_console_violates_nothing_of_its_policy(page: Page, screen: str) -> None:
    page.goto(f"/console/{screen}")
    expect(page.get_by_role("main")).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_the_chat_violates_nothing_of_its_policy(page: Page) -> None:
    page.goto("/")
    ask(page, "tem backup?").locator(".source").first.click()
    expect(page.locator("mark").first).to_be_visible()


def test_an_inline_script_is_refused_by_the_browser(browser: Browser, server: Server) -> None:
    with visiting(browser, server.url, allowed=["Executing inline script violates"]) as page:
        page.goto("/")
        refused = page.evaluate(
            """() => new Promise(resolve => {
                document.addEventListener("securitypolicyviolation", event => resolve(event.effectiveDirective));
                const script = document.createElement("script");
                script.textContent = "window.ran = 1";
                document.body.append(script);
            })"""
        )
        assert refused == "script-src-elem"
        assert page.evaluate("window.ran") is None
