"""A full disk and a folder that cannot be written: said clearly, nothing lost, and it goes on once there is room."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.acceptance.server import ROSANA, Server, environment, running
from tests.acceptance.test_cli import rosana
from tests.acceptance.test_crash import assert_index_agrees, wait_until_read

SEPARATE = {"ROSANA_WORKER": "separate", "ROSANA_SAMPLE": "false"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A data folder on a disk of 20 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs the right to mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_uploads_to_a_full_disk_are_refused_and_the_accepted_ones_are_read_later(small_disk: Path) -> None:
    with running(small_disk, **SEPARATE) as server:
        accepted = {upload(server, n) for n in range(5)}
        with full(small_disk):
            answer = server.http.post("/documents", files={"file": ("b.md", b"# Aviso\n\n" + b"Vale hoje. " * 9_000)})
            assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")
            assert answer.headers["content-type"] == "application/problem+json"
            assert "disco está cheio" in answer.json()["detail"]
            worker = subprocess.Popen(
                [*ROSANA, "worker"], env=environment(small_disk, **SEPARATE), stderr=subprocess.DEVNULL
            )
            time.sleep(3)
        try:
            wait_until_read(server, seconds=60)
        finally:
            worker.terminate()
            worker.wait()
        documents = server.http.get("/documents").json()
        assert {(document["id"], document["status"]) for document in documents} == {(one, "ready") for one in accepted}
    assert_index_agrees(small_disk)


def test_files_added_to_a_full_disk_are_added_the_next_time(small_disk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    for n in range(40):
        (folder / f"{n}.md").write_text(f"# Documento {n}\n\n" + f"Texto da palavra{n}. " * 2_000)
    assert rosana("knowledge", "add", str(folder / "0.md"), data_dir=small_disk).returncode == 0
    with full(small_disk, free=200_000):  # enough to begin
        result = rosana("knowledge", "add", str(folder), data_dir=small_disk)
        assert result.returncode == 1
        assert "Erro: O disco está cheio." in result.stderr
    assert rosana("knowledge", "add", str(folder), data_dir=small_disk).returncode == 0
    assert_index_agrees(small_disk)


def test_a_folder_that_cannot_be_written_is_said_in_one_line(small_disk: Path, tmp_path: Path) -> None:
    document = tmp_path / "frete.md"
    document.write_text("# Frete\n\nCusta R$ 45.\n")
    assert rosana("knowledge", "add", str(document), data_dir=small_disk).returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for command in (("knowledge", "add", str(document)), ("worker",), ("serve", "--port", "8765"), ("ask", "frete?")):
        result = rosana(*command, data_dir=small_disk)
        assert result.returncode == 1
        assert "Erro: A pasta de dados não pode ser lida ou gravada." in result.stderr.splitlines()[-1]
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert rosana("ask", "quanto custa o frete?", data_dir=small_disk).returncode == 0


def upload(server: Server, n: int) -> str:
    text = f"# Documento {n}\n\n" + f"Texto da palavra{n}. " * 4_000
    answer = server.http.post("/documents", files={"file": (f"{n}.md", text.encode())})
    assert answer.status_code == 202
    identifier: str = answer.json()["id"]
    return identifier


class full:  # noqa: N801 — reads as a state of the disk
    """Fill the disk while the block runs, but for some bytes."""

    def __init__(self, folder: Path, *, free: int = 0) -> None:
        self._ballast = folder / "ballast"
        self._free = free

    def __enter__(self) -> None:
        with suppress(OSError), self._ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        os.truncate(self._ballast, self._ballast.stat().st_size - self._free)

    def __exit__(self, *_: object) -> None:
        self._ballast.unlink()
