"""Model servers over HTTP: how to connect, whether anything listens, and what their failures mean."""

import asyncio
import re
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlsplit

from rosana.errors import (
    ContextExceeded,
    ModelBusy,
    ModelError,
    ModelInterrupted,
    ModelMissing,
    ModelUnavailable,
)
from rosana.settings import Settings

if TYPE_CHECKING:
    import httpx

__all__ = ["HttpOptions", "check_openai", "http_options", "knock", "model_error", "openai_address", "refusal"]

_CONNECT = 3.0  # seconds
_CONTEXT = re.compile(r"exceed_context|context.{0,12}(length|size|window)|prompt is (too long|longer)", re.I)


class HttpOptions(TypedDict):
    """Arguments of an httpx client."""

    timeout: "httpx.Timeout"
    limits: "httpx.Limits"
    verify: bool
    trust_env: bool


def http_options(address: str, *, timeout: float) -> HttpOptions:
    """Return how to connect to a model server.

    No connection outlives its answer: an answer takes seconds, one TCP handshake does not matter, and a
    connection that the server closed meanwhile would fail the next question.

    Args:
        address: of the server, with its scheme.
        timeout: longest silence, in seconds.
    """
    import httpx

    return HttpOptions(
        timeout=httpx.Timeout(timeout, connect=_CONNECT),
        limits=httpx.Limits(max_keepalive_connections=0),
        # Reading the certificates takes 20 ms, which plain http need not pay.
        verify=urlsplit(address).scheme == "https",
        # A company's HTTP_PROXY cannot reach this machine's own ports.
        trust_env=not _is_loopback(address),
    )


async def knock(address: str) -> None:
    """Fail at once where nothing listens on a port of this machine, else load the HTTP client in a thread.

    The client takes 0.1 s to import: a laptop without a model server never pays that, and where there is one,
    questions are answered meanwhile. Other machines are not asked, for they may stand behind a proxy.

    Raises:
        ModelUnavailable: nothing listens.
    """
    if _is_loopback(address):
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            async with asyncio.timeout(_CONNECT):
                _, writer = await asyncio.open_connection(parts.hostname, port)
                writer.close()
                await writer.wait_closed()
        except OSError as exc:
            raise ModelUnavailable(f"Nenhum servidor responde em {address}.") from exc
    await asyncio.to_thread(import_module, "httpx")


def openai_address(settings: Settings) -> str:
    """Return the address of the server that speaks OpenAI's API, up to `/v1`."""
    return (settings.openai.base_url or "https://api.openai.com/v1").rstrip("/")


async def check_openai(settings: Settings) -> None:
    """Ask a server that speaks OpenAI's API whether it is there and lets us in.

    Raises:
        ModelError: it does not answer, is still loading, is busy, or refuses the key.
    """
    address = openai_address(settings)
    await knock(address)
    import httpx

    key = settings.openai.api_key
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
    try:
        async with httpx.AsyncClient(**http_options(address, timeout=10)) as client:
            response = await client.get(f"{address}/models", headers=headers)
    except (httpx.TransportError, httpx.InvalidURL) as exc:
        raise ModelUnavailable(f"Nenhum servidor responde em {address}.") from exc
    # Some servers have no list of models, which says nothing about their chat.
    if response.status_code in (401, 403) or response.status_code >= 500:
        raise refusal(settings.model, status=response.status_code, message=response.text)


def model_error(exc: Exception, name: str) -> ModelError:
    """Say what an exception of a model's client library means.

    Args:
        exc: what it raised.
        name: the model, as `ollama:llama3.2`.
    """
    import httpx

    causes = list(_causes(exc))
    status = next((code for cause in causes if (code := getattr(cause, "status_code", None))), None)
    if isinstance(status, int) and status > 0:
        return refusal(name, status=status, message=str(exc))
    if any(isinstance(cause, httpx.TransportError | OSError) for cause in causes):
        return ModelUnavailable(f"O servidor do modelo {name} não responde agora. Tente de novo em instantes.")
    return refusal(name, status=None, message=str(exc))


def refusal(name: str, *, status: int | None, message: str) -> ModelError:
    """Say what a server's refusal means, in words that a customer may read.

    Args:
        name: the model, as `ollama:llama3.2`.
        status: of HTTP; None for an error inside a stream.
        message: the server's own words, which are never shown.
    """
    message = message.lower()
    if _CONTEXT.search(message):
        return ContextExceeded()
    if status == 404 or ("model" in message and "not found" in message):
        return ModelMissing(f"O servidor não tem o modelo {name}. {_how_to_get(name)}")
    if "server busy" in message or (status in (429, 503, 529) and "loading" not in message):
        return ModelBusy()
    if status is None:
        return ModelInterrupted()
    if status == 400:
        return ModelError(f"O servidor recusou o pedido ao modelo {name}. Rode `rosana doctor`.")
    return ModelUnavailable(_why_unavailable(name, status, message))


def _why_unavailable(name: str, status: int, message: str) -> str:
    if status in (401, 403):
        return f"O servidor do modelo {name} recusou o acesso. Confira a chave e o endereço."
    if "loading" in message:
        return f"O modelo {name} ainda está sendo carregado. Tente de novo em instantes."
    if "memory" in message:
        return f"Falta memória no servidor para carregar o modelo {name}. Use um modelo menor."
    return f"O servidor do modelo {name} falhou (erro {status}). Tente de novo em instantes."


def _how_to_get(name: str) -> str:
    provider, _, model = name.partition(":")
    if provider == "ollama":
        return f"Baixe-o com `rosana models pull {model}`."
    return "Confira o nome do modelo e o endereço do servidor."


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")


def _causes(exc: BaseException | None) -> Iterator[BaseException]:
    while exc is not None:
        yield exc
        exc = exc.__cause__ or exc.__context__
