import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from rosana.answering.prompts import REFUSAL
from tests.ollama_server import OllamaServer
from tests.server.api import serving


async def test_everything_has_a_value_before_anything_is_chosen(tmp_path: Path) -> None:
    async with serving(tmp_path, refused_share=0.1) as client:
        settings = (await client.get("/settings")).json()
    assert settings["model"] == {"value": "extractive", "fixed": True}
    assert settings["refused_share"] == {"value": 0.1, "fixed": True}
    assert settings["embeddings"] == {
        "value": None,
        "fixed": False,
        "serving": None,
        "embedded": 0,
        "passages": 10,
        "problem": None,
    }
    assert settings["masked_kinds"]["fixed"] is False
    assert len(settings["masked_kinds"]["value"]) == 16
    assert settings["persona"] == {"name": "Rosana", "tone": "cordial"}
    assert settings["greeting"] == {"pt-BR": None, "en": None}
    assert (settings["languages"], settings["suggestions"]) == (["pt-BR", "en"], True)
    assert len(settings["widget"].pop("id")) == 32
    assert settings["widget"] == {
        "origins": [],
        "title": None,
        "color": "#8c2f53",
        "on_color": "#ffffff",
        "position": "right",
        "locale": "auto",
    }


async def test_a_change_answers_with_all_and_is_shown_again(fresh: httpx.AsyncClient) -> None:
    patch = {
        "greeting": {"pt-BR": "Oi! Em que posso ajudar?"},
        "languages": ["pt-BR"],
        "suggestions": False,
        "widget": {"origins": ["https://Loja.com.br/"], "color": "#FFEE00", "title": "Ajuda"},
    }
    changed = await fresh.patch("/settings", json=patch)
    assert changed.status_code == 200
    body = changed.json()
    assert body["greeting"] == {"pt-BR": "Oi! Em que posso ajudar?", "en": None}
    assert body["widget"]["origins"] == ["https://loja.com.br"]
    assert (body["widget"]["color"], body["widget"]["on_color"]) == ("#ffee00", "#000000")
    assert (await fresh.get("/settings")).json() == body


async def test_a_wrong_value_names_its_field(fresh: httpx.AsyncClient) -> None:
    wrong = await fresh.patch("/settings", json={"widget": {"origins": ["https://a.com", "loja"]}})
    assert (wrong.status_code, wrong.headers["content-type"]) == (422, "application/problem+json")
    assert (wrong.json()["code"], wrong.json()["field"]) == ("preference_invalid", "widget.origins")
    assert wrong.json()["detail"].startswith("Os sites do widget: 'loja' não é o endereço de um site")


@pytest.mark.parametrize("patch", [{"modelo": "auto"}, {"widget": {"id": "mine"}}, {"persona": "Clara"}, []])
async def test_what_there_is_not_cannot_be_changed(fresh: httpx.AsyncClient, patch: object) -> None:
    wrong = await fresh.patch("/settings", json=patch)
    assert (wrong.status_code, wrong.json()["code"]) == (422, "invalid_request")


async def test_what_the_environment_has_set_cannot_be_changed(fresh: httpx.AsyncClient) -> None:
    wrong = await fresh.patch("/settings", json={"model": "auto"})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "preference_fixed")
    assert "ROSANA_MODEL" in wrong.json()["detail"]


async def test_a_page_of_another_site_can_change_nothing(fresh: httpx.AsyncClient) -> None:
    await fresh.patch("/settings", json={"widget": {"origins": ["https://loja.com.br"]}})
    for origin in ("https://loja.com.br", "https://evil.example"):
        refused = await fresh.patch("/settings", json={"suggestions": False}, headers={"origin": origin})
        assert (refused.status_code, refused.json()["code"]) == (403, "origin_refused")


async def test_the_name_is_what_the_assistant_calls_herself_at_once(fresh: httpx.AsyncClient) -> None:
    await fresh.patch("/settings", json={"persona": {"name": "Clara"}})
    answer = (await fresh.post("/chat", json={"message": "Oi, Clara! Quem é você?"})).json()
    assert answer["response"].startswith("Olá! Eu sou Clara, assistente virtual")


