import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.server.api import serving

pytestmark = pytest.mark.asyncio(loop_scope="module")

MARKDOWN = b"# Frete\n\nO frete para o Acre custa R$ 45.\n"


async def read(client: httpx.AsyncClient, answer: httpx.Response) -> Any:
    """Wait until an upload was read, and return its document."""
    assert answer.status_code == 202, answer.text
    assert answer.json().keys() == {"id", "status"}
    async with asyncio.timeout(10):
        while True:
            document = (await client.get(f"/documents/{answer.json()['id']}")).json()
            if document["status"] in ("ready", "failed"):
                return document
            await asyncio.sleep(0)


async def upload(client: httpx.AsyncClient, name: str, data: bytes, **fields: str) -> httpx.Response:
    return await client.post("/documents", files={"file": (name, data)}, data=fields)


async def test_a_document_says_where_it_came_from_and_what_became_of_it(client: httpx.AsyncClient) -> None:
    document = await read(client, await upload(client, "frete.md", MARKDOWN, url="https://loja.example/frete"))
    fields = {"id", "source", "title", "url", "status", "reason", "progress", "passages", "updated_at"}
    assert document.keys() == fields
    assert (document["source"], document["title"], document["passages"]) == ("frete.md", "Frete", 1)
    assert document["url"] == "https://loja.example/frete"
    assert document in (await client.get("/documents")).json()


async def test_text_is_taken_as_json(client: httpx.AsyncClient) -> None:
    body = {"title": " Frete \n grátis ", "text": "O frete é grátis acima de R$ 200.", "source": "erp-7"}
    document = await read(client, await client.post("/documents", json=body))
    assert (document["source"], document["title"], document["status"]) == ("erp-7", "Frete grátis", "ready")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("política de troca (açúcar).md", "política de troca (açúcar).md"),
        ("../../etc/passwd.md", "passwd.md"),
        ("C:\\Users\\ana\\frete.md", "frete.md"),
        ("MAIÚSCULAS.MD", "MAIÚSCULAS.MD"),
    ],
)
async def test_a_name_is_kept_and_a_path_is_not(client: httpx.AsyncClient, name: str, source: str) -> None:
    document = await read(client, await upload(client, name, MARKDOWN))
    assert (document["source"], document["status"]) == (source, "ready")


async def test_a_name_that_holds_personal_data_is_masked_and_still_tells_files_apart(client: httpx.AsyncClient) -> None:
    names = ["CPF 529.982.247-25.md", "CPF 111.444.777-35.md", "CPF 529.982.247-25.md"]
    documents = [await read(client, await upload(client, name, MARKDOWN)) for name in names]
    sources = [document["source"] for document in documents]
    assert all(source.startswith("CPF [CPF_1].md ") and len(source) == 27 for source in sources)
    assert sources[0] == sources[2] != sources[1]
    assert documents[0]["id"] == documents[2]["id"]


async def test_the_same_name_again_replaces_and_another_source_does_not(client: httpx.AsyncClient) -> None:
    first = await read(client, await upload(client, "frete.md", MARKDOWN))
    again = await read(client, await upload(client, "frete.md", MARKDOWN.replace(b"45", b"50")))
    other = await read(client, await upload(client, "frete.md", MARKDOWN, source="filial-2/frete"))
    assert first["id"] == again["id"] != other["id"]


@pytest.mark.parametrize(
    ("name", "data", "fields", "status", "code"),
    [
        ("vazio.md", b"", {}, 422, "document_empty"),
        ("filme.mp4", b"x", {}, 415, "format_unsupported"),
        ("sem-sufixo", b"x", {}, 415, "format_unsupported"),
        (".md", b"x", {}, 415, "format_unsupported"),
        ("a.md", b"x" * 1_000_001, {}, 413, "document_too_large"),
        ("a.md", b"x" * 2_000_001, {}, 413, "body_too_large"),
        ("a.md", b"x", {"url": "javascript:alert(1)"}, 422, "invalid_request"),
        ("a.md", b"x", {"source": "s" * 501}, 422, "invalid_request"),
    ],
)
async def test_what_can_be_no_document_is_refused_at_once(  # noqa: PLR0917
    tmp_path: Path, name: str, data: bytes, fields: dict[str, str], status: int, code: str
) -> None:
    async with serving(tmp_path, max_upload_mb=1) as client:
        answer = await upload(client, name, data, **fields)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert len((await client.get("/documents")).json()) == 10


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", b"%PDF-1.7 quebrado"), ("a.docx", b"PK\x03\x04"), ("a.txt", b" ")]
)
async def test_what_cannot_be_read_ends_as_failed_with_a_reason(
    client: httpx.AsyncClient, name: str, data: bytes
) -> None:
    document = await read(client, await upload(client, name, data))
    assert (document["status"], document["passages"]) == ("failed", 0)
    assert document["reason"].endswith(".")


async def test_a_removed_document_is_gone(client: httpx.AsyncClient) -> None:
    document = await read(client, await upload(client, "frete.md", MARKDOWN))
    path = f"/documents/{document['id']}"
    assert (await client.delete(path)).status_code == 204
    assert [(await client.request(method, path)).status_code for method in ("GET", "DELETE")] == [404, 404]
    found = (await client.post("/search", json={"query": "frete para o Acre"})).json()
    assert document["id"] not in [passage["document_id"] for passage in found["passages"]]


async def test_a_broken_form_is_a_problem(client: httpx.AsyncClient) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = await client.post("/documents", content=b"--y\r\nnada", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


async def test_a_document_is_followed_until_it_is_ready(client: httpx.AsyncClient) -> None:
    answer = await upload(client, "prazo.md", b"# Prazo\n\nO prazo vence em 30 dias.\n")
    events = await followed(client, answer.json()["id"])
    assert {name for name, _ in events} == {"status"}
    assert (events[-1][1]["status"], events[-1][1]["passages"]) == ("ready", 1)
    assert (await followed(client, answer.json()["id"])) == events[-1:]


async def test_a_document_that_cannot_be_read_is_followed_until_it_failed(client: httpx.AsyncClient) -> None:
    answer = await upload(client, "ruim.pdf", b"%PDF-1.7 quebrado")
    (_, last) = (await followed(client, answer.json()["id"]))[-1]
    assert last["status"] == "failed"
    assert last["reason"]


async def test_a_document_that_waits_can_be_cancelled(tmp_path: Path) -> None:
    async with serving(tmp_path, worker="separate") as client:
        answer = await upload(client, "frete.md", MARKDOWN)
        cancelled = await client.post(f"/documents/{answer.json()['id']}/cancel")
        assert (cancelled.status_code, cancelled.json()["status"]) == (200, "failed")
        assert cancelled.json()["reason"].startswith("A leitura foi cancelada")
        assert (await client.post(f"/documents/{answer.json()['id']}/cancel")).json() == cancelled.json()


@pytest.mark.parametrize(("method", "path"), [("GET", "/documents/nada/events"), ("POST", "/documents/nada/cancel")])
async def test_what_is_not_there_can_be_neither_followed_nor_cancelled(
    client: httpx.AsyncClient, method: str, path: str
) -> None:
    answer = await client.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (404, "document_not_found")


async def followed(client: httpx.AsyncClient, document_id: str) -> list[tuple[str, Any]]:
    answer = await client.get(f"/documents/{document_id}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    frames = [frame.split("\n") for frame in answer.text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in frames]
