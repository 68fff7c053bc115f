import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from rosana.answering.extractive import Extractive
from rosana.answering.prompts import rules
from rosana.choices import Choices
from rosana.engine import Engine, open_engine
from rosana.errors import PreferenceFixed, PreferenceInvalid
from rosana.preferences import Preferences, follow_masked_kinds, read_choices, with_choices
from rosana.privacy import KINDS, MaskedKinds
from rosana.retrieval.search import Retriever, open_retriever
from rosana.settings import Settings
from rosana.store.conversations import Answer, Conversations
from rosana.store.feed import SqlPassageFeed
from rosana.store.preferences import StoredPreferences
from rosana.store.session import Database, open_database
from rosana.types import Hit, Passage
from tests.ollama_server import OllamaServer

HITS = [Hit(Passage(1, "d", "Suporte", "", "O suporte fecha às 18 horas."), 1.0)]


class Parts:
    """What preferences are in force in, over a data folder."""

    def __init__(
        self,
        preferences: Preferences,
        engine: Engine,
        retriever: Retriever,
        database: Database,
        masked_kinds: MaskedKinds,
    ) -> None:
        self.preferences = preferences
        self.masked_kinds = masked_kinds
        self.engine = engine
        self.retriever = retriever
        self.database = database


@asynccontextmanager
async def opened(folder: Path, **given: Any) -> AsyncIterator[Parts]:
    settings = Settings.model_validate({"data_dir": folder, "ollama_host": "http://127.0.0.1:9", **given})
    async with open_database(settings.database_url) as database:
        choices = await read_choices(database)
        retriever = open_retriever(folder / "index", SqlPassageFeed(database))
        async with open_engine(with_choices(settings, choices), Extractive()) as engine:
            kinds = MaskedKinds()
            preferences = Preferences(
                database, settings, choices, engine=engine, retriever=retriever, masked_kinds=kinds
            )
            yield Parts(preferences, engine, retriever, database, kinds)


async def test_what_is_chosen_survives_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as parts:
        await parts.preferences.change({"model": "extractive", "persona": {"name": "Clara"}})
    async with opened(tmp_path) as parts:
        assert parts.engine.status.wanted == "extractive"
        assert parts.preferences.persona.name == "Clara"


async def test_what_the_rules_of_this_version_refuse_is_left_out(tmp_path: Path) -> None:
    async with opened(tmp_path) as parts:
        widget = (await parts.preferences.widget()).id
        await parts.preferences.change({"suggestions": False, "widget": {"color": "#112233"}})
        async with parts.database.write() as connection:
            stored = "json_set(preferences, '$.refused_share', 7, '$.widget.color', 'vermelho')"
            await connection.execute(text(f"UPDATE workspaces SET preferences = {stored}"))
    async with opened(tmp_path) as parts:
        chosen = await parts.preferences.current()
        assert (chosen.refused_share, chosen.suggestions) == (None, False)
        assert (chosen.widget.id, chosen.widget.color) == (widget, Choices().widget.color)


async def test_another_process_sees_it_at_its_next_look(tmp_path: Path) -> None:
    async with opened(tmp_path) as one, opened(tmp_path) as other:
        await one.preferences.change({"model": "extractive", "refused_share": 0.2, "persona": {"tone": "formal"}})
        assert other.engine.status.wanted == "auto"
        await other.preferences.refresh()
        assert other.engine.status.wanted == "extractive"
        assert other.preferences.settings.refused_share == 0.2
        assert other.preferences.persona.tone == "formal"


async def test_it_goes_on_looking(tmp_path: Path) -> None:
    async with opened(tmp_path) as one, opened(tmp_path) as other:
        following = asyncio.create_task(other.preferences.follow())
        await one.preferences.change({"model": "extractive"})
        async with asyncio.timeout(10):
            while other.engine.status.wanted != "extractive":
                await asyncio.sleep(0)
        following.cancel()


async def test_what_is_left_out_stays_and_null_takes_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as parts:
        change = parts.preferences.change
        await change({"persona": {"name": "Clara", "tone": "formal"}, "refused_share": 0.2})
        chosen = await change({"persona": {"name": None}, "refused_share": None, "greeting": {"pt-BR": "Oi!"}})
        assert (chosen.persona.name, chosen.persona.tone) == ("Rosana", "formal")
        assert (chosen.refused_share, parts.preferences.settings.refused_share) == (None, 0.05)
        assert (chosen.greeting.pt_br, chosen.greeting.en) == ("Oi!", None)
        assert (await change({"persona": None})).persona.tone == "cordial"


