import asyncio
import json
import logging
import os
import struct
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from pathlib import Path

import pytest

from rosana.errors import (
    DocumentBroken,
    DocumentEmpty,
    DocumentError,
    DocumentTimeout,
    DocumentTooLarge,
    ParserUnavailable,
)
from rosana.knowledge.sandbox import Finish, Limits, Piece, Sandbox
from rosana.privacy.kinds import KINDS
from rosana.types import Chunk

_CPF = "529.982.247-25"
_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


async def read(sandbox: Sandbox, name: str, data: bytes) -> tuple[list[Chunk], Finish]:
    chunks: list[Chunk] = []
    async with aclosing(sandbox.read(name, data, kinds=KINDS)) as parts:
        async for part in parts:
            if isinstance(part, Finish):
                return chunks, part
            if isinstance(part, Piece):
                chunks += part.chunks
    raise AssertionError("no Finish came")


def reader(body: str) -> Sequence[str]:
    """Return the command of a parser that, for a.txt, does something else than to read."""
    script = f"""
import ctypes, os, socket, subprocess, sys, time
from rosana.knowledge import parser
load = parser.load
def do(name, data):
    if name == "a.txt":
        {body}
    return load(name, data)
parser.load = do
parser.main(int(sys.argv[1]), float(sys.argv[2]))
"""
    return (sys.executable, "-c", script)


def frame(message: object) -> bytes:
    body = json.dumps(message).encode()
    return struct.pack(">I", len(body)) + body


def answering(answer: bytes) -> Sequence[str]:
    """Return the command of a parser that answers anything with these bytes."""
    raw = frame({"ready": True}) + answer
    return (sys.executable, "-c", f"import sys; sys.stdout.buffer.write({raw!r}); sys.stdout.flush(); sys.stdin.read()")


_ONE_AHEAD = """
import json, struct, sys
def say(message):
    body = json.dumps(message).encode()
    sys.stdout.buffer.write(struct.pack(">I", len(body)) + body)
    sys.stdout.flush()
def take():
    (length,) = struct.unpack(">I", sys.stdin.buffer.read(4))
    sys.stdin.buffer.read(json.loads(sys.stdin.buffer.read(length))["size"])
say({"ready": True})
answer = {"title": "", "notes": [], "tired": False}
take()
say(answer)
take()
take()
say(answer)
say(answer)
"""
"""A parser that answers for the second document once it has the third."""


def children() -> set[int]:
    """Return the ids of the processes that this one has started and that live."""
    tasks = Path("/proc/self/task").iterdir()
    return {int(child) for task in tasks for child in (task / "children").read_text().split()}


@pytest.fixture
def parsers() -> Callable[[], list[int]]:
    """Return what lists the children that were started since: other tests' browser may live on."""
    before = children() if Path("/proc/self/task").exists() else set()
    return lambda: sorted(children() - before)


async def test_a_document_comes_back_masked_in_chunks_title_and_headings() -> None:
    text = f"# Cadastro de {_CPF}\n\n## Dados {_CPF}\n\nO CPF é {_CPF}.\n\n## Fim\n\n{'Longo. ' * 100}"
    async with Sandbox() as sandbox:
        chunks, finish = await read(sandbox, "a.md", text.encode())
    assert finish == Finish("Cadastro de [CPF_1]", [], {"[CPF_1]": _CPF})
    assert chunks[0] == Chunk("", "Dados [CPF_1]\nO CPF é [CPF_1].\n\nFim\n" + "Longo. " * 99 + "Longo.")


async def test_values_of_the_company_itself_are_not_masked() -> None:
    async with Sandbox(public=["ajuda@loja.com.br"]) as sandbox:
        chunks, _ = await read(sandbox, "a.txt", b"Escreva para ajuda@loja.com.br ou ana.souza@gmail.com.")
    assert chunks == [Chunk("", "Escreva para ajuda@loja.com.br ou [EMAIL_1].")]


async def test_no_kind_means_no_masking() -> None:
    async with Sandbox() as sandbox, aclosing(sandbox.read("a.txt", _CPF.encode(), kinds=frozenset())) as parts:
        assert await anext(parts) == Piece([Chunk("", _CPF)])


async def test_a_large_document_comes_in_pieces_with_its_progress() -> None:
    rows = "pergunta,resposta\n" + "".join(f"Pergunta {n}?,Resposta {n}\n" for n in range(5000))
    async with Sandbox() as sandbox, aclosing(sandbox.read("a.csv", rows.encode(), kinds=frozenset())) as parts:
        sizes = [len(part.chunks) async for part in parts if isinstance(part, Piece)]
    assert sum(sizes) == 5000
    assert len(sizes) > 1


