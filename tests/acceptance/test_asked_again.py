"""A server that is killed in the middle of an answer: who asks again gets it whole, and nothing is there twice."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.acceptance.server import Server, running
from tests.ollama_server import running_ollama

QUESTION = "qual o horário do suporte?"


def ask(server: Server, request_id: str) -> Any:
    answer = server.http.post("/chat", json={"message": QUESTION, "request_id": request_id})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_an_answer_comes_whole_after_the_server_was_killed_in_its_middle(tmp_path: Path) -> None:
    request_id = str(uuid4())
    body = json.dumps({"message": QUESTION, "request_id": request_id})
    with running_ollama() as ollama:
        ollama.trouble = "endless"
        settings = {"ROSANA_MODEL": "ollama:llama3.2", "ROSANA_OLLAMA_HOST": ollama.host}
        with running(tmp_path, **settings) as server:
            server.wait("/ready")
            headers = {"accept": "text/event-stream", "content-type": "application/json"}
            with server.http.stream("POST", "/chat", content=body, headers=headers) as stream:
                assert "event: token" in stream.iter_lines()
                server.kill()
        ollama.trouble = None
        with running(tmp_path, **settings) as server:
            server.wait("/ready")
            first, again = ask(server, request_id), ask(server, request_id)
            listed = server.http.get("/conversations").json()["items"]
            stored = server.http.get(f"/conversations/{first['conversation_id']}").json()["messages"]
    assert not first["incomplete"]
    assert (first["message_id"], again["cached"]) == (again["message_id"], True)
    assert [one["id"] for one in listed] == [first["conversation_id"]]
    assert [(one["role"], one["text"]) for one in stored] == [("user", QUESTION), ("assistant", first["response"])]
