import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from rosana.settings import Generation
from tests.ollama_server import OllamaServer
from tests.server.api import serving

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = {"role": "user", "content": "qual o horário do suporte?"}


def chunks(answer: httpx.Response) -> list[Any]:
    *frames, end = [frame.removeprefix("data: ") for frame in answer.text.strip().split("\n\n")]
    assert end == "[DONE]"
    return [json.loads(frame) for frame in frames]


async def test_there_is_one_model(client: httpx.AsyncClient) -> None:
    listed = (await client.get("/v1/models")).json()
    assert listed["object"] == "list"
    assert [model["id"] for model in listed["data"]] == ["rosana"]


async def test_a_completion_has_openais_shape_and_the_sources(client: httpx.AsyncClient) -> None:
    answer = (await client.post("/v1/chat/completions", json={"model": "gpt-5", "messages": [QUESTION]})).json()
    assert answer["object"] == "chat.completion"
    assert answer["id"].startswith("chatcmpl-")
    (choice,) = answer["choices"]
    assert choice["message"]["role"] == "assistant"
    assert "das 09h às 18h" in choice["message"]["content"]
    assert choice["finish_reason"] == "stop"
    assert "das 09h às 18h" in answer["sources"][0]["text"]


async def test_a_streamed_completion_begins_with_the_role_and_ends_with_the_sources(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.post("/v1/chat/completions", json={"messages": [QUESTION], "stream": True})
    first, *_, last = chunks(answer)
    assert first["choices"][0]["delta"]["role"] == "assistant"
    assert {chunk["id"] for chunk in chunks(answer)} == {first["id"]}
    assert (last["choices"][0]["delta"], last["choices"][0]["finish_reason"]) == ({}, "stop")
    assert "das 09h às 18h" in last["sources"][0]["text"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"messages": []}, 422, "invalid_request"),
        ({"messages": "oi"}, 422, "invalid_request"),
        ({"messages": [{"role": "assistant", "content": "oi"}]}, 422, "message_empty"),
        ({"messages": [{"role": "user", "content": None}]}, 422, "message_empty"),
        ({"messages": [{"role": "user", "content": "a" * 20_001}]}, 413, "message_too_long"),
        ([], 422, "invalid_request"),
    ],
)
async def test_a_wrong_body_is_an_error_that_openais_clients_read(
    client: httpx.AsyncClient, body: object, status: int, code: str
) -> None:
    answer = await client.post("/v1/chat/completions", json=body)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert error.keys() == {"message", "type", "param", "code"}
    assert (error["type"], error["code"]) == ("invalid_request_error", code)


async def test_an_error_in_a_stream_comes_as_the_last_chunk(tmp_path: Path, ollama: OllamaServer) -> None:
    async with serving(tmp_path, model="ollama:llama3.2", ollama_host=ollama.host) as client:
        ollama.trouble = "busy"
        answer = await client.post("/v1/chat/completions", json={"messages": [QUESTION], "stream": True})
    assert chunks(answer)[-1]["error"]["code"] == "model_busy"


async def test_an_answer_that_was_cut_ends_by_length(tmp_path: Path, ollama: OllamaServer) -> None:
    async with serving(tmp_path, model="ollama:llama3.2", ollama_host=ollama.host) as client:
        ollama.trouble = "length"
        answer = await client.post("/v1/chat/completions", json={"messages": [QUESTION]})
    assert answer.json()["choices"][0]["finish_reason"] == "length"


async def test_a_model_that_cannot_be_reached_is_a_server_error(tmp_path: Path) -> None:
    async with serving(tmp_path, model="ollama:llama3.2", ollama_host="http://127.0.0.1:9") as client:
        answer = await client.post("/v1/chat/completions", json={"messages": [QUESTION]})
    assert answer.status_code == 503
    assert (answer.json()["error"]["type"], answer.json()["error"]["code"]) == ("server_error", "model_unavailable")


async def test_of_a_long_history_the_last_turns_are_sent_and_cut(tmp_path: Path, ollama: OllamaServer) -> None:
    earlier = [{"role": role, "content": f"{n} {'a' * 30_000}"} for n in range(15) for role in ("user", "assistant")]
    generation = Generation(num_ctx=1_000_000)
    async with serving(tmp_path, model="ollama:llama3.2", ollama_host=ollama.host, generation=generation) as client:
        answer = await client.post("/v1/chat/completions", json={"messages": [*earlier, QUESTION]})
    assert answer.status_code == 200
    _, *history, _ = ollama.bodies("/api/chat")[-1]["messages"]
    assert [turn["content"].split()[0] for turn in history] == [str(n) for n in range(10, 15) for _ in "ua"]
    assert {len(turn["content"]) for turn in history} == {20_000}
