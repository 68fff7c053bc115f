import pytest

from rosana.errors import DocumentBroken, DocumentEncrypted, DocumentTooLarge
from rosana.knowledge.loaders.document import Block
from rosana.knowledge.loaders.xlsx import read_xlsx
from tests.knowledge.loaders.office import package, rows, xlsx


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_xlsx(data, "Arquivo").blocks]


def one_row(cells: str, *, more: str = "", shared: tuple[str, ...] = (), formats: tuple[str, ...] = ()) -> str:
    sheet = f"<sheetData><row>{cells}</row></sheetData>"
    return texts(xlsx({"Plan1": sheet}, texts=shared, formats=formats, more=more))[0]


def test_rows_name_their_columns_under_the_name_of_the_sheet() -> None:
    table = rows(["Plano", "Prazo", "Frete"], ["Ouro", "2 dias", "R$ 10"], ["Básico", "", "R$ 5"])
    document = read_xlsx(xlsx({"Entregas": table, "Plan2": rows(["Aviso"])}), "Arquivo")
    assert list(document.blocks) == [
        Block("row", "Plano: Ouro; Prazo: 2 dias; Frete: R$ 10", ("Entregas",)),
        Block("row", "Plano: Básico; Frete: R$ 5", ("Entregas",)),
        Block("row", "Aviso"),
    ]


def test_questions_and_answers_are_pairs_wherever_the_table_begins() -> None:
    sheet = rows(["FAQ da loja"], [], ["Tema", "Pergunta", "Resposta"], ["Frete", "Tem frete?", "Não."])
    assert list(read_xlsx(xlsx({"Plan1": sheet}), "Arquivo").blocks) == [
        Block("row", "FAQ da loja"),
        Block("answer", "Não.\nTema: Frete", ("Tem frete?",)),
    ]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<c><v>1234.56</v></c>", "1234,56"),
        ('<c s="1"><v>0.155</v></c>', "15,5%"),
        ('<c s="2"><v>45363</v></c>', "12/03/2024"),
        ('<c s="3"><v>1234.5</v></c>', "R$ 1.234,50"),
        ('<c t="b"><v>1</v></c>', "VERDADEIRO"),
        ('<c t="str"><f>A1&amp;"x"</f><v>calculado</v></c>', "calculado"),
        ('<c t="s"><v>0</v></c>', "Olá mundo"),
        ('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
    ],
)
def test_cells_show_what_excel_shows(cell: str, shown: str) -> None:
    shared = ("<r><t>Olá </t></r><r><t>mundo</t></r><rPh><t>fala</t></rPh>",)
    formats = ("0.0%", "yyyy-mm-dd", "&quot;R$&quot; #,##0.00")
    assert one_row(cell, shared=shared, formats=formats) == shown


def test_days_may_count_from_1904() -> None:
    cell = '<c s="1"><v>43901</v></c>'
    assert one_row(cell, formats=("d/m/y",), more='<workbookPr date1904="1"/>') == "12/03/2024"


def test_errors_and_references_beyond_the_texts_show_nothing() -> None:
    assert one_row('<c t="e"><v>#N/A</v></c><c t="s"><v>9</v></c><c t="str"><v>fica</v></c>') == "fica"


def test_hidden_sheets_are_left_out_with_a_note() -> None:
    document = read_xlsx(xlsx({"Preços": rows(["Ouro"]), "!Rascunho": rows(["segredo"])}), "Arquivo")
    assert [block.text for block in document.blocks] == ["Ouro"]
    assert document.notes == (
        "Planilhas ocultas não foram lidas: “Rascunho”. Reexiba-as e envie o arquivo outra vez, se precisar.",
    )


def test_a_merged_cell_stands_in_each_of_its_rows() -> None:
    table = rows(["Plano", "Prazo", "Frete"], ["Ouro", "2 dias", "R$ 10"], ["", "3 dias", "R$ 5"])
    merged = f'{table}<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
    assert texts(xlsx({"Plan1": merged}))[1] == "Plano: Ouro; Prazo: 3 dias; Frete: R$ 5"


def test_a_cell_in_the_last_corner_costs_nothing() -> None:
    first = '<row r="1"><c r="A1" t="str"><v>aqui</v></c></row>'
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert texts(xlsx({"Plan1": f"<sheetData>{first}{corner}</sheetData>"})) == ["aqui"]


def test_prefixes_of_names_do_not_matter() -> None:
    sheet = "<x:sheetData xmlns:x='x'><x:row><x:c t='str'><x:v>texto</x:v></x:c></x:row></x:sheetData>"
    assert texts(xlsx({"Plan1": sheet})) == ["texto"]


def test_what_is_no_workbook_is_refused() -> None:
    for data in (b"PK\x03\x04", b"texto", package({"a": "b"}), xlsx({"Plan1": rows(["a"])})[:-60]):
        with pytest.raises(DocumentBroken):
            texts(data)
    with pytest.raises(DocumentEncrypted):
        texts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))


def test_a_part_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(DocumentTooLarge):
        texts(xlsx({"Plan1": ""}, more=" " * 30_000_001))
