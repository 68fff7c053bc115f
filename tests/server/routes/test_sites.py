import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.knowledge.sites.server import Answer, Site, article, running_site
from tests.server.api import serving


@pytest.fixture
def site() -> Iterator[Site]:
    pages = {"/": article("Início", links=("/frete",)), "/frete": article("O frete é grátis acima de R$ 200.")}
    with running_site(pages) as running:
        yield running


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """An app that may reach loopback."""
    async with serving(tmp_path, sample=False, sites={"allow": ["127.0.0.1"], "delay": 0}) as opened:
        yield opened


async def visited(client: httpx.AsyncClient, *, since: str | None = None) -> Any:
    """Wait until the only site was visited, and return it."""
    async with asyncio.timeout(10):
        while True:
            (one,) = (await client.get("/sites")).json()
            if one["status"] in ("ready", "failed") and one["visited_at"] != since:
                return one
            await asyncio.sleep(0.01)


async def test_a_site_is_visited_in_the_background_and_its_pages_become_documents(
    client: httpx.AsyncClient, site: Site
) -> None:
    answer = await client.post("/sites", json={"url": site.address, "every_hours": 24})
    assert answer.status_code == 202
    assert answer.json() == {"id": answer.json()["id"], "url": f"{site.address}/", "status": "queued"}
    found = await visited(client)
    assert found["visited_at"] is not None
    assert {name: found[name] for name in ("depth", "every_hours", "status", "pages", "problem")} == {
        "depth": None,
        "every_hours": 24,
        "status": "ready",
        "pages": 2,
        "problem": None,
    }
    documents = (await client.get("/documents")).json()
    assert {(document["origin"], document["editable"]) for document in documents} == {("page", False)}


async def test_one_page_can_be_added_alone(client: httpx.AsyncClient, site: Site) -> None:
    await client.post("/sites", json={"url": site.address, "depth": 0})
    assert ((await visited(client))["pages"], len((await client.get("/documents")).json())) == (1, 1)


async def test_what_is_not_said_anew_stays(client: httpx.AsyncClient, site: Site) -> None:
    first = await client.post("/sites", json={"url": site.address, "depth": 3, "every_hours": 2})
    found = await visited(client)
    again = await client.post("/sites", json={"url": f"{site.address}#topo", "every_hours": None})
    assert again.json()["id"] == first.json()["id"]
    found = await visited(client, since=found["visited_at"])
    assert (found["depth"], found["every_hours"]) == (3, None)


async def test_a_site_is_visited_again_when_asked_to(client: httpx.AsyncClient, site: Site) -> None:
    await client.post("/sites", json={"url": site.address})
    found = await visited(client)
    site.pages["/"] = article("Início", links=("/frete", "/troca"))
    site.pages["/troca"] = article("A troca é grátis por 30 dias.")
    assert (await client.post(f"/sites/{found['id']}/visit")).status_code == 202
    assert (await visited(client, since=found["visited_at"]))["pages"] == 3


async def test_an_internal_address_is_refused_when_it_is_visited(tmp_path: Path) -> None:
    async with serving(tmp_path, sample=False) as client:
        assert (await client.post("/sites", json={"url": "http://127.0.0.1/"})).status_code == 202
        found = await visited(client)
        assert (found["status"], found["pages"]) == ("failed", 0)
        assert "um endereço interno" in found["problem"]


async def test_a_page_that_cannot_be_read_is_told(client: httpx.AsyncClient, site: Site) -> None:
    site.pages["/frete"] = Answer(status=403)
    await client.post("/sites", json={"url": site.address})
    found = await visited(client)
    assert (found["status"], found["pages"]) == ("ready", 1)
    assert found["problem"].startswith(f"1 página não foi lida: {site.address}/frete (O site não deixa ler")


async def test_a_site_is_removed_with_its_documents(client: httpx.AsyncClient, site: Site) -> None:
    await client.post("/sites", json={"url": site.address})
    found = await visited(client)
    path = f"/sites/{found['id']}"
    assert (await client.delete(path)).status_code == 204
    assert ((await client.get("/sites")).json(), (await client.get("/documents")).json()) == ([], [])
    answers = [await client.delete(path), await client.post(f"{path}/visit")]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "site_not_found")] * 2


@pytest.mark.parametrize("url", ["loja", "ftp://loja.example/", "javascript:alert(1)", "https://ana:x@loja.example/"])
async def test_what_is_no_address_of_a_page_is_refused_at_once(client: httpx.AsyncClient, url: str) -> None:
    answer = await client.post("/sites", json={"url": url})
    assert (answer.status_code, answer.json()["code"]) == (422, "address_invalid")
    assert (await client.get("/sites")).json() == []


@pytest.mark.parametrize("field", [{"depth": -1}, {"every_hours": 0}, {"every_hours": "nunca"}])
async def test_a_depth_and_an_interval_have_limits(client: httpx.AsyncClient, field: dict[str, Any]) -> None:
    answer = await client.post("/sites", json={"url": "https://loja.example/", **field})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