async def test_several_readings_at_once_take_turns() -> None:
    async with Sandbox() as sandbox:
        answers = await asyncio.gather(*(read(sandbox, f"{n}.txt", f"Texto {n}".encode()) for n in range(20)))
    assert [chunks for chunks, _ in answers] == [[Chunk("", f"Texto {n}")] for n in range(20)]


async def read_at_once(sandbox: Sandbox, files: Mapping[str, bytes]) -> list[object]:
    """Ask for all the files before the first has come back; return their chunks or errors."""
    asked = [asyncio.create_task(read(sandbox, name, data)) for name, data in files.items()]
    results = await asyncio.gather(*asked, return_exceptions=True)
    return [type(one) if isinstance(one, BaseException) else one[0] for one in results]


async def test_a_document_that_was_sent_ahead_is_read_though_the_one_before_ends_the_parser() -> None:
    async with Sandbox(command=reader("os._exit(1)")) as sandbox:
        await read(sandbox, "first.txt", b"um")  # none is sent ahead before the parser is up
        found = await read_at_once(sandbox, {"a.txt": b"um", "b.txt": b"dois", "c.txt": b"tr\xc3\xaas"})
    assert found == [DocumentBroken, [Chunk("", "dois")], [Chunk("", "três")]]


async def test_a_large_document_and_small_ones_come_back_in_their_order() -> None:
    large = "Linha de um texto longo.\n\n" * 5_000
    async with Sandbox() as sandbox:
        await read(sandbox, "first.txt", b"um")
        first, second, third = await read_at_once(sandbox, {"a.md": b"um", "b.md": large.encode(), "c.md": b"dois"})
    assert (first, third) == ([Chunk("", "um")], [Chunk("", "dois")])
    assert isinstance(second, list)
    assert len(second) > 50


async def test_what_waits_behind_a_large_document_is_sent_while_that_is_read() -> None:
    files = {"a.txt": b"um", "b.txt": b"a" * 100_000, "c.txt": b"dois"}
    async with Sandbox(limits=Limits(silence=5), command=(sys.executable, "-c", _ONE_AHEAD)) as sandbox:
        assert await read_at_once(sandbox, files) == [[], [], []]


async def test_who_waits_no_more_leaves_no_answer_to_the_next() -> None:
    async with Sandbox(command=reader("time.sleep(0.2)")) as sandbox:
        await read(sandbox, "first.txt", b"um")
        asked = {"a.txt": b"um", "b.txt": b"dois", "c.txt": b"tres"}
        first, second, third = [asyncio.create_task(read(sandbox, name, data)) for name, data in asked.items()]
        await asyncio.wait({first}, timeout=0.05)
        second.cancel()
        assert [chunk.text for chunk in (await first)[0] + (await third)[0]] == ["um", "tres"]


async def test_an_error_keeps_its_kind_and_its_sentence() -> None:
    async with Sandbox() as sandbox:
        with pytest.raises(DocumentEmpty):
            await read(sandbox, "a.md", b"---")
        with pytest.raises(DocumentBroken, match="embora o nome diga"):
            await read(sandbox, "a.txt", bytes(99))


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("raise ValueError(data)", DocumentBroken),
        ("raise MemoryError", DocumentTooLarge),
        ("do.__globals__['do'](name, data)", DocumentTooLarge),
        ("bytearray(400_000_000)", DocumentTooLarge),
        ("ctypes.string_at(0)", DocumentBroken),
        ("os._exit(0)", DocumentBroken),
        ("os.abort()", DocumentTooLarge),
        ("os.kill(os.getpid(), 9)", DocumentTooLarge),
        ("socket.create_connection(('127.0.0.1', 9))", DocumentBroken),
        ("os.write(os.open('x', os.O_CREAT | os.O_WRONLY), b'x')", DocumentBroken),
        ("[open(os.devnull) for _ in range(99)]; files = [open(os.devnull) for _ in range(99)]", DocumentBroken),
        ("while True: pass", DocumentTimeout),
        ("time.sleep(60)", DocumentTimeout),
        ("subprocess.run(['sleep', '60'])", DocumentTimeout),
    ],
)
async def test_whatever_goes_wrong_is_a_reason(body: str, error: type[DocumentError]) -> None:
    limits = Limits(memory=300_000_000, computing=0.2, silence=0.5)
    async with Sandbox(limits=limits, command=reader(body)) as sandbox:
        with pytest.raises(error) as caught:
            await read(sandbox, "a.txt", b"Texto")
        assert caught.type is error
        assert caught.value.detail.endswith(".")


