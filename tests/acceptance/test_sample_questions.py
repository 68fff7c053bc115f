"""The table of docs/sample-questions.md, asked of a real server."""

from pathlib import Path

import httpx
import pytest

from rosana.knowledge.sample import SAMPLE
from tests.acceptance.server import Server

PAGE = Path(__file__).parents[2] / "docs" / "sample-questions.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("|")
][2:]


def test_the_table_has_its_questions() -> None:
    assert len(ROWS) >= 20
    assert {expected for _, expected, _ in ROWS} == {"responde", "recusa", "conversa"}


@pytest.mark.parametrize(("question", "expected", "part"), ROWS, ids=[row[0] for row in ROWS])
def test_each_question_gets_what_is_expected(sample_server: Server, question: str, expected: str, part: str) -> None:
    answer = httpx.post(f"{sample_server.url}/chat", json={"message": question}).json()
    response = answer["response"]
    if expected == "responde":
        assert part in response
        assert not answer["refused"]
        facts = " ".join(sample.text for sample in SAMPLE)
        assert set(response.split()) <= set(facts.split())
        assert all(citation["supported"] for citation in answer["citations"])
        assert answer["citations"]
    elif expected == "recusa":
        assert response.startswith("Não tenho essa informação específica")
        assert answer["refused"]
    else:
        assert not answer["refused"]
        assert answer["sources"] == []


def test_a_follow_up_is_understood_from_the_conversation(sample_server: Server) -> None:
    first = httpx.post(f"{sample_server.url}/chat", json={"message": "qual o horário do suporte?"}).json()
    body = {"message": "e aos sábados?", "conversation_id": first["conversation_id"]}
    second = httpx.post(f"{sample_server.url}/chat", json=body).json()
    assert "de segunda a sexta" in second["response"]
