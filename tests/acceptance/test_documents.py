"""Documents by HTTP, from the upload to the answer and away."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from tests.acceptance.server import ROSANA, Server, environment, running
from tests.acceptance.test_cli import rosana
from tests.acceptance.test_crash import wait_until_read


def test_an_upload_is_read_found_replaced_and_removed(tmp_path: Path) -> None:
    with running(tmp_path) as server:

        def upload(text: str) -> str:
            files = {"file": ("frete.md", f"# Frete\n\n{text}\n".encode())}
            answer = httpx.post(f"{server.url}/documents", files=files, data={"url": "https://loja.example/f"})
            assert answer.status_code == 202
            assert answer.json()["status"] == "queued"
            wait_until_read(server)
            return answer.json()["id"]

        first = upload("O frete para o Acre custa R$ 45.")
        assert "R$ 45" in ask(server, "quanto custa o frete para o Acre?")["response"]
        second = upload("O frete para o Acre custa R$ 50.")
        answer = ask(server, "quanto custa o frete para o Acre?")
        assert first == second
        assert "R$ 50" in answer["response"]
        assert answer["sources"][0]["url"] == "https://loja.example/f"
        assert httpx.get(f"{server.url}/documents/{first}").json()["passages"] == 1
        assert httpx.delete(f"{server.url}/documents/{first}").status_code == 204
        assert ask(server, "quanto custa o frete para o Acre?")["refused"]


def test_what_another_process_adds_and_removes_is_seen_within_a_second(tmp_path: Path) -> None:
    data, document = tmp_path / "data", tmp_path / "frete.md"
    document.write_text("# Frete\n\nO frete para o Acre custa R$ 45.\n")
    with running(data) as server:
        assert not finds(server, "R$ 45")
        assert rosana("knowledge", "add", str(document), data_dir=data).returncode == 0
        assert within_a_second(lambda: finds(server, "R$ 45"))
        assert rosana("knowledge", "remove", "*/frete.md", data_dir=data).returncode == 0
        assert within_a_second(lambda: not finds(server, "R$ 45"))


def test_a_file_that_cannot_be_read_ends_as_failed_with_a_reason(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        answer = httpx.post(f"{server.url}/documents", files={"file": ("contrato.pdf", b"%PDF-1.4 quebrado")})
        wait_until_read(server)
        document = httpx.get(f"{server.url}/documents/{answer.json()['id']}").json()
    assert (document["status"], document["passages"]) == ("failed", 0)
    assert "danificado" in document["reason"]


def test_reindexing_goes_on_while_the_server_answers(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "docs"
    folder.mkdir()
    for n in range(40):
        (folder / f"{n}.md").write_text(f"# Frete {n}\n\nO frete para o Acre custa R$ {n}.\n")
    assert rosana("knowledge", "add", str(folder), data_dir=data).returncode == 0
    with running(data) as server:
        command = [*ROSANA, "knowledge", "reindex"]
        reindexing = subprocess.Popen(command, env=environment(data), stderr=subprocess.DEVNULL)
        answers = []
        while reindexing.poll() is None:
            answers.append(finds(server, "R$"))
        assert reindexing.returncode == 0
        assert all(answers)
        assert {document["status"] for document in server.http.get("/documents").json()} == {"ready"}


def test_feedback_is_kept_with_the_conversation(sample_server: Server) -> None:
    answer = ask(sample_server, "tem backup?")
    url = f"{sample_server.url}/messages/{answer['message_id']}/feedback"
    assert httpx.post(url, json={"rating": "down", "comment": "faltou o horário"}).status_code == 204
    stored = httpx.get(f"{sample_server.url}/conversations/{answer['conversation_id']}").json()
    assert stored["messages"][1]["feedback"] == {"rating": "down", "comment": "faltou o horário"}
    assert stored["messages"][1]["sources"] == answer["sources"]


def test_search_needs_no_model(sample_server: Server) -> None:
    found = httpx.post(f"{sample_server.url}/search", json={"query": "reembolso", "k": 2}).json()
    assert found["passages"][0]["text"].startswith("Processo de reembolso")
    assert found["answerable"]


def test_health_ready_and_model_info_speak_of_the_running_parts(sample_server: Server) -> None:
    health = httpx.get(f"{sample_server.url}/health").json()
    ready = httpx.get(f"{sample_server.url}/ready").json()
    info = httpx.get(f"{sample_server.url}/model-info").json()
    assert (health["status"], health["model"], health["passages"]) == ("ok", "extractive", 10)
    assert ready["status"] == "ready"
    assert ready["parts"]["model"]["status"] == "ready"
    assert (info["name"], info["language"], info["context_window"]) == ("extractive", "pt-BR", None)


def test_metrics_count_answers_by_engine(sample_server: Server) -> None:
    ask(sample_server, "qual a capital da França?")
    text = httpx.get(f"{sample_server.url}/metrics").text
    assert 'rosana_answers_total{model="extractive",outcome="refused"}' in text


def finds(server: Server, text: str) -> bool:
    found = server.http.post("/search", json={"query": "quanto custa o frete para o Acre?"}).json()
    return any(text in passage["text"] for passage in found["passages"])


def within_a_second(becomes_true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline:
        if becomes_true():
            return True
    return False


def ask(server: Server, message: str) -> Any:
    return httpx.post(f"{server.url}/chat", json={"message": message}).json()
