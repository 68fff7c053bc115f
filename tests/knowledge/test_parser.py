import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from rosana.errors import FormatUnsupported

_REQUEST: dict[str, object] = {"kinds": ["cpf"], "public": []}


def frames(data: bytes) -> Iterator[Any]:
    stream = io.BytesIO(data)
    while header := stream.read(4):
        yield json.loads(stream.read(*struct.unpack(">I", header)))


def ask(*files: tuple[str, bytes]) -> list[Any]:
    """Return all that a parser answers to some files before its input ends, but for its signs of life."""
    requests = b""
    for name, data in files:
        body = json.dumps({**_REQUEST, "name": name, "size": len(data)}).encode()
        requests += struct.pack(">I", len(body)) + body + data
    command = [sys.executable, "-m", "rosana.knowledge.parser", "400000000", "20"]
    answers = subprocess.run(command, input=requests, capture_output=True, check=True).stdout
    said = [{key: value for key, value in answer.items() if key != "progress"} for answer in frames(answers)]
    return [answer for answer in said if answer]


def test_each_request_is_answered_in_its_turn_and_the_end_of_the_input_ends_the_process() -> None:
    assert ask(("a.md", b"# Oi\n\nCPF 529.982.247-25"), ("b.exe", b"MZ"), ("c.txt", "Olá".encode())) == [
        {"ready": True},
        {"chunks": [["", "CPF [CPF_1]"]], "masked": {"[CPF_1]": "529.982.247-25"}},
        {"title": "Oi", "notes": [], "tired": False},
        {"error": "format_unsupported", "detail": FormatUnsupported.detail, "trace": "", "tired": False},
        {"chunks": [["", "Olá"]], "title": "C", "notes": [], "tired": False},
    ]


def test_nothing_that_was_read_before_an_error_comes_back() -> None:
    (*_, error) = answers = ask(("a.md", b"---"))
    assert error["error"] == "document_empty"
    assert all("chunks" not in answer for answer in answers)


def test_a_process_that_took_much_memory_says_that_it_is_tired() -> None:
    assert ask(("a.exe", bytes(210_000_000)))[-1]["tired"] is True


def test_what_is_personal_in_the_name_of_a_part_is_masked_in_the_reason() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name in ("CPF 529.982.247-25.bin", "b.bin"):
            file.writestr(name, "x")
    (*_, error) = ask(("a.zip", archive.getvalue()))
    assert "[CPF_1].bin" in error["detail"]
    assert "529" not in error["detail"]
