"""`kill -9` at any moment: what was finished is whole, what was not is done again, and the index agrees."""

import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from rosana.retrieval.lexical import open_lexical_index
from tests.acceptance.server import ROSANA, Server, environment, running
from tests.acceptance.test_cli import rosana
from tests.ollama_server import OllamaServer

FILES = 100
ROUNDS = 5


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents, each with three sections and a word of its own."""
    made = tmp_path_factory.mktemp("docs")
    for n in range(FILES):
        sections = "".join(f"\n## Parte {part}\n\n" + f"Texto número {n} da palavra{n}. " * 20 for part in range(3))
        (made / f"{n}.md").write_text(f"# Documento {n}\n{sections}\n")
    return made


def test_killed_while_adding_documents(folder: Path, tmp_path: Path) -> None:
    moments = random.Random(7)
    began = time.monotonic()
    assert rosana("knowledge", "add", str(folder), data_dir=tmp_path / "whole").returncode == 0
    seconds = time.monotonic() - began
    whole = passages_by_source(tmp_path / "whole")
    assert len(whole) == FILES
    left = []
    for n in range(ROUNDS):
        data = tmp_path / str(n)
        process = subprocess.Popen(
            [*ROSANA, "knowledge", "add", str(folder)],
            env=environment(data),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0.3, 1.0) * seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        finished = passages_by_source(data)
        assert finished.items() <= whole.items()
        left.append(len(whole) - len(finished))
        assert rosana("knowledge", "add", str(folder), data_dir=data).returncode == 0
        assert passages_by_source(data) == whole
        assert_index_holds_the_same(data)
    assert any(left)


def test_killed_while_answering(tmp_path: Path, ollama: OllamaServer) -> None:
    ollama.trouble = "endless"
    settings = {"ROSANA_MODEL": "ollama:llama3.2", "ROSANA_OLLAMA_HOST": ollama.host}
    server = Server(tmp_path, **settings)
    server.wait()
    conversation_id = server.http.post("/chat", json={"message": "oi"}).json()["conversation_id"]
    for n in range(ROUNDS):
        server.wait("/ready")
        upload = {"title": f"Aviso {n}", "text": f"O aviso de número {n} vale até o dia {n + 1} de março."}
        assert server.http.post("/documents", json=upload).status_code == 202
        body = {"message": "qual o horário do suporte?", "conversation_id": conversation_id}
        headers = {"accept": "text/event-stream"}
        with server.http.stream("POST", "/chat", json=body, headers=headers) as stream:
            assert "event: token" in stream.iter_lines()
            server.kill()
        server = Server(tmp_path, **settings)
        server.wait()
        wait_until_read(server)
        stored = server.http.get(f"/conversations/{conversation_id}").json()["messages"]
        assert [message["role"] for message in stored] == ["user", "assistant", *["user"] * (n + 1)]
        documents = server.http.get("/documents").json()
        assert {document["status"] for document in documents} == {"ready"}
        assert sum(document["title"].startswith("Aviso") for document in documents) == n + 1
    server.stop()
    assert_index_agrees(tmp_path)


def passages_by_source(data_dir: Path) -> Mapping[str, int]:
    """Return what the database holds of each finished document."""
    if not (data_dir / "rosana.db").exists():
        return {}
    with closing(sqlite3.connect(data_dir / "rosana.db")) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone():
            return {}
        return dict(
            database.execute(
                "SELECT source, (SELECT count(*) FROM passages AS p"
                " WHERE p.document_id = documents.id AND p.generation = documents.generation)"
                " FROM documents WHERE status = 'ready'"
            )
        )


def wait_until_read(server: Server, *, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        documents = server.http.get("/documents").json()
        if all(document["status"] in ("ready", "failed") for document in documents):
            return
        time.sleep(0.05)
    raise AssertionError(documents)


def assert_index_holds_the_same(data_dir: Path) -> None:
    """Hold the index against the database, passage by passage."""
    with closing(sqlite3.connect(data_dir / "rosana.db")) as database:
        stored = [
            number
            for (number,) in database.execute(
                "SELECT passages.id FROM passages JOIN documents ON documents.id = passages.document_id"
                " WHERE passages.generation = documents.generation"
            )
        ]
    index = open_lexical_index(data_dir / "index" / "default")
    assert index.passages == len(stored)
    assert sorted(one.id for one in index.lookup(stored)) == sorted(stored)


def assert_index_agrees(data_dir: Path) -> None:
    """Hold the index against the database: as many passages, and every document found by its own words."""
    with running(data_dir) as server:
        parts = server.http.get("/ready").json()["parts"]
        documents = server.http.get("/documents").json()
        assert parts["index"] == {"status": "ready", "passages": sum(d["passages"] for d in documents)}
        for document in documents[::10]:
            found = server.http.post("/search", json={"query": document["title"], "k": 5}).json()
            assert document["id"] in [passage["document_id"] for passage in found["passages"]]
