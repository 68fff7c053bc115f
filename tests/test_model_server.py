import asyncio
from collections.abc import AsyncIterator

import pytest

from rosana.errors import InvalidRequest, ModelUnavailable
from rosana.model_server import RECOMMENDED, ModelServer, open_model_server
from tests.ollama_server import OllamaServer


@pytest.fixture
async def server(ollama: OllamaServer) -> AsyncIterator[ModelServer]:
    async with open_model_server(ollama.host) as opened:
        yield opened


async def until(server: ModelServer, status: str) -> None:
    async with asyncio.timeout(10):
        while server.pulls[-1].status != status:
            await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("capabilities", "uses"),
    [(["completion", "tools"], ["chat"]), (["embedding"], ["embeddings"]), ([], ["chat", "embeddings"])],
)
async def test_an_installed_model_says_what_it_is_for(
    server: ModelServer, ollama: OllamaServer, capabilities: list[str], uses: list[str]
) -> None:
    ollama.capabilities = capabilities
    [model] = await server.installed()
    assert (model.name, model.parameters, model.size) == ("llama3.2:latest", "3.2B", 2_019_393_189)
    assert model.uses == uses


async def test_a_model_that_does_not_open_is_listed_all_the_same(server: ModelServer, ollama: OllamaServer) -> None:
    ollama.trouble = "busy"
    [model] = await server.installed()
    assert model.uses == ["chat", "embeddings"]


async def test_a_server_that_is_down_is_told_as_such() -> None:
    with pytest.raises(ModelUnavailable, match=r"ollama\.com/download"):
        await ModelServer("http://127.0.0.1:9").installed()


async def test_a_download_goes_on_in_the_background_and_says_how_far_it_is(
    server: ModelServer, ollama: OllamaServer
) -> None:
    ollama.downloading.clear()
    begun = server.pull(" ollama:qwen3:4b ")
    assert (begun.name, begun.status, begun.progress) == ("qwen3:4b", "pulling", None)
    async with asyncio.timeout(10):
        while server.pulls[0].progress is None:
            await asyncio.sleep(0)
    assert (server.pulls[0].progress, server.pulls[0].detail) == (430 / 900, "Baixando qwen3:4b (47%).")
    ollama.downloading.set()
    await until(server, "done")
    assert (server.pulls[0].progress, server.pulls[0].detail) == (1.0, "qwen3:4b está pronto para usar.")
    assert "qwen3:4b" in {model.name for model in await server.installed()}


async def test_what_is_being_downloaded_is_not_begun_again(server: ModelServer, ollama: OllamaServer) -> None:
    ollama.downloading.clear()
    server.pull("llama3.2")
    server.pull("llama3.2:latest")
    ollama.downloading.set()
    await until(server, "done")
    assert [pull.name for pull in server.pulls] == ["llama3.2:latest"]
    assert len(ollama.bodies("/api/pull")) == 1


async def test_a_download_that_failed_says_why_and_can_be_begun_again(
    server: ModelServer, ollama: OllamaServer
) -> None:
    ollama.download_problem = "no space left on device"
    server.pull("qwen3:4b")
    await until(server, "failed")
    assert "Falta espaço no disco" in server.pulls[0].detail
    server.pull("llama3.2")
    await until(server, "failed")
    ollama.download_problem = None
    server.pull("qwen3:4b")
    await until(server, "done")
    assert [(pull.name, pull.status) for pull in server.pulls] == [("llama3.2:latest", "failed"), ("qwen3:4b", "done")]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        "a b",
        "../x",
        "/x",
        "x:",
        "evil.com/a/b",
        "http://evil.com/x",
        "x" * 129,
        "x;y",
        "x/y/z/w",
        "hf.co/a/b/c",
        "x\ny",
    ],
)
async def test_what_is_no_name_is_refused(server: ModelServer, name: str) -> None:
    with pytest.raises(InvalidRequest):
        server.pull(name)
    assert server.pulls == []


@pytest.mark.parametrize("name", ["jmorganca/x:1b", "hf.co/org/Llama-3.2-3B-GGUF:Q4_K_M", "qwen2.5:0.5b", "bge-m3"])
async def test_namespaces_and_hugging_face_are_taken(server: ModelServer, name: str) -> None:
    assert server.pull(name).status == "pulling"


@pytest.mark.parametrize("model", RECOMMENDED, ids=lambda model: model.name)
async def test_what_is_recommended_can_be_downloaded(server: ModelServer, model: object) -> None:
    assert server.pull(model.name).status == "pulling"  # type: ignore[attr-defined]


async def test_closing_ends_the_downloads(ollama: OllamaServer) -> None:
    ollama.downloading.clear()
    async with open_model_server(ollama.host) as server:
        server.pull("qwen3:4b")
        async with asyncio.timeout(10):
            while server.pulls[0].progress is None:
                await asyncio.sleep(0)
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []
