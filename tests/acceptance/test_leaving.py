"""A client that goes away stops the model, whichever way it asked."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.server import Server, running
from tests.ollama_server import running_ollama

QUESTION = "qual o horário do suporte?"
MESSAGES = [{"role": "user", "content": QUESTION}]


@pytest.fixture(scope="module")
def endless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, threading.Event]]:
    """A server whose model writes one piece and then is silent until its client goes, which the event tells."""
    with running_ollama() as ollama:
        ollama.trouble = "endless"
        settings = {"ROSANA_MODEL": "ollama:llama3.2", "ROSANA_OLLAMA_HOST": ollama.host}
        with running(tmp_path_factory.mktemp("endless"), **settings) as server:
            server.wait("/ready")
            yield server, ollama.cancelled


@pytest.mark.parametrize(
    ("path", "body", "accept"),
    [
        ("/chat", {"message": QUESTION}, "application/json"),
        ("/chat", {"message": QUESTION}, "text/event-stream"),
        ("/v1/chat/completions", {"messages": MESSAGES}, "application/json"),
        ("/v1/chat/completions", {"messages": MESSAGES, "stream": True}, "application/json"),
    ],
)
def test_a_client_that_goes_away_stops_the_model(
    endless: tuple[Server, threading.Event], path: str, body: Any, accept: str
) -> None:
    server, cancelled = endless
    cancelled.clear()
    content = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAccept: {accept}\r\n"
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
        assert not cancelled.wait(1.5)
    assert cancelled.wait(10)


def test_the_text_that_was_written_is_kept_as_incomplete(endless: tuple[Server, threading.Event]) -> None:
    server, _ = endless
    conversation = server.http.post("/chat", json={"message": "oi"}).json()["conversation_id"]
    body = {"message": QUESTION, "conversation_id": conversation}
    with server.http.stream("POST", "/chat", json=body, headers={"accept": "text/event-stream"}) as stream:
        assert "event: token" in stream.iter_lines()
    stored = until_four_messages(server, conversation)
    assert (stored["text"], stored["incomplete"]) == ("O suporte ", True)


def until_four_messages(server: Server, conversation: str) -> Any:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        messages = server.http.get(f"/conversations/{conversation}").json()["messages"]
        if len(messages) == 4:
            return messages[-1]
    raise AssertionError(messages)


def test_a_server_that_stops_lets_the_model_go(tmp_path: Path) -> None:
    with running_ollama() as ollama:
        ollama.trouble = "endless"
        settings = {"ROSANA_MODEL": "ollama:llama3.2", "ROSANA_OLLAMA_HOST": ollama.host}
        with running(tmp_path, **settings) as server:
            server.wait("/ready")
            with server.http.stream(
                "POST", "/chat", json={"message": QUESTION}, headers={"accept": "text/event-stream"}
            ) as stream:
                assert "event: token" in stream.iter_lines()
                said = server.stop()
        assert ollama.cancelled.wait(10)
    assert server.process.returncode == 0
    assert "Traceback" not in said
