import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import ollama as ollama_client
import pytest
from pydantic import SecretStr

from rosana.endpoints import check_openai, http_options, knock, model_error, refusal
from rosana.errors import (
    ContextExceeded,
    ModelBusy,
    ModelError,
    ModelInterrupted,
    ModelMissing,
    ModelUnavailable,
)
from rosana.settings import OpenAI, Settings

NOBODY = "http://127.0.0.1:9"  # the port of a service that no machine runs any more

Serve = Callable[..., str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers that answer every request alike; returns their address."""
    with ExitStack() as stack:

        def start(status: int, body: str, key: str | None = None) -> str:
            class Handler(BaseHTTPRequestHandler):
                def do_GET(self) -> None:
                    allowed = key is None or self.headers["Authorization"] == f"Bearer {key}"
                    self.send_response(status if allowed else 401)
                    self.end_headers()
                    self.wfile.write(body.encode())

                def log_message(self, *args: object) -> None: ...

            server = stack.enter_context(HTTPServer(("127.0.0.1", 0), Handler))
            thread = threading.Thread(target=server.serve_forever, args=(0.01,))
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_address[1]}/v1"

        yield start


def opening(address: str, key: str | None = None) -> Settings:
    return Settings(model="openai:m", openai=OpenAI(base_url=address, api_key=SecretStr(key) if key else None))


async def test_a_port_where_nothing_listens_fails_at_once() -> None:
    with pytest.raises(ModelUnavailable, match=NOBODY):
        await knock(NOBODY)


@pytest.mark.parametrize(
    ("address", "verify", "trust_env"),
    [
        ("http://127.0.0.1:11434", False, False),
        ("http://localhost:8080/v1", False, False),
        ("http://modelos.empresa:11434", False, True),
        ("https://api.openai.com/v1", True, True),
    ],
)
def test_a_proxy_is_not_asked_for_this_machine(address: str, verify: bool, trust_env: bool) -> None:
    options = http_options(address, timeout=5)
    assert (options["verify"], options["trust_env"], options["timeout"].read) == (verify, trust_env, 5)


async def test_a_server_is_there_with_or_without_a_list_of_models(serve: Serve, llamacpp: str) -> None:
    await check_openai(opening(llamacpp))
    await check_openai(opening(serve(404, "not found")))
    await check_openai(opening(serve(200, "{}", key="certa"), "certa"))


async def test_a_refused_key_a_loading_model_and_a_missing_server_are_unavailable(serve: Serve) -> None:
    loading = serve(503, '{"error": {"message": "Loading model"}}')
    for address, detail in [
        (serve(200, "{}", key="certa"), "Confira a chave"),
        (loading, "ainda está sendo carregado"),
        (f"{NOBODY}/v1", "Nenhum servidor responde"),
    ]:
        with pytest.raises(ModelUnavailable, match=detail):
            await check_openai(opening(address, "errada"))


@pytest.mark.parametrize(
    ("status", "message", "error"),
    [
        (404, '{"error":"model \'x\' not found"}', ModelMissing),
        (None, 'model "x" not found, try pulling it first', ModelMissing),
        (503, "server busy, please try again.  maximum pending requests exceeded", ModelBusy),
        (429, "rate limit", ModelBusy),
        (503, "Loading model", ModelUnavailable),
        (401, "invalid api key", ModelUnavailable),
        (403, "", ModelUnavailable),
        (500, "model requires more system memory (5.6 GiB) than is available", ModelUnavailable),
        (500, "llama runner process has terminated", ModelUnavailable),
        (400, "exceed_context_size_error", ContextExceeded),
        (400, "the prompt is longer than the context length currently available", ContextExceeded),
        (400, "This model's maximum context length is 4096 tokens", ContextExceeded),
        (400, '"x" does not support chat', ModelError),
        (None, "an error was encountered while running the model", ModelInterrupted),
    ],
)
def test_every_refusal_has_its_error(status: int | None, message: str, error: type[ModelError]) -> None:
    assert type(refusal("ollama:x", status=status, message=message)) is error


def test_a_customer_never_reads_the_words_of_a_server() -> None:
    detail = refusal("ollama:x", status=500, message="dial tcp 10.0.0.5:443: SEGREDO").detail
    assert detail == "O servidor do modelo ollama:x falhou (erro 500). Tente de novo em instantes."


def caused(exc: Exception, by: Exception) -> Exception:
    exc.__cause__ = by
    return exc


@pytest.mark.parametrize(
    ("exc", "error"),
    [
        (ollama_client.ResponseError("server busy", 503), ModelBusy),
        (ollama_client.ResponseError("unexpected EOF"), ModelInterrupted),
        (httpx.ConnectError("refused"), ModelUnavailable),
        (httpx.ReadTimeout("silence"), ModelUnavailable),
        (TimeoutError("no chunk"), ModelUnavailable),
        (caused(RuntimeError("Connection error."), httpx.ConnectError("refused")), ModelUnavailable),
        (ValueError("No generation chunks were returned"), ModelInterrupted),
    ],
)
def test_every_exception_of_a_library_has_its_error(exc: Exception, error: type[ModelError]) -> None:
    assert type(model_error(exc, "ollama:x")) is error
