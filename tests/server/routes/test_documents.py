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
    assert answer.json().keys() == {"id", "status", "replaces"}
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
    assert document.keys() == fields | {"origin", "editable"}
    assert (document["origin"], document["editable"]) == ("upload", True)
    assert (document["source"], document["title"], document["passages"]) == ("frete.md", "Frete", 1)
    assert document["url"] == "https://loja.example/frete"
    assert document in (await client.get("/documents")).json()


async def test_what_takes_the_place_of_another_says_so(client: httpx.AsyncClient) -> None:
    answers = [await upload(client, name, MARKDOWN) for name in ("vale.md", "vale.md", "brinde.md")]
    assert [answer.json()["replaces"] for answer in answers] == [False, True, False]


async def test_text_is_taken_as_json(client: httpx.AsyncClient) -> None:
    body = {"title": " Frete \n grátis ", "text": "O frete é grátis acima de R$ 200.", "source": "erp-7"}
    document = await read(client, await client.post("/documents", json=body))
    assert (document["source"], document["title"], document["status"]) == ("erp-7", "Frete grátis", "ready")
    assert (document["origin"], document["editable"]) == ("text", True)


async def test_what_is_masked_is_chosen_for_the_documents_that_are_read_from_then_on(tmp_path: Path) -> None:
    body = {"title": "Contato", "text": "Escreva para ana@lua.example ou ligue 11 98765-4321."}
    async with serving(tmp_path, sample=False) as client:
        first = await read(client, await client.post("/documents", json={**body, "source": "a"}))
        changed = (await client.patch("/settings", json={"masked_kinds": ["phone"]})).json()
        assert changed["masked_kinds"] == {"value": ["phone"], "fixed": False}
        second = await read(client, await client.post("/documents", json={**body, "source": "b"}))
        passages = [(await client.get(f"/documents/{one['id']}/passages")).json() for one in (first, second)]
    assert [one["text"] for (one,) in passages] == [
        "Escreva para [EMAIL_1] ou ligue [TELEFONE_1].",
        "Escreva para ana@lua.example ou ligue [TELEFONE_1].",
    ]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("política de troca (açúcar).md", "política de troca (açúcar).md"),
        ("../../etc/passwd.md", "passwd.md"),
        ("C:\\Users\\ana\\frete.md", "frete.md"),
        ("MAIÚSCULAS.MD", "MAIÚSCULAS.MD"),
        ("o 'guia' \"novo\" 🚚 & <b>.md", "o 'guia' \"novo\" 🚚 & <b>.md"),
        (f"{'ação ' * 49}x.md", f"{'ação ' * 49}x.md"),
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


async def test_files_of_a_folder_are_told_apart_by_their_paths(client: httpx.AsyncClient) -> None:
    sources = ["Ajuda/Envio/prazo.md", "Ajuda/Troca/prazo.md"]
    documents = [await read(client, await upload(client, "prazo.md", MARKDOWN, source=source)) for source in sources]
    assert [document["source"] for document in documents] == sources


async def test_the_path_of_a_file_is_masked_and_an_id_is_not(client: httpx.AsyncClient) -> None:
    path, number = "CPF 529.982.247-25/contrato.md", "529.982.247-25"
    documents = [await read(client, await upload(client, "contrato.md", MARKDOWN, source=s)) for s in (path, number)]
    assert documents[0]["source"].startswith("CPF [CPF_1]/contrato.md ")
    assert documents[1]["source"] == number


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


async def written(client: httpx.AsyncClient, title: str, text: str, **fields: str) -> Any:
    return await read(client, await client.post("/documents", json={"title": title, "text": text, **fields}))


async def listed(client: httpx.AsyncClient, **query: str | int) -> list[str]:
    answer = await client.get("/documents", params=query)
    assert answer.status_code == 200, answer.text
    return [document["title"] for document in answer.json()]


async def test_documents_are_listed_as_people_sort_them(tmp_path: Path) -> None:
    async with serving(tmp_path) as fresh:
        for title in ("Zona rural", "água", "Álbum", "banco"):
            await written(fresh, title, "Um texto.", source=f"ordem/{title}")
        assert await listed(fresh, search="ordem") == ["água", "Álbum", "banco", "Zona rural"]


