import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager

import pytest

from rosana.engine import Engine, EngineStatus, open_engine, try_model
from rosana.errors import ModelMissing, ModelUnavailable, SettingsError
from rosana.ollama import PullProgress
from rosana.settings import Generation, OpenAI, Settings
from rosana.types import Hit, Passage, Turn
from tests.ollama_server import OllamaServer

NOBODY = "http://127.0.0.1:9"
HITS = [Hit(Passage(1, "d", "Suporte", "", "O suporte fecha às 18 horas."), 1.0)]


class Extractive:
    name = "extractive"

    async def stream(self, question: str, hits: Sequence[Hit], history: Sequence[Turn]) -> AsyncIterator[str]:
        yield question


class Looks:
    """Lets the engine look at its model once, and once more with each `again`."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self._paused = asyncio.Event()
        self._go = asyncio.Event()

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self._paused.set()
        await self._go.wait()
        self._go.clear()

    async def first(self) -> None:
        await self._paused.wait()

    async def again(self) -> None:
        self._paused.clear()
        self._go.set()
        await self._paused.wait()


@pytest.fixture
def looks() -> Looks:
    return Looks()


def opening(looks: Looks, model: str, host: str = NOBODY, **settings: object) -> AbstractAsyncContextManager[Engine]:
    wanted = Settings.model_validate({"model": model, "ollama_host": host, **settings})
    return open_engine(wanted, Extractive(), pause=looks.pause)


async def test_the_extractive_engine_is_ready_and_looks_for_nothing(looks: Looks) -> None:
    async with opening(looks, "extractive") as engine:
        await engine.settle()
        assert engine.answerer().name == "extractive"
        assert engine.status.state == "ready"
        assert engine.fallback is None
    assert looks.pauses == []


async def test_auto_answers_at_once_and_changes_to_the_model_when_it_is_found(
    looks: Looks, ollama: OllamaServer
) -> None:
    async with opening(looks, "auto", ollama.host) as engine:
        assert engine.answerer().name == "extractive"
        await engine.settle()
        assert engine.answerer().name == "ollama:llama3.2"
        assert engine.status == EngineStatus(
            "ollama:llama3.2", "auto", "ready", "Respondendo com ollama:llama3.2.", None, 4096
        )
        assert engine.fallback
        assert engine.fallback.name == "extractive"


async def test_auto_without_a_server_says_once_what_would_change_it(
    looks: Looks, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "rosana"):
        async with opening(looks, "auto") as engine:
            await looks.first()
            await looks.again()
            await looks.again()
            assert (engine.status.model, engine.status.state) == ("extractive", "ready")
    [line] = caplog.messages
    assert "ollama.com/download" in line
    assert "`rosana models pull llama3.2`" in line
    assert looks.pauses == [30, 30, 30]


async def test_auto_brings_a_missing_model_in_while_it_answers_extractively(looks: Looks, ollama: OllamaServer) -> None:
    ollama.models.clear()
    ollama.downloading.clear()
    async with opening(looks, "auto", ollama.host) as engine:
        await engine.settle()
        assert engine.answerer().name == "extractive"
        assert engine.status == EngineStatus(
            "extractive", "auto", "pulling", "Baixando o modelo llama3.2 (47%).", 430 / 900
        )
        ollama.downloading.set()
        await looks.first()
        assert engine.answerer().name == "ollama:llama3.2"


async def test_a_server_that_goes_and_comes_back_is_noticed(looks: Looks, ollama: OllamaServer) -> None:
    async with opening(looks, "ollama:llama3.2", ollama.host) as engine:
        await looks.first()
        ollama.trouble = "down"
        await looks.again()
        assert (engine.status.state, engine.status.context_window) == ("unavailable", None)
        with pytest.raises(ModelUnavailable):
            engine.answerer()
        ollama.trouble = None
        await looks.again()
        assert engine.answerer().name == "ollama:llama3.2"


async def test_a_named_model_without_a_server_cannot_answer(looks: Looks) -> None:
    async with opening(looks, "ollama:llama3.2") as engine:
        assert engine.status.detail == "Procurando o modelo ollama:llama3.2."
        with pytest.raises(ModelUnavailable):
            engine.answerer()
        await engine.settle()
        assert engine.status.model == "ollama:llama3.2"
        assert engine.status.state == "unavailable"
        assert "`ollama serve`" in engine.status.detail
        assert engine.fallback is None


async def test_a_named_model_may_fall_back(looks: Looks) -> None:
    async with opening(looks, "ollama:llama3.2", fallback="extractive") as engine:
        await engine.settle()
        assert (engine.status.model, engine.status.state) == ("extractive", "unavailable")
        assert engine.answerer() is engine.fallback


async def test_a_named_model_that_is_downloaded_says_how_far_it_is(looks: Looks, ollama: OllamaServer) -> None:
    ollama.downloading.clear()
    async with opening(looks, "ollama:qwen3:4b", ollama.host) as engine:
        await engine.settle()
        assert engine.status.state == "pulling"
        with pytest.raises(ModelMissing, match=r"Baixando o modelo qwen3:4b \(47%\)"):
            engine.answerer()


async def test_a_model_that_cannot_be_downloaded_is_tried_less_and_less(looks: Looks, ollama: OllamaServer) -> None:
    async with opening(looks, "ollama:nao-existe", ollama.host) as engine:
        await looks.first()
        for _ in range(16):
            await looks.again()
            assert engine.status.state == "missing"
        assert "ollama.com/library" in engine.status.detail
        with pytest.raises(ModelMissing):
            engine.answerer()
    assert len(ollama.bodies("/api/pull")) == 4


async def test_a_model_that_somebody_else_brings_in_is_found_at_the_next_look(
    looks: Looks, ollama: OllamaServer
) -> None:
    async with opening(looks, "ollama:nosso", ollama.host) as engine:
        await looks.first()
        ollama.models.add("nosso:latest")
        await looks.again()
        assert engine.answerer().name == "ollama:nosso"


async def test_a_model_that_was_removed_is_not_brought_back(looks: Looks, ollama: OllamaServer) -> None:
    async with opening(looks, "auto", ollama.host) as engine:
        await looks.first()
        ollama.models.clear()
        await looks.again()
        assert (engine.status.model, engine.status.state) == ("extractive", "missing")
        assert ollama.bodies("/api/pull") == []


async def test_the_window_is_never_wider_than_the_model_was_trained_for(looks: Looks, ollama: OllamaServer) -> None:
    ollama.context_length = 2048
    async with opening(looks, "auto", ollama.host) as engine:
        await engine.settle()
        assert engine.status.context_window == 2048
        assert [piece async for piece in engine.answerer().stream("Oi?", HITS, [])]
    options = ollama.bodies("/api/chat")[0]["options"]
    assert (options["num_ctx"], options["num_predict"]) == (2048, 682)


async def test_a_server_that_cuts_prompts_is_told_at_the_next_look(looks: Looks, ollama: OllamaServer) -> None:
    ollama.trouble = "truncated"
    async with opening(looks, "auto", ollama.host) as engine:
        await looks.first()
        assert [piece async for piece in engine.answerer().stream("Oi?", HITS, [])]
        await looks.again()
        assert (engine.status.state, engine.answerer().name) == ("ready", "ollama:llama3.2")
        assert "menor que generation.num_ctx (4096)" in engine.status.detail
        assert "ROSANA_GENERATION__NUM_CTX" in engine.status.detail


async def test_a_model_that_only_embeds_cannot_answer(looks: Looks, ollama: OllamaServer) -> None:
    ollama.capabilities = ["embedding"]
    async with opening(looks, "ollama:llama3.2", ollama.host) as engine:
        await engine.settle()
        assert engine.status.state == "unavailable"
        assert "não escreve textos" in engine.status.detail


async def test_a_server_that_speaks_openai_writes(looks: Looks, llamacpp: str) -> None:
    generation = Generation(num_ctx=8192)
    async with opening(looks, "openai:x", openai=OpenAI(base_url=llamacpp), generation=generation) as engine:
        await engine.settle()
        assert engine.status.context_window == 8192
        assert "".join([piece async for piece in engine.answerer().stream("Oi?", HITS, [])]) == "Claro."


def wanting(model: str, host: str, **settings: object) -> Settings:
    return Settings.model_validate({"model": model, "ollama_host": host, **settings})


async def test_who_wrote_before_goes_on_until_another_model_is_there(looks: Looks, ollama: OllamaServer) -> None:
    async with opening(looks, "ollama:llama3.2", ollama.host) as engine:
        await looks.first()
        ollama.downloading.clear()
        await engine.want(wanting("ollama:qwen3:4b", ollama.host))
        assert engine.answerer().name == "ollama:llama3.2"
        await engine.settle()
        status = engine.status
        assert (status.model, status.wanted, status.state) == ("ollama:llama3.2", "ollama:qwen3:4b", "pulling")
        assert (engine.answerer().name, engine.can_answer) == ("ollama:llama3.2", True)
        ollama.downloading.set()
        async with asyncio.timeout(10):
            while engine.answerer().name != "ollama:qwen3:4b":
                await asyncio.sleep(0)
        assert (engine.status.model, engine.status.state) == ("ollama:qwen3:4b", "ready")


async def test_an_answer_that_is_being_written_is_not_disturbed_by_another_model(
    looks: Looks, ollama: OllamaServer
) -> None:
    async with opening(looks, "ollama:llama3.2", ollama.host) as engine:
        await looks.first()
        pieces = engine.answerer().stream("Oi?", HITS, [])
        first = await anext(aiter(pieces))
        await engine.want(wanting("extractive", ollama.host))
        assert engine.answerer().name == "extractive"
        assert "".join([first, *[piece async for piece in pieces]]) == "O suporte fecha às 18 horas."


async def test_a_model_that_cannot_be_had_leaves_the_one_before_at_work(looks: Looks, ollama: OllamaServer) -> None:
    async with opening(looks, "ollama:llama3.2", ollama.host) as engine:
        await looks.first()
        await engine.want(wanting("ollama:nao-existe", ollama.host))
        async with asyncio.timeout(10):
            while engine.status.state != "missing":
                await asyncio.sleep(0)
        assert engine.status.model == "ollama:llama3.2"
        assert engine.answerer().name == "ollama:llama3.2"


async def test_auto_has_nobody_stand_in_but_the_documents_themselves(looks: Looks, ollama: OllamaServer) -> None:
    async with opening(looks, "ollama:llama3.2", ollama.host) as engine:
        await looks.first()
        await engine.want(wanting("auto", NOBODY))
        await engine.settle()
        assert (engine.status.model, engine.status.state) == ("extractive", "ready")


async def test_a_package_that_is_missing_is_told_when_another_model_is_wanted(looks: Looks) -> None:
    async with opening(looks, "extractive") as engine:
        await engine.want(wanting("nao-existe:modelo", NOBODY))
        await engine.settle()
        assert "pip install langchain-nao-existe" in engine.status.detail
        assert engine.answerer().name == "extractive"


async def test_who_waits_for_a_model_that_is_not_wanted_any_more_waits_no_longer(
    looks: Looks, ollama: OllamaServer
) -> None:
    async with opening(looks, "ollama:llama3.2", ollama.host) as engine:
        waiting = asyncio.create_task(engine.settle())
        await asyncio.sleep(0)
        await engine.want(wanting("extractive", ollama.host))
        async with asyncio.timeout(10):
            await waiting


async def test_a_model_keeps_to_other_rules_whenever_they_come(looks: Looks, ollama: OllamaServer) -> None:
    async with opening(looks, "ollama:llama3.2", ollama.host) as engine:
        engine.keep_to("Primeiro.")
        await looks.first()
        assert [piece async for piece in engine.answerer().stream("Oi?", HITS, [])]
        engine.keep_to("Depois.")
        assert [piece async for piece in engine.answerer().stream("Oi?", HITS, [])]
    systems = [body["messages"][0]["content"] for body in ollama.bodies("/api/chat")]
    assert systems == ["Primeiro.", "Depois."]


async def test_a_package_that_is_missing_is_refused_at_the_start(looks: Looks) -> None:
    with pytest.raises(SettingsError, match="pip install langchain-nao-existe"):
        async with opening(looks, "nao-existe:modelo"):
            pass


async def test_closing_ends_a_download(looks: Looks, ollama: OllamaServer) -> None:
    ollama.downloading.clear()
    async with opening(looks, "ollama:qwen3:4b", ollama.host) as engine:
        await engine.settle()
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def test_a_new_model_is_brought_in_and_tried(ollama: OllamaServer) -> None:
    steps: list[PullProgress] = []
    settings = Settings(ollama_host=ollama.host)
    trial = await try_model("ollama:qwen3:4b", settings, report=steps.append)
    assert (trial.answer, trial.correct) == ("O suporte fecha às 18 horas.", True)
    assert steps[-1].fraction == 1


async def test_a_new_model_is_tried_with_the_window_that_it_will_have(ollama: OllamaServer) -> None:
    ollama.context_length = 2048
    await try_model("ollama:llama3.2", Settings(ollama_host=ollama.host), report=print)
    assert ollama.bodies("/api/chat")[0]["options"]["num_ctx"] == 2048


async def test_a_model_that_only_embeds_cannot_be_tried(ollama: OllamaServer) -> None:
    ollama.capabilities = ["embedding"]
    with pytest.raises(ModelUnavailable, match="não escreve textos"):
        await try_model("ollama:llama3.2", Settings(ollama_host=ollama.host), report=print)


async def test_a_model_that_answers_something_else_is_told(ollama: OllamaServer) -> None:
    ollama.answer = ["Não sei."]
    trial = await try_model("ollama:llama3.2", Settings(ollama_host=ollama.host), report=print)
    assert trial.correct is False


async def test_a_new_model_that_does_not_exist_is_missing(ollama: OllamaServer) -> None:
    with pytest.raises(ModelMissing):
        await try_model("ollama:nao-existe", Settings(ollama_host=ollama.host), report=print)
