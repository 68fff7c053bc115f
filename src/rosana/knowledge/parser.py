"""The process that reads documents: whatever a hostile file does to it, the server lives on.

`python -m rosana.knowledge.parser` takes one request after the other from its standard input and answers on its
standard output, both in frames: the length as four bytes, most significant first, and JSON. A request is followed
by the bytes of the file.
"""

import faulthandler
import json
import os
import re
import signal
import struct
import sys
import time
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from operator import length_hint
from pathlib import Path
from typing import Any, BinaryIO

from rosana.errors import DocumentBroken, DocumentError, DocumentTooLarge
from rosana.knowledge.loaders import load
from rosana.knowledge.loaders.document import Block, LoadedDocument
from rosana.knowledge.splitting import split
from rosana.privacy import Masker
from rosana.types import Chunk

__all__ = ["main"]

_FRAME = 65_536
"""Characters of chunks in a frame: the parent reads one in less than a millisecond."""
_PULSE = 0.25
"""Seconds between two signs of life, at least."""
_TIRED = 200_000_000
"""Bytes of memory at the peak: a process that took so much gives way to a fresh one."""
_HIGH_WATER = re.compile(r"VmHWM:\s*(\d+) kB")
_OPEN_FILES = 64
_MAPPING = 1000
"""Masked values in a frame."""
_NICE = 10
_TRACE = 6
"""Places of a traceback that are told."""

_NESTED = "O arquivo tem partes aninhadas umas nas outras, fundo demais. Simplifique-o ou salve-o em outro formato."


def main(memory: int, patience: float) -> None:
    """Answer requests until the input ends.

    Args:
        memory: bytes that this process and each process it starts may have, where the platform can limit them.
        patience: seconds of computing without a sign of life, after which the process ends.
    """
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a library prints must not stand between frames
    requests = os.fdopen(os.dup(0), "rb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    faulthandler.enable()
    sys.addaudithook(_refuse_network)
    _limit(memory)
    channel = _Channel(answers, patience)
    channel.send({"ready": True})
    while header := requests.read(4):
        request = json.loads(requests.read(*struct.unpack(">I", header)))
        channel.pulse(0, 0)
        channel.send(_answer(request, requests.read(request["size"]), channel))


class _Channel:
    """The way back to the parent."""

    def __init__(self, answers: BinaryIO, patience: float) -> None:
        self._answers = answers
        self._patience = patience
        self._chunks: list[tuple[str, str]] = []
        self._size = 0
        self._next_pulse = 0.0

    def send(self, message: Mapping[str, object]) -> None:
        """Send a message, and with it the chunks that wait."""
        _write(self._answers, _frame({"chunks": self._chunks, **message} if self._chunks else message))
        self._chunks, self._size = [], 0

    def add(self, chunk: Chunk) -> None:
        self._chunks.append((chunk.heading, chunk.text))
        self._size += len(chunk.heading) + len(chunk.text)
        if self._size >= _FRAME:
            self.send({})

    def drop(self) -> None:
        self._chunks, self._size = [], 0

    def pulse(self, done: int, total: int) -> None:
        """Tell how far the reading is, if it is time for that; until the next pulse the patience runs."""
        now = time.monotonic()
        if done and now < self._next_pulse:
            return
        self._next_pulse = now + _PULSE
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, self._patience)
        if done:
            self.send({"progress": [done, total]})


def _answer(request: Mapping[str, Any], data: bytes, channel: _Channel) -> Mapping[str, object]:
    """Read one document and return the last message about it."""
    masker = Masker(frozenset(request["kinds"]), public=request["public"])
    try:
        return {**_read(request, data, masker, channel), "tired": _peak() > _TIRED}
    except DocumentError as exc:
        error, trace = exc, ""
    except MemoryError:
        error, trace = DocumentTooLarge(), ""
    except RecursionError as exc:
        error, trace = DocumentTooLarge(_NESTED), _trace(exc)
    except Exception as exc:  # any of Python's: what a reader stumbles over is the file's fault
        error, trace = DocumentBroken(), _trace(exc)
    channel.drop()
    return {"error": error.code, "detail": masker.mask(error.detail), "trace": trace, "tired": _peak() > _TIRED}


def _read(request: Mapping[str, Any], data: bytes, masker: Masker, channel: _Channel) -> Mapping[str, object]:
    document = load(request["name"], data)
    for chunk in split(replace(document, blocks=_counted(document, channel))):
        channel.add(Chunk(masker.mask(chunk.heading), masker.mask(chunk.text)))
    title = masker.mask(document.title)
    notes = [masker.mask(note) for note in document.notes]
    masked = list(masker.mapping.items())
    for start in range(0, len(masked), _MAPPING):
        channel.send({"masked": dict(masked[start : start + _MAPPING])})
    return {"title": title, "notes": notes}


def _counted(document: LoadedDocument, channel: _Channel) -> Iterator[Block]:
    blocks: Iterable[Block] = document.blocks
    total = length_hint(blocks)
    for done, block in enumerate(blocks, 1):
        channel.pulse(done, max(done, total) if total else 0)
        yield block


def _frame(message: Mapping[str, object]) -> bytes:
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
    return struct.pack(">I", len(body)) + body


def _write(file: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]


def _trace(exc: BaseException) -> str:
    """Return the kind of an error and where it rose, without its message, which may quote the document."""
    places = traceback.extract_tb(exc.__traceback__)[-_TRACE:]
    return " < ".join([type(exc).__name__, *(f"{Path(at.filename).name}:{at.lineno}" for at in reversed(places))])


def _refuse_network(event: str, _: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError(event)


def _peak() -> int:
    """Return the most memory that this process has had, in bytes; `ru_maxrss` begins with that of its parent."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:  # not Linux
        return _usage()
    found = _HIGH_WATER.search(status)
    return int(found[1]) * 1024 if found else _usage()


def _usage() -> int:
    try:
        import resource
    except ImportError:  # Windows
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _limit(memory: int) -> None:
    """Bound what this process and its children may use, as far as the platform can."""
    with suppress(AttributeError, OSError):
        os.nice(_NICE)
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {
        resource.RLIMIT_DATA: memory,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
    }
    for limit, value in limits.items():
        with suppress(OSError, ValueError):  # macOS refuses some
            resource.setrlimit(limit, (value, value))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
