import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rosana.desk import Desk
from rosana.errors import DocumentNotEditable, InvalidRequest
from rosana.knowledge.editing import Written, markdown
from rosana.knowledge.originals import Original
from rosana.library import Wanted
from rosana.settings import Settings
from rosana.types import Document
from rosana.wiring import open_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk whose documents nobody reads."""
    async with open_desk(Settings(data_dir=tmp_path, model="extractive")) as opened:
        yield opened


async def add(desk: Desk, title: str, source: str | None = None) -> Document:
    return (await desk.library.add(markdown(title, "Um texto."), source=source or title, origin="text")).document


async def test_a_page_follows_the_one_before_whatever_was_added_meanwhile(desk: Desk) -> None:
    for title in ("b", "d", "f"):
        await add(desk, title)
    first = await desk.library.find(Wanted(limit=2))
    await add(desk, "a")
    await add(desk, "e")
    second = await desk.library.find(Wanted(limit=2, after=first.documents[-1].id))
    assert [document.title for document in (*first.documents, *second.documents)] == ["b", "d", "e", "f"]
    assert (first.total, second.total) == (3, 5)


async def test_a_page_cannot_follow_a_document_that_is_gone(desk: Desk) -> None:
    document = await add(desk, "a")
    await desk.remove_documents([document.id])
    with pytest.raises(InvalidRequest):
        await desk.library.find(Wanted(after=document.id))


async def test_a_text_can_be_corrected_before_it_was_read(desk: Desk) -> None:
    document = await add(desk, "Frete", "erp-7")
    again = await desk.library.correct(
        document.id, Written("Frete grátis", "Acima de R$ 200.", "https://loja.example/")
    )
    assert (again.id, again.status, again.origin) == (document.id, "queued", "text")
    assert (await desk.library.text(document.id)).text == "Acima de R$ 200."


async def test_a_text_whose_original_is_lost_cannot_be_corrected(desk: Desk, tmp_path: Path) -> None:
    document = await add(desk, "Frete")
    shutil.rmtree(tmp_path / "files")
    for attempt in (desk.library.text(document.id), desk.library.correct(document.id, Written("A", "B"))):
        with pytest.raises(DocumentNotEditable):
            await attempt


async def test_a_text_that_another_kind_of_file_has_replaced_cannot_be_corrected(desk: Desk) -> None:
    document = await add(desk, "Frete", "erp-7")
    assert document.editable
    replaced = (await desk.library.add(Original("frete.html", b"<p>Gratis.</p>"), source="erp-7")).document
    assert (replaced.id, replaced.origin, replaced.editable) == (document.id, "upload", False)
    with pytest.raises(DocumentNotEditable):
        await desk.library.text(document.id)
