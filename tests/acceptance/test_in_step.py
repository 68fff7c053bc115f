"""Folders and sites that are kept in step, by real processes."""

import json
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

from tests.acceptance.server import ROSANA, environment, running
from tests.acceptance.test_crash import wait_until_read
from tests.knowledge.sites.server import article, running_site


def test_a_watched_folder_is_followed_until_interrupted(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text("# Prazos\n\nA troca vale por 7 dias.\n")
    command = [*ROSANA, "knowledge", "sync", str(folder), "--watch", "--json"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment(tmp_path / "data"),
    ) as process:
        try:
            assert process.stdout is not None
            assert json.loads(process.stdout.readline())["added"] == 1
            (folder / "b.md").write_text("# Frete\n\nO frete é grátis.\n")
            assert json.loads(process.stdout.readline())["sources"]["added"] == [str(folder / "b.md")]
            (folder / "b.md").unlink()
            assert json.loads(process.stdout.readline())["sources"]["removed"] == [str(folder / "b.md")]
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=20) == 130
        finally:
            process.kill()


def test_a_server_visits_a_site_again_when_it_is_due(tmp_path: Path) -> None:
    allowed = {"ROSANA_SITES__ALLOW": '["127.0.0.1"]', "ROSANA_SITES__DELAY": "0", "ROSANA_SAMPLE": "false"}
    with running_site({"/": article("Início")}) as site:
        add = [*ROSANA, "knowledge", "add", site.address, "--every", "24h"]
        subprocess.run(add, env=environment(tmp_path, **allowed), check=True, capture_output=True, timeout=60)
        site.pages |= {"/": article("Início", links=("/novo",)), "/novo": article("O prazo novo é de 30 dias")}
        with closing(sqlite3.connect(tmp_path / "rosana.db")) as database, database:
            database.execute("UPDATE sites SET due = 0")
        with running(tmp_path, **allowed) as server:
            deadline = time.monotonic() + 30
            while len(server.http.get("/documents").json()) < 2 and time.monotonic() < deadline:
                time.sleep(0.1)
            wait_until_read(server)
            hits = server.http.post("/search", json={"query": "qual é o prazo novo?", "k": 1}).json()["passages"]
    assert hits[0]["title"] == "O prazo novo é de 30 dias"
