"""Indexing in a process of its own: what is large would take the interpreter from the questions of a server."""

import asyncio
import os
import sys

from rosana.errors import RosanaError
from rosana.logs import set_up_logs
from rosana.retrieval.following import Follower
from rosana.retrieval.lexical import open_lexical_index
from rosana.settings import Settings, load_settings
from rosana.store.feed import SqlPassageFeed
from rosana.store.session import open_database

__all__ = ["index_aside"]

_NICE = 10


async def index_aside(settings: Settings) -> bool:
    """Apply every stored change to the lexical index in another process; tell whether it came to its end.

    It shares the index by the directory, as any two processes do, and ends with its caller's task.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "rosana.indexing",
        env={**os.environ, "ROSANA_DATA_DIR": str(settings.data_dir)},
    )
    try:
        return await process.wait() == 0
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def _index() -> None:
    settings = load_settings()
    async with open_database(settings.database_url) as database:
        index = await asyncio.to_thread(open_lexical_index, settings.index_dir)
        await Follower(SqlPassageFeed(database), index).refresh()


def _main() -> None:
    if hasattr(os, "nice"):
        os.nice(_NICE)
    set_up_logs("error")
    try:
        asyncio.run(_index())
    except RosanaError as exc:
        sys.exit(str(exc))


if __name__ == "__main__":
    _main()
