from pathlib import Path

from rosana.indexing import index_aside
from rosana.knowledge.ingestion import Text
from rosana.retrieval.lexical import open_lexical_index
from rosana.settings import Settings
from rosana.wiring import open_desk


async def test_another_process_brings_an_index_up_to_date(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, model="extractive")
    async with open_desk(settings) as desk:
        async for _ in desk.add_texts([Text("a", "Trocas", "A troca é grátis.")]):
            pass
    for old in settings.index_dir.glob("*/applied"):
        old.unlink()  # as if nothing had been applied yet
    assert await index_aside(settings)
    index = open_lexical_index(settings.index_dir)
    assert (index.passages, index.applied) == (1, 1)


async def test_a_process_that_cannot_index_says_so(tmp_path: Path) -> None:
    (tmp_path / "rosana.db").write_bytes(b"no database" * 100)
    assert not await index_aside(Settings(data_dir=tmp_path, model="extractive"))
