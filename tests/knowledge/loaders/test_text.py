from rosana.knowledge.loaders.document import Block, LoadedDocument
from rosana.knowledge.loaders.text import read_text


def read(text: str) -> LoadedDocument:
    return read_text(text.encode(), "Arquivo")


def test_wrapped_lines_are_joined_and_short_ones_stay_lines() -> None:
    text = "O prazo de entrega é de cinco dias úteis, sempre a contar da\ndata do pagamento."
    text += "\n\nRua Um, 10\nCentro\n"
    assert [block.text for block in read(text).blocks] == [
        "O prazo de entrega é de cinco dias úteis, sempre a contar da data do pagamento.",
        "Rua Um, 10\nCentro",
    ]


def test_items_stand_alone_and_take_their_lines_along() -> None:
    document = read("Documentos:\n- RG\n- Comprovante\n  de residência\n1) Foto")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("paragraph", "Documentos:"),
        ("item", "- RG"),
        ("item", "- Comprovante de residência"),
        ("item", "1) Foto"),
    ]


def test_a_question_is_the_heading_of_its_answer() -> None:
    document = read("Qual o prazo?\nCinco dias.\n\nTem frete?\n\nNão.")
    assert document.blocks == (
        Block("paragraph", "Cinco dias.", ("Qual o prazo?",)),
        Block("paragraph", "Não.", ("Tem frete?",)),
    )


def test_lines_in_capitals_are_headings_and_the_first_is_the_title() -> None:
    document = read("POLÍTICA DE TROCAS\n\nVale para tudo.\n\nPRAZOS\nTrinta dias.\n\nATENÇÃO:\nguarde a nota.")
    assert document.title == "POLÍTICA DE TROCAS"
    assert [(block.text, block.heading) for block in document.blocks] == [
        ("Vale para tudo.", ()),
        ("Trinta dias.", ("PRAZOS",)),
        ("ATENÇÃO:\nguarde a nota.", ("PRAZOS",)),
    ]


def test_a_number_in_capitals_is_no_heading() -> None:
    assert read("(81) 3030-4040 RAMAL 22\nLigue já.").blocks[0].heading == ()
