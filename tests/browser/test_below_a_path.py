"""Behind a proxy that serves Rosana under a path of another site, as nginx does with `location /ajuda/`."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.acceptance.server import Server
from tests.browser.visiting import ask, visiting

PATH = "/ajuda"


@pytest.fixture
def proxied(server: Server) -> Iterator[str]:
    """Address of a site that hands `/ajuda/` on to the server, and has nothing else."""

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith(f"{PATH}/"):
                self.send_error(404)
                return
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            url = server.url + self.path.removeprefix(PATH)
            # The host that the browser named goes on, as OriginGuard expects of a proxy.
            with httpx.stream(self.command, url, headers=dict(self.headers), content=body, timeout=30) as answer:
                self.send_response(answer.status_code)
                for name, value in answer.headers.items():
                    if name not in ("transfer-encoding", "connection"):
                        self.send_header(name, value)
                self.end_headers()
                for piece in answer.iter_raw():
                    self.wfile.write(piece)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{proxy.server_port}"
        proxy.shutdown()


def test_the_chat_asks_and_answers(browser: Browser, proxied: str) -> None:
    with visiting(browser, proxied, hosts=[f"{proxied}{PATH}/"]) as page:
        page.goto(f"{PATH}/")
        expect(ask(page, "tem backup?").locator(".answer-text")).to_contain_text("Backups automáticos")


@pytest.mark.parametrize("address", ["/console", "/console/", "/console/conhecimento", "/console/conversas/"])
def test_the_console_finds_its_files_the_api_and_its_own_screens(browser: Browser, proxied: str, address: str) -> None:
    with visiting(browser, proxied) as page:
        page.goto(f"{PATH}{address}")
        page.get_by_role("link", name="Conhecimento").first.click()
        expect(page).to_have_url(f"{proxied}{PATH}/console/conhecimento")
        expect(page.get_by_role("main")).to_contain_text("Backups")
        page.reload()
        expect(page.get_by_role("main")).to_contain_text("Backups")
