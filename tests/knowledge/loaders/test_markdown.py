import pytest

from rosana.knowledge.loaders.document import Block, LoadedDocument
from rosana.knowledge.loaders.markdown import read_markdown


def read(text: str) -> LoadedDocument:
    return read_markdown(text.encode(), "Arquivo")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: Trocas e devoluções", "Trocas e devoluções"),
        ('title: "Aviso: trocas"', "Aviso: trocas"),
        ("title: 'Copo d''água'", "Copo d'água"),
        ("title: Trocas | Loja Azul", "Trocas"),
        ("title: >-\n  Trocas e\n  devoluções\nauthor: x", "Trocas e devoluções"),
        ("author: x", "Como trocar"),
    ],
)
def test_the_title_comes_from_the_front_matter(line: str, title: str) -> None:
    document = read(f"---\ndate: 2024\n{line}\n---\n# Como trocar\n\nTexto.")
    assert document.title == title
    assert [block.text for block in document.blocks] == ["Texto."]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert [block.text for block in read("---\n\nTexto.\n\n---\n\nFim.").blocks] == ["Texto.", "Fim."]


def test_structure_comes_through() -> None:
    steps = "# T\n\n## <a name='x'></a>Passos {#y}\n\nFaça:\n\n1. Abra\n   - já\n\n"
    assert read(f"{steps}| A | B |\n|-|-|\n| 1 | **2** |\n").blocks == (
        Block("paragraph", "Faça:", ("Passos",)),
        Block("item", "1. Abra", ("Passos",)),
        Block("item", "  - já", ("Passos",)),
        Block("row", "A: 1; B: 2", ("Passos",)),
    )


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("> [!NOTE]\n> Salve antes.", "Observação: Salve antes."),
        (">[!Important]\nSalve antes.", "Importante: Salve antes."),
        ("> [! Importante]\n> Salve antes.", "Importante: Salve antes."),
        ("[!INCLUDE [nota](x.md)]\nSalve antes.", "Salve antes."),
        ('> [!div class="checklist"]\n> Salve antes.', "Salve antes."),
        ("{% include anuncio.html %}\n\nSalve antes.", "Salve antes."),
        ("Salve antes.\n{: .no_toc }", "Salve antes."),
        ("- TOC\n{:toc}\n\nSalve antes.", "Salve antes."),
        ("[Salve](x){:target='_blank'} antes.", "Salve antes."),
        ("![Tela]({{ site.img }}/a.png)\n\nSalve antes.", "Salve antes."),
        ("Salve {{deviceid}} antes.", "Salve {{deviceid}} antes."),
        ("Salve `{% raw %}` antes.", "Salve {% raw %} antes."),
        ("Salve~~r~~[^1] antes.\n\n[^1]: -", "Salver antes."),
    ],
)
def test_the_tags_of_site_generators_read_well(text: str, reads: str) -> None:
    assert [block.text for block in read(text).blocks] == [reads]


def test_tags_inside_code_are_code() -> None:
    assert read("```\n{% if x %}\n[!NOTE]\n```").blocks == (Block("code", "{% if x %}\n[!NOTE]"),)


def test_an_unfinished_code_block_reaches_to_the_end() -> None:
    assert read("~~~\n{: x }").blocks[0].kind == "code"