async def test_the_kinds_that_are_masked_change_at_once_and_elsewhere_at_the_next_look(tmp_path: Path) -> None:
    async with opened(tmp_path) as one, opened(tmp_path) as other:
        await one.preferences.change({"masked_kinds": ["cpf", "card"]})
        assert one.masked_kinds.now == one.preferences.settings.privacy.kinds == {"cpf", "card"}
        await other.preferences.refresh()
        assert other.masked_kinds.now == {"cpf", "card"}
        await one.preferences.change({"masked_kinds": []})
        assert one.masked_kinds.now == set()
        await one.preferences.change({"masked_kinds": None})
        assert one.masked_kinds.now == KINDS


async def test_a_worker_masks_what_is_chosen_elsewhere(tmp_path: Path) -> None:
    kinds = MaskedKinds()
    async with opened(tmp_path) as parts:
        settings = Settings(data_dir=tmp_path)
        following = asyncio.create_task(follow_masked_kinds(parts.database, settings, kinds))
        await parts.preferences.change({"masked_kinds": ["cpf"]})
        async with asyncio.timeout(10):
            while kinds.now != {"cpf"}:
                await asyncio.sleep(0)
        following.cancel()
    async with opened(tmp_path) as parts:
        assert parts.masked_kinds.now == {"cpf"}


async def test_what_does_not_hold_is_said_once_and_not_at_every_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[object] = []
    monkeypatch.setattr("rosana.preferences._LOOK_EVERY", 0)
    monkeypatch.setattr("rosana.preferences._log.warning", lambda *words: said.append(words))
    kinds = MaskedKinds()
    async with open_database(Settings(data_dir=tmp_path).database_url) as database:
        async with database.write() as connection:
            await StoredPreferences(connection).put('{"model": "nada:x", "masked_kinds": ["cpf"]}')
        with suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                await follow_masked_kinds(database, Settings(data_dir=tmp_path), kinds)
    assert kinds.now == {"cpf"}
    assert len(said) == 1


async def test_kinds_that_the_environment_sets_cannot_be_chosen(tmp_path: Path) -> None:
    async with opened(tmp_path) as parts:
        await parts.preferences.change({"masked_kinds": ["phone"]})
    async with opened(tmp_path, privacy={"kinds": ["cpf"]}) as parts:
        assert parts.preferences.is_fixed("masked_kinds")
        assert parts.preferences.settings.privacy.kinds == {"cpf"}
        with pytest.raises(PreferenceFixed, match=r"tire ROSANA_PRIVACY__KINDS das variáveis e privacy\.kinds do"):
            await parts.preferences.change({"masked_kinds": ["phone"]})
        await parts.preferences.change({"masked_kinds": ["cpf"], "suggestions": False})


async def test_the_widget_has_one_id_for_ever(tmp_path: Path) -> None:
    async with opened(tmp_path) as one, opened(tmp_path) as other:
        widget = await one.preferences.widget()
        assert len(widget.id) == 32
        assert await other.preferences.widget() == widget
        for patch in ({"widget": None}, {"widget": {"id": "mine"}}, {"widget": {"title": "Ajuda"}}):
            assert (await one.preferences.change(patch)).widget.id == widget.id
        assert (await other.preferences.widget()).title == "Ajuda"


@pytest.mark.parametrize(
    ("patch", "field", "said"),
    [
        ({"refused_share": 0.9}, "refused_share", "O limite de recusa: valor inválido 0.9; precisa ser no máximo 0.5."),
        ({"model": "llama"}, "model", "PROVEDOR:NOME"),
        ({"model": "nada:x"}, "model", "pip install langchain-nada"),
        ({"embeddings": "auto"}, "embeddings", "PROVEDOR:NOME"),
        ({"embeddings": "nada:x"}, "embeddings", "pip install langchain-nada"),
        ({"model": "openai:gpt"}, "model", "ROSANA_OPENAI__API_KEY"),
        ({"persona": {"tone": "rude"}}, "persona.tone", "O tom: valor inválido 'rude'"),
        ({"greeting": {"pt-BR": ""}}, "greeting.pt-BR", "A saudação em português: escreva de 1 a 300 caracteres"),
        ({"languages": ["fr"]}, "languages", "precisa ser 'pt-BR' ou 'en'"),
        ({"masked_kinds": ["cpf", "shoe"]}, "masked_kinds", "O que é ocultado: valor inválido 'shoe'"),
        ({"languages": []}, "languages", "escolha ao menos um idioma"),
        ({"widget": {"origins": ["https://a.com", "b.com"]}}, "widget.origins", "'b.com' não é o endereço de um site"),
    ],
)
async def test_what_breaks_a_rule_is_named_and_changes_nothing(
    tmp_path: Path, patch: dict[str, Any], field: str, said: str
) -> None:
    async with opened(tmp_path) as parts:
        before = await parts.preferences.current()
        with pytest.raises(PreferenceInvalid) as caught:
            await parts.preferences.change({"suggestions": False, **patch})
        assert caught.value.field == field
        assert said in caught.value.detail
        assert await parts.preferences.current() == before


