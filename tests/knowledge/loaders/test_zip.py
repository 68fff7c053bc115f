import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

import pytest

from rosana.errors import (
    ContainerTooLarge,
    DocumentBroken,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentError,
    DocumentTooLarge,
    FormatUnsupported,
)
from rosana.knowledge.loaders import LoadedDocument, load
from rosana.knowledge.loaders.document import Block
from rosana.knowledge.loaders.zip import read_zip


def package(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return buffer.getvalue()


def read(files: Mapping[str, bytes]) -> tuple[list[Block], LoadedDocument]:
    document = load("Manuais.zip", package(files))
    return list(document.blocks), document


def test_each_file_is_a_section_under_its_folders_and_its_title() -> None:
    blocks, document = read(
        {"loja/Trocas.md": b"# Trocas e devolu\xc3\xa7\xc3\xb5es\n\n## Prazo\n\nSete dias.", "a.txt": b"Oi."}
    )
    assert document.title == "Manuais"
    assert blocks == [
        Block("paragraph", "Sete dias.", ("loja", "Trocas e devoluções", "Prazo")),
        Block("paragraph", "Oi.", ("A",)),
    ]
    assert document.notes == []


def test_hidden_files_and_those_of_systems_are_passed_over() -> None:
    names = ("__MACOSX/a.txt", "__MACOSX/._a.txt", ".git/a.txt", "x/.a.txt", "~$a.docx", "x/Thumbs.db", "x/desktop.ini")
    blocks, document = read({"pasta/": b"", "a.txt": b"Oi.", **dict.fromkeys(names, b"Nada.")})
    assert [block.text for block in blocks] == ["Oi."]
    assert document.notes == []


def test_what_cannot_be_read_is_counted_named_and_explained() -> None:
    _, document = read({"a.txt": b"Oi.", "x/b.exe": b"MZ", "c.txt": b"", "d.pdf": b"%PDF-"})
    assert document.notes == [
        "3 de 4 arquivos não foram lidos: b.exe (formato não aceito), c.txt (documento vazio), "
        "d.pdf (documento danificado)."
    ]


def test_a_long_list_of_files_that_cannot_be_read_is_cut() -> None:
    _, document = read({"a.txt": b"Oi.", **{f"{n}.exe": b"MZ" for n in range(9)}})
    assert document.notes[0].endswith("4.exe (formato não aceito) e mais 4.")


def test_where_nothing_can_be_read_the_reason_is_that_of_the_files() -> None:
    with pytest.raises(FormatUnsupported):
        read({"a.exe": b"MZ"})
    with pytest.raises(FormatUnsupported, match="Nenhum dos 2 arquivos guardados pôde ser lido: a"):
        read({"a.exe": b"MZ", "b.exe": b"MZ"})
    with pytest.raises(DocumentEmpty, match="vazio"):
        read({"pasta/": b""})


@pytest.mark.parametrize("charset", ["utf-8", "cp850"])
def test_names_are_read_as_windows_and_macs_write_them(charset: str) -> None:
    data = package({"X" * len("Devolução.txt".encode(charset)): b"Oi."})
    data = data.replace(b"X" * len("Devolução.txt".encode(charset)), "Devolução.txt".encode(charset))
    assert [block.heading for block in load("a.zip", data).blocks] == [("Devolução",)]


def test_files_with_a_password_are_noted() -> None:
    data = bytearray(package({"a.txt": b"Oi.", "b.txt": b"Segredo."}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    document = load("a.zip", bytes(data))
    assert [block.text for block in document.blocks] == ["Oi."]
    assert document.notes == ["1 de 2 arquivos não foi lido: b.txt (documento protegido)."]
    (alone,) = [bytearray(package({"b.txt": b"Segredo."}))]
    alone[alone.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(DocumentEncrypted):
        load("a.zip", bytes(alone))


def test_a_zip_in_a_zip_is_read_with_its_notes() -> None:
    blocks, document = read({"b.zip": package({"a.txt": b"Oi.", "a.exe": b"MZ"})})
    assert blocks == [Block("paragraph", "Oi.", ("B", "A"))]
    assert document.notes == ["1 de 2 arquivos não foi lido: a.exe (formato não aceito)."]


def test_a_part_that_breaks_halfway_keeps_what_was_read() -> None:
    def broken() -> Iterator[Block]:
        yield Block("paragraph", "Começo.")
        raise DocumentBroken

    parts = {"a.txt": LoadedDocument("A", broken()), "b.txt": LoadedDocument("B", [Block("paragraph", "Oi.")])}
    document = read_zip(package({"a.txt": b"a", "b.txt": b"b"}), "Manuais", lambda name, _: parts[name])
    assert [block.text for block in document.blocks] == ["Começo.", "Oi."]
    assert document.notes == ["1 de 2 arquivos não foi lido: a.txt (documento danificado)."]


def bomb(depth: int, width: int) -> bytes:
    data = package({"a.txt": bytes(b"0" * 60_000_000)})
    for _ in range(depth):
        data = package({f"{n}.zip": data for n in range(width)})
    return data


def overlapping(count: int) -> bytes:
    """Return a ZIP file whose entries all point at the same data."""
    text = b"palavra " * 125_000
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(text) + deflate.flush()
    sizes = (zlib.crc32(text), len(packed), len(text), 5, 0)
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, *sizes, 0, 0, 0, 0, 0) + b"a.txt"
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, *sizes) + b"a.txt" + packed
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(entry) * count, len(local), 0)
    return local + entry * count + end


def lying() -> bytes:
    """Return a ZIP file that unpacks to more than it states."""
    data = bytearray(package({"a.txt": b"palavra " * 100_000}))
    struct.pack_into("<L", data, data.find(b"PK\1\2") + 24, 100)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(bomb(0, 1), ContainerTooLarge, id="dense"),
        pytest.param(bomb(3, 8), ContainerTooLarge, id="42.zip"),
        pytest.param(bomb(4, 1), DocumentTooLarge, id="deep"),
        pytest.param(overlapping(500), ContainerTooLarge, id="overlapping"),
        pytest.param(lying(), DocumentBroken, id="lying"),
        pytest.param(package({f"{n}.txt": b"a" for n in range(10_001)}), ContainerTooLarge, id="many"),
        pytest.param(b"PK\3\4" + bytes(99), DocumentBroken, id="broken"),
    ],
)
def test_bombs_end_early(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error):
        list(load("a.zip", data).blocks)
