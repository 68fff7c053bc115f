"""Ollama at wire level, over real HTTP on a free port: the answers and the troubles of its protocol."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Trouble = Literal[
    "down",  # the server breaks every connection
    "busy",  # the queue is full
    "no_memory",  # the model cannot be loaded
    "error_in_stream",  # a line with an error, after the first words
    "error_first",  # the same, before the first word
    "no_done",  # the stream ends properly, but without its last line
    "dropped",  # the connection breaks
    "length",  # num_predict was reached
    "load_only",  # the model was loaded, and nothing was written
    "truncated",  # the prompt was cut to a small window
    "endless",  # writes until the client goes away
]


@dataclass
class OllamaServer:
    """What the server has, does and was asked; tests change it while it runs."""

    host: str = ""
    models: set[str] = field(default_factory=lambda: {"llama3.2:latest"})
    catalogue: set[str] = field(default_factory=lambda: {"llama3.2:latest", "qwen3:4b"})
    capabilities: Sequence[str] = ("completion", "tools")
    context_length: int = 131_072
    answer: Sequence[str] = ("O suporte ", "fecha às ", "18 horas.")
    trouble: Trouble | None = None
    download_problem: str | None = None
    """Ollama's own words, with which downloads end."""
    unnamed: bool = False
    """The parts of a download come without their digests."""
    requests: list[tuple[str, Any]] = field(default_factory=list)
    """Path and body of each request but those that only look."""
    cancelled: threading.Event = field(default_factory=threading.Event)
    """Set when a client closed the connection of an endless answer."""
    downloading: threading.Event = field(default_factory=threading.Event)
    """Set: downloads run through. Cleared: they wait at 43 %."""

    def __post_init__(self) -> None:
        self.downloading.set()

    def bodies(self, path: str) -> list[Any]:
        """Return what was sent to a path."""
        return [body for asked, body in self.requests if asked == path]

    def chat(self, prompt: str) -> Iterator[dict[str, Any]]:
        """Yield the lines of an answer; `_then` names what the connection does after a line."""
        if self.trouble == "load_only":
            yield _piece("", done=True, done_reason="load")
            return
        if self.trouble == "error_first":
            yield {"error": "llama runner process has terminated: exit status 2"}
            return
        for number, text in enumerate(self.answer):
            yield _piece(text)
            if number == 0 and self.trouble == "error_in_stream":
                yield {"error": "an error was encountered while running the model: unexpected EOF"}
                return
            if number == 0 and self.trouble in ("dropped", "endless"):
                yield {"_then": self.trouble}
                return
        if self.trouble == "no_done":
            return
        read = len(prompt) // 4
        yield _piece(
            "",
            done=True,
            done_reason="length" if self.trouble == "length" else "stop",
            prompt_eval_count=read // 4 if self.trouble == "truncated" else read,
            eval_count=len(self.answer),
        )

    def pull(self, model: str) -> Iterator[dict[str, Any]]:
        """Yield the lines of a download; the model is there after the last."""
        if model not in self.catalogue:
            yield {"status": "pulling manifest"}
            yield {"error": "pull model manifest: file does not exist"}
            return
        if self.download_problem:
            yield {"error": self.download_problem}
            return
        layer = {"status": "pulling dde5aa3fc5ff", "digest": "sha256:dde5aa3fc5ff", "total": 900}
        if self.unnamed:
            del layer["digest"]
        yield {**layer, "completed": 430}
        self.downloading.wait(10)
        yield {**layer, "completed": 900}
        yield {"status": "pulling 966de95ca8a6", "digest": "sha256:966de95ca8a6", "total": 100}
        yield {"status": "verifying sha256 digest"}
        self.models.add(model)
        yield {"status": "success"}


@contextmanager
def running_ollama() -> Iterator[OllamaServer]:
    """Serve in a thread until the block ends."""
    state = OllamaServer()
    handler = type("Handler", (_Handler,), {"state": state})
    with _Server(("127.0.0.1", 0), handler) as server:
        state.host = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield state
        finally:
            state.downloading.set()
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet: clients that go away in the middle are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    state: OllamaServer
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        """Answer, or close the connection unread."""
        if self.state.trouble == "down":
            self.close_connection = True
            return
        super().handle_one_request()

    def do_GET(self) -> None:
        if self.path == "/":
            self._send(200, b"Ollama is running", "text/plain")
        elif self.path == "/api/version":
            self._json(200, {"version": "0.32.15"})
        elif self.path == "/api/tags":
            self._json(200, {"models": [_tag(name) for name in self.state.models]})
        else:
            self._send(404, b"404 page not found", "text/plain")

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.state.requests.append((self.path, body))
        name = str(body["model"])
        model = name if ":" in name else f"{name}:latest"
        if self.path == "/api/pull":
            self._stream(self.state.pull(model))
        elif model not in self.state.models:
            self._json(404, {"error": f"model '{name}' not found"})
        elif self.state.trouble == "busy":
            self._json(503, {"error": "server busy, please try again.  maximum pending requests exceeded"})
        elif self.state.trouble == "no_memory":
            self._json(500, {"error": "model requires more system memory (5.6 GiB) than is available (2.3 GiB)"})
        elif self.path == "/api/show":
            self._json(200, self._details())
        elif self.path == "/api/chat":
            self._stream(self.state.chat("".join(message["content"] for message in body["messages"])))
        elif self.path == "/api/embed":
            texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
            self._json(200, {"model": name, "embeddings": [_vector(text) for text in texts]})

    def do_DELETE(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.state.requests.append((self.path, body))
        name = str(body["model"])
        model = name if ":" in name else f"{name}:latest"
        if model not in self.state.models:
            self._json(404, {"error": f"model '{name}' not found"})
            return
        self.state.models.remove(model)
        self._send(200, b"", "text/plain")

    def _details(self) -> dict[str, Any]:
        return {
            "model_info": {
                "general.architecture": "llama",
                "llama.context_length": self.state.context_length,
            },
            "capabilities": list(self.state.capabilities),
        }

    def _stream(self, lines: Iterator[dict[str, Any]]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for line in lines:
            if "_then" in line:
                self._break_off(line["_then"])
                return
            self._chunk(json.dumps(line).encode() + b"\n")
        self._chunk(b"")

    def _break_off(self, how: str) -> None:
        self.close_connection = True
        if how == "endless" and self._client_has_left():
            self.state.cancelled.set()

    def _client_has_left(self) -> bool:
        try:
            return not self.connection.recv(1)
        except ConnectionError:
            return True

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def _json(self, status: int, body: dict[str, Any]) -> None:
        self._send(status, json.dumps(body).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Stay quiet."""


def _piece(text: str, **ending: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {"model": "m", "created_at": "2026-11-24T09:00:00Z", "message": message, "done": False, **ending}


def _tag(name: str) -> dict[str, Any]:
    details = {"family": "llama", "parameter_size": "3.2B", "quantization_level": "Q4_K_M"}
    return {"name": name, "model": name, "size": 2_019_393_189, "digest": "a80c4f17acd5", "details": details}


def _vector(text: str) -> list[float]:
    """Return a unit vector that differs by the text's first letter."""
    return [1.0, 0.0] if text[:1].lower() < "m" else [0.0, 1.0]
