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


async def test_conversations_are_listed_newest_first_and_page_by_page(fresh: httpx.AsyncClient) -> None:
    for question in ("oi", "tem backup?", "qual a capital da França?"):
        await fresh.post("/chat", json={"message": question})
    first = (await fresh.get("/conversations?limit=2")).json()
    second = (await fresh.get("/conversations", params={"limit": 2, "cursor": first["next"]})).json()
    assert [one["title"] for one in first["items"]] == ["qual a capital da França?", "tem backup?"]
    assert [one["title"] for one in second["items"]] == ["oi"]
    assert second["next"] is None
    assert first["items"][0].keys() == {
        *("id", "created_at", "updated_at", "title", "questions", "refused", "up", "down", "no_source"),
        "lowest_confidence",
    }
    assert [one["refused"] for one in first["items"]] == [1, 0]


async def test_conversations_are_searched_and_filtered(fresh: httpx.AsyncClient) -> None:
    for question in ("tem backup?", "qual a capital da França?", "qual a capital do Japão?"):
        await fresh.post("/chat", json={"message": question})
    found = (await fresh.get("/conversations", params={"search": "FRANCA", "filter": "refused"})).json()
    assert [one["title"] for one in found["items"]] == ["qual a capital da França?"]
    assert (await fresh.get("/conversations?filter=down")).json() == {"items": [], "next": None}


@pytest.mark.parametrize("query", ["filter=boa", "limit=0", "limit=201", "cursor=x", "cursor=Zm9v"])
async def test_a_list_that_cannot_be_is_a_problem(client: httpx.AsyncClient, query: str) -> None:
    answer = await client.get(f"/conversations?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


async def test_who_is_not_the_owner_reads_masked(client: httpx.AsyncClient) -> None:
    question = "meu CPF é 529.982.247-25, tem backup?"
    answer = (await client.post("/chat", json={"message": question})).json()
    address = f"/conversations/{answer['conversation_id']}"
    listed = (await client.get("/conversations?limit=1")).json()["items"]
    masked = (await client.get(f"{address}?masked=true")).json()["messages"]
    own = (await client.get(address)).json()["messages"]
    assert [one["title"] for one in listed] == ["meu CPF é [CPF_1], tem backup?"]
    assert masked[0]["text"] == "meu CPF é [CPF_1], tem backup?"
    assert own[0]["text"] == question
    assert own[1]["total_ms"] >= own[1]["first_token_ms"] > 0
    assert (await client.get("/conversations/nope?masked=true")).status_code == 404


async def test_a_conversation_is_removed(client: httpx.AsyncClient) -> None:
    answer = (await client.post("/chat", json={"message": "tem backup?"})).json()
    address = f"/conversations/{answer['conversation_id']}"
    removed = await client.delete(address)
    assert (removed.status_code, removed.content) == (204, b"")
    for again in (await client.delete(address), await client.get(address)):
        assert (again.status_code, again.json()["code"]) == (404, "conversation_not_found")