@pytest.mark.parametrize("body", ["ctypes.string_at(0)", "raise MemoryError"])
async def test_the_next_file_is_read_by_a_fresh_process(body: str) -> None:
    async with Sandbox(command=reader(body)) as sandbox:
        with pytest.raises(DocumentError):
            await read(sandbox, "a.txt", b"Texto")
        assert (await read(sandbox, "b.txt", b"Texto"))[0] == [Chunk("", "Texto")]


async def test_what_a_library_prints_does_not_stand_between_the_answers() -> None:
    async with Sandbox(command=reader("print('ruído' * 9999); os.system('echo ruido')")) as sandbox:
        assert (await read(sandbox, "a.txt", b"Texto"))[0] == [Chunk("", "Texto")]


async def test_the_log_quotes_nothing_of_the_document(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with Sandbox(command=reader("print(data, flush=True); raise ValueError(data)")) as sandbox:
        with pytest.raises(DocumentBroken):
            await read(sandbox, "a.txt", b"segredo")
    async with Sandbox(command=reader("print(data, flush=True); ctypes.string_at(0)")) as sandbox:
        with pytest.raises(DocumentBroken):
            await read(sandbox, "a.txt", b"segredo")
    assert "ValueError" in caplog.text
    assert "SIGSEGV" in caplog.text
    assert "segredo" not in caplog.text


@pytest.mark.parametrize(
    "answer",
    [
        {},
        [],
        {"chunks": 1},
        {"chunks": [["a"]]},
        {"chunks": [[1, 2]]},
        {"masked": {"a": 1}},
        {"title": "a", "notes": [1], "tired": False},
        {"error": "nonsense", "detail": "x", "trace": "", "tired": False},
        b"\xff" * 99,
        b"\0\0\0\5[[[[[",
    ],
    ids=repr,
)
async def test_an_answer_that_makes_no_sense_breaks_the_document_and_no_more(answer: object) -> None:
    raw = answer if isinstance(answer, bytes) else frame(answer)
    async with Sandbox(command=answering(raw)) as sandbox:
        with pytest.raises(DocumentBroken):
            await read(sandbox, "a.txt", b"Texto")


async def test_more_text_than_the_limit_is_too_much() -> None:
    async with Sandbox(limits=Limits(text=100)) as sandbox:
        with pytest.raises(DocumentTooLarge):
            await read(sandbox, "a.txt", b"Texto. " * 100)


async def test_a_parser_that_does_not_start_is_nobodys_fault(caplog: pytest.LogCaptureFixture) -> None:
    for command in (("/does/not/exist",), (sys.executable, "-c", "raise SystemExit('sem memória')")):
        async with Sandbox(command=command) as sandbox:
            with pytest.raises(ParserUnavailable):
                await read(sandbox, "a.txt", b"Texto")
    assert "sem memória" in caplog.text


@_LINUX
async def test_the_parser_serves_many_files_and_ends_with_the_sandbox(parsers: Callable[[], list[int]]) -> None:
    async with Sandbox() as sandbox:
        await read(sandbox, "a.txt", b"Texto")
        first = parsers()
        await read(sandbox, "b.txt", b"Texto")
        assert parsers() == first
    assert parsers() == []


@_LINUX
async def test_a_parser_without_work_ends(parsers: Callable[[], list[int]]) -> None:
    async with Sandbox(limits=Limits(idle=0.01)) as sandbox:
        await read(sandbox, "a.txt", b"Texto")
        async with asyncio.timeout(10):
            while parsers():
                await asyncio.sleep(0.01)
        assert (await read(sandbox, "a.txt", b"Texto"))[0] == [Chunk("", "Texto")]


@_LINUX
async def test_to_cancel_a_reading_kills_the_parser_and_what_it_started(parsers: Callable[[], list[int]]) -> None:
    async with Sandbox(command=reader("subprocess.run(['sleep', '60'])")) as sandbox:
        task = asyncio.create_task(read(sandbox, "a.txt", b"Texto"))
        async with asyncio.timeout(10):
            while not [pid for pid in parsers() if Path(f"/proc/{pid}/task/{pid}/children").read_text()]:
                await asyncio.sleep(0.01)
        (pid,) = parsers()
        (sleeping,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert parsers() == []
        assert not _lives(int(sleeping))


@_LINUX
async def test_the_parser_is_nice_knows_no_secret_and_stands_in_an_empty_folder(
    parsers: Callable[[], list[int]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ROSANA_SECRET", "chave")
    async with Sandbox() as sandbox:
        await read(sandbox, "a.txt", b"Texto")
        (pid,) = parsers()
        folder = Path(f"/proc/{pid}/cwd").readlink()
        assert b"ROSANA" not in Path(f"/proc/{pid}/environ").read_bytes()
        assert list(folder.iterdir()) == []
        assert os.getpriority(os.PRIO_PROCESS, pid) >= 10
    assert not folder.exists()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
