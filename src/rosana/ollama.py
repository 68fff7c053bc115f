"""Ollama's own API: is the server there, which models it has, and fetching them with progress."""

import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rosana.endpoints import http_options, knock, refusal
from rosana.errors import ModelInterrupted, ModelMissing, ModelUnavailable

if TYPE_CHECKING:
    import httpx

__all__ = ["Ollama", "OllamaDetails", "OllamaModel", "PullProgress", "with_tag"]

_ANSWER = 10.0  # seconds; lists and details are read from Ollama's disk
_PULL = 600.0  # seconds; checking the sum of a large model is one long silence


_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OllamaModel:
    """A model that the server has."""

    name: str
    """With its tag: `llama3.2:latest`."""
    size: int
    """Bytes on disk."""
    parameters: str
    """`3.2B`; "" where the server does not say."""
    quantization: str


@dataclass(frozen=True, slots=True)
class OllamaDetails:
    """What a model can do."""

    context_length: int | None
    """Longest window it was trained for, in tokens."""
    capabilities: frozenset[str]
    """`completion`, `embedding`, `tools`, …; empty where an old server does not say."""


@dataclass(frozen=True, slots=True)
class PullProgress:
    """How far a download is."""

    status: str
    """Ollama's own words."""
    fraction: float | None
    """0..1 over all the parts known so far; None before the first."""


class Ollama:
    """A client of one server; holds no connection between calls.

    Every method raises `ModelUnavailable` when the server does not answer or is not Ollama.
    """

    def __init__(self, host: str) -> None:
        self._host = host

    async def version(self) -> str:
        """Return the server's version."""
        return str((await self._call("GET", "/api/version")).get("version", ""))

    async def models(self) -> list[OllamaModel]:
        """Return the models that the server has, by name."""
        tags = (await self._call("GET", "/api/tags")).get("models") or []
        return sorted((_read_model(tag) for tag in tags), key=lambda model: model.name)

    async def has(self, model: str) -> bool:
        """Say whether the server has a model; without a tag, `:latest` is meant."""
        return with_tag(model) in {known.name for known in await self.models()}

    async def show(self, model: str) -> OllamaDetails:
        """Return what a model can do.

        Raises:
            ModelMissing: the server does not have it.
        """
        shown = await self._call("POST", "/api/show", model)
        info = shown.get("model_info") or {}
        length = info.get(f"{info.get('general.architecture')}.context_length")
        return OllamaDetails(length, frozenset(shown.get("capabilities") or ()))

    async def pull(self, model: str) -> AsyncIterator[PullProgress]:
        """Download a model; a download that was interrupted goes on where it stopped.

        Raises:
            ModelMissing: there is no such model, or it could not be downloaded.
        """
        parts: dict[str, tuple[int, int]] = {}
        async with self._open("POST", "/api/pull", model, silence=_PULL) as response:
            async for line in response.aiter_lines():
                update = json.loads(line)
                if "error" in update:
                    raise _pull_failure(model, str(update["error"]))
                if update.get("total"):
                    parts[update.get("digest", "")] = update.get("completed", 0), update["total"]
                if update.get("status") == "success":
                    yield PullProgress("success", 1.0)
                    return
                yield PullProgress(str(update.get("status", "")), _fraction(parts))
        raise ModelInterrupted(f"O download de {model} parou antes do fim. Tente de novo: ele continua dali.")

    async def remove(self, model: str) -> None:
        """Delete a model from the server.

        Raises:
            ModelMissing: the server does not have it.
        """
        async with self._open("DELETE", "/api/delete", model):
            pass

    async def _call(self, method: str, path: str, model: str | None = None) -> dict[str, Any]:
        async with self._open(method, path, model) as response:
            answer = json.loads(await response.aread())
            if not isinstance(answer, dict):
                raise self._stranger()
            return answer

    @asynccontextmanager
    async def _open(
        self, method: str, path: str, model: str | None = None, silence: float = _ANSWER
    ) -> "AsyncIterator[httpx.Response]":
        """Send a request and map every way in which it, or the reading of its answer, can fail."""
        await self._knock()
        import httpx

        body = None if model is None else {"model": model}
        try:
            async with (
                httpx.AsyncClient(**http_options(self._host, timeout=silence)) as client,
                client.stream(method, self._host + path, json=body) as response,
            ):
                if response.status_code == 404 and model is None:
                    raise self._stranger()
                if response.is_error:
                    message = (await response.aread()).decode(errors="replace")
                    raise refusal(f"ollama:{model}", status=response.status_code, message=message)
                yield response
        except (httpx.TransportError, httpx.InvalidURL) as exc:
            raise self._unavailable() from exc
        except ValueError as exc:
            raise self._stranger() from exc

    async def _knock(self) -> None:
        try:
            await knock(self._host)
        except ModelUnavailable as exc:
            raise self._unavailable() from exc

    def _stranger(self) -> ModelUnavailable:
        return ModelUnavailable(f"O que responde em {self._host} não é o Ollama. Confira OLLAMA_HOST.")

    def _unavailable(self) -> ModelUnavailable:
        return ModelUnavailable(
            f"O Ollama não responde em {self._host}. Instale-o (https://ollama.com/download) ou inicie-o com "
            "`ollama serve`."
        )


def with_tag(model: str) -> str:
    """Return a model's whole name: without a tag, `:latest` is meant."""
    return model if ":" in model.rpartition("/")[2] else f"{model}:latest"


def _read_model(tag: dict[str, Any]) -> OllamaModel:
    details = tag.get("details") or {}
    return OllamaModel(
        name=tag.get("name", ""),
        size=tag.get("size", 0),
        parameters=details.get("parameter_size", ""),
        quantization=details.get("quantization_level", ""),
    )


def _fraction(parts: dict[str, tuple[int, int]]) -> float | None:
    if not parts:
        return None
    return sum(done for done, _ in parts.values()) / sum(total for _, total in parts.values())


def _pull_failure(model: str, message: str) -> ModelMissing:
    if "file does not exist" in message or "not found" in message:
        return ModelMissing(f"Não há modelo {model!r} no catálogo. Confira o nome em https://ollama.com/library.")
    _log.warning("o Ollama não baixou %s: %s", model, message)
    if "no space left" in message:
        advice = "Falta espaço no disco do servidor do Ollama."
    elif "newer version" in message:
        advice = "Atualize o Ollama."
    else:
        advice = "Confira a internet do servidor do Ollama e tente de novo."
    return ModelMissing(f"O modelo {model} não pôde ser baixado. {advice}")
