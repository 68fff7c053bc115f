import asyncio
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
    fields = {"id", "source", "title", "url", "status", "reason", "passages", "updated_at"}
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


async def test_the_same_name_again_replaces_and_another_source_does_not(client: httpx.AsyncClient) -> None:
    first = await read(client, await upload(client, "frete.md", MARKDOWN))
    again = await read(client, await upload(client, "frete.md", MARKDOWN.replace(b"45", b"50")))
    other = await read(client, await upload(client, "frete.md", MARKDOWN, source="filial-2/frete"))
    assert first["id"] == again["id"] != other["id"]


@pytest.mark.parametrize(
    ("name", "data", "fields", "status", "code"),
    [
        ("vazio.md", b"", {}, 422, "document_empty"),
        ("foto.png", b"x", {}, 415, "format_unsupported"),
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
