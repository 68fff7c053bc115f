"""A small site on loopback for tests: pages by path, and a log of what was asked."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

__all__ = ["Answer", "Site", "article", "running_site"]


@dataclass(frozen=True)
class Answer:
    """What is answered to one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    never_ends: bool = False
    """Whether a byte comes now and then, and the end never."""
    drops: bool = False
    """Whether the connection is closed instead."""


def article(text: str, *, links: tuple[str, ...] = (), head: str = "") -> Answer:
    """Return a page of some length."""
    anchors = "".join(f'<a href="{link}">{link}</a>' for link in links)
    paragraph = f"<p>{text} Esta página explica o resto com todas as palavras que são precisas. </p>" * 3
    html = f"<html><head><title>{text}</title>{head}</head><body><h1>{text}</h1>{paragraph}{anchors}</body></html>"
    return Answer(html.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


@dataclass
class Site:
    """A running site."""

    address: str
    pages: dict[str, Answer | list[Answer]]
    """By path; of a list, each is given once and the last one from then on."""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _ in self.asked]

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        """Return the answer to a request."""
        self.asked.append((path, headers))
        found = self.pages.get(path, Answer(status=404))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        tag = found.headers.get("ETag")
        return Answer(status=304) if tag and headers.get("if-none-match") == tag else found


@contextmanager
def running_site(pages: dict[str, Answer | list[Answer]]) -> Iterator[Site]:
    """Serve pages on a free port of 127.0.0.1."""
    site = Site("", pages)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = site.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
            if answer.drops:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if not answer.never_ends:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
            with suppress(OSError):  # until the other end is tired of it
                while answer.never_ends and not site.closing.wait(0.02):
                    self.wfile.write(b".")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        site.address = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            site.closing.set()
            server.shutdown()
            thread.join()