@pytest.mark.parametrize("search", ["promocao", "PROMOÇÃO verao", "verão promoção", "campanha/2026"])
async def test_documents_are_found_by_words_of_their_title_or_source(client: httpx.AsyncClient, search: str) -> None:
    await written(client, "Promoção de Verão", "Vale até março.", source="campanha/2026-01")
    assert await listed(client, search=search) == ["Promoção de Verão"]
    assert "Promoção de Verão" not in await listed(client, search=f"{search} inverno")


async def test_the_list_comes_in_pages_that_neither_repeat_nor_omit(tmp_path: Path) -> None:
    async with serving(tmp_path) as fresh:
        for number in range(5):
            await written(fresh, "Igual", "Um texto.", source=f"igual-{number}")
        whole = (await fresh.get("/documents")).json()
        seen: list[Any] = []
        while True:
            page = await fresh.get("/documents", params={"limit": 4, **({"after": seen[-1]["id"]} if seen else {})})
            assert page.headers["x-total-count"] == str(len(whole)) == "15"
            if not page.json():
                break
            seen += page.json()
        assert seen == whole


async def test_the_list_can_be_of_one_state(tmp_path: Path) -> None:
    async with serving(tmp_path) as fresh:
        failed = await read(fresh, await upload(fresh, "vazio.txt", b" "))
        answer = await fresh.get("/documents", params={"status": "failed"})
        assert [document["id"] for document in answer.json()] == [failed["id"]]
        assert answer.headers["x-total-count"] == "1"
        assert (await fresh.get("/documents", params={"status": "lost"})).status_code == 422


