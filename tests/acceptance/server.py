"""A real server process of the project, on a free port and a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROSANA = [sys.executable, "-m", "rosana"]


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """Return the variables of a process that shares nothing with the caller's Rosana or Ollama."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ROSANA_", "OLLAMA_", "OPENAI_"))}
    return {**kept, "ROSANA_DATA_DIR": str(data_dir), "ROSANA_MODEL": "extractive", **settings}


class Server:
    """One running server."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [*ROSANA, "serve", "--port", str(self.port)],
            env=environment(data_dir, **settings),
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait(self, seconds: float = 30) -> None:
        """Return when `/health` answers; fail with what the process wrote when it does not."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                httpx.get(f"{self.url}/health")
            except httpx.TransportError:
                time.sleep(0.02)
            else:
                return
        self.process.kill()
        raise AssertionError(self.process.communicate()[1])

    def kill(self) -> None:
        """End the process as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def stop(self) -> str:
        """End the process as an operator would, and return what it wrote."""
        self.process.terminate()
        return self.process.communicate(timeout=30)[1]


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


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
