import httpx
import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_figures_count_what_was_asked_today(fresh: httpx.AsyncClient) -> None:
    answer = (await fresh.post("/chat", json={"message": "tem backup?"})).json()
    await fresh.post(f"/messages/{answer['message_id']}/feedback", json={"rating": "up"})
    for question in ("oi", "qual a capital da França?"):
        await fresh.post("/chat", json={"message": question})
    figures = (await fresh.get("/quality?days=7&tz=-180")).json()
    counts = {"questions": 2, "answered": 1, "refused": 1, "up": 1, "down": 0}
    took = figures["totals"]["p50_ms"]
    assert figures["totals"] == {**counts, "p50_ms": took, "p95_ms": took}
    assert took > 0
    assert len(figures["days"]) == 7
    assert {**figures["days"][-1], "date": None} == {**figures["totals"], "date": None}
    assert figures["days"][0].keys() == {*counts, "date", "p50_ms", "p95_ms"}
    assert figures["engines"] == [{"model": "extractive", "answers": 1, "p50_ms": took, "p95_ms": took}]


async def test_refused_questions_come_by_theme(fresh: httpx.AsyncClient) -> None:
    for question in ("vocês têm piscina?", "a piscina abre hoje?"):
        await fresh.post("/chat", json={"message": question})
    (theme,) = (await fresh.get("/quality/unanswered?days=1")).json()["themes"]
    assert (theme["theme"], theme["count"]) == ("Piscina", 2)
    question = theme["questions"][0]
    assert question.keys() == {"text", "conversation_id", "message_id", "created_at"}
    stored = (await fresh.get(f"/conversations/{question['conversation_id']}")).json()["messages"]
    assert (stored[0]["text"], stored[1]["id"]) == (question["text"], question["message_id"])


async def test_the_worst_answers_say_why(fresh: httpx.AsyncClient) -> None:
    answer = (await fresh.post("/chat", json={"message": "tem backup?"})).json()
    body = {"rating": "down", "comment": "Ligue para 529.982.247-25 (CPF)."}
    await fresh.post(f"/messages/{answer['message_id']}/feedback", json=body)
    (worst,) = (await fresh.get("/quality/worst")).json()["answers"]
    assert worst == {
        "conversation_id": answer["conversation_id"],
        "message_id": answer["message_id"],
        "question": "tem backup?",
        "text": answer["response"],
        "model": "extractive",
        "rating": "down",
        "comment": "Ligue para [CPF_1] (CPF).",
        "confidence": answer["confidence"],
        "created_at": worst["created_at"],
    }


@pytest.mark.parametrize("path", ["/quality", "/quality/unanswered", "/quality/worst"])
@pytest.mark.parametrize("query", ["days=0", "days=367", "tz=900", "tz=America/Sao_Paulo"])
async def test_a_period_that_cannot_be_is_a_problem(client: httpx.AsyncClient, path: str, query: str) -> None:
    answer = await client.get(f"{path}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
