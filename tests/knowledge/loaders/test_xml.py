import pytest

from rosana.errors import DocumentBroken
from rosana.knowledge.loaders.xml import find_text, parse


def test_names_lose_their_prefixes_and_relations_keep_apart() -> None:
    root = parse(b'<w:a xmlns:w="w" xmlns:r="r"><w:b id="1" r:id="r1" w:val="x">ok</w:b></w:a>')
    assert root.tag == "a"
    assert root[0].attrib == {"id": "1", "rel": "r1", "val": "x"}
    assert find_text(root, "b") == "ok"
    assert find_text(root, "c") == ""


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b"<a>" * 300 + b"</a>" * 300,
        b"<a>",
        b"",
        b'<?xml version="1.0" encoding="nada"?><a/>',
    ],
)
def test_entities_endless_nesting_and_damage_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentBroken):
        parse(data)


def test_a_document_type_alone_is_harmless() -> None:
    assert parse(b'<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "x.dtd"><ncx/>').tag == "ncx"
