import pytest

from rosana.errors import DocumentBroken
from rosana.knowledge.loaders.document import Block
from rosana.knowledge.loaders.rtf import read_rtf


def texts(body: str) -> list[str]:
    return [block.text for block in read_rtf(rf"{{\rtf1\ansi {body}}}".encode("latin-1"), "Arquivo").blocks]


def test_styles_lists_and_tables_give_the_structure() -> None:
    data = (
        r"{\rtf1\ansi{\stylesheet{\ql Normal;}{\s1\b heading 1;}{\*\cs9 Fonte;}}{\info{\title Loja}{\author Ana}}"
        r"{\header topo\par}\pard\s1 Trocas\par\pard Em 7 dias.\par\s1\pard{\listtext\pard\'b7\tab}Abra\par"
        r"\pard\s1 Planos\par\trowd\trhdr\pard\intbl Plano\cell Prazo\cell\row"
        r"\trowd\pard\intbl Ouro\cell 2\par dias\cell\row"
        r"\pard{\b Tem frete?}\par N\'e3o.\par}"
    )
    document = read_rtf(data.encode(), "Arquivo")
    assert document.title == "Trocas"
    assert list(document.blocks) == [
        Block("paragraph", "Em 7 dias."),
        Block("item", "· Abra"),
        Block("row", "Plano: Ouro; Prazo: 2 dias", ("Planos",)),
        Block("paragraph", "Não.", ("Planos", "Tem frete?")),
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"pre\'e7o", "preço"),
        (r"a\u231?\u227\'3fo", "ação"),
        (r"{\uc2 \u231 xxa}", "ça"),
        (r"a\u-10179?\u-8704?", "a😀"),
        (r"\ansicpg1251 \'cf\'f0\'e8", "При"),
        (r"{\fonttbl{\f1\fcharset204 X;}}\'e9 {\f1 \'cf}\f0 \'e9", "é Пé"),
        (r"a\~b\emdash c\line d", "a b—c\nd"),
        (r"\{x\\\}", r"{x\}"),
    ],
)
def test_characters_of_every_kind_are_read(body: str, text: str) -> None:
    assert texts(body) == [text]


def test_what_is_not_the_text_is_left_out() -> None:
    unread = r"{\pict\bin4 {}}}0102}{\*\xyz não}{\v oculto}"
    body = rf"um{unread}" r"{\field{\*\fldinst HYPERLINK x}{\fldrslt  dois}}{\footnote nota}."
    assert texts(body) == ["um dois (nota)."]


def test_text_boxes_are_read() -> None:
    assert texts(r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt Aviso\par}}}") == ["Aviso"]


@pytest.mark.parametrize("data", [b"", b"texto", b"PK\x03\x04"])
def test_what_is_no_rtf_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentBroken):
        read_rtf(data, "x")


def test_a_file_cut_short_gives_what_is_there() -> None:
    assert [block.text for block in read_rtf(rb"{\rtf1 \trowd\intbl a\cell b\cell", "x").blocks] == ["a: b"]
