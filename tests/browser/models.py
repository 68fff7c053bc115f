"""Servers whose answers a stand-in for Ollama writes."""

import threading
import time
from collections.abc import Iterator

from tests.acceptance.server import Server
from tests.browser.conftest import OwnServer
from tests.ollama_server import OllamaServer

__all__ = ["Paced", "wait_for_model", "with_model"]


def with_model(own_server: OwnServer, ollama: OllamaServer) -> Server:
    """Start a server, and return when the model answers."""
    server = own_server.start(ROSANA_MODEL="auto", OLLAMA_HOST=ollama.host)
    wait_for_model(server)
    return server


def wait_for_model(server: Server) -> None:
    """Return when the model answers in the place of the documents."""
    deadline = time.monotonic() + 20
    while server.http.get("/health").json()["model"] != "ollama:llama3.2":
        assert time.monotonic() < deadline
        time.sleep(0.05)


class Paced(list[str]):
    """Words that a model writes one after another, as fast as a model does."""

    def __iter__(self) -> Iterator[str]:
        """Yield each word a little after the one before."""
        for word in super().__iter__():
            threading.Event().wait(0.02)
            yield word
