"""What a server costs before it is asked anything, in its default engine."""

import resource
from pathlib import Path

import pytest

from tests.acceptance.server import running

MODELS = {"langchain_core", "langchain_ollama", "langchain_openai", "ollama", "openai", "httpx", "numpy", "faiss"}


def test_nothing_of_a_model_is_imported_where_there_is_none(tmp_path: Path) -> None:
    settings = {"ROSANA_MODEL": "auto", "OLLAMA_HOST": "127.0.0.1:9", "PYTHONPROFILEIMPORTTIME": "1"}
    with running(tmp_path) as first:
        first.http.get("/ready")
    with running(tmp_path, **settings) as server:
        answer = server.http.post("/chat", json={"message": "qual o horário do suporte?"}).json()
        said = server.stop()
    lines = [line for line in said.splitlines() if line.startswith("import time:")]
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}
    assert answer["model"] == "extractive"
    assert "fastapi" in imported
    assert imported & (MODELS | {"alembic", "pypdfium2", "mammoth", "websockets", "tomlkit"}) == set()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")
def test_an_idle_server_takes_at_most_120_mb(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
    assert pages * resource.getpagesize() / 1e6 <= 120


def test_where_no_model_answers_it_is_said_once_with_what_would_change_it(tmp_path: Path) -> None:
    with running(tmp_path, ROSANA_MODEL="auto", OLLAMA_HOST="127.0.0.1:9") as server:
        server.http.get("/ready")
        said = server.stop()
    lines = [line for line in said.splitlines() if "sem modelo de linguagem" in line]
    assert len(lines) == 1
    assert "`rosana models pull llama3.2`" in lines[0]
    assert "`ollama serve`" in lines[0]
