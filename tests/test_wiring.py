import asyncio
import json
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rosana.errors import SettingsError, StorageError
from rosana.knowledge.originals import Original
from rosana.settings import Settings
from rosana.wiring import open_desk, open_serving_desk
from tests.ollama_server import OllamaServer


def settings(data_dir: Path, **changes: object) -> Settings:
    return Settings(data_dir=data_dir, **{"model": "extractive", **changes})  # type: ignore[arg-type]


async def test_a_desk_opens_on_an_empty_folder_and_opens_again(tmp_path: Path) -> None:
    for _ in range(2):
        async with open_desk(settings(tmp_path / "new")) as desk:
            assert await desk.documents() == []
            assert await desk.database_answers()


async def test_a_serving_desk_begins_with_the_sample(tmp_path: Path) -> None:
    async with open_serving_desk(settings(tmp_path)) as desk:
        assert len(await desk.documents()) == 10
    async with open_serving_desk(settings(tmp_path / "none", sample=False)) as desk:
        assert await desk.documents() == []


async def test_another_key_is_refused_at_once_where_something_is_sealed(tmp_path: Path) -> None:
    async with open_desk(settings(tmp_path)) as desk:
        await desk.library.add(Original("aviso.md", b"Vale hoje."), source="aviso")
    other = settings(tmp_path, privacy={"key": "another secret of the operator"})
    with pytest.raises(StorageError, match="não abre os dados guardados"):
        async with open_desk(other):
            pass
    async with open_desk(settings(tmp_path)) as desk:
        assert len(await desk.documents()) == 1


async def test_any_key_will_do_while_nothing_is_sealed(tmp_path: Path) -> None:
    keys: list[dict[str, object]] = [{}, {"privacy": {"key": "another secret of the operator"}}]
    for key in keys:
        async with open_desk(settings(tmp_path, **key)) as desk:
            assert await desk.documents() == []


async def test_a_serving_desk_reads_what_a_killed_one_left(tmp_path: Path) -> None:
    async with open_desk(settings(tmp_path)) as desk:
        left = (await desk.library.add(Original("aviso.md", b"# Aviso\n\nVale hoje."), source="aviso")).document
        assert left.status == "queued"
    async with open_serving_desk(settings(tmp_path)) as desk, asyncio.timeout(10):
        while (await desk.library.get(left.id)).status != "ready":
            await asyncio.sleep(0)


async def test_nothing_runs_on_after_a_desk_is_closed(tmp_path: Path) -> None:
    async with open_serving_desk(settings(tmp_path)) as desk:
        await desk.documents()
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


@pytest.mark.parametrize("changes", [{"model": "nada:x"}, {"embeddings": "nada:x"}])
async def test_a_package_that_is_missing_stops_the_opening(tmp_path: Path, changes: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="pip install langchain-nada"):
        async with open_desk(settings(tmp_path, **changes)):
            pass


async def test_a_serving_desk_embeds_what_it_holds_and_tells_when_the_model_changes(
    tmp_path: Path, ollama: OllamaServer
) -> None:
    ollama.models.add("bge-m3:latest")
    for model in ("ollama:bge-m3", "ollama:llama3.2"):
        wanted = settings(tmp_path, embeddings=model, ollama_host=ollama.host)
        async with open_serving_desk(wanted) as desk, asyncio.timeout(20):
            while (status := await desk.retriever.status()).embeddings != model or status.dense_weight is None:
                await desk.search("qual o horário?", k=3)
            assert status.vectors == 10


async def test_words_answer_while_the_embeddings_fail(tmp_path: Path, ollama: OllamaServer) -> None:
    ollama.trouble = "down"
    wanted = settings(tmp_path, embeddings="ollama:bge-m3", ollama_host=ollama.host)
    async with open_serving_desk(wanted) as desk:
        await desk.retriever.refresh()
        assert (await desk.search("qual o horário de atendimento?", k=3)).answerable


def change_database(data_dir: Path, statement: str) -> None:
    with closing(sqlite3.connect(data_dir / "rosana.db")) as connection:
        connection.execute(statement)
        connection.commit()


async def until_logged(caplog: pytest.LogCaptureFixture, job: str) -> logging.LogRecord:
    async with asyncio.timeout(10):
        while not (said := [record for record in caplog.records if record.message.startswith(job)]):
            await asyncio.sleep(0)
    return said[0]


def jobs() -> set[str]:
    return {task.get_name() for task in asyncio.all_tasks()}


async def test_reading_goes_on_after_a_failure_that_nobody_foresaw(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_desk(settings(tmp_path)):
        change_database(tmp_path, "CREATE TRIGGER t BEFORE INSERT ON passages BEGIN SELECT RAISE(ABORT, 'não'); END")
    async with open_serving_desk(settings(tmp_path, sample=False)) as desk:
        document = (await desk.library.add(Original("aviso.md", b"Vale hoje."), source="aviso")).document
        said = await until_logged(caplog, f"read {document.id} falhou na tentativa 1")
        assert "a leitura de documentos" in jobs()
    assert said.exc_info


async def test_embedding_goes_on_after_the_database_failed(
    tmp_path: Path, ollama: OllamaServer, caplog: pytest.LogCaptureFixture
) -> None:
    ollama.models.add("bge-m3:latest")
    wanted = settings(tmp_path, embeddings="ollama:bge-m3", ollama_host=ollama.host, sample=False)
    async with open_desk(wanted):
        pass
    change_database(tmp_path, "ALTER TABLE changes RENAME TO gone")
    async with open_serving_desk(wanted):
        await until_logged(caplog, "o cálculo de embeddings")
        assert "o cálculo de embeddings" in jobs()


async def test_what_is_chosen_in_one_server_counts_in_another(tmp_path: Path, ollama: OllamaServer) -> None:
    ollama.models.add("bge-m3:latest")
    servers = Settings(data_dir=tmp_path, ollama_host=ollama.host)
    async with open_serving_desk(servers) as one, open_serving_desk(servers) as other, asyncio.timeout(30):
        await one.preferences.change({"model": "extractive", "embeddings": "ollama:bge-m3", "refused_share": 0.5})
        assert one.engine.status.wanted == "extractive"
        while other.engine.status.wanted != "extractive":
            await asyncio.sleep(0)
        assert not (await other.search("quando abre?", k=3)).answerable
        for desk in (one, other):
            while (await desk.retriever.status()).embeddings != "ollama:bge-m3":
                await asyncio.sleep(0)


async def test_what_was_chosen_is_there_when_a_desk_opens(tmp_path: Path, ollama: OllamaServer) -> None:
    ollama.models.add("bge-m3:latest")
    servers = Settings(data_dir=tmp_path, ollama_host=ollama.host)
    async with open_desk(servers) as desk:
        await desk.preferences.change({"model": "extractive", "embeddings": "ollama:bge-m3"})
    async with open_desk(servers) as desk:
        assert desk.engine.status.wanted == "extractive"
        assert desk.retriever.wanted == "ollama:bge-m3"


async def test_an_embedding_model_that_was_chosen_and_does_not_open_stops_nothing(tmp_path: Path) -> None:
    fastembed = {"embeddings": "fastembed:nao-existe"}
    async with open_desk(settings(tmp_path)):
        change_database(tmp_path, f"UPDATE workspaces SET preferences = '{json.dumps(fastembed)}'")
    async with open_desk(settings(tmp_path)) as desk:
        assert desk.retriever.wanted is None