async def test_a_page_after_a_document_that_is_gone_is_a_problem(client: httpx.AsyncClient) -> None:
    answer = await client.get("/documents", params={"limit": 2, "after": "nada"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    assert "Carregue-a de novo" in answer.json()["detail"]


async def test_the_passages_of_a_document_are_shown_in_order_and_masked(client: httpx.AsyncClient) -> None:
    long = "Esta parte da política explica tudo com todas as palavras que são precisas. " * 12
    text = f"Fale com o CPF 529.982.247-25. {long}\n\n## Prazo\n\nSão 3 dias. {long}\n\n## Custo\n\nR$ 10. {long}"
    document = await written(client, "Devolução", text)
    path = f"/documents/{document['id']}/passages"
    passages = (await client.get(path)).json()
    assert [passage["heading"] for passage in passages] == ["", "Prazo", "Custo"]
    assert passages[0].keys() == {"id", "heading", "text"}
    assert "[CPF_1]" in passages[0]["text"]
    rest = await client.get(path, params={"limit": 1, "after": passages[0]["id"]})
    assert rest.json() == passages[1:2]
    found = (await client.post("/search", json={"query": "custo da devolução"})).json()["passages"]
    assert passages[2]["id"] in [passage["passage_id"] for passage in found]


async def test_a_passage_that_cannot_be_is_a_problem(client: httpx.AsyncClient) -> None:
    document = await written(client, "Devolução", "Em até 30 dias.")
    answer = await client.get(f"/documents/{document['id']}/passages", params={"after": 2**63})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


async def test_a_text_is_shown_as_it_was_written_and_corrected_in_place(client: httpx.AsyncClient) -> None:
    text = "Fale com a Ana, CPF 529.982.247-25.\n\n## Prazo\n\nSão 3 dias."
    document = await written(client, "Garantia", text, source="garantia", url="https://loja.example/garantia")
    path = f"/documents/{document['id']}"
    shown = (await client.get(f"{path}/text")).json()
    assert shown == {"title": "Garantia", "url": "https://loja.example/garantia", "text": text}
    now = await read(client, await client.put(path, json={**shown, "title": "Garantias", "text": "São 90 dias."}))
    kept = ("id", "source", "url", "origin", "editable")
    assert [now[name] for name in kept] == [document[name] for name in kept]
    assert (now["title"], now["passages"]) == ("Garantias", 1)
    assert (await client.get(f"{path}/passages")).json()[0]["text"] == "São 90 dias."


async def test_an_uploaded_text_stays_what_it_is_when_it_is_corrected(client: httpx.AsyncClient) -> None:
    document = await read(client, await upload(client, "aviso de férias.txt", b"* Fechado em 25/12.\n"))
    path = f"/documents/{document['id']}"
    shown = (await client.get(f"{path}/text")).json()
    assert shown == {"title": "Aviso de férias", "url": None, "text": "* Fechado em 25/12.\n"}
    body = {"title": shown["title"], "text": "* Fechado em 01/01."}
    now = await read(client, await client.put(path, json=body))
    assert (now["title"], now["origin"], now["id"]) == ("Aviso de férias", "upload", document["id"])
    assert (await client.get(f"{path}/text")).json()["text"] == "* Fechado em 01/01."
    renamed = await read(client, await client.put(path, json={**body, "title": "Recesso"}))
    assert (renamed["title"], renamed["passages"]) == ("Recesso", 1)


async def test_a_document_that_is_no_text_cannot_be_corrected_here(client: httpx.AsyncClient) -> None:
    html = await read(client, await upload(client, "a.html", b"<h1>A</h1><p>Vale hoje.</p>"))
    (sample, *_) = (await client.get("/documents", params={"search": "exemplo/"})).json()
    body = {"title": "A", "text": "B"}
    for document in (html, sample):
        path = f"/documents/{document['id']}"
        answers = [await client.get(f"{path}/text"), await client.put(path, json=body)]
        assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
            (409, "document_not_editable")
        ] * 2
        assert (document["editable"], (await client.get(path)).json()) == (False, document)


@pytest.mark.parametrize("body", [{"title": " ", "text": "x"}, {"title": "x", "text": " \n"}, {"text": "x"}, {}])
async def test_a_text_needs_a_title_and_words(client: httpx.AsyncClient, body: dict[str, str]) -> None:
    document = await written(client, "Título", "Texto.", source="titulo")
    for answer in (
        await client.put(f"/documents/{document['id']}", json=body),
        await client.post("/documents", json=body),
    ):
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")


async def test_a_long_text_can_be_corrected_up_to_the_limit_of_uploads(tmp_path: Path) -> None:
    async with serving(tmp_path, max_upload_mb=2) as client:
        document = await written(client, "Longo", "Texto.")
        answers = [
            await client.put(f"/documents/{document['id']}", json={"title": "Longo", "text": "x " * (size // 2)})
            for size in (1_500_000, 2_000_002)
        ]
        assert [answer.status_code for answer in answers] == [202, 413]


async def test_a_document_is_read_again_though_nothing_changed(client: httpx.AsyncClient) -> None:
    before = await written(client, "Releitura", "Um texto.", source="releitura")
    answer = await client.post(f"/documents/{before['id']}/reindex")
    assert answer.json() == {"id": before["id"], "status": "queued", "replaces": True}
    after = await read(client, answer)
    assert (after["status"], after["passages"]) == ("ready", 1)
    assert after["updated_at"] > before["updated_at"]


async def test_all_documents_are_read_again_and_the_sample_stays(tmp_path: Path) -> None:
    async with serving(tmp_path) as fresh:
        await written(fresh, "Meu", "Um texto.")
        before = {document["id"]: document["updated_at"] for document in (await fresh.get("/documents")).json()}
        assert (await fresh.post("/documents/reindex")).status_code == 202
        async with asyncio.timeout(10):
            while True:
                documents = (await fresh.get("/documents")).json()
                if all(one["status"] == "ready" and one["updated_at"] > before[one["id"]] for one in documents):
                    break
                await asyncio.sleep(0)
        assert {document["passages"] for document in documents} == {1}
        assert len(documents) == 11


async def test_a_cancelled_upload_takes_its_address_with_it(tmp_path: Path) -> None:
    async with serving(tmp_path, worker="separate") as client:
        first = await upload(client, "frete.md", MARKDOWN, url="https://loja.example/a")
        path = f"/documents/{first.json()['id']}"
    async with serving(tmp_path) as client:
        await read(client, first)
    async with serving(tmp_path, worker="separate") as client:
        await upload(client, "frete.md", b"Outro.", url="https://loja.example/b")
        cancelled = (await client.post(f"{path}/cancel")).json()
        assert (cancelled["status"], cancelled["url"]) == ("ready", "https://loja.example/a")
        await upload(client, "frete.md", b"Outro.", url="https://loja.example/b")
    async with serving(tmp_path) as client:
        assert (await read(client, first))["url"] == "https://loja.example/b"


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "text"), ("GET", "passages"), ("PUT", ""), ("POST", "reindex")],
)
async def test_what_is_not_there_can_be_neither_shown_nor_changed(
    client: httpx.AsyncClient, method: str, path: str
) -> None:
    answer = await client.request(method, f"/documents/nada/{path}".rstrip("/"), json={"title": "A", "text": "B"})
    assert (answer.status_code, answer.json()["code"]) == (404, "document_not_found")
