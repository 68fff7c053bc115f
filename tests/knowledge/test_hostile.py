from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest
import pytest_asyncio

from rosana.errors import DocumentError, DocumentTooLarge
from rosana.knowledge.sandbox import Limits, Piece, Sandbox
from rosana.privacy import KINDS
from tests.knowledge.hostile import HARMLESS, HOSTILE

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    """Yield one for all files, with less patience than in earnest: none may harm what is read after it."""
    async with Sandbox(limits=Limits(computing=2)) as opened:
        yield opened


async def read(sandbox: Sandbox, name: str, data: bytes) -> str:
    text = ""
    async with aclosing(sandbox.read(name, data, kinds=KINDS)) as parts:
        async for part in parts:
            text += "".join(chunk.text for chunk in part.chunks) if isinstance(part, Piece) else ""
    return text


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_file_ends_with_a_reason_that_people_understand(sandbox: Sandbox, name: str) -> None:
    with pytest.raises(DocumentError) as caught:
        await read(sandbox, name, HOSTILE[name])
    assert caught.value.detail.endswith(".")
    assert caught.value.detail[0].isupper()


@pytest.mark.parametrize("name", ["page bomb.pdf", "stream bomb.pdf", "large.docx", "bomb.zip", "large picture.png"])
async def test_what_is_too_large_is_called_so(sandbox: Sandbox, name: str) -> None:
    with pytest.raises(DocumentTooLarge):
        await read(sandbox, name, HOSTILE[name])


@pytest.mark.parametrize("name", HARMLESS)
async def test_a_strange_file_is_read_and_nothing_else_with_it(sandbox: Sandbox, name: str) -> None:
    text = await read(sandbox, name, HARMLESS[name])
    assert text
    assert "root:" not in text
