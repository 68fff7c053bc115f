"""Fixtures of the browser tests: a real Chromium, real servers, and pages that fail the test when they complain.

`page` is a desktop visitor of the sample server, nothing open yet: `page.goto("/console/")`. For anything else, take
`visiting(browser, server.url, **PHONE, **DARK)` of `tests.browser.visiting`. `own_server` is for tests that write,
kill or configure: `own_server.start(ROSANA_MODEL="auto")`.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from rosana.server.page import page_is_built
from tests.acceptance.server import Server, running
from tests.browser.visiting import visiting

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

expect.set_options(timeout=20_000)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; one for all tests here, each visitor has a context of their own."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    if not page_is_built():
        pytest.skip("needs the built page: make page")
    # Not for the session: a running Playwright keeps asyncio tests of other packages from running.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the sample knowledge base, for tests that only ask."""
    with running(tmp_path_factory.mktemp("sample")) as server:
        yield server


def forget(server: Server) -> None:
    """Leave a server nothing but its sample: no conversation, and no document that a test has added."""
    while found := server.http.get("/conversations").raise_for_status().json()["items"]:
        for each in found:
            server.http.delete(f"/conversations/{each['id']}").raise_for_status()
    for each in server.http.get("/documents").raise_for_status().json():
        if not each["source"].startswith("exemplo/"):
            server.http.delete(f"/documents/{each['id']}").raise_for_status()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the tests of one file, which write."""
    with running(tmp_path_factory.mktemp("shared")) as server:
        yield server


@pytest.fixture
def fresh(shared: Server) -> Server:
    """A server with the sample alone, as if nobody had used it yet."""
    forget(shared)
    return shared


class OwnServer:
    """A server of one test: it can be killed and comes back on the same port and data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._settings: dict[str, str] = {}
        self._server: Server | None = None

    @property
    def running(self) -> Server:
        """Return the server process that runs now."""
        assert self._server, "start() it first"
        return self._server

    def start(self, **settings: str) -> Server:
        """Start it, again with the settings and the port of the first time."""
        self._settings = self._settings or settings
        self._server = Server(self._data_dir, **self._settings)
        self._settings["ROSANA_PORT"] = str(self._server.port)
        self._server.wait()
        return self._server

    def kill(self) -> None:
        """End it as a power cut would."""
        self.running.kill()

    def end(self) -> None:
        """Stop it if it runs."""
        if self._server and self._server.process.poll() is None:
            self._server.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[OwnServer]:
    """A server for tests that write, kill or configure; not started yet."""
    server = OwnServer(tmp_path / "data")
    yield server
    server.end()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A desktop visitor of the sample server, who has nothing open yet."""
    with visiting(browser, server.url) as page:
        yield page
