from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from rosana import __version__
from tests.ollama_server import OllamaServer
from tests.server.api import serving


async def test_health_is_read_from_the_running_parts(fresh: httpx.AsyncClient) -> None:
    before = (await fresh.get("/health")).json()
    document = (await fresh.get("/documents")).json()[0]
    await fresh.delete(f"/documents/{document['id']}")
    after = (await fresh.get("/health")).json()
    assert (before["status"], before["model"], before["version"]) == ("ok", "extractive", __version__)
    assert (before["passages"], after["passages"]) == (10, 9)
    assert before["uptime_seconds"] <= after["uptime_seconds"]


async def test_probes_may_ask_for_the_head_alone(fresh: httpx.AsyncClient) -> None:
    for path in ("/health", "/ready"):
        assert (await fresh.head(path)).status_code == 200


async def test_ready_has_one_entry_per_part(fresh: httpx.AsyncClient) -> None:
    ready = (await fresh.get("/ready")).json()
    assert ready["status"] == "ready"
    assert ready["parts"]["database"] == {"status": "ready"}
    assert ready["parts"]["index"] == {"status": "ready", "passages": 10}
    assert ready["parts"]["model"]["detail"].endswith(".")


async def test_a_download_is_seen_in_ready(tmp_path: Path, ollama: OllamaServer) -> None:
    ollama.models.clear()
    ollama.downloading.clear()
    async with serving(tmp_path, model="auto", ollama_host=ollama.host) as client:
        model = (await client.get("/ready")).json()["parts"]["model"]
    assert (model["status"], model["model"], model["wanted"]) == ("pulling", "extractive", "auto")
    assert model["progress"] == 430 / 900
    assert "47%" in model["detail"]


async def test_model_info_follows_the_engine(tmp_path: Path, ollama: OllamaServer) -> None:
    ollama.context_length = 2048
    async with serving(tmp_path / "a") as client:
        documents = (await client.get("/model-info")).json()
    async with serving(tmp_path / "b", model="auto", ollama_host=ollama.host) as client:
        llama = (await client.get("/model-info")).json()
    assert (documents["name"], documents["provider"], documents["context_window"]) == ("extractive", "extractive", None)
    assert (llama["name"], llama["provider"], llama["context_window"]) == ("ollama:llama3.2", "ollama", 2048)
    assert (llama["wanted"], llama["language"]) == ("auto", "pt-BR")
    assert llama["use"]


async def test_metrics_are_what_prometheus_reads(fresh: httpx.AsyncClient) -> None:
    await fresh.post("/chat", json={"message": "qual o horário do suporte?"})
    await fresh.get("/nada")
    answer = await fresh.get("/metrics")
    samples = {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    asked = ("method", "POST"), ("route", "/chat"), ("status", "200")
    assert answer.headers["content-type"].startswith("text/plain")
    assert samples["rosana_http_requests_total", *asked] == 1
    assert samples["rosana_answers_total", ("model", "extractive"), ("outcome", "answered")] == 1
    assert samples["rosana_http_requests_total", ("method", "GET"), ("route", "other"), ("status", "404")] == 1
    assert samples["rosana_passages",] == 10
    assert samples["rosana_model_ready",] == 1
