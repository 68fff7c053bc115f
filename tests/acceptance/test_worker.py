"""Documents read by a process of their own."""

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.acceptance.server import ROSANA, environment, running
from tests.acceptance.test_crash import wait_until_read

SEPARATE = {"ROSANA_WORKER": "separate", "ROSANA_SAMPLE": "false"}


@contextmanager
def working(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    worker = subprocess.Popen(
        [*ROSANA, "worker"], env=environment(data_dir, **SEPARATE), stderr=subprocess.PIPE, text=True
    )
    try:
        yield worker
    finally:
        worker.kill()
        worker.communicate()


def test_two_workers_read_what_the_server_leaves_to_them(tmp_path: Path) -> None:
    with running(tmp_path, **SEPARATE) as server, working(tmp_path), working(tmp_path):
        for n in range(30):
            files = {"file": (f"{n}.md", f"# Aviso {n}\n\nO aviso número {n} vale hoje.\n".encode())}
            assert server.http.post("/documents", files=files).status_code == 202
        wait_until_read(server, seconds=60)
        documents = server.http.get("/documents").json()
    assert [(one["status"], one["passages"]) for one in documents] == [("ready", 1)] * 30


def test_a_server_that_leaves_the_reading_to_others_reads_nothing(tmp_path: Path) -> None:
    with running(tmp_path, **SEPARATE) as server:
        server.http.post("/documents", json={"title": "Aviso", "text": "Vale hoje."})
        server.http.post("/chat", json={"message": "o aviso vale hoje?"})
        (document,) = server.http.get("/documents").json()
        assert document["status"] == "queued"


def test_a_worker_that_is_stopped_ends_in_order(tmp_path: Path) -> None:
    with working(tmp_path) as worker:
        assert worker.stderr
        assert worker.stderr.readline() == f"Lendo os documentos de {tmp_path}\n"
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=20) == 0
