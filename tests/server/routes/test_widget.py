"""The widget's calls from a page of another site: who may make them, and what a visitor sees."""

import time
from typing import Any

import httpx
import pytest

from rosana.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="module")  # where the app of `client` lives

SHOP = "https://loja.example"
OTHER = "https://other.example"
QUESTION = {"message": "qual o horário do suporte?"}


def desk_of(client: httpx.AsyncClient) -> Desk:
    desk: Desk = client._transport.app.state.desk  # type: ignore[attr-defined]
    return desk


async def widget_for(client: httpx.AsyncClient, *origins: str, **widget: Any) -> str:
    """List sites that may show the widget, and return its id."""
    await desk_of(client).preferences.change({"widget": {"origins": list(origins), **widget}})
    return (await desk_of(client).preferences.widget()).id


async def begin(client: httpx.AsyncClient, origin: str = SHOP, previous: str | None = None) -> dict[str, str]:
    """Begin a session, and return the headers of the calls in it."""
    widget = await widget_for(client, SHOP, OTHER)
    answer = await client.post(f"/widget/{widget}/sessions", json={"visitor": previous}, headers={"origin": origin})
    assert answer.status_code == 201, answer.text
    return {"origin": origin, "authorization": f"Bearer {answer.json()['token']}"}


def token_of(session: dict[str, str]) -> str:
    return session["authorization"].removeprefix("Bearer ")


async def ask(client: httpx.AsyncClient, session: dict[str, str], **body: str) -> Any:
    answer = await client.post("/chat", json={**QUESTION, **body}, headers=session)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_how_the_widget_looks_is_public(client: httpx.AsyncClient) -> None:
    widget = await widget_for(client, SHOP, title="Ajuda da loja", color="#0a7d55", position="left")
    answer = await client.get(f"/widget/{widget}", headers={"origin": SHOP})
    assert answer.json() == {
        "name": "Rosana",
        "title": "Ajuda da loja",
        "locale": "auto",
        "color": "#0a7d55",
        "position": "left",
    }
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert answer.headers["access-control-allow-origin"] == SHOP


@pytest.mark.asyncio(loop_scope="function")
async def test_a_widget_without_a_title_has_the_name_of_who_answers(fresh: httpx.AsyncClient) -> None:
    answer = await fresh.get(f"/widget/{await widget_for(fresh)}")
    assert answer.json()["title"] == "Rosana"


@pytest.mark.parametrize("call", [("GET", "/widget/nada"), ("POST", "/widget/nada/sessions")])
async def test_another_id_is_no_widget(client: httpx.AsyncClient, call: tuple[str, str]) -> None:
    method, path = call
    answer = await client.request(method, path, json={} if method == "POST" else None)
    assert (answer.status_code, answer.json()["code"]) == (404, "widget_not_found")


async def test_a_visitor_asks_reads_and_rates_what_is_theirs(client: httpx.AsyncClient) -> None:
    session = await begin(client)
    answer = await ask(client, session)
    again = await ask(client, session, conversation_id=answer["conversation_id"])
    assert again["conversation_id"] == answer["conversation_id"]
    shown = await client.get(f"/conversations/{answer['conversation_id']}", headers=session)
    assert len(shown.json()["messages"]) == 4
    rated = await client.post(f"/messages/{answer['message_id']}/feedback", json={"rating": "up"}, headers=session)
    assert rated.status_code == 204
    assert rated.headers["access-control-allow-origin"] == SHOP


async def test_a_visitor_cannot_read_continue_or_rate_what_is_anothers(client: httpx.AsyncClient) -> None:
    answer = await ask(client, await begin(client))
    conversation, message = answer["conversation_id"], answer["message_id"]
    other = await begin(client)
    shown = await client.get(f"/conversations/{conversation}", headers=other)
    continued = await client.post("/chat", json={**QUESTION, "conversation_id": conversation}, headers=other)
    rated = await client.post(f"/messages/{message}/feedback", json={"rating": "up"}, headers=other)
    codes = [response.json()["code"] for response in (shown, continued, rated)]
    assert codes == ["conversation_not_found", "conversation_not_found", "message_not_found"]


async def test_a_renewed_session_keeps_the_conversation(client: httpx.AsyncClient) -> None:
    session = await begin(client)
    conversation = (await ask(client, session))["conversation_id"]
    renewed = await begin(client, previous=token_of(session))
    assert (await client.get(f"/conversations/{conversation}", headers=renewed)).status_code == 200


@pytest.mark.parametrize(
    ("previous", "status"), [('"x.y"', 201), (r'"\ud800.x"', 422), ("7", 422), (f'"{"x" * 2001}"', 422)]
)
async def test_a_token_of_before_that_is_none_begins_anew_or_is_refused(
    client: httpx.AsyncClient, previous: str, status: int
) -> None:
    address = f"/widget/{await widget_for(client, SHOP)}/sessions"
    body, headers = f'{{"visitor": {previous}}}', {"content-type": "application/json"}
    assert (await client.post(address, content=body, headers=headers)).status_code == status


async def test_a_session_that_is_over_is_said_with_its_code(client: httpx.AsyncClient) -> None:
    widget = await widget_for(client, SHOP)
    past = time.time() - 3600
    token = desk_of(client).visitors.begin(widget=widget, origin=SHOP, previous=None, now=past).token
    headers = {"origin": SHOP, "authorization": f"Bearer {token}"}
    answer = await client.post("/chat", json=QUESTION, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "session_expired")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["access-control-allow-origin"] == SHOP


async def test_a_token_is_worth_nothing_on_another_site(client: httpx.AsyncClient) -> None:
    session = await begin(client, SHOP)
    answer = await client.post("/chat", json=QUESTION, headers={**session, "origin": OTHER})
    assert (answer.status_code, answer.json()["code"]) == (401, "session_expired")


@pytest.mark.parametrize("call", ["/chat", "/messages/m/feedback", "/conversations/c"])
async def test_a_page_of_another_site_needs_a_session(client: httpx.AsyncClient, call: str) -> None:
    await widget_for(client, SHOP)
    body = {**QUESTION, "rating": "up"}
    method = "GET" if "conversations" in call else "POST"
    answer = await client.request(method, call, json=body if method == "POST" else None, headers={"origin": SHOP})
    assert (answer.status_code, answer.json()["code"]) == (401, "session_expired")


async def test_programs_and_the_own_page_ask_without_a_session(client: httpx.AsyncClient) -> None:
    for headers in ({}, {"origin": "http://test"}):
        assert (await client.post("/chat", json=QUESTION, headers=headers)).status_code == 200


async def test_the_own_page_may_begin_a_session(client: httpx.AsyncClient) -> None:
    widget = await widget_for(client)
    answer = await client.post(f"/widget/{widget}/sessions", json={}, headers={"origin": "http://test"})
    assert answer.status_code == 201
    headers = {"authorization": f"Bearer {answer.json()['token']}"}
    assert await ask(client, {**headers, "origin": "http://test"})


@pytest.mark.asyncio(loop_scope="function")
async def test_a_site_that_is_taken_off_the_list_is_refused_at_once(fresh: httpx.AsyncClient) -> None:
    session = await begin(fresh)
    await widget_for(fresh, OTHER)
    answer = await fresh.post("/chat", json=QUESTION, headers=session)
    assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
    assert "access-control-allow-origin" not in answer.headers
