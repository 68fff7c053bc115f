"""`kill -9` at any moment: what was finished is whole, what was not is done again, and the index agrees."""

import json
import random
import signal
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from tests.acceptance.server import ROSANA, Server, environment, running
from tests.acceptance.test_cli import rosana

FILES = 150
ROUNDS = 10


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
    whole = {d["source"]: d["passages"] for d in listed(tmp_path / "whole")}
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
        for document in listed(data):
            assert (document["status"], document["passages"]) == ("ready", whole[document["source"]])
        assert rosana("knowledge", "add", str(folder), data_dir=data).returncode == 0
        assert {d["source"]: d["passages"] for d in listed(data)} == whole
        assert_index_agrees(data)


def test_killed_while_answering(tmp_path: Path) -> None:
    data = tmp_path / "data"
    conversation_id = None
    for n in range(ROUNDS):
        server = Server(data)
        server.wait()
        upload = {"title": f"Aviso {n}", "text": f"O aviso de número {n} vale até o dia {n + 1} de março."}
        assert httpx.post(f"{server.url}/documents", json=upload).status_code == 202
        body = {"message": f"até quando vale o aviso de número {n}?"}
        if conversation_id:
            body["conversation_id"] = conversation_id
        headers = {"accept": "text/event-stream"}
        with httpx.stream("POST", f"{server.url}/chat", json=body, headers=headers) as stream:
            next(stream.iter_lines())
            server.kill()
        with running(data) as again:
            wait_until_read(again)
            if conversation_id is None:
                answer = httpx.post(f"{again.url}/chat", json={"message": "oi"}).json()
                conversation_id = answer["conversation_id"]
            stored = httpx.get(f"{again.url}/conversations/{conversation_id}").json()
            assert all(message["text"] for message in stored["messages"])
            documents = httpx.get(f"{again.url}/documents").json()
            assert [d for d in documents if d["status"] != "ready"] == []
            assert sum(d["title"].startswith("Aviso") for d in documents) == n + 1
    assert_index_agrees(data)


def listed(data_dir: Path) -> list[dict[str, object]]:
    documents: list[dict[str, object]] = json.loads(rosana("knowledge", "list", "--json", data_dir=data_dir).stdout)
    return documents


def wait_until_read(server: Server) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        documents = httpx.get(f"{server.url}/documents").json()
        if all(document["status"] in ("ready", "failed") for document in documents):
            return
        time.sleep(0.05)
    raise AssertionError(documents)


def assert_index_agrees(data_dir: Path) -> None:
    """Hold the index against the database: as many passages, and every document found by its own words."""
    with running(data_dir) as server:
        parts = httpx.get(f"{server.url}/ready").json()["parts"]
        documents = httpx.get(f"{server.url}/documents").json()
        assert parts["index"] == {"status": "ready", "passages": sum(d["passages"] for d in documents)}
        for document in documents[::10]:
            found = httpx.post(f"{server.url}/search", json={"query": document["title"], "k": 5}).json()
            assert document["id"] in [passage["document_id"] for passage in found["passages"]]
