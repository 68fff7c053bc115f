"""Reading documents in a process of its own, within limits: the side that sends them and trusts no answer."""

import asyncio
import json
import logging
import os
import re
import signal
import struct
import sys
import tempfile
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections import deque
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import Any, Self

from rosana.errors import DocumentBroken, DocumentError, DocumentTimeout, DocumentTooLarge, ParserUnavailable
from rosana.privacy.kinds import Kind
from rosana.types import Chunk, Progress

__all__ = ["Finish", "Limits", "Piece", "Sandbox"]

_log = logging.getLogger(__name__)

_COMMAND = (sys.executable, "-P", "-m", "rosana.knowledge.parser")
_START = 60.0
"""Seconds that it may take to start."""
_AHEAD = 64_000
"""Bytes of documents that are sent while another one is being read, so that the parser never waits."""
_LARGEST_FRAME = 4_000_000
"""Bytes; the parser sends some 65,000 characters at a time."""
_LONGEST_DETAIL = 2_000
_LONGEST_STDERR = 8_000
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TESSDATA_PREFIX")
"""All that the parser needs to know of this process's environment; the keys stay here."""
_OUT_OF_MEMORY = (b"MemoryError", b"memory allocation", b"bad_alloc")
"""What Python, Rust and C++ say when they end for lack of memory."""
_GAVE_UP = ("SIGABRT", "SIGILL", "SIGTRAP", "SIGKILL")
"""How PDFium ends for lack of memory, silently, and what the kernel does."""
_PLACE = re.compile(r'\s*File "|Fatal Python error: ')
"""Lines of faulthandler: all else on the standard error may quote the document."""
_TOO_MUCH_MEMORY = "A leitura do arquivo pede memória demais. Divida-o em partes menores e envie outra vez."
_CRASHED = "O arquivo fez o leitor parar: está danificado ou foi feito para isso. Salve-o de novo e envie outra vez."


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a document may take."""

    memory: int = 400_000_000
    """Bytes of data; with code and libraries at most 500 MB are resident."""
    computing: float = 25.0
    """Seconds of computing without a sign of life."""
    silence: float = 120.0
    """Seconds without a sign of life; much, as others may keep the processor from a nice process."""
    whole: float = 1800.0
    """Seconds for one document: 400 scanned pages."""
    text: int = 500_000_000
    """Bytes that may come back."""
    idle: float = 60.0
    """Seconds after which a parser that has nothing to do ends."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The next chunks of the document, masked."""

    chunks: Sequence[Chunk]


@dataclass(frozen=True, slots=True)
class Finish:
    """The document was read to its end."""

    title: str
    notes: Sequence[str]
    """What was left out and why, a sentence each."""
    masked: Mapping[str, str]
    """From each placeholder to the value that it stands for."""


