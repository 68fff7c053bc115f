from itertools import groupby
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.ollama_server import OllamaServer, Trouble
from tests.server.api import serving, streamed

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "qual o horário do suporte?"
SOURCE = {"n", "document_id", "passage_id", "title", "heading", "url", "text", "score"}
NOBODY = "http://127.0.0.1:9"


async def test_an_answer_has_its_text_its_sources_and_what_is_known_of_it(client: httpx.AsyncClient) -> None:
    answer = (await client.post("/chat", json={"message": QUESTION})).json()
    assert answer.keys() == {
        *("response", "model", "sources", "citations", "conversation_id", "message_id"),
        *("refused", "confidence", "cached", "incomplete", "timings"),
    }
    assert "das 09h às 18h" in answer["response"]
    assert (answer["model"], answer["refused"], answer["cached"], answer["incomplete"]) == (
        *("extractive", False, False, False),
    )
    assert [source.keys() for source in answer["sources"]] == [SOURCE] * len(answer["sources"])
    assert [source["n"] for source in answer["sources"]] == list(range(1, len(answer["sources"]) + 1))
    assert answer["timings"].keys() == {"search", "first_token", "total"}


async def test_a_citation_points_at_the_words_that_support_it(client: httpx.AsyncClient) -> None:
    answer = (await client.post("/chat", json={"message": QUESTION})).json()
    citation = answer["citations"][0]
    cited = answer["response"][citation["start"] : citation["end"]]
    source = answer["sources"][citation["source"] - 1]["text"]
    assert cited == source[citation["source_start"] : citation["source_end"]]
    assert citation["supported"]


async def test_a_stream_is_sources_then_text_and_citations_then_the_end(client: httpx.AsyncClient) -> None:
    events = await streamed(client, QUESTION)
    names = [name for name, _ in groupby(name for name, _ in events)]
    assert names == ["sources", "token", "citation", "done"]
    text = "".join(data["text"] for name, data in events if name == "token")
    assert text == events[-1][1]["response"]


async def test_a_stream_says_the_same_as_a_whole_answer(client: httpx.AsyncClient) -> None:
    whole = (await client.post("/chat", json={"message": QUESTION})).json()
    events = await streamed(client, QUESTION)
    assert events[0][1]["sources"] == whole["sources"]
    assert [data for name, data in events if name == "citation"] == whole["citations"]
    assert events[-1][1]["response"] == whole["response"]


async def test_a_refusal_names_no_source(client: httpx.AsyncClient) -> None:
    answer = (await client.post("/chat", json={"message": "qual a capital da França?"})).json()
    assert (answer["refused"], answer["sources"], answer["citations"]) == (True, [], [])
    assert answer["response"].startswith("Não tenho essa informação específica")


async def test_a_conversation_goes_on_by_its_id(client: httpx.AsyncClient) -> None:
    first = (await client.post("/chat", json={"message": QUESTION})).json()
    body = {"message": "obrigado", "conversation_id": first["conversation_id"]}
    second = (await client.post("/chat", json=body)).json()
    assert second["conversation_id"] == first["conversation_id"]
    assert second["message_id"] != first["message_id"]


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
async def test_an_unknown_conversation_is_a_problem_even_for_a_stream(client: httpx.AsyncClient, accept: str) -> None:
    body = {"message": "oi", "conversation_id": "nada"}
    answer = await client.post("/chat", json=body, headers={"accept": accept})
    assert (answer.status_code, answer.json()["code"]) == (404, "conversation_not_found")


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
async def test_a_named_model_that_cannot_be_reached_is_unavailable(tmp_path: Path, accept: str) -> None:
    async with serving(tmp_path, model="ollama:llama3.2", ollama_host=NOBODY) as client:
        answer = await client.post("/chat", json={"message": QUESTION}, headers={"accept": accept})
        ready = await client.get("/ready")
    assert (answer.status_code, answer.json()["code"]) == (503, "model_unavailable")
    assert answer.headers["retry-after"] == "10"
    assert (ready.status_code, ready.json()["parts"]["model"]["status"]) == (503, "unavailable")


async def test_a_named_model_that_cannot_be_reached_may_be_replaced(tmp_path: Path) -> None:
    settings = {"model": "ollama:llama3.2", "ollama_host": NOBODY, "fallback": "extractive"}
    async with serving(tmp_path, **settings) as client:
        answer = (await client.post("/chat", json={"message": QUESTION})).json()
        ready = await client.get("/ready")
    assert answer["model"] == "extractive"
    assert "das 09h às 18h" in answer["response"]
    assert ready.status_code == 200


async def test_a_model_writes_and_is_cited(tmp_path: Path, ollama: OllamaServer) -> None:
    ollama.answer = ["O horário de atendimento é ", "das 09h às 18h."]
    async with serving(tmp_path, model="ollama:llama3.2", ollama_host=ollama.host) as client:
        events = await streamed(client, QUESTION)
    assert [name for name, _ in events] == ["sources", "token", "token", "citation", "done"]
    assert events[-1][1]["model"] == "ollama:llama3.2"