async def test_a_threshold_counts_for_the_next_question_and_its_effect_is_shown_before(
    fresh: httpx.AsyncClient,
) -> None:
    question = {"message": "quando abre?"}
    answer = (await fresh.post("/chat", json=question)).json()
    await fresh.post("/chat", json={"message": "obrigado"})
    assert not answer["refused"]
    effect = (await fresh.get("/settings/refusal", params={"refused_share": 0.5})).json()
    assert effect == {
        "questions": 1,
        "refused_now": 0,
        "refused_then": 1,
        "changed": [
            {
                "text": "quando abre?",
                "confidence": answer["confidence"],
                "conversation_id": answer["conversation_id"],
                "refused_then": True,
            }
        ],
    }
    await fresh.patch("/settings", json={"refused_share": 0.5})
    refused = (await fresh.post("/chat", json=question)).json()
    assert refused["refused"]
    assert refused["response"].startswith(REFUSAL)


@pytest.mark.parametrize(("share", "code"), [("0.6", "preference_invalid"), ("x", "invalid_request")])
async def test_a_share_that_is_none_is_refused(fresh: httpx.AsyncClient, share: str, code: str) -> None:
    wrong = await fresh.get("/settings/refusal", params={"refused_share": share})
    assert (wrong.status_code, wrong.json()["code"]) == (422, code)


async def test_the_public_part_is_cacheable_and_no_more_than_a_page_needs(fresh: httpx.AsyncClient) -> None:
    await fresh.patch("/settings", json={"persona": {"name": "Clara"}, "greeting": {"en": "Hi!"}, "suggestions": False})
    shown = await fresh.get("/public/settings")
    assert shown.headers["cache-control"] == "public, max-age=60"
    assert shown.json() == {
        "name": "Clara",
        "greeting": {"pt-BR": None, "en": "Hi!"},
        "languages": ["pt-BR", "en"],
        "suggestions": False,
    }


async def test_the_key_of_openai_is_never_shown(tmp_path: Path) -> None:
    async with serving(tmp_path, openai={"api_key": "sk-secret"}) as client:
        for path in ("/settings", "/public/settings", "/models", "/model-info"):
            assert "sk-secret" not in (await client.get(path)).text


async def test_another_model_answers_without_a_restart(tmp_path: Path, ollama: OllamaServer) -> None:
    ollama.trouble = "down"
    async with serving(tmp_path, model=None, ollama_host=ollama.host) as client:
        assert (await client.get("/settings")).json()["model"] == {"value": "auto", "fixed": False}
        assert (await client.post("/chat", json={"message": "tem backup?"})).json()["model"] == "extractive"
        ollama.trouble = None
        changed = await client.patch("/settings", json={"model": "ollama:qwen3:4b"})
        assert changed.json()["model"] == {"value": "ollama:qwen3:4b", "fixed": False}
        async with asyncio.timeout(20):
            while (await client.get("/health")).json()["model"] != "ollama:qwen3:4b":
                assert (await client.get("/ready")).status_code == 200
                await asyncio.sleep(0)
        assert (await client.post("/chat", json={"message": "tem backup?"})).json()["model"] == "ollama:qwen3:4b"
        assert (await client.get("/model-info")).json()["wanted"] == "ollama:qwen3:4b"


async def test_another_embedding_model_serves_when_it_has_read_everything(tmp_path: Path, ollama: OllamaServer) -> None:
    async with serving(tmp_path, ollama_host=ollama.host) as client:

        async def embeddings() -> dict[str, Any]:
            found: dict[str, Any] = (await client.get("/settings")).json()["embeddings"]
            return found

        await client.patch("/settings", json={"embeddings": "ollama:bge-m3"})
        async with asyncio.timeout(20):
            while (state := await embeddings())["problem"] is None:
                await asyncio.sleep(0)
        assert state["serving"] is None
        assert "rosana models pull bge-m3" in state["problem"]
        ollama.models.add("nomic:latest")
        await client.patch("/settings", json={"embeddings": "ollama:nomic"})
        async with asyncio.timeout(20):
            while (state := await embeddings())["serving"] != "ollama:nomic":
                await asyncio.sleep(0)
        assert (state["embedded"], state["passages"], state["problem"]) == (10, 10, None)
        assert (await client.get("/model-info")).json()["embeddings"] == "ollama:nomic"
        await client.patch("/settings", json={"embeddings": None})
        async with asyncio.timeout(20):
            while (state := await embeddings())["serving"] is not None:
                await asyncio.sleep(0)
        assert state["value"] is None
