import pytest

from rosana.errors import DocumentBroken, DocumentTooLarge
from rosana.knowledge.loaders.package import open_package, resolve
from tests.knowledge.loaders.office import package


@pytest.mark.parametrize(
    ("folder", "target", "name"),
    [("xl", "worksheets/s.xml", "xl/worksheets/s.xml"), ("ppt/slides", "../notes/n.xml", "ppt/notes/n.xml"),
     ("xl", "/xl/s.xml", "xl/s.xml"), ("O", "a%20b.html#c", "O/a b.html")],
)  # fmt: skip
def test_a_reference_leads_to_a_part(folder: str, target: str, name: str) -> None:
    assert resolve(folder, target) == name


def test_a_part_larger_than_it_says_is_refused() -> None:
    data = package({"a.xml": b"x" * 100_000})
    with (
        pytest.raises(DocumentBroken),
        open_package(data.replace((100_000).to_bytes(4, "little"), b"\x0a\0\0\0")) as opened,
    ):
        opened.read("a.xml")


def test_a_part_that_says_it_is_too_large_is_not_read() -> None:
    with pytest.raises(DocumentTooLarge), open_package(package({"a.xml": bytes(30_000_001)})) as opened:
        opened.read("a.xml")


def test_names_of_parts_are_told_apart_without_case() -> None:
    with open_package(package({"xl/SharedStrings.xml": "x"})) as opened:
        assert "xl/sharedStrings.xml" in opened
        assert opened.read("XL/sharedstrings.xml") == b"x"