class Sandbox:
    """Reads documents, one at a time, in a process that is started when it is needed and anew when it broke."""

    def __init__(
        self, *, public: Sequence[str] = (), limits: Limits | None = None, command: Sequence[str] = _COMMAND
    ) -> None:
        """Start nothing yet.

        Args:
            public: values of the company itself, which are not masked.
            limits: how much a document may take.
            command: the program that reads, which a test may break.
        """
        self._public = list(public)
        self._command = command
        self._limits = limits or Limits()
        self._turn = asyncio.Lock()
        self._waiting: deque[_Request] = deque()
        """In the order in which they get their turn."""
        self._reading: _Child | None = None
        self._child: _Child | None = None
        self._ending: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        async with self._turn:
            if self._ending:
                self._ending.cancel()
            if self._child:
                await self._child.end()
                self._child = None

    async def read(
        self, name: str, data: bytes, *, kinds: frozenset[Kind]
    ) -> AsyncGenerator[Progress | Piece | Finish]:
        """Read a document; the last that comes is its Finish.

        Several may be asked for at once: each waits for its turn. A reading that is closed or cancelled ends the
        process, so close the generator (`contextlib.aclosing`) where it is not read to its end.

        Args:
            name: the file's name; its suffix says how to read it.
            data: its bytes.
            kinds: the kinds of personal data that are masked.

        Raises:
            DocumentError: why it cannot be read, among others DocumentTimeout, DocumentTooLarge (also for memory)
                and DocumentBroken (also when the process broke).
            ParserUnavailable: the process cannot be started; the document may be fine.
        """
        body = json.dumps({"name": name, "size": len(data), "kinds": sorted(kinds), "public": self._public}).encode()
        request = _Request(struct.pack(">I", len(body)) + body + data)
        await self._wait_turn(request)
        try:
            child = await self._take()
            try:
                if request.sent_to is not child:
                    await child.send(request.frame)
                self._reading = child
                self._send_ahead(child)
                async with aclosing(child.read()) as parts:
                    async for part in parts:
                        yield part
            finally:
                self._reading = None
                await self._give_back(child)
        finally:
            self._turn.release()

    async def _wait_turn(self, request: "_Request") -> None:
        self._waiting.append(request)
        if self._reading:
            self._send_ahead(self._reading)
        try:
            await self._turn.acquire()  # in the order in which they were asked for
        except BaseException:
            if request.sent_to:
                request.sent_to.abandon()
            raise
        finally:
            self._waiting.remove(request)

    def _send_ahead(self, child: "_Child") -> None:
        """Send small documents that wait behind the one that is being read, none ahead of another's turn."""
        left = _AHEAD
        for request in self._waiting:
            left -= len(request.frame)
            if left < 0 or not (request.sent_to is child or child.take_ahead(request.frame)):
                return
            request.sent_to = child

    async def _take(self) -> "_Child":
        if self._ending:
            self._ending.cancel()
        child, self._child = self._child, None
        if child and child.is_ready():
            return child
        if child:
            await child.end()
        return await _Child.start(self._command, self._limits)

    async def _give_back(self, child: "_Child") -> None:
        if not child.is_ready():
            await child.end()
            return
        self._child = child
        self._ending = asyncio.get_running_loop().call_later(self._limits.idle, child.retire)


@dataclass(slots=True, eq=False)
class _Request:
    """A document that is to be read."""

    frame: bytes
    """What the parser gets."""
    sent_to: "_Child | None" = None


