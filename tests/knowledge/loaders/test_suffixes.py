import pytest

from rosana.errors import DocumentEncrypted, FormatUnsupported
from rosana.knowledge.loaders import load
from rosana.knowledge.loaders.suffixes import true_suffix
from tests.knowledge.loaders.office import package, rows, xlsx

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("suffix", "data", "expected"),
    [
        (".doc", b"{\\rtf1 a}", ".rtf"),
        (".xls", b"\xef\xbb\xbf<html><table>", ".html"),
        (".xls", b"<?xml version='1.0'?>\n<html>", ".html"),
        (".xlsx", b"a;b\n1;2", ".csv"),
        (".docx", b"Apenas texto", ".txt"),
        (".doc", b"%PDF-1.4", ".pdf"),
        (".doc", b"MIME-Version: 1.0\r\n", ".mht"),
        (".doc", xlsx({"Plan1": ""}), ".xlsx"),
        (".docx", package({"mimetype": "application/vnd.oasis.opendocument.text"}), ".odt"),
        (".docx", _OLE + "WordDocument".encode("utf-16-le"), ".doc"),
        (".xls", _OLE + "WordDocumentWorkbook".encode("utf-16-le"), ".xls"),
        (".docx", b"PK\x03\x04nada", ".docx"),
        (".xlsx", b"\x00\x01\x02", ".xlsx"),
        (".md", b"<html>", ".md"),
    ],
)
def test_an_office_file_is_what_its_content_is(suffix: str, data: bytes, expected: str) -> None:
    assert true_suffix(suffix, data) == expected


def test_a_password_is_seen_whatever_the_name() -> None:
    with pytest.raises(DocumentEncrypted):
        true_suffix(".xlsx", _OLE + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("a.doc", r"Word \(\.doc\).*\.docx"), ("a.PPT", r"PowerPoint.*\.pptx"), ("a.pages", "Pages"), ("a.mht", "HTML")],
)
def test_an_old_format_is_refused_with_what_to_do(name: str, sentence: str) -> None:
    with pytest.raises(FormatUnsupported, match=sentence):
        load(name, _OLE + b"antigo")


def test_a_workbook_under_an_old_name_is_read() -> None:
    data = xlsx({"Plan1": rows(["Olá"])})
    assert [block.text for block in load("a.xls", data).blocks] == ["Olá"]
