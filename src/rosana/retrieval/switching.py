"""Background work that lets a search have the interpreter soon."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["quick_switches"]

_SWITCH = 0.0005  # seconds that a thread may hold the interpreter while another one waits for it


class _Switching:
    """Who asks for quick switches now, and what was usual before."""

    def __init__(self) -> None:
        self.holders = 0
        self.usual = 0.0


_switching = _Switching()


@contextmanager
def quick_switches() -> Iterator[None]:
    """Let other threads have the interpreter sooner: a search changes threads ten times, and 5 ms each is too long.

    Counts for the whole process, until the last of those who asked for it is done.
    """
    if not _switching.holders:
        _switching.usual = sys.getswitchinterval()
        sys.setswitchinterval(min(_switching.usual, _SWITCH))
    _switching.holders += 1
    try:
        yield
    finally:
        _switching.holders -= 1
        if not _switching.holders:
            sys.setswitchinterval(_switching.usual)
