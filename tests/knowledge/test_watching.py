import asyncio
import shutil
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

from rosana.knowledge.watching import quiet_changes

REST = 0.1


async def next_one(changes: AsyncGenerator[None, None]) -> None:
    async with asyncio.timeout(20):
        await anext(changes)


async def test_what_changed_before_the_watch_began_is_told_first(tmp_path: Path) -> None:
    async with aclosing(quiet_changes(tmp_path, rest=REST)) as changes:
        await next_one(changes)


async def test_a_new_file_is_told_once_it_rests(tmp_path: Path) -> None:
    async with aclosing(quiet_changes(tmp_path, rest=REST)) as changes:
        await next_one(changes)
        (tmp_path / "a.md").write_text("Oi")
        await next_one(changes)


async def test_a_folder_that_never_rests_is_told_all_the_same(tmp_path: Path) -> None:
    async def write() -> None:
        while True:
            (tmp_path / "a.md").write_text("Oi")
            await asyncio.sleep(REST / 20)

    writing = asyncio.create_task(write())
    async with aclosing(quiet_changes(tmp_path, rest=REST, longest=0)) as changes:
        await next_one(changes)
    writing.cancel()


async def test_a_folder_that_goes_away_is_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    async with aclosing(quiet_changes(folder, rest=REST)) as changes:
        await next_one(changes)
        waiting = asyncio.create_task(next_one(changes))
        shutil.rmtree(folder)
        await asyncio.sleep(REST)
        folder.mkdir()
        (folder / "a.md").write_text("Oi")
        await waiting
