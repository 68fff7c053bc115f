import pytest

from rosana.errors import DocumentBroken, DocumentEncrypted
from rosana.knowledge.loaders.document import Block
from rosana.knowledge.loaders.pptx import read_pptx
from tests.knowledge.loaders.office import package, pptx, relations, shape

_TABLE = (
    "<p:graphicFrame><a:tbl><a:tblPr firstRow='1'/><a:tr><a:tc><a:p><a:r><a:t>Plano</a:t></a:r></a:p></a:tc>"
    "<a:tc><a:p><a:r><a:t>Prazo</a:t></a:r></a:p></a:tc></a:tr><a:tr><a:tc><a:p><a:r><a:t>Ouro</a:t></a:r></a:p></a:tc>"
    "<a:tc><a:p><a:r><a:t>2 dias</a:t></a:r></a:p></a:tc></a:tr></a:tbl></p:graphicFrame>"
)


def test_slides_keep_their_titles_and_their_order() -> None:
    slides = [
        shape("Loja, 2024", kind="subTitle") + shape("Manual da loja", kind="ctrTitle"),
        shape("Prazos", kind="title")
        + shape("Capital: 2 dias", "Interior: 5 dias", kind="body")
        + shape("7", kind="sldNum"),
        shape("Frete", kind="title") + _TABLE,
    ]
    document = read_pptx(pptx(slides), "Arquivo")
    assert document.title == "Manual da loja"
    assert list(document.blocks) == [
        Block("paragraph", "Loja, 2024"),
        Block("item", "- Capital: 2 dias", ("Prazos",)),
        Block("item", "- Interior: 5 dias", ("Prazos",)),
        Block("row", "Plano: Ouro; Prazo: 2 dias", ("Frete",)),
    ]


def test_hidden_slides_are_left_out_with_a_note() -> None:
    document = read_pptx(pptx([shape("Texto"), "!" + shape("Rascunho")]), "Arquivo")
    assert [block.text for block in document.blocks] == ["Texto"]
    assert document.notes == (
        "Slides ocultos não foram lidos: 1. Reexiba-os e envie o arquivo outra vez, se precisar.",
    )


def test_speaker_notes_come_after_their_slide() -> None:
    notes = f'<n xmlns:p="p" xmlns:a="a">{shape("Diga que é grátis.", kind="body")}{shape("3", kind="sldNum")}</n>'
    parts = {
        "ppt/slides/_rels/slide0.xml.rels": relations({"n": "notesSlide ../notesSlides/notesSlide1.xml"}),
        "ppt/notesSlides/notesSlide1.xml": notes,
    }
    document = read_pptx(pptx([shape("Frete", kind="title")], parts), "Arquivo")
    assert [block.text for block in document.blocks] == ["Notas do apresentador:\nDiga que é grátis."]


def test_a_chart_is_a_table_of_its_values() -> None:
    chart = (
        "<c><title><t>Vendas</t></title><ser><tx><v>2024</v></tx><cat><pt><v>Maio</v></pt></cat>"
        "<val><pt><v>10.0</v></pt></val></ser></c>"
    )
    parts = {
        "ppt/slides/_rels/slide0.xml.rels": relations({"r9": "chart ../charts/chart1.xml"}),
        "ppt/charts/chart1.xml": chart,
    }
    slide = '<p:graphicFrame><c:chart r:id="r9"/></p:graphicFrame>'
    blocks = read_pptx(pptx([slide], parts), "Arquivo").blocks
    assert [block.text for block in blocks] == ["Vendas", "Maio; 2024: 10"]


def test_groups_are_opened_and_fallbacks_are_not() -> None:
    group, choice, fallback = shape("um"), shape("dois"), shape("não")
    alternatives = f"<AlternateContent><Choice>{choice}</Choice><Fallback>{fallback}</Fallback></AlternateContent>"
    slide = f"<p:grpSp>{group}</p:grpSp>{alternatives}"
    assert [block.text for block in read_pptx(pptx([slide]), "Arquivo").blocks] == ["um", "dois"]


@pytest.mark.parametrize(
    ("label", "read"),
    [
        ("Mapa das lojas no centro de Recife", True),
        ("Imagem 3", False),
        ("Uma foto de loja\nDescrição gerada automaticamente", False),
    ],
)
def test_a_picture_gives_the_description_that_somebody_wrote(label: str, read: bool) -> None:
    slide = f'{shape("Texto")}<p:pic><p:nvPicPr><p:cNvPr descr="{label}"/></p:nvPicPr></p:pic>'
    assert len(list(read_pptx(pptx([slide]), "Arquivo").blocks)) == 1 + read


def test_what_is_no_presentation_is_refused() -> None:
    for data in (b"PK\x03\x04", b"texto", package({"a": "b"}), pptx([shape("a")])[:-60]):
        with pytest.raises(DocumentBroken):
            read_pptx(data, "x")
    with pytest.raises(DocumentEncrypted):
        read_pptx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "x")
