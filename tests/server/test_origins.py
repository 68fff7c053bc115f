"""Pages of other sites may not change anything."""

import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from rosana.desk import Desk
from tests.server.api import serving

pytestmark = pytest.mark.asyncio(loop_scope="module")  # where the app of `client` lives

MESSAGE = {"message": "oi"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://rosana"},
        {"origin": "https://rosana"},
        {"origin": "https://ajuda.example", "sec-fetch-site": "same-origin"},
    ],
)
async def test_programs_and_the_own_page_may_write(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    answer = await client.post("/chat", json=MESSAGE, headers={"host": "rosana", **headers})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://rosana.evil.example", "null", "http://rosana", "http://["]
)
async def test_a_page_of_another_site_may_not(client: httpx.AsyncClient, origin: str) -> None:
    headers = {"host": "rosana", "origin": origin, "sec-fetch-site": "cross-site"}
    answer = await client.post("/documents", files={"file": ("a.md", b"# Oi")}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
    assert (await client.get("/health", headers=headers)).status_code == 200


SHOP = "https://loja.example"


def desk_of(client: httpx.AsyncClient) -> Desk:
    desk: Desk = client._transport.app.state.desk  # type: ignore[attr-defined]
    return desk


async def listed(client: httpx.AsyncClient, *origins: str) -> None:
    await desk_of(client).preferences.change({"widget": {"origins": list(origins)}})


async def widget_id(client: httpx.AsyncClient) -> str:
    return (await desk_of(client).preferences.widget()).id


async def preflight(client: httpx.AsyncClient, method: str, path: str, origin: str = SHOP) -> httpx.Response:
    asked = {"access-control-request-method": method, "access-control-request-headers": "authorization,content-type"}
    return await client.options(path, headers={"origin": origin, **asked})


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/widget/w"),
        ("POST", "/widget/w/sessions"),
        ("POST", "/chat"),
        ("GET", "/conversations/c"),
        ("POST", "/messages/m/feedback"),
        ("GET", "/suggestions"),
        ("GET", "/ready"),
        ("GET", "/public/settings"),
    ],
)
async def test_a_listed_site_may_make_the_calls_of_the_widget(
    client: httpx.AsyncClient, method: str, path: str
) -> None:
    await listed(client, SHOP)
    answer = await preflight(client, method, path)
    assert answer.status_code == 204
    allowed = {name: value for name, value in answer.headers.items() if name.startswith("access-control-allow")}
    assert allowed == {
        "access-control-allow-origin": SHOP,
        "access-control-allow-methods": method,
        "access-control-allow-headers": "Authorization, Content-Type",
    }
    assert answer.headers["vary"] == "Origin"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/conversations"),
        ("DELETE", "/conversations/c"),
        ("POST", "/documents"),
        ("GET", "/documents"),
        ("GET", "/settings"),
        ("PATCH", "/settings"),
        ("POST", "/search"),
        ("POST", "/v1/chat/completions"),
        ("GET", "/widget/w/sessions"),
        ("GET", "/chat"),
    ],
)
async def test_a_listed_site_may_make_no_other_call(client: httpx.AsyncClient, method: str, path: str) -> None:
    await listed(client, SHOP)
    assert "access-control-allow-origin" not in (await preflight(client, method, path)).headers
    answer = await client.request(method, path, headers={"origin": SHOP})
    assert "access-control-allow-origin" not in answer.headers
    assert method == "GET" or answer.json()["code"] == "origin_refused"


@pytest.mark.parametrize("origin", ["https://evil.example", "https://loja.example.evil.example", "null", "*", ""])
async def test_a_site_that_is_not_listed_is_told_nothing(client: httpx.AsyncClient, origin: str) -> None:
    await listed(client, SHOP)
    assert "access-control-allow-origin" not in (await preflight(client, "POST", "/chat", origin)).headers
    for path in ("/ready", "/conversations/c", f"/widget/{await widget_id(client)}"):
        answer = await client.get(path, headers={"origin": origin})
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["vary"] == "Origin"


async def test_a_refusal_is_not_kept_so_that_a_site_that_is_listed_now_is_served(client: httpx.AsyncClient) -> None:
    await listed(client)
    widget = f"/widget/{await widget_id(client)}"
    assert (await client.get(widget, headers={"origin": SHOP})).headers["cache-control"] == "no-store"
    await listed(client, SHOP)
    assert (await client.get(widget, headers={"origin": SHOP})).headers["cache-control"] == "public, max-age=60"


async def test_without_its_database_the_server_says_so_to_other_sites_too(tmp_path: Path) -> None:
    async with serving(tmp_path) as client:
        with closing(sqlite3.connect(tmp_path / "rosana.db")) as sql, sql:
            sql.execute("ALTER TABLE workspaces RENAME TO gone")
        answer = await client.post("/chat", json=MESSAGE, headers={"origin": SHOP})
        assert (answer.status_code, answer.json()["code"]) == (503, "storage_unavailable")


async def test_a_listed_site_is_answered_with_its_name_and_without_credentials(tmp_path: Path) -> None:
    async with serving(tmp_path, cors_origins=["https://painel.example"], cors_credentials=True) as client:
        await listed(client, SHOP)
        answer = await client.get("/ready", headers={"origin": SHOP})
        assert answer.headers["access-control-allow-origin"] == SHOP
        assert "access-control-allow-credentials" not in answer.headers
        assert (await preflight(client, "POST", "/chat")).status_code == 204


async def test_a_site_that_may_call_everything_needs_no_session(tmp_path: Path) -> None:
    async with serving(tmp_path, cors_origins=[SHOP]) as client:
        await listed(client, SHOP)
        answer = await client.post("/chat", json=MESSAGE, headers={"origin": SHOP})
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, SHOP)
