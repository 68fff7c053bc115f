"""Another site, on a port and so an origin of its own, whose pages show the widget."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Locator, Page

from tests.acceptance.server import Server

__all__ = ["EXAMPLES", "Site", "built_examples", "launcher", "list_sites", "listed_shop", "panel", "serving_site"]

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
_MODULES = ROOT / "web" / "node_modules"


class Site:
    """One site: a folder, an address, and the Content-Security-Policy of its pages."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url
        self.policy: str | None = None

    def show_widget(self, server: str, widget: str) -> None:
        """Write a server and a widget's id into the examples, as their README says."""
        for page in self.folder.rglob("*.html"):
            text = page.read_text(encoding="utf-8")
            text = text.replace("http://127.0.0.1:8000", server).replace("SEU-WIDGET", widget)
            page.write_text(text, encoding="utf-8")

    def dress(self, page: str, css: str) -> None:
        """Append rules to the style sheet of a page."""
        sheet = self.folder / page
        sheet.write_text(sheet.read_text(encoding="utf-8") + css, encoding="utf-8")


@contextmanager
def serving_site(folder: Path) -> Iterator[Site]:
    """Serve a folder as a site of its own."""
    site = Site(folder, "")

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            if site.policy is not None:
                self.send_header("Content-Security-Policy", site.policy)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing: the browser's console tells what fails."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as http:
        site.url = f"http://127.0.0.1:{http.server_port}"
        thread = Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield site
        http.shutdown()
        thread.join()


def built_examples(folder: Path) -> Path | None:
    """Build the examples that need it, with the packages of `web`, and return where; None without those."""
    vite = _MODULES / "vite" / "bin" / "vite.js"
    node = shutil.which("node")
    if node is None or not (vite.is_file() and (_MODULES / "vue").is_dir()):
        return None
    source = folder / "examples"
    shutil.copytree(EXAMPLES, source, ignore=shutil.ignore_patterns("node_modules", "dist"))
    (source / "node_modules").symlink_to(_MODULES)
    subprocess.run([node, vite, "build", "--logLevel", "error"], cwd=source, check=True)
    return source / "dist"


def list_sites(server: Server, *origins: str) -> str:
    """List sites that may show the widget, and return its id."""
    answer = server.http.patch("/settings", json={"widget": {"origins": list(origins)}})
    return str(answer.raise_for_status().json()["widget"]["id"])


@contextmanager
def listed_shop(folder: Path, server: Server) -> Iterator[Site]:
    """The shop of the example, on the list, with a policy that allows Rosana's server and nothing inline."""
    shutil.copytree(EXAMPLES / "html", folder)
    with serving_site(folder) as site:
        site.show_widget(server.url, list_sites(server, site.url))
        site.policy = (
            f"default-src 'none'; script-src 'self' {server.url}; connect-src {server.url}; style-src 'self'; "
            "img-src 'self' data:; require-trusted-types-for 'script'"
        )
        yield site


def launcher(page: Page) -> Locator:
    """Return the button that opens the conversation."""
    return page.get_by_role("button", name="Abrir a conversa")


def panel(page: Page) -> Locator:
    """Return the open conversation, under the name that it has without a title."""
    return page.get_by_role("dialog", name="Rosana")
