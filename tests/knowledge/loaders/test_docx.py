import pytest

from rosana.errors import DocumentBroken, DocumentEncrypted, DocumentTooLarge
from rosana.knowledge.loaders.document import Block
from rosana.knowledge.loaders.docx import read_docx
from tests.knowledge.loaders.samples import docx, paragraph, table


def test_styles_tables_and_bold_questions_give_the_structure() -> None:
    data = docx(
        paragraph("Manual de entregas", "T"),
        paragraph("Prazos", "H1"),
        paragraph("Cinco dias."),
        table([["Plano", "Prazo", "Preço"], ["Ouro", "2 dias", "R$ 10"]]),
        paragraph("Exceções", "H2"),
        paragraph("Tem frete?", "b"),
        paragraph("Não."),
    )
    document = read_docx(data, "Arquivo")
    assert document.title == "Manual de entregas"
    assert document.blocks == (
        Block("paragraph", "Cinco dias.", ("Prazos",)),
        Block("row", "Plano: Ouro; Prazo: 2 dias; Preço: R$ 10", ("Prazos",)),
        Block("paragraph", "Não.", ("Prazos", "Exceções", "Tem frete?")),
    )


@pytest.mark.parametrize(("given", "title"), [("Trocas", "Trocas"), ("Documento1", "Arquivo"), ("", "Arquivo")])
def test_without_a_heading_the_title_is_the_files_property(given: str, title: str) -> None:
    assert read_docx(docx(paragraph("Texto."), title=given), "Arquivo").title == title


def test_a_file_with_a_password_is_told_from_an_old_one() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    with pytest.raises(DocumentEncrypted):
        read_docx(container + "EncryptedPackage".encode("utf-16-le"), "x")
    with pytest.raises(DocumentBroken, match="salve-o como"):
        read_docx(container + b"WordDocument", "x")


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"texto", docx(paragraph("a"))[:-40]])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentBroken):
        read_docx(data, "x")


def test_a_file_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(DocumentTooLarge):
        read_docx(docx(" " * 30_000_001), "x")
