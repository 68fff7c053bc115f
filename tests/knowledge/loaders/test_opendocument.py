import pytest

from rosana.errors import DocumentBroken, DocumentEncrypted
from rosana.knowledge.loaders.document import Block
from rosana.knowledge.loaders.opendocument import read_ods, read_odt
from tests.knowledge.loaders.office import odf, package

_STYLES = (
    '<style name="P1" parent-style-name="Title"/><style name="B"><text-properties font-weight="bold"/></style>'
    '<list-style name="L"><list-level-style-number level="1" num-format="1"/></list-style>'
    '<style name="H"><table-properties display="false"/></style>'
)


def test_a_text_keeps_headings_lists_tables_and_notes() -> None:
    body = (
        '<text><p style-name="P1">Manual</p><h outline-level="1">Prazos</h><p>Cinco<s/>dias<note>'
        "<note-citation>1</note-citation>"
        '<note-body><p>Ou seis.</p></note-body></note>.</p><list style-name="L">'
        "<list-item><p>Abra</p></list-item></list>"
        "<table><table-header-rows><table-row><table-cell><p>Plano</p></table-cell><table-cell><p>Prazo</p></table-cell>"
        "</table-row></table-header-rows><table-row><table-cell><p>Ouro</p></table-cell><table-cell><p>2</p></table-cell>"
        '</table-row></table><p style-name="B">Tem frete?</p><p>Não.</p></text>'
    )
    document = read_odt(odf(body, styles=_STYLES), "Arquivo")
    assert document.title == "Manual"
    assert list(document.blocks) == [
        Block("paragraph", "Cinco dias.", ("Prazos",)),
        Block("item", "1. Abra", ("Prazos",)),
        Block("row", "Plano: Ouro; Prazo: 2", ("Prazos",)),
        Block("paragraph", "Não.", ("Prazos", "Tem frete?")),
        Block("paragraph", "Ou seis.", ("Prazos", "Tem frete?")),
    ]


def test_comments_and_deleted_text_are_left_out() -> None:
    body = "<text><tracked-changes><p>velho</p></tracked-changes><p>Fica<annotation><p>não</p></annotation>.</p></text>"
    assert [block.text for block in read_odt(odf(body), "x").blocks] == ["Fica."]


def test_markup_in_a_text_is_text() -> None:
    assert [block.text for block in read_odt(odf("<text><p>use &lt;b&gt; &amp;amp;</p></text>"), "x").blocks] == [
        "use <b> &amp;"
    ]


def test_a_spreadsheet_shows_what_its_cells_show() -> None:
    body = (
        '<spreadsheet><table name="Preços"><table-row><table-cell><p>Plano</p></table-cell>'
        "<table-cell><p>Prazo</p></table-cell>"
        "<table-cell><p>Frete</p></table-cell></table-row>"
        '<table-row><table-cell number-rows-spanned="2"><p>Ouro</p></table-cell><table-cell number-columns-repeated="2"'
        ' value="0.5"><p>50%</p></table-cell></table-row>'
        "<table-row><covered-table-cell/><table-cell><p>1</p></table-cell><table-cell><p>2</p></table-cell></table-row>"
        '<table-row number-rows-repeated="1048573"><table-cell number-columns-repeated="16384"/></table-row></table>'
        '<table name="Rascunho" style-name="H"><table-row><table-cell><p>x</p></table-cell></table-row></table>'
        "</spreadsheet>"
    )
    document = read_ods(odf(body, styles=_STYLES, title="Tabela 2024"), "Arquivo")
    assert document.title == "Tabela 2024"
    assert [block.text for block in document.blocks] == [
        "Plano: Ouro; Prazo: 50%; Frete: 50%",
        "Plano: Ouro; Prazo: 1; Frete: 2",
    ]
    assert "“Rascunho”" in document.notes[0]


def test_a_password_is_told_from_damage() -> None:
    with pytest.raises(DocumentEncrypted):
        read_odt(odf("", manifest="<file-entry><encryption-data/></file-entry>"), "x")
    for data in (b"PK\x03\x04", package({"a": "b"}), odf("<spreadsheet/>"), odf("<text>")):
        with pytest.raises(DocumentBroken):
            read_odt(data, "x")
