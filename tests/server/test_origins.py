"""Pages of other sites may not change anything."""

import httpx
import pytest

MESSAGE = {"message": "oi"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://rosana"},
        {"origin": "https://ajuda.example", "sec-fetch-site": "same-origin"},
    ],
)
async def test_programs_and_the_own_page_may_write(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    answer = await client.post("/chat", json=MESSAGE, headers={"host": "rosana", **headers})
    assert answer.status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "http://rosana.evil.example", "null"])
async def test_a_page_of_another_site_may_not(client: httpx.AsyncClient, origin: str) -> None:
    headers = {"host": "rosana", "origin": origin, "sec-fetch-site": "cross-site"}
    answer = await client.post("/documents", files={"file": ("a.md", b"# Oi")}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
    assert (await client.get("/health", headers=headers)).status_code == 200
