"""A real server process of the project, on a free port and a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

ROSANA = [sys.executable, "-m", "rosana"]


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """Return the variables of a process that shares nothing with the caller's Rosana or Ollama; "" leaves one out."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ROSANA_", "OLLAMA_", "OPENAI_"))}
    wanted = {"ROSANA_DATA_DIR": str(data_dir), "ROSANA_MODEL": "extractive", **settings}
    return {**kept, **{name: value for name, value in wanted.items() if value}}


class Server:
    """One running server."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        self.port = int(settings.get("ROSANA_PORT", 0)) or _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.http = httpx.Client(base_url=self.url, verify=False, timeout=30)
        # Not a pipe: one that nobody reads fills up.
        self._said = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self.process = subprocess.Popen(
            [*ROSANA, "serve", "--port", str(self.port)],
            env=environment(data_dir, **settings),
            stderr=self._said,
        )

    def wait(self, path: str = "/health", *, seconds: float = 30) -> None:
        """Return when a path answers 200; fail with what the process wrote when it does not."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(httpx.TransportError):
                if self.http.get(path).status_code == 200:
                    return
            time.sleep(0.02)
        self.process.kill()
        raise AssertionError(self._end())

    def kill(self) -> None:
        """End the process as a power cut would."""
        self.http.close()
        self.process.send_signal(signal.SIGKILL)
        self._end()

    def stop(self) -> str:
        """End the process as an operator would, and return what it wrote."""
        self.http.close()
        self.process.terminate()
        return self._end()

    def _end(self) -> str:
        self.process.wait(timeout=30)
        with self._said:
            self._said.seek(0)
            return self._said.read()


@contextmanager
def running(data_dir: Path, **settings: str) -> Iterator[Server]:
    """Start a server and wait until it answers."""
    server = Server(data_dir, **settings)
    try:
        server.wait()
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()
        server.http.close()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
