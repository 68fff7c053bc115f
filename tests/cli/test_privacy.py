import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rosana.cli import main
from rosana.cli.privacy import partly

TEXT = "# Contato\n\nFale com o Sr. Rui Nunes.\n\n## Sede\n\nCPF 529.982.247-25\n\nsac@loja.com.br, rui@loja.com.br"


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROSANA_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "docs"
    folder.mkdir()
    for name in ("a.md", "b.md", "c.md"):
        (folder / name).write_text(TEXT)
    return folder


def scan(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["privacy", "scan", *arguments])


def test_it_says_how_many_of_what_and_where_without_writing(docs: Path) -> None:
    said = scan(str(docs)).output
    assert "3 documentos, 9 dados pessoais em 3 deles" in said
    assert "***.***.247-**" in said
    assert "linha 4" in said
    assert not (docs.parent / "data").exists()


def test_a_place_is_a_heading_and_a_line_of_the_passage_below_it(docs: Path) -> None:
    filling = "O prazo de entrega é de sete dias úteis para todas as cidades do estado.\n\n" * 20
    (docs / "long.md").write_text(f"# Contato\n\n## Frete\n\n{filling}\n\n## Sede\n\nCPF 529.982.247-25\n\n{filling}")
    (places,) = json.loads(scan(str(docs / "long.md"), "--json").stdout)["places"].values()
    assert [(place["heading"], place["line"]) for place in places] == [("Sede", 1)]


def test_no_value_of_a_person_is_shown_whole(docs: Path) -> None:
    report = json.loads(scan(str(docs / "a.md"), "--json").stdout)
    assert report["counts"] == {"name": 1, "cpf": 1, "email": 1}
    (places,) = report["places"].values()
    assert [place["shown"] for place in places] == ["R** N****", "***.***.247-**", "r***@loja.com.br"]


def test_values_in_many_documents_look_like_the_companys_own(docs: Path) -> None:
    report = json.loads(scan(str(docs), "--json").stdout)
    assert report["often"] == [{"kind": "email", "value": "rui@loja.com.br", "documents": 3}]


def test_what_is_public_or_not_asked_for_is_not_counted(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSANA_PRIVACY__KINDS", '["email", "cpf"]')
    monkeypatch.setenv("ROSANA_PRIVACY__PUBLIC", '["@loja.com.br"]')
    assert json.loads(scan(str(docs / "a.md"), "--json").stdout)["counts"] == {"cpf": 1}


def test_a_document_that_cannot_be_read_is_told_and_the_others_are_scanned(docs: Path) -> None:
    (docs / "b.pdf").write_bytes(b"no pdf")
    result = scan(str(docs), "--json")
    report = json.loads(result.stdout)
    assert (report["documents"], len(report["failed"])) == (3, 1)


@pytest.mark.parametrize(
    ("value", "shown"), [("a@b.com", "a***@b.com"), ("1234", "****"), ("João da Luz", "J*** d* L**")]
)
def test_of_a_value_only_a_part_is_shown(value: str, shown: str) -> None:
    assert partly(value) == shown


def test_a_file_that_its_reader_stumbles_over_does_not_cost_the_others(docs: Path) -> None:
    nested = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3000))
    (docs / "deep.eml").write_text(f"From: a@b.c\n{nested}\nTexto")
    result = scan(str(docs))
    assert result.exit_code == 0
    assert "3 documentos, 9 dados pessoais em 3 deles" in result.stdout
    assert "deep.eml: O arquivo tem partes aninhadas" in result.stderr
