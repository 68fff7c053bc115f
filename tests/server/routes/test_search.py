import httpx
import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_passages_come_with_all_that_is_known_of_them(client: httpx.AsyncClient) -> None:
    found = (await client.post("/search", json={"query": "reembolso", "k": 2})).json()
    assert found.keys() == {"passages", "confidence", "answerable"}
    assert found["passages"][0].keys() == {
        *("document_id", "passage_id", "title", "heading", "url", "text", "score", "also_in")
    }
    assert found["passages"][0]["text"].startswith("Processo de reembolso")
    assert 0 <= found["confidence"] <= 1


async def test_what_is_not_there_is_not_answerable(client: httpx.AsyncClient) -> None:
    found = (await client.post("/search", json={"query": "qual a capital da França?"})).json()
    assert not found["answerable"]


@pytest.mark.parametrize("k", [0, 51, "muitos", None])
async def test_the_number_of_passages_has_bounds(client: httpx.AsyncClient, k: object) -> None:
    answer = await client.post("/search", json={"query": "reembolso", "k": k})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    assert "k" in answer.json()["detail"]