@pytest.mark.parametrize(
    ("setting", "given", "other"),
    [("model", "extractive", "auto"), ("refused_share", 0.1, 0.2), ("embeddings", None, "ollama:bge-m3")],
)
async def test_what_the_environment_sets_cannot_be_chosen(
    tmp_path: Path, setting: Any, given: object, other: object
) -> None:
    async with opened(tmp_path, **{setting: given}) as parts:
        assert parts.preferences.is_fixed(setting)
        with pytest.raises(PreferenceFixed, match=f"ROSANA_{setting.upper()}"):
            await parts.preferences.change({setting: other})
        await parts.preferences.change({setting: given, "suggestions": False})
        assert getattr(parts.preferences.settings, setting) == given


async def test_the_environment_counts_before_what_was_chosen_earlier(tmp_path: Path) -> None:
    async with opened(tmp_path) as parts:
        await parts.preferences.change({"model": "ollama:qwen3:4b", "refused_share": 0.2})
    async with opened(tmp_path, model="extractive", refused_share=0.1) as parts:
        assert parts.engine.status.wanted == "extractive"
        assert parts.preferences.settings.refused_share == 0.1


def test_a_model_whose_package_is_gone_counts_as_not_chosen(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        chosen = with_choices(Settings(), Choices(model="nada:x", embeddings="ollama:bge-m3"))
    assert (chosen.model, chosen.embeddings) == ("auto", "ollama:bge-m3")
    assert "pip install langchain-nada" in caplog.text


async def test_the_persona_reaches_the_rules_of_a_model_at_once(tmp_path: Path, ollama: OllamaServer) -> None:
    async with opened(tmp_path, ollama_host=ollama.host, model="auto") as parts:
        await parts.engine.settle()
        for persona in ({"name": "Clara", "tone": "formal"}, {"tone": "direta"}):
            chosen = (await parts.preferences.change({"persona": persona})).persona
            assert [piece async for piece in parts.engine.answerer().stream("Oi?", HITS, [])]
            said = ollama.bodies("/api/chat")[-1]["messages"][0]
            assert said == {"role": "system", "content": rules("Clara", chosen.tone)}


async def asked(database: Database, *questions: tuple[str, float]) -> Sequence[str]:
    ids = []
    async with database.write() as connection:
        conversations = Conversations(connection)
        for text, confidence in questions:
            ids.append(await conversations.start())
            await conversations.add_question(ids[-1], text)
            await conversations.add_answer(ids[-1], Answer("…", "extractive", refused=False, confidence=confidence))
    return ids


async def test_another_threshold_is_tried_on_the_questions_of_the_past(tmp_path: Path) -> None:
    async with opened(tmp_path) as parts:
        ids = await asked(parts.database, ("A?", 0.0), ("B?", 0.3), ("C?", 0.8), ("D?", 0.99))
        stricter = await parts.preferences.refusal(0.2)
        assert (stricter.questions, stricter.refused_now, stricter.refused_then) == (4, 2, 3)
        [(question, refused)] = stricter.changed
        assert (question.text, question.conversation_id, refused) == ("C?", ids[2], True)
        milder = await parts.preferences.refusal(0.0)
        assert milder.refused_then == 1
        assert [(question.text, refused) for question, refused in milder.changed] == [("B?", False)]


async def test_no_share_is_tried_that_could_not_be_chosen(tmp_path: Path) -> None:
    async with opened(tmp_path) as parts:
        with pytest.raises(PreferenceInvalid, match="no máximo"):
            await parts.preferences.refusal(0.6)


async def test_another_embedding_model_is_wanted_by_who_embeds(tmp_path: Path) -> None:
    async with opened(tmp_path) as parts:
        await parts.preferences.change({"suggestions": False})
        assert not parts.preferences.embeddings_changed.is_set()
        await parts.preferences.change({"embeddings": "ollama:bge-m3"})
        assert parts.preferences.embeddings_changed.is_set()
        assert parts.preferences.settings.embeddings == "ollama:bge-m3"
