import re
from dataclasses import fields
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel

from rosana.server.metrics import Metrics
from rosana.server.middleware import Observation
from rosana.server.page import add_page
from rosana.server.problems import add_problem_handlers
from rosana.server.schemas import (
    ChatRequest,
    CitationOut,
    ConversationOut,
    FeedbackRequest,
    MessageOut,
    ModelPart,
    SourceOut,
)
from rosana.types import Done

WIRE = Path(__file__).parents[2] / "web" / "client" / "wire.ts"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>Rosana Desk</title>")
    (tmp_path / "assets" / "index-a1b2.js").write_text("1")
    return tmp_path


async def get(folder: Path, path: str, **headers: str) -> httpx.Response:
    app = FastAPI()
    app.add_middleware(Observation, metrics=Metrics())
    add_problem_handlers(app)
    add_page(app, folder)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
        return await http.get(path, headers=headers)


async def test_hashed_assets_are_kept_for_ever(folder: Path) -> None:
    answer = await get(folder, "/assets/index-a1b2.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/", "/index.html"])
async def test_the_page_is_asked_for_each_time(folder: Path, path: str) -> None:
    first = await get(folder, path)
    again = await get(folder, path, **{"If-None-Match": first.headers["etag"]})
    assert "Rosana Desk" in first.text
    assert first.headers["cache-control"] == "no-cache"
    assert (again.status_code, again.headers["cache-control"]) == (304, "no-cache")


@pytest.mark.parametrize("path", ["/", "/assets/index-a1b2.js"])
async def test_nothing_from_elsewhere_and_nothing_inline_runs(folder: Path, path: str) -> None:
    answer = await get(folder, path)
    policy = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert {policy[rule] for rule in ("script-src", "style-src", "connect-src")} == {"'self'"}
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/assets/index-old.js", "/nada", "/assets/%2e%2e/%2e%2e/page.py"])
async def test_what_is_not_there_is_a_problem(folder: Path, path: str) -> None:
    answer = await get(folder, path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert "immutable" not in answer.headers.get("cache-control", "")


async def test_a_page_that_was_not_built_says_what_to_do(tmp_path: Path) -> None:
    answer = await get(tmp_path, "/")
    assert answer.status_code == 200
    assert "Node.js" in answer.text
    assert "make page" in answer.text


@pytest.mark.parametrize(
    ("interface", "schema"),
    [
        ("Question", ChatRequest),
        ("Source", SourceOut),
        ("Citation", CitationOut),
        ("Done", Done),
        ("Feedback", FeedbackRequest),
        ("Message", MessageOut),
        ("Conversation", ConversationOut),
        ("ModelPart", ModelPart),
    ],
)
def test_the_page_and_the_server_name_the_same_fields(interface: str, schema: type) -> None:
    body = re.search(rf"^export interface {interface} {{\n(.*?)^}}", WIRE.read_text(), re.DOTALL | re.MULTILINE)
    assert body
    names = schema.model_fields if issubclass(schema, BaseModel) else {field.name for field in fields(schema)}
    assert set(re.findall(r"^  (\w+)\??:", body[1], re.MULTILINE)) == set(names)
