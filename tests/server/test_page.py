import gzip
from dataclasses import fields
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from rosana.server.metrics import Metrics
from rosana.server.middleware import Observation
from rosana.server.page import add_page
from rosana.server.problems import add_problem_handlers
from rosana.server.schemas import ChatAnswer
from rosana.types import Done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("page", "console", "assets"):
        (tmp_path / name).mkdir()
    (tmp_path / "page" / "index.html").write_text('<title>Rosana Desk</title><script src="../assets/page-a1b2.js">')
    (tmp_path / "console" / "index.html").write_text('<title>Console</title><script src="../assets/console-c3.js">')
    for name in ("assets/page-a1b2.js", "widget.js"):
        (tmp_path / name).write_text("1")
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(b"1"))
        (tmp_path / f"{name}.br").write_bytes(b"br")
    (tmp_path / "assets" / "plain-d4.js").write_text("1")
    return tmp_path


async def request(folder: Path, path: str, *, method: str = "GET", **headers: str) -> httpx.Response:
    app = FastAPI()
    app.add_middleware(Observation, metrics=Metrics())
    add_problem_handlers(app)

    @app.get("/conversations/{conversation_id}")
    async def conversation(conversation_id: str) -> str:
        return conversation_id

    add_page(app, folder)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http:
        return await http.request(method, path, headers=headers)


async def test_hashed_assets_are_kept_for_ever(folder: Path) -> None:
    answer = await request(folder, "/assets/page-a1b2.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/", "/console/", "/console/conversas"])
async def test_a_page_is_asked_for_each_time(folder: Path, path: str) -> None:
    first = await request(folder, path)
    again = await request(folder, path, **{"If-None-Match": first.headers["etag"]})
    assert "<title>" in first.text
    assert first.headers["cache-control"] == "no-cache"
    assert (again.status_code, again.headers["cache-control"]) == (304, "no-cache")


@pytest.mark.parametrize("path", ["/", "/console/", "/assets/page-a1b2.js", "/widget.js"])
async def test_nothing_from_elsewhere_and_nothing_inline_runs(folder: Path, path: str) -> None:
    answer = await request(folder, path)
    policy = dict(rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert {policy[rule] for rule in ("script-src", "style-src", "connect-src")} == {"'self'"}
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "title", "script"),
    [
        ("/", "Rosana Desk", "./assets/page-a1b2.js"),
        ("/console/", "Console", "../assets/console-c3.js"),
        ("/console/conversas", "Console", "../assets/console-c3.js"),
        ("/console/conversas/", "Console", "../../assets/console-c3.js"),
        ("/console/conversas/0a1b?filter=down", "Console", "../../assets/console-c3.js"),
    ],
)
async def test_every_address_of_a_page_finds_its_assets_below_any_path(
    folder: Path, path: str, title: str, script: str
) -> None:
    answer = await request(folder, path)
    assert answer.text == f'<title>{title}</title><script src="{script}">'


async def test_the_console_without_its_slash_leads_there_below_any_path(folder: Path) -> None:
    answer = await request(folder, "/console")
    assert (answer.status_code, answer.headers["location"]) == (307, "console/")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br;q=0.0, GZIP", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("path", ["/assets/page-a1b2.js", "/widget.js"])
async def test_a_file_comes_as_compressed_as_the_browser_takes_it(
    folder: Path, path: str, accepted: str, encoding: str | None
) -> None:
    # Another `httpx` decoder than gzip's would refuse what is no Brotli: only the headers are read there.
    answer = await request(folder, path, method="HEAD", **{"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"].partition(";")[0] in ("text/javascript", "application/javascript")


async def test_a_file_that_was_not_compressed_comes_as_it_is(folder: Path) -> None:
    answer = await request(folder, "/assets/plain-d4.js", **{"Accept-Encoding": "gzip, br"})
    assert (answer.text, "content-encoding" in answer.headers) == ("1", False)


async def test_each_form_of_a_file_has_a_tag_of_its_own(folder: Path) -> None:
    tags = {
        (await request(folder, "/widget.js", method="HEAD", **{"Accept-Encoding": each})).headers["etag"]
        for each in ("gzip", "br", "identity")
    }
    assert len(tags) == 3


async def test_other_sites_may_embed_the_widget_and_soon_ask_again(folder: Path) -> None:
    answer = await request(folder, "/widget.js")
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "cross-origin-resource-policy" not in (await request(folder, "/assets/page-a1b2.js")).headers


@pytest.mark.parametrize(
    "path",
    [
        "/assets/index-old.js",
        "/assets/page-a1b2.js.br",
        "/assets/",
        "/nada",
        "/consoles",
        "/console/index-old.js",
        "/page/index.html",
        "/conversations",
        "/assets/%2e%2e/%2e%2e/page.py",
        "/console/%2e%2e/%2e%2e/page.py",
    ],
)
async def test_what_is_not_there_is_a_problem(folder: Path, path: str) -> None:
    answer = await request(folder, path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize("path", ["/", "/console/conversas", "/assets/page-a1b2.js", "/nada", "/conversations/1"])
async def test_only_the_api_takes_anything(folder: Path, path: str) -> None:
    answer = await request(folder, path, method="POST")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


async def test_a_page_that_was_not_built_says_what_to_do(tmp_path: Path) -> None:
    answer = await request(tmp_path, "/")
    assert answer.status_code == 200
    assert "Node.js" in answer.text
    assert "make page" in answer.text


def test_a_stream_ends_with_what_a_whole_answer_says() -> None:
    # The web client takes the type of `done`, which OpenAPI does not describe, from the whole answer's.
    assert {field.name for field in fields(Done)} == set(ChatAnswer.model_fields) - {"sources", "citations"}
