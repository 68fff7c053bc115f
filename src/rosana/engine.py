"""Who writes the answers now: a chat model while it can, the documents' own sentences otherwise."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from rosana.answering import Answerer
from rosana.answering.generative import Generative
from rosana.answering.prompts import RULES
from rosana.endpoints import check_openai
from rosana.errors import ModelMissing, ModelUnavailable, RosanaError
from rosana.models import open_chat_model, require_provider, split_name
from rosana.ollama import Ollama, PullProgress
from rosana.settings import Settings
from rosana.types import Hit, Passage

__all__ = ["DEFAULT_MODEL", "Engine", "EngineStatus", "Trial", "open_engine", "try_model"]

DEFAULT_MODEL = "ollama:llama3.2"
"""What `auto` looks for."""

_INTERVAL = 30.0  # seconds between two looks at the model
_PATIENCE = 32  # looks, at the most, from one try to download a model to the next
_QUESTION = "A que horas fecha o atendimento do suporte?"
_SAMPLE = Passage(0, "", "Suporte", "", "O atendimento do suporte abre às 9 horas e fecha às 18 horas.")
_FACT = "18"
_EXTRACTIVE = "Respondendo com frases dos próprios documentos, sem modelo de linguagem."

_log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]
State = Literal["ready", "pulling", "missing", "unavailable"]


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """How the engine is doing."""

    model: str
    """Who answers now, `extractive` or `ollama:llama3.2`; where nobody can, who should."""
    wanted: str
    """The setting: `auto`, `extractive` or a model."""
    state: State
    """Of what is wanted; `auto` is also ready where no server answers."""
    detail: str
    """A sentence for operators: what is, and what to do."""
    progress: float | None = None
    """0..1 while a model is downloaded, as soon as its size is known."""
    context_window: int | None = None
    """Tokens that prompts are budgeted for; None while no model writes."""


class Engine:
    """Knows who writes now, and watches the wanted model in the background; made by `open_engine`.

    Another model may be wanted while it runs: who wrote before goes on until the new one can.
    """

    def __init__(self, settings: Settings, extractive: Answerer, pause: Pause) -> None:
        self._extractive = extractive
        self._pause = pause
        self._rules = RULES
        self._former: Answerer | None = None
        self._watching: asyncio.Task[None] | None = None
        self._begin(settings)

    def _begin(self, settings: Settings) -> None:
        """Look for the model of these settings, and know nothing of it yet."""
        self._settings = settings
        self._auto = settings.model == "auto"
        self._name = DEFAULT_MODEL if self._auto else settings.model
        self._provider, self._model = split_name(self._name)
        self._ollama = Ollama(settings.ollama_host)
        self._generative: Generative | None = None
        self._window: int | None = None
        self._writes = False
        self._pulls = self._skips = 0
        self._settled = asyncio.Event()
        if settings.model == "extractive":
            self._settled.set()
        state: State = "ready" if settings.model in ("auto", "extractive") else "unavailable"
        detail = _EXTRACTIVE if state == "ready" else f"Procurando o modelo {self._name}."
        self._status = EngineStatus(self._active(), settings.model, state, detail)
        if settings.model != "extractive":
            self._watching = asyncio.create_task(self.watch())

    async def want(self, settings: Settings) -> None:
        """Change to the model of other settings; answers that are being written go on as they began.

        Whoever writes now also begins new answers until the new model can: it may have to be downloaded first.
        """
        self._former = None if settings.model == "extractive" else self._writer()
        await self.close()
        self._settled.set()
        self._begin(settings)

    async def close(self) -> None:
        """Look for the model no more, and end its download."""
        if self._watching:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)

    def keep_to(self, rules: str) -> None:
        """Have a model write by these rules from the next answer on."""
        self._rules = rules
        for writer in (self._generative, self._former):
            if isinstance(writer, Generative):
                writer.rules = rules

    @property
    def status(self) -> EngineStatus:
        """How the engine is doing now."""
        return self._status

    @property
    def fallback(self) -> Answerer | None:
        """What may answer in the place of a model that fails; None where nothing may."""
        return self._extractive if self._auto or self._settings.fallback == "extractive" else None

    @property
    def can_answer(self) -> bool:
        """Whether anybody can write now."""
        return self._writer() is not None

    def answerer(self) -> Answerer:
        """Return who writes now.

        Raises:
            ModelUnavailable: the wanted model cannot write, and nothing may in its place.
            ModelMissing: the same, because it is not installed or still being downloaded.
        """
        if writer := self._writer():
            return writer
        if self._status.state == "pulling":
            raise ModelMissing(f"{self._status.detail} Tente de novo mais tarde.")
        raise ModelMissing if self._status.state == "missing" else ModelUnavailable

    def _writer(self) -> Answerer | None:
        if self._writes and self._generative:
            return self._generative
        if self._former:
            return self._former
        return self._extractive if self._settings.model == "extractive" else self.fallback

    async def settle(self) -> None:
        """Wait until it is first known whether the model is there; a download is not waited for."""
        await self._settled.wait()

    async def watch(self) -> None:
        """Look at the wanted model again and again, until cancelled."""
        while True:
            try:
                await self._look()
            except ModelMissing as exc:
                self._become("missing", exc.detail)
            except RosanaError as exc:
                self._become_unavailable(exc.detail)
            except Exception:
                # A watch that ended would leave the state as it is for ever.
                _log.exception("o modelo %s não pôde ser verificado", self._name)
                self._become_unavailable(ModelUnavailable.detail)
            self._settled.set()
            await self._pause(_INTERVAL)

    async def _look(self) -> None:
        """Let the model write, if it can."""
        settings = self._settings
        if self._provider == "ollama":
            settings = await self._look_at_ollama()
        elif self._provider == "openai":
            await check_openai(settings)
        if self._generative is None:
            self._generative = await asyncio.to_thread(_open, self._name, settings)
            self._generative.rules = self._rules
            self._window = settings.generation.num_ctx
        cut = f" {self._advice_on_window}" if self._generative.truncated else ""
        self._become("ready", f"Respondendo com {self._name}.{cut}", writes=True)

    async def _look_at_ollama(self) -> Settings:
        """Bring the model in if it is missing; return the settings with a window that it can have."""
        if not await self._ollama.has(self._model):
            if self._generative:
                # It was there: whoever removed it does not want it back.
                raise ModelMissing(f"O modelo {self._model} foi removido do Ollama. {self._advice}")
            await self._pull()
        if self._generative:
            return self._settings
        return await _fit_window(self._model, self._settings)

    async def _pull(self) -> None:
        """Download the model; each failure doubles the looks until the next try."""
        if self._skips:
            self._skips -= 1
            raise ModelMissing(self._status.detail)
        self._pulls += 1
        self._skips = min(2**self._pulls, _PATIENCE) - 1
        logged = -1
        async for step in self._ollama.pull(self._model):
            percent = int((step.fraction or 0) * 100)
            detail = f"Baixando o modelo {self._model} ({percent}%)."
            if percent // 10 > logged:
                logged = percent // 10
                _log.info(detail)
            self._status = EngineStatus(self._active(), self._settings.model, "pulling", detail, step.fraction)
            self._settled.set()

    def _become_unavailable(self, problem: str) -> None:
        if self._auto:
            self._become("ready", f"{_EXTRACTIVE} {problem} {self._advice}")
        else:
            self._become("unavailable", problem)

    def _become(self, state: State, detail: str, *, writes: bool = False) -> None:
        worse = state != "ready" or (self._writes and not writes)
        if detail != self._status.detail:
            _log.log(logging.WARNING if worse else logging.INFO, detail)
        self._writes = writes
        if writes or self._auto:
            self._former = None
        window = self._window if writes else None
        self._status = EngineStatus(self._active(), self._settings.model, state, detail, context_window=window)

    def _active(self) -> str:
        writer = self._writer()
        return writer.name if writer else self._name

    @property
    def _advice(self) -> str:
        return f"Para respostas escritas por um modelo, rode `rosana models pull {self._model}`."

    @property
    def _advice_on_window(self) -> str:
        return (
            "O servidor leu só parte de um pedido, e as respostas podem sair erradas: a janela dele é menor que "
            f"generation.num_ctx ({self._window}). Aumente a janela no servidor, ou diminua "
            "ROSANA_GENERATION__NUM_CTX e reinicie a Rosana."
        )


@asynccontextmanager
async def open_engine(
    settings: Settings, extractive: Answerer, *, pause: Pause = asyncio.sleep
) -> AsyncIterator[Engine]:
    """Open the engine at once; the wanted model is looked for, brought in and opened in the background.

    Args:
        settings: whose `model` is wanted.
        extractive: what answers without a model.
        pause: waits the given seconds between two looks.

    Raises:
        SettingsError: the wanted model needs a package or a key that is not there.
    """
    if settings.model not in ("auto", "extractive"):
        require_provider(settings.model, settings)
    engine = Engine(settings, extractive, pause)
    try:
        yield engine
    finally:
        await engine.close()


@dataclass(frozen=True, slots=True)
class Trial:
    """What a model made of the sample question."""

    answer: str
    correct: bool
    seconds: float


async def try_model(name: str, settings: Settings, *, report: Callable[[PullProgress], None]) -> Trial:
    """Ask a model the sample question, as `rosana models migrate` does before it switches.

    Args:
        name: `ollama:qwen3:4b`; a model that Ollama lacks is downloaded first.
        settings: of the generation and the servers.
        report: takes the progress of the download.

    Raises:
        SettingsError: the provider's package or key is missing.
        ModelError: the model cannot be downloaded, or does not answer.
    """
    require_provider(name, settings)
    provider, model = split_name(name)
    if provider == "ollama":
        ollama = Ollama(settings.ollama_host)
        if not await ollama.has(model):
            async for step in ollama.pull(model):
                report(step)
        settings = await _fit_window(model, settings)
    generative = await asyncio.to_thread(_open, name, settings)
    started = time.perf_counter()
    answer = "".join([piece async for piece in generative.stream(_QUESTION, [Hit(_SAMPLE, 1.0)], [])])
    return Trial(answer, _FACT in answer, time.perf_counter() - started)


async def _fit_window(model: str, settings: Settings) -> Settings:
    """Return the settings with a window that a model of Ollama's can have.

    Raises:
        ModelUnavailable: the model is not one that writes.
    """
    details = await Ollama(settings.ollama_host).show(model)
    if details.capabilities and "completion" not in details.capabilities:
        raise ModelUnavailable(f"O modelo {model} não escreve textos. Escolha um de conversa, como llama3.2.")
    generation = settings.generation
    window = min(generation.num_ctx, details.context_length or generation.num_ctx)
    narrowed = generation.model_copy(update={"num_ctx": window})
    return settings.model_copy(update={"generation": narrowed})


def _open(name: str, settings: Settings) -> Generative:
    return Generative(open_chat_model(name, settings), name, settings.generation)
