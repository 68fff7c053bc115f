import httpx
import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_conversation_comes_back_with_sources_citations_and_feedback(client: httpx.AsyncClient) -> None:
    answer = (await client.post("/chat", json={"message": "tem backup?"})).json()
    rated = await client.post(f"/messages/{answer['message_id']}/feedback", json={"rating": "up"})
    stored = (await client.get(f"/conversations/{answer['conversation_id']}")).json()
    question, reply = stored["messages"]
    assert (rated.status_code, rated.content) == (204, b"")
    assert (question["role"], question["text"]) == ("user", "tem backup?")
    assert (reply["id"], reply["text"]) == (answer["message_id"], answer["response"])
    assert (reply["sources"], reply["citations"]) == (answer["sources"], answer["citations"])
    assert reply["feedback"] == {"rating": "up", "comment": None}


async def test_a_question_cannot_be_rated(client: httpx.AsyncClient) -> None:
    answer = (await client.post("/chat", json={"message": "oi"})).json()
    stored = (await client.get(f"/conversations/{answer['conversation_id']}")).json()
    rated = await client.post(f"/messages/{stored['messages'][0]['id']}/feedback", json={"rating": "up"})
    assert (rated.status_code, rated.json()["code"]) == (404, "message_not_found")
