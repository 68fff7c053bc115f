from concurrent.futures import ThreadPoolExecutor

import pytest

from rosana.errors import DocumentBroken, DocumentEmpty, DocumentEncrypted
from rosana.knowledge.loaders.document import Block
from rosana.knowledge.loaders.pdf import read_pdf
from tests.knowledge.loaders.samples import Line, pdf

_POLICY: list[Line] = [
    (700, 20, "F1", "Política de trocas"),
    (670, 11, "F1", "Você pode trocar o produto em até 30 dias depois da compra, com a nota fis-"),
    (656, 11, "F1", "cal em mãos. Depois desse prazo vale apenas a garantia do fabricante, que é de"),
    (642, 11, "F1", "doze meses."),
    (612, 11, "F2", "Quem paga o frete?"),
    (596, 11, "F1", "A loja, nas trocas por defeito."),
]


def test_headings_paragraphs_and_cut_words_are_put_back() -> None:
    document = read_pdf(pdf(_POLICY), "Arquivo")
    assert document.title == "Política de trocas"
    assert document.blocks == (
        Block(
            "paragraph",
            "Você pode trocar o produto em até 30 dias depois da compra, com a nota fiscal em mãos."
            " Depois desse prazo vale apenas a garantia do fabricante, que é de doze meses.",
        ),
        Block("paragraph", "A loja, nas trocas por defeito.", ("Quem paga o frete?",)),
    )


def test_a_hyphen_before_a_pronoun_stays() -> None:
    lines: list[Line] = [
        (700, 11, "F1", "Guarde a nota fiscal do produto, pois a loja vai pedir para conferi-"),
        (686, 11, "F1", "la no dia da troca do produto, junto com o documento do comprador"),
    ]
    (block,) = read_pdf(pdf(lines), "x").blocks
    assert "conferi-la no dia" in block.text


def test_lists_and_short_lines_are_not_joined() -> None:
    lines: list[Line] = [
        (700, 11, "F1", "Para trocar o produto comprado na loja traga estes papéis até o balcão:"),
        (686, 11, "F1", "1. Nota fiscal"),
        (672, 11, "F1", "2. Documento com foto"),
        (640, 11, "F1", "Rua Um, 10"),
        (626, 11, "F1", "Centro"),
    ]
    assert [(block.kind, block.text) for block in read_pdf(pdf(lines), "x").blocks] == [
        ("paragraph", "Para trocar o produto comprado na loja traga estes papéis até o balcão:"),
        ("item", "1. Nota fiscal"),
        ("item", "2. Documento com foto"),
        ("paragraph", "Rua Um, 10\nCentro"),
    ]


def test_running_lines_page_numbers_and_contents_are_dropped() -> None:
    names = ["um", "dois", "três", "quatro"]
    pages: list[list[Line]] = [
        [
            (800, 9, "F1", f"Loja Azul - versão {n}"),
            (700, 11, "F1", f"Texto da página {name}."),
            (650, 11, "F1", f"Capítulo {name} ............ {n}"),
            (600, 11, "F1", f"Mais da página {name}."),
            (550, 11, "F1", f"Fim da página {name}."),
            (30, 9, "F1", f"Página {n} de 4"),
        ]
        for n, name in enumerate(names, 1)
    ]
    text = " ".join(block.text for block in read_pdf(pdf(*pages), "x").blocks)
    assert "Loja Azul" not in text
    assert "de 4" not in text
    assert "...." not in text
    assert [f"Fim da página {name}." in text for name in names] == [True] * 4


def test_a_sentence_goes_on_over_the_page() -> None:
    first: list[Line] = [(700, 11, "F1", "O prazo de entrega depende da região e do peso da encomenda e")]
    second: list[Line] = [(700, 11, "F1", "também do dia.")]
    (block,) = read_pdf(pdf(first, second), "x").blocks
    assert block.text.endswith("da encomenda e também do dia.")


@pytest.mark.parametrize(("given", "title"), [("Trocas", "Trocas"), ("Microsoft Word - a.doc", "Política de trocas")])
def test_the_title_is_the_files_property_where_a_person_wrote_it(given: str, title: str) -> None:
    assert read_pdf(pdf(_POLICY, title=given), "x").title == title


def test_a_password_is_told_from_damage_and_an_empty_page() -> None:
    with pytest.raises(DocumentEncrypted):
        read_pdf(pdf(_POLICY, encrypted=True), "x")
    with pytest.raises(DocumentBroken):
        read_pdf(b"%PDF-1.4 nada", "x")
    with pytest.raises(DocumentEmpty, match="não tem texto"):
        read_pdf(pdf([]), "x")


def test_threads_may_read_at_once() -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: read_pdf(pdf(_POLICY), "x"), range(20)))
    assert len(set(found)) == 1


def test_lines_that_the_file_has_out_of_order_are_read_from_top_to_bottom() -> None:
    lines: list[Line] = [
        (640, 11, "F1", "O frete das trocas por defeito é pago pela loja, sem custo para o cliente."),
        (700, 20, "F1", "Política de trocas"),
    ]
    document = read_pdf(pdf(lines), "x")
    assert document.title == "Política de trocas"


def test_columns_are_read_in_the_order_of_the_file() -> None:
    left = "".join(f"1 0 0 1 72 {700 - 14 * row} Tm (esquerda {row}) Tj " for row in range(4))
    right = "".join(f"1 0 0 1 320 {700 - 14 * row} Tm (direita {row}) Tj " for row in range(4))
    lines: list[Line] = [(800, 11, "F1", f"Colunas) Tj {left}{right}(")]
    text = " ".join(block.text for block in read_pdf(pdf(lines), "x").blocks)
    assert text.index("esquerda 3") < text.index("direita 0")


def test_filled_fields_and_comments_are_read() -> None:
    annotations = (
        b"/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/T(prazo)/TU(Prazo de troca)/V(30 dias)/Rect[0 0 9 9]>>"
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(vazio)/Rect[0 0 9 9]>>"
        b"<</Type/Annot/Subtype/Text/Contents(Vale para lojas)/Rect[0 0 9 9]>>]"
    )
    data = pdf([(700, 11, "F1", "Ficha de troca")]).replace(b"/Contents 7 0 R", annotations + b"/Contents 7 0 R")
    texts = [block.text for block in read_pdf(data, "x").blocks]
    assert texts == ["Ficha de troca", "Prazo de troca: 30 dias", "Vale para lojas"]
