import pytest

from rosana.knowledge.loaders.document import LoadedDocument
from rosana.knowledge.loaders.html import read_html, read_markup


def read(html: str) -> LoadedDocument:
    return read_markup(html, "Arquivo")


def texts(html: str) -> list[str]:
    return [block.text for block in read(html).blocks]


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Loja | Trocas</title><h1>Como trocar</h1><p>a", "Como trocar"),
        ("<title>Trocas | Loja Azul</title><p>a", "Trocas"),
        ("<title>Loja Azul - Trocas</title><p>a", "Loja Azul - Trocas"),
        ("<h1>Entrada | Saída</h1><p>a", "Entrada | Saída"),
        ("<h2>Prazos</h2><p>a", "Arquivo"),
    ],
)
def test_the_title_is_the_first_heading_else_the_pages_else_the_files(html: str, title: str) -> None:
    assert read(html).title == title


def test_text_that_is_no_content_is_dropped() -> None:
    html = """<head><style>p{}</style></head><body><nav>Início</nav><script>x()</script><!-- nota -->
        <div role="search">Busca</div><div hidden>Segredo</div><div aria-hidden="true">Ícone</div>
        <p>Olá, <a href="/x">mundo</a><button>Curtir</button></p><footer>Rodapé</footer>"""
    assert texts(html) == ["Olá, mundo"]


def test_only_the_main_part_is_read_where_it_holds_enough() -> None:
    def page(html: str) -> list[str]:
        return [block.text for block in read_html(html.encode(), "Arquivo").blocks]

    assert page("<div>Menu</div><main><p>Conteúdo do artigo</p></main>") == ["Conteúdo do artigo"]
    assert page("<p>Tudo o que importa está aqui</p><main>x</main>") == ["Tudo o que importa está aqui", "x"]


def test_lists_keep_their_marks_numbers_and_depth() -> None:
    html = """<ol start="3"><li>Abra<p>Espere.</p><ul><li>Celular<li>Tablet</ul>
        <li><p>Feche</p></li></ol>"""
    assert texts(html) == ["3. Abra", "  Espere.", "  - Celular", "  - Tablet", "4. Feche"]


def test_an_item_without_a_list_is_an_item() -> None:
    assert texts("<li>Solto</li><p>Depois</p>") == ["- Solto", "Depois"]


def test_a_table_becomes_rows_that_name_their_columns() -> None:
    html = """<table><caption>Planos</caption><tr><th>Plano<th>Preço</tr>
        <tr><td>Básico<td>R$ 10<br>por mês</tr><tr><td>Ouro<td><ul><li>R$ 20<li>ou Pix</ul></tr></table>"""
    assert texts(html) == [
        "Planos",
        "Plano: Básico; Preço: R$ 10 por mês",
        "Plano: Ouro; Preço: R$ 20 ou Pix",
    ]


def test_a_table_that_arranges_the_page_is_read_as_a_page() -> None:
    html = "<table><tr><td>Menu<td><h2>Trocas</h2><p>Em 30 dias.</p></table>"
    assert [(block.text, block.heading) for block in read(html).blocks] == [
        ("Menu", ()),
        ("Em 30 dias.", ("Trocas",)),
    ]


def test_code_keeps_its_lines_and_spaces() -> None:
    html = "<pre><code>se x:\n    <b>pare</b>\n\nfim\n</code></pre>"
    assert [(block.kind, block.text) for block in read(html).blocks] == [("code", "se x:\n    pare\n\nfim")]


@pytest.mark.parametrize(
    "html",
    [
        "<p><b>Tem frete?</b></p><p>Não.</p>",
        "<p><strong>Tem frete?</strong><br>Não.</p>",
        "<p><strong>Tem frete</strong>? <br></br>Não.</p>",
        "<p><b>Tem frete?</b> Não.</p>",
        "<details><summary>Tem frete?</summary>Não.</details>",
        "<dl><dt>Tem frete?<dd>Não.</dl>",
        "<ul><li><b>Tem frete?</b> Não.</li></ul>",
        "<h3>Tem frete?</h3><p>Não.</p>",
    ],
)
def test_a_question_is_the_heading_of_its_answer(html: str) -> None:
    (block,) = read(html).blocks
    assert (block.text.strip(), block.heading) == ("Não.", ("Tem frete?",))


@pytest.mark.parametrize("end", ["</details>", "</dl>", "</li></ul>"])
def test_an_answer_ends_with_its_element(end: str) -> None:
    begin = {"</details>": "<details><summary>", "</dl>": "<dl><dt>", "</li></ul>": "<ul><li><b>"}[end]
    middle = {"</details>": "</summary>", "</dl>": "</dt><dd>", "</li></ul>": "</b><br>"}[end]
    assert read(f"{begin}Tem frete?{middle}Não.{end}<p>Fim.</p>").blocks[-1].heading == ()


def test_a_line_of_bold_words_divides_a_text_like_a_heading() -> None:
    assert read("<p><b>Prazos</b></p><p>Dois dias.</p>").blocks[0].heading == ("Prazos",)


@pytest.mark.parametrize(
    "html",
    [
        "<p><b>Importante</b></p><p>Texto.</p>",
        "<p><b>Leia tudo antes.</b></p><p>Texto.</p>",
        "<p>Execute:</p><p><b>net start x</b></p><p>Texto.</p>",
        "<p><b>Prazos</b> são curtos</p><p>Texto.</p>",
        "<ul><li><b>Prazos</b></ul><p>Texto.</p>",
    ],
)
def test_other_bold_words_are_no_headings(html: str) -> None:
    assert {block.heading for block in read(html).blocks} == {()}


def test_footnote_numbers_vanish_and_other_superscripts_stay() -> None:
    assert texts('<p>Vale hoje<sup><a href="#1">1</a></sup> em 10 m<sup>2</sup></p>') == ["Vale hoje em 10 m2"]


def test_a_page_in_the_charset_of_old_windows_is_read() -> None:
    assert read_html("<p>Atenção</p>".encode("cp1252"), "x").blocks[0].text == "Atenção"


def test_nesting_without_end_is_read_without_failing() -> None:
    assert texts("<div>" * 3000 + "fundo") == ["fundo"]
    assert texts("<b>" * 3000 + "fundo") == ["fundo"]
