import subprocess
import sys
from operator import length_hint
from pathlib import Path

import pytest

from rosana.errors import DocumentEmpty, DocumentError, FormatUnsupported
from rosana.knowledge.loaders import SUFFIXES, LoadedDocument, load
from rosana.knowledge.splitting import LONGEST, split

_FORMATS = Path(__file__).parents[4] / "shared/eval/formats"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("politica_de-trocas.txt", "Politica de trocas"),
        ("2021-04-01-alterar-a-senha.md", "Alterar a senha"),
        ("Guia rápido - Loja.TXT", "Guia rápido - Loja"),
        ("C:\\docs\\prazos.md", "Prazos"),
        ("pasta/prazos.HTML", "Prazos"),
        ("2021-04-01.txt", "2021 04 01"),
        ("---.txt", "---"),
    ],
)
def test_the_title_of_last_resort_is_the_files_name_made_readable(name: str, title: str) -> None:
    assert load(name, b"Texto").title == title


@pytest.mark.parametrize("name", ["foto.heic", "planilha.wk1", "sem-sufixo", ".md"])
def test_a_file_without_reader_is_refused(name: str) -> None:
    with pytest.raises(FormatUnsupported):
        load(name, b"Texto")


@pytest.mark.parametrize("data", [b"", b" \n\t", b"---", b"&nbsp;", b"![](x.png)"])
def test_a_document_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentEmpty):
        load("a.md", data)


def test_a_process_loads_no_reader_before_it_needs_it() -> None:
    program = (
        "import sys; from rosana.knowledge.loaders import load; load('a.md', b'Texto'); "
        "print(*(name for name in sys.modules if name.startswith('rosana.knowledge.loaders.') or name == 'email'))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = said.stdout.split()
    assert "rosana.knowledge.loaders.markdown" in loaded
    assert not {"email", "rosana.knowledge.loaders.eml", "rosana.knowledge.loaders.pdf"}.intersection(loaded)


_STRANGE = (
    bytes(range(256)) * 8,
    b"%PDF-1.7\n" + b"\xff" * 99,
    b"PK\x03\x04" + b"a" * 99,
    b"\xff\xfea",
    b"<b>",
    b'";"',
)


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
@pytest.mark.parametrize("data", _STRANGE)
def test_any_bytes_give_a_document_or_a_reason(suffix: str, data: bytes) -> None:
    document = _load(f"x{suffix}", data)
    assert document is None or document.blocks


@pytest.mark.skipif(not _FORMATS.is_dir(), reason="the real files of ../shared/eval are not here")
def test_real_files_of_every_kind_give_passages_or_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # without Tesseract, which takes minutes
    paths = [path for path in sorted(_FORMATS.rglob("*")) if path.suffix.lower() in SUFFIXES]
    read = {path: _load(path.name, path.read_bytes()) for path in paths}
    passages = {path: list(split(document)) for path, document in read.items() if document}
    assert len(passages) > len(paths) / 3
    for path, chunks in passages.items():
        assert chunks, path
        assert all(0 < len(chunk.text) <= LONGEST for chunk in chunks), path


def _load(name: str, data: bytes) -> LoadedDocument | None:
    try:
        return load(name, data)
    except DocumentError:
        return None


def test_a_lazy_table_is_read_while_its_blocks_are() -> None:
    document = load("a.csv", b"nome;valor\n" + b"a;1\n" * 1000)
    blocks = iter(document.blocks)
    assert length_hint(document.blocks) > 0
    assert next(blocks).text == "nome: a; valor: 1"
    assert sum(1 for _ in blocks) == 999
