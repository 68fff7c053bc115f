import os
from collections.abc import Iterator

import pytest

from rosana.settings import Settings
from tests.llamacpp_server import running_llamacpp
from tests.ollama_server import OllamaServer, running_ollama


@pytest.fixture
def ollama() -> Iterator[OllamaServer]:
    """Ollama's stand-in, with llama3.2 installed."""
    with running_ollama() as server:
        yield server


@pytest.fixture(params=["stand-in", "real"])
def ollama_host(request: pytest.FixtureRequest) -> Iterator[str]:
    """Address of an Ollama with llama3.2: the stand-in, and the real one where OLLAMA_HOST names it."""
    if request.param == "stand-in":
        with running_ollama() as server:
            yield server.host
        return
    if not os.environ.get("OLLAMA_HOST"):
        pytest.skip("needs a real Ollama with llama3.2: set OLLAMA_HOST")
    yield Settings(ollama_host=os.environ["OLLAMA_HOST"]).ollama_host


@pytest.fixture(scope="session")
def llamacpp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address, up to /v1, of a real llama.cpp server with a tiny model."""
    with running_llamacpp(tmp_path_factory.mktemp("llamacpp")) as address:
        yield f"{address}/v1"
