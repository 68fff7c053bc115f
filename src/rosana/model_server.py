"""The models of the Ollama server as a person manages them: those that are there, those worth having, and downloads."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from rosana.errors import InvalidRequest, ModelError, ModelUnavailable, RosanaError
from rosana.ollama import Ollama, OllamaModel, with_tag

__all__ = ["RECOMMENDED", "Installed", "ModelServer", "Pull", "Recommended", "Use", "open_model_server"]

Use = Literal["chat", "embeddings"]

_NAME = re.compile(r"(?:(?:hf\.co|huggingface\.co)/)?(?:\w[\w.-]*/)?\w[\w.-]*(?::[\w.-]+)?", re.ASCII)
"""Of Ollama's own library, of a namespace there, or of Hugging Face; no other server."""

_LONGEST_NAME = 128


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that the server has."""

    name: str
    """With its tag, `llama3.2:latest`."""
    size: int
    """Bytes on disk."""
    parameters: str
    """`3.2B`; "" where the server does not say."""
    uses: Sequence[Use]
    """Both where the server does not say."""


@dataclass(frozen=True, slots=True)
class Recommended:
    """A model that is worth having, with about what it takes on disk."""

    name: str
    use: Use
    size: int
    note: str


RECOMMENDED = (
    Recommended("llama3.2", "chat", 2_000_000_000, "Equilíbrio entre qualidade e velocidade; pede 4 GB de memória."),
    Recommended("llama3.2:1b", "chat", 1_300_000_000, "O mais rápido, para computadores modestos; escreve pior."),
    Recommended("gemma3:4b", "chat", 3_300_000_000, "Escreve bem em português; pede 6 GB de memória."),
    Recommended("qwen3:4b", "chat", 2_500_000_000, "Segue bem as regras; pede 6 GB de memória."),
    Recommended("bge-m3", "embeddings", 1_200_000_000, "Busca por sentido em muitos idiomas, com o português."),
)


@dataclass(frozen=True, slots=True)
class Pull:
    """A download, under way or ended."""

    name: str
    status: Literal["pulling", "done", "failed"]
    progress: float | None
    """0..1; None before its size is known."""
    detail: str
    """A sentence for people."""


class ModelServer:
    """The Ollama server, and what is being downloaded to it; made by `open_model_server`."""

    def __init__(self, host: str) -> None:
        self._ollama = Ollama(host)
        self._pulls: dict[str, Pull] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @property
    def pulls(self) -> Sequence[Pull]:
        """The downloads since the start of this process, the newest last."""
        return list(self._pulls.values())

    async def installed(self) -> Sequence[Installed]:
        """Return the models that the server has, by name.

        Raises:
            ModelUnavailable: it does not answer.
        """
        models = await self._ollama.models()
        return await asyncio.gather(*map(self._described, models))

    def pull(self, name: str) -> Pull:
        """Begin to download a model, or return the download that is under way.

        Raises:
            InvalidRequest: this is no model's name.
        """
        name = name.strip().removeprefix("ollama:")
        if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
            raise InvalidRequest(
                f"{name[:_LONGEST_NAME]!r} não é o nome de um modelo. Escreva-o como llama3.2 ou qwen3:4b."
            )
        name = with_tag(name)
        if name not in self._tasks:
            self._pulls.pop(name, None)  # it comes last again
            self._pulls[name] = Pull(name, "pulling", None, f"Começando a baixar {name}.")
            task = self._tasks[name] = asyncio.create_task(self._run(name))
            task.add_done_callback(lambda _: self._tasks.pop(name))
        return self._pulls[name]

    async def close(self) -> None:
        """End the downloads; Ollama keeps what has come, and goes on from there when asked again."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, name: str) -> None:
        try:
            async for step in self._ollama.pull(name):
                detail = f"Baixando {name} ({int((step.fraction or 0) * 100)}%)."
                self._pulls[name] = Pull(name, "pulling", step.fraction, detail)
            self._pulls[name] = Pull(name, "done", 1.0, f"{name} está pronto para usar.")
        except RosanaError as exc:
            self._pulls[name] = Pull(name, "failed", self._pulls[name].progress, exc.detail)

    async def _described(self, model: OllamaModel) -> Installed:
        try:
            can = (await self._ollama.show(model.name)).capabilities
        except ModelUnavailable:
            raise
        except ModelError:  # damaged, or just removed
            can = frozenset()
        uses: list[Use] = []
        if not can or "completion" in can:
            uses.append("chat")
        if not can or "embedding" in can:
            uses.append("embeddings")
        return Installed(model.name, model.size, model.parameters, uses)


@asynccontextmanager
async def open_model_server(host: str) -> AsyncIterator[ModelServer]:
    """Open the server at an address; what is being downloaded at the end of the block stops."""
    server = ModelServer(host)
    try:
        yield server
    finally:
        await server.close()
