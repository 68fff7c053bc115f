import asyncio
from pathlib import Path

import httpx

from tests.ollama_server import OllamaServer
from tests.server.api import serving


async def test_installed_and_recommended_models_are_listed(tmp_path: Path, ollama: OllamaServer) -> None:
    async with serving(tmp_path, ollama_host=ollama.host) as client:
        models = (await client.get("/models")).json()
    assert (models["provider_reachable"], models["advice"]) == (True, None)
    assert models["installed"] == [
        {"name": "llama3.2:latest", "size": 2_019_393_189, "parameters": "3.2B", "uses": ["chat"]}
    ]
    assert {model["use"] for model in models["recommended"]} == {"chat", "embeddings"}


async def test_without_a_server_there_is_advice(tmp_path: Path) -> None:
    async with serving(tmp_path, ollama_host="http://127.0.0.1:9") as client:
        models = (await client.get("/models")).json()
    assert (models["provider_reachable"], models["installed"]) == (False, [])
    assert "https://ollama.com/download" in models["advice"]
    assert models["recommended"]


async def test_a_model_is_downloaded_and_its_progress_is_shown(tmp_path: Path, ollama: OllamaServer) -> None:
    ollama.downloading.clear()
    async with serving(tmp_path, ollama_host=ollama.host) as client:
        begun = await client.post("/models/pull", json={"name": "qwen3:4b"})
        assert begun.status_code == 202
        assert begun.json() == {
            "name": "qwen3:4b",
            "status": "pulling",
            "progress": None,
            "detail": "Começando a baixar qwen3:4b.",
        }
        async with asyncio.timeout(10):
            while (await client.get("/models/pulls")).json()[0]["progress"] is None:
                await asyncio.sleep(0)
        [pull] = (await client.get("/models/pulls")).json()
        assert pull["detail"] == "Baixando qwen3:4b (47%)."
        ollama.downloading.set()
        async with asyncio.timeout(10):
            while (await client.get("/models/pulls")).json()[0]["status"] != "done":
                await asyncio.sleep(0)


async def test_a_download_that_fails_is_shown_with_the_reason(tmp_path: Path, ollama: OllamaServer) -> None:
    async with serving(tmp_path, ollama_host=ollama.host) as client:
        await client.post("/models/pull", json={"name": "nao-existe"})
        async with asyncio.timeout(10):
            while (pull := (await client.get("/models/pulls")).json()[0])["status"] != "failed":
                await asyncio.sleep(0)
    assert "ollama.com/library" in pull["detail"]


async def test_what_is_no_name_is_not_downloaded(fresh: httpx.AsyncClient) -> None:
    wrong = await fresh.post("/models/pull", json={"name": "evil.com/a/b"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "invalid_request")
    assert (await fresh.get("/models/pulls")).json() == []
