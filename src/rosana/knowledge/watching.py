"""Watching a folder: when something in it has changed, and nobody is writing any more."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

from rosana.errors import FileUnreadable

__all__ = ["quiet_changes"]

_REST = 2.0
_LONGEST = 60.0


async def quiet_changes(folder: Path, *, rest: float = _REST, longest: float = _LONGEST) -> AsyncGenerator[None, None]:
    """Yield each time a folder has changed and then rested; a file that is still being written delays it.

    Ends when it is closed. A folder that goes away, as an unmounted one does, is waited for.

    Args:
        folder: is watched with all that is below it.
        rest: seconds without a change after which files count as whole.
        longest: seconds after which a folder that never rests counts as changed anyway.

    Raises:
        FileUnreadable: the system lets no more folders be watched.
    """
    from watchfiles import awatch  # here: only this command needs it

    since: float | None = time.monotonic()  # what changed before the watch began is not seen
    while True:
        if not await asyncio.to_thread(folder.is_dir):
            await asyncio.sleep(rest)
            continue
        batches = awatch(folder, watch_filter=None, debounce=500, rust_timeout=int(rest * 1000), yield_on_timeout=True)
        try:
            async with aclosing(batches):
                async for batch in batches:
                    if since is not None and (not batch or time.monotonic() > since + longest):
                        since = None
                        yield
                    if batch and since is None:
                        since = time.monotonic()
                    if not await asyncio.to_thread(folder.is_dir):
                        since = since or time.monotonic()
                        break
        except OSError as exc:
            raise FileUnreadable(f"A pasta não pode ser observada: {exc}.") from exc
