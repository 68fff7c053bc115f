import logging

import pytest

from rosana.errors import ModelMissing, ModelUnavailable
from rosana.ollama import Ollama
from tests.ollama_server import OllamaServer


async def test_a_server_says_its_version_and_its_models(ollama_host: str) -> None:
    server = Ollama(ollama_host)
    assert (await server.version())[0].isdigit()
    [llama] = [model for model in await server.models() if model.name == "llama3.2:latest"]
    assert llama.size > 10**9
    assert (llama.parameters, llama.quantization[:1]) == ("3.2B", "Q")


@pytest.mark.parametrize(("model", "there"), [("llama3.2", True), ("llama3.2:latest", True), ("llama3.2:99b", False)])
async def test_a_model_without_a_tag_is_the_latest(ollama_host: str, model: str, there: bool) -> None:
    assert await Ollama(ollama_host).has(model) is there


async def test_a_model_says_its_window_and_what_it_can_do(ollama_host: str) -> None:
    details = await Ollama(ollama_host).show("llama3.2")
    assert details.context_length == 131_072
    assert "completion" in details.capabilities


async def test_a_model_that_is_not_there_is_missing(ollama_host: str) -> None:
    server = Ollama(ollama_host)
    with pytest.raises(ModelMissing, match="rosana models pull nao-existe"):
        await server.show("nao-existe")
    with pytest.raises(ModelMissing, match="ollama:nao-existe"):
        await server.remove("nao-existe")


async def test_an_unknown_model_fails_by_a_line_of_the_stream(ollama_host: str) -> None:
    with pytest.raises(ModelMissing, match=r"Não há modelo 'nao-existe' no catálogo.*ollama\.com/library"):
        _ = [step async for step in Ollama(ollama_host).pull("nao-existe")]


async def test_a_download_says_how_far_it_is_over_all_parts(ollama: OllamaServer) -> None:
    server = Ollama(ollama.host)
    steps = [step.fraction async for step in server.pull("qwen3:4b")]
    assert steps == [430 / 900, 1.0, 0.9, 0.9, 1.0]
    assert await server.has("qwen3:4b")


async def test_a_part_without_a_name_counts_too(ollama: OllamaServer) -> None:
    ollama.unnamed = True
    steps = [step.fraction async for step in Ollama(ollama.host).pull("qwen3:4b")]
    assert steps[0] == 430 / 900


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("write /root/.ollama/blobs: no space left on device", "Falta espaço no disco"),
        ("pull model manifest: 412: this model requires a newer version of Ollama", "Atualize o Ollama"),
        ("dial tcp: lookup registry.ollama.ai: i/o timeout", "Confira a internet do servidor"),
    ],
)
async def test_a_download_that_fails_is_told_in_portuguese(
    ollama: OllamaServer, problem: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    ollama.download_problem = problem
    failure = pytest.raises(ModelMissing, match=r"^O modelo qwen3:4b não pôde ser baixado")
    with caplog.at_level(logging.WARNING, "rosana"), failure as caught:
        _ = [step async for step in Ollama(ollama.host).pull("qwen3:4b")]
    assert said in caught.value.detail
    assert problem not in caught.value.detail
    assert problem in caplog.text


async def test_a_model_that_was_removed_is_gone(ollama: OllamaServer) -> None:
    server = Ollama(ollama.host)
    await server.remove("llama3.2")
    assert await server.models() == []


async def test_a_server_that_does_not_answer_comes_with_what_to_do() -> None:
    with pytest.raises(ModelUnavailable, match=r"127\.0\.0\.1:9.*ollama\.com/download.*`ollama serve`"):
        await Ollama("http://127.0.0.1:9").version()


async def test_another_server_is_not_taken_for_ollama(llamacpp: str) -> None:
    with pytest.raises(ModelUnavailable, match="não é o Ollama"):
        await Ollama(llamacpp.removesuffix("/v1")).models()
