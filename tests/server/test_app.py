from pathlib import Path

import httpx
import pytest

from tests.server.api import serving

pytestmark = pytest.mark.asyncio(loop_scope="module")

SHOP = "https://loja.example"


async def preflight(client: httpx.AsyncClient, origin: str) -> httpx.Response:
    headers = {"origin": origin, "access-control-request-method": "POST"}
    return await client.options("/chat", headers=headers)


async def test_only_listed_sites_may_call(tmp_path: Path) -> None:
    async with serving(tmp_path, cors_origins=(SHOP,)) as client:
        allowed, denied = await preflight(client, SHOP), await preflight(client, "https://outra.example")
        answer = await client.get("/health", headers={"origin": SHOP})
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == SHOP
    assert denied.status_code == 400
    assert "access-control-allow-origin" not in denied.headers
    assert answer.headers["access-control-allow-origin"] == SHOP


async def test_no_other_site_may_call_by_default(client: httpx.AsyncClient) -> None:
    answer = await preflight(client, SHOP)
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("call", "status", "code"),
    [
        ("GET /nada", 404, "not_found"),
        ("GET /documents/nada", 404, "document_not_found"),
        ("GET /chat", 405, "method_not_allowed"),
        ("DELETE /documents", 405, "method_not_allowed"),
        ("PUT /health", 405, "method_not_allowed"),
    ],
)
async def test_an_address_that_is_not_served_is_a_problem(
    client: httpx.AsyncClient, call: str, status: int, code: str
) -> None:
    answer = await client.request(*call.split())
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert ("allow" in answer.headers) == (status == 405)


async def test_a_browser_that_goes_astray_gets_a_page(client: httpx.AsyncClient) -> None:
    answer = await client.get("/nada", headers={"accept": "text/html,application/xhtml+xml"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "Não há nada neste endereço" in answer.text


async def test_the_page_is_served_or_says_what_is_missing(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")
    assert answer.status_code == 200
    assert "Rosana" in answer.text


async def test_every_call_is_described(client: httpx.AsyncClient) -> None:
    described = (await client.get("/openapi.json")).json()
    assert described["paths"].keys() == {
        *("/chat", "/search", "/documents", "/documents/{document_id}", "/conversations/{conversation_id}"),
        *("/documents/{document_id}/cancel", "/documents/{document_id}/events"),
        *("/messages/{message_id}/feedback", "/health", "/ready", "/model-info", "/metrics"),
        *("/v1/models", "/v1/chat/completions"),
        *("/conversations", "/quality", "/quality/unanswered", "/quality/worst", "/suggestions"),
        *("/documents/reindex", "/documents/{document_id}/passages", "/documents/{document_id}/reindex"),
        *("/documents/{document_id}/text", "/sites", "/sites/{site_id}", "/sites/{site_id}/visit"),
        *("/settings", "/settings/refusal", "/public/settings", "/models", "/models/pull", "/models/pulls"),
        *("/widget/{widget_id}", "/widget/{widget_id}/sessions"),
    }
    ids = [operation["operationId"] for path in described["paths"].values() for operation in path.values()]
    assert len(ids) == len(set(ids))
