import httpx
import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_what_is_suggested_is_answered(client: httpx.AsyncClient) -> None:
    questions = (await client.get("/suggestions")).json()["questions"]
    assert 1 <= len(questions) <= 4
    for question in questions:
        answer = (await client.post("/chat", json={"message": question})).json()
        assert not answer["refused"], question


@pytest.mark.parametrize("n", ["0", "13", "x"])
async def test_a_number_of_suggestions_that_cannot_be_is_a_problem(client: httpx.AsyncClient, n: str) -> None:
    answer = await client.get(f"/suggestions?n={n}")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