@pytest.mark.parametrize(
    ("trouble", "names", "code"),
    [
        ("busy", ["sources", "error"], "model_busy"),
        ("no_memory", ["sources", "error"], "model_unavailable"),
        ("error_first", ["sources", "error"], "model_interrupted"),
    ],
)
async def test_a_model_that_fails_before_its_first_word_ends_the_stream_with_an_error(
    tmp_path: Path, ollama: OllamaServer, trouble: Trouble, names: list[str], code: str
) -> None:
    async with serving(tmp_path, model="ollama:llama3.2", ollama_host=ollama.host) as client:
        ollama.trouble = trouble
        events = await streamed(client, QUESTION)
        whole = await client.post("/chat", json={"message": QUESTION})
    assert [name for name, _ in events] == names
    assert events[-1][1]["code"] == code
    assert events[-1][1]["detail"].endswith(".")
    assert whole.json()["code"] == code


@pytest.mark.parametrize("trouble", ["error_in_stream", "no_done", "dropped", "length"])
async def test_a_model_that_stops_in_the_middle_leaves_an_incomplete_answer(
    tmp_path: Path, ollama: OllamaServer, trouble: Trouble
) -> None:
    async with serving(tmp_path, model="ollama:llama3.2", ollama_host=ollama.host) as client:
        ollama.trouble = trouble
        events = await streamed(client, QUESTION)
        done = events[-1][1]
        stored = (await client.get(f"/conversations/{done['conversation_id']}")).json()["messages"][-1]
    assert events[-1][0] == "done"
    assert done["incomplete"]
    assert done["response"].startswith("O suporte ")
    assert (stored["incomplete"], stored["text"]) == (True, done["response"])


async def test_auto_answers_from_the_documents_when_the_model_fails(tmp_path: Path, ollama: OllamaServer) -> None:
    async with serving(tmp_path, model="auto", ollama_host=ollama.host) as client:
        ollama.trouble = "busy"
        events = await streamed(client, QUESTION)
    assert [name for name, _ in events].count("sources") == 1
    assert events[-1][1]["model"] == "extractive"
    assert "das 09h às 18h" in events[-1][1]["response"]


async def test_a_question_beyond_the_models_window_is_a_problem_of_the_question(
    tmp_path: Path, ollama: OllamaServer
) -> None:
    long = (f"{QUESTION} " * 1_000)[:20_000]
    async with serving(tmp_path, model="ollama:llama3.2", ollama_host=ollama.host) as client:
        answer = await client.post("/chat", json={"message": long})
    assert (answer.status_code, answer.json()["code"]) == (413, "context_exceeded")
    assert "retry-after" not in answer.headers


async def test_a_question_of_20_000_characters_is_answered(client: httpx.AsyncClient) -> None:
    answer = (await client.post("/chat", json={"message": (f"{QUESTION} " * 1_000)[:20_000]})).json()
    assert "das 09h às 18h" in answer["response"]


async def test_a_question_sent_again_is_answered_with_the_same_answer(fresh: httpx.AsyncClient) -> None:
    request_id = str(uuid4())
    first = await streamed(fresh, QUESTION, request_id=request_id)
    again = await streamed(fresh, QUESTION, request_id=request_id)
    whole = (await fresh.post("/chat", json={"message": QUESTION, "request_id": request_id})).json()
    done, replayed = first[-1][1], again[-1][1]
    assert [name for name, _ in groupby(name for name, _ in again)] == ["sources", "token", "citation", "done"]
    assert again[0] == first[0]
    assert [event for event in again if event[0] == "citation"] == [event for event in first if event[0] == "citation"]
    assert (replayed["response"], replayed["message_id"]) == (done["response"], done["message_id"])
    assert (replayed["cached"], whole["cached"], whole["message_id"]) == (True, True, done["message_id"])
    stored = (await fresh.get(f"/conversations/{done['conversation_id']}")).json()["messages"]
    assert len(stored) == 2
    assert 'outcome="answered"} 1.0' in (await fresh.get("/metrics")).text  # counted once


async def test_another_question_under_the_same_request_id_is_a_problem(client: httpx.AsyncClient) -> None:
    request_id = str(uuid4())
    await client.post("/chat", json={"message": QUESTION, "request_id": request_id})
    answer = await client.post("/chat", json={"message": "tem backup?", "request_id": request_id})
    assert (answer.status_code, answer.json()["code"]) == (409, "request_id_used")


@pytest.mark.parametrize("request_id", ["", "1", "a" * 65, "a b" * 9])
async def test_a_request_id_that_somebody_could_guess_is_a_problem(client: httpx.AsyncClient, request_id: str) -> None:
    answer = await client.post("/chat", json={"message": QUESTION, "request_id": request_id})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
