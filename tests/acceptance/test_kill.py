"""`kill -9` of worker, server and both while documents are uploaded: none is lost, none is there twice.

`KILLS=20` does it at 20 moments of a load of 500 documents.
"""

import os
import random
import sqlite3
import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import httpx

from rosana.knowledge.loaders import load
from rosana.knowledge.splitting import split
from tests.acceptance.server import ROSANA, Server, environment
from tests.acceptance.test_crash import assert_index_agrees, wait_until_read

KILLS = int(os.environ.get("KILLS", "3"))
DOCUMENTS_A_KILL = 25
SEPARATE = {"ROSANA_WORKER": "separate", "ROSANA_SAMPLE": "false"}


class Processes:
    """A server and a worker beside it, each of which can be killed and started anew."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self.server = Server(data_dir, **SEPARATE)
        self.worker = self._start_worker()

    def kill(self, victims: str) -> None:
        if victims != "worker":
            self.server.kill()
        if victims != "server":
            self.worker.kill()
            self.worker.wait()
        if victims != "worker":
            self.server = Server(self._data_dir, **SEPARATE, ROSANA_PORT=str(self.server.port))
        if victims != "server":
            self.worker = self._start_worker()

    def _start_worker(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*ROSANA, "worker"], env=environment(self._data_dir, **SEPARATE), stderr=subprocess.DEVNULL
        )


def test_killed_at_any_moment_of_a_load(tmp_path: Path) -> None:
    moments = random.Random(11)
    documents = {f"{n}.md": text_of(n) for n in range(KILLS * DOCUMENTS_A_KILL)}
    with both(tmp_path) as processes:
        for n in range(KILLS):
            some = list(documents.items())[n * DOCUMENTS_A_KILL : (n + 1) * DOCUMENTS_A_KILL]
            with uploading(processes.server.url, some):
                time.sleep(moments.uniform(0.05, 2))
                processes.kill(("worker", "server", "both")[n % 3])
        processes.server.wait("/ready")
        wait_until_read(processes.server, seconds=300)
        wait_until_done(tmp_path)
        listed = processes.server.http.get("/documents").json()
    assert sorted((one["source"], one["status"], one["reason"]) for one in listed) == sorted(
        (name, "ready", None) for name in documents
    )
    assert passages_of(tmp_path) == {
        name: [chunk.text for chunk in split(load(name, text.encode()))] for name, text in documents.items()
    }
    assert_uploads_agree(tmp_path)
    assert_index_agrees(tmp_path)


@contextmanager
def both(data_dir: Path) -> Iterator[Processes]:
    processes = Processes(data_dir)
    try:
        processes.server.wait()
        yield processes
    finally:
        processes.worker.terminate()
        processes.worker.wait()
        processes.server.stop()


@contextmanager
def uploading(url: str, documents: Sequence[tuple[str, str]]) -> Iterator[None]:
    """Upload meanwhile, each document until it was accepted, as a patient client does."""
    thread = threading.Thread(target=upload_all, args=(url, documents))
    thread.start()
    try:
        yield
    finally:
        thread.join()


def upload_all(url: str, documents: Sequence[tuple[str, str]]) -> None:
    for name, text in documents:
        accepted = False
        while not accepted:
            with suppress(httpx.TransportError):
                answer = httpx.post(f"{url}/documents", files={"file": (name, text.encode())}, timeout=30)
                accepted = answer.status_code == 202
            if not accepted:
                time.sleep(0.1)


def text_of(n: int) -> str:
    """A document with a word of its own; the first of each load has more passages than are written at once."""
    parts = 1200 if n % DOCUMENTS_A_KILL == 0 else 3
    sections = (f"\n## Parte {part}\n\n" + f"Texto {part} do número {n}, da palavra{n}. " * 20 for part in range(parts))
    return f"# Documento {n}\n{''.join(sections)}\n"


def passages_of(data_dir: Path) -> Mapping[str, Sequence[str]]:
    found = defaultdict(list)
    with closing(sqlite3.connect(data_dir / "rosana.db")) as database:
        rows = database.execute(
            "SELECT source, text FROM passages JOIN documents ON documents.id = document_id ORDER BY position"
        )
        for source, text in rows:
            found[source].append(text)
    return found


def wait_until_done(data_dir: Path) -> None:
    """Wait until no job is left: a document is ready a moment before its job is settled."""
    deadline = time.monotonic() + 30
    while left := count_jobs(data_dir):
        assert time.monotonic() < deadline, f"{left} jobs"
        time.sleep(0.05)


def count_jobs(data_dir: Path) -> int:
    with closing(sqlite3.connect(data_dir / "rosana.db")) as database:
        return int(database.execute("SELECT count(*) FROM jobs").fetchone()[0])


def assert_uploads_agree(data_dir: Path) -> None:
    """Hold the kept uploads against the database: one of each document, and no other."""
    with closing(sqlite3.connect(data_dir / "rosana.db")) as database:
        ids = {row[0] for row in database.execute("SELECT id FROM documents")}
    files = [path.name.partition(".")[0] for path in (data_dir / "files").iterdir() if path.suffix != ".part"]
    assert sorted(files) == sorted(ids)