class _Child:
    """One process that reads; not ready any more once a reading did not come to its end."""

    def __init__(self, process: Process, folder: tempfile.TemporaryDirectory[str], limits: Limits) -> None:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        self._process = process
        self._requests = process.stdin
        self._answers = process.stdout
        self._folder = folder
        self._limits = limits
        self._is_ready = False
        self._is_abandoned = False
        self._waited = 0.0
        self._stderr = b""
        self._listening = asyncio.create_task(self._listen(process.stderr))

    @classmethod
    async def start(cls, command: Sequence[str], limits: Limits) -> Self:
        """Start a process and wait until it can read.

        Raises:
            ParserUnavailable: it does not come up.
        """
        folder = tempfile.TemporaryDirectory(prefix="rosana-", ignore_cleanup_errors=True)
        known = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        try:
            process = await create_subprocess_exec(
                *command,
                str(limits.memory),
                str(limits.computing),
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                limit=_LARGEST_FRAME,
                cwd=folder.name,
                env={**known, "LC_ALL": "C.UTF-8", "TMPDIR": folder.name, "TEMP": folder.name},
                process_group=0,  # its own, which is killed with all that it started; the same session, so nice counts
            )
        except OSError as exc:
            folder.cleanup()
            raise ParserUnavailable from exc
        child = cls(process, folder, limits)
        try:
            if await child._receive(_START) != {"ready": True}:
                raise DocumentBroken
        except DocumentError as exc:
            await child.end()
            _log.error("o leitor de documentos não pôde ser iniciado: %s", child._stderr.decode(errors="replace"))
            raise ParserUnavailable from exc
        except BaseException:
            await child.end()
            raise
        child._is_ready = True
        return child

    def is_ready(self) -> bool:
        return self._is_ready and not self._is_abandoned and self._process.returncode is None

    def abandon(self) -> None:
        """Let no one read here after this: an answer that nobody waits for would come first."""
        self._is_abandoned = True

    def take_ahead(self, request: bytes) -> bool:
        """Take a request that is to be read after the one at hand; tell whether that can be."""
        if self._is_abandoned or self._requests.is_closing():
            return False
        self._requests.write(request)
        return True

    def retire(self) -> None:
        """Let the process end by itself."""
        self._is_ready = False
        self._requests.close()

    async def end(self) -> None:
        """Kill the process and all that it started."""
        self._is_ready = False
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._requests.close()
        await self._process.wait()
        await self._listening
        self._folder.cleanup()

    async def read(self) -> AsyncGenerator[Progress | Piece | Finish]:
        """Yield what comes back of the next document that was sent."""
        self._is_ready = False
        self._waited = 0.0
        masked: dict[str, str] = {}
        size = 0
        while True:
            message = await self._receive(min(self._limits.silence, self._limits.whole - self._waited))
            match message:
                case {"chunks": list(chunks), **rest}:
                    piece = Piece([_chunk(item) for item in chunks])
                    size += sum(len(chunk.heading) + len(chunk.text) for chunk in piece.chunks)
                    if size > self._limits.text:
                        raise DocumentTooLarge
                    yield piece
                    if not rest:
                        continue
                    message = rest
            match message:
                case {"progress": [int(done), int(total)]}:
                    if total:
                        yield Progress(done, total)
                case {"masked": dict(values)}:
                    masked.update({_text(name): _text(value) for name, value in values.items()})
                case {"title": str(title), "notes": list(notes), "tired": bool(tired)}:
                    self._is_ready = not tired
                    yield Finish(title, [_text(note) for note in notes], masked)
                    return
                case {"error": str(code), "detail": str(detail), "trace": str(trace), "tired": bool(tired)}:
                    self._is_ready = not tired
                    if trace:
                        _log.warning("um leitor falhou: %s", trace[:_LONGEST_DETAIL])
                    raise _ERRORS.get(code, DocumentBroken)(detail[:_LONGEST_DETAIL])
                case _:
                    raise DocumentBroken

    async def send(self, request: bytes) -> None:
        """Send the document that is to be read now.

        Raises:
            DocumentError: the process does not take it.
        """
        self._is_ready = False
        self._requests.write(request)
        try:
            async with asyncio.timeout(self._limits.silence):
                await self._requests.drain()
        except TimeoutError as exc:
            raise DocumentTimeout from exc
        except OSError as exc:
            raise await self._death() from exc

    async def _receive(self, patience: float) -> Any:
        """Return the next message, for which it waits so many seconds.

        Raises:
            DocumentError: none comes in time, the process broke, or what comes is no message.
        """
        loop = asyncio.get_running_loop()
        begin = loop.time()
        try:
            async with asyncio.timeout(patience):
                (length,) = struct.unpack(">I", await self._answers.readexactly(4))
                if length > _LARGEST_FRAME:
                    raise DocumentBroken
                body = await self._answers.readexactly(length)
        except TimeoutError as exc:
            raise DocumentTimeout from exc
        except (asyncio.IncompleteReadError, OSError) as exc:
            raise await self._death() from exc
        self._waited += loop.time() - begin
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as exc:
            raise DocumentBroken from exc

    async def _death(self) -> DocumentError:
        """Return what the end of the process means for the document."""
        await self.end()
        code = self._process.returncode or 0
        cause = signal.Signals(-code).name if code < 0 else str(code)
        places = [line.strip() for line in self._stderr.decode(errors="replace").splitlines() if _PLACE.match(line)]
        _log.warning("o leitor de documentos terminou: %s %s", cause, " < ".join(places[:5]))
        if cause in ("SIGPROF", "SIGXCPU"):
            return DocumentTimeout()
        if cause in _GAVE_UP or any(words in self._stderr for words in _OUT_OF_MEMORY):
            return DocumentTooLarge(_TOO_MUCH_MEMORY)
        return DocumentBroken(_CRASHED)

    async def _listen(self, stderr: asyncio.StreamReader) -> None:
        while data := await stderr.read(_LONGEST_STDERR):
            self._stderr = (self._stderr + data)[-_LONGEST_STDERR:]


def _chunk(item: object) -> Chunk:
    match item:
        case [str(heading), str(text)]:
            return Chunk(heading, text)
    raise DocumentBroken


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise DocumentBroken
    return value


def _kinds_of(error: type[DocumentError]) -> Iterator[type[DocumentError]]:
    for kind in error.__subclasses__():
        yield from _kinds_of(kind)
        yield kind


_ERRORS = {error.code: error for error in _kinds_of(DocumentError)}
"""By their codes; of those that share one, the general one stands."""
