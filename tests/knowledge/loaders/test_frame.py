import pytest
from selectolax.lexbor import LexborHTMLParser

from rosana.knowledge.loaders.frame import without_frame

ARTICLE = "<p>Abra o aplicativo, toque em Conta e escolha a opção Alterar senha para criar uma nova.</p>" * 5


def kept(html: str) -> str:
    body = LexborHTMLParser(html).body
    assert body is not None
    return without_frame(body).text()


@pytest.mark.parametrize(
    "frame",
    [
        "<nav>Início</nav>",
        "<footer>Rodapé</footer>",
        "<aside>Veja também</aside>",
        "<div role='dialog'>Aceita cookies?</div>",
        "<div class='cookie-banner'>Aceita cookies?</div>",
        "<div id='siteFooter'>Rodapé</div>",
        "<div class='article-votes'>Isto foi útil?</div>",
        "<header><div>Loja Azul</div></header>",
        "<div style='display:none'>Oculto</div>",
    ],
)
def test_what_stands_around_a_text_goes(frame: str) -> None:
    assert kept(f"<body>{frame}<div>{ARTICLE}</div></body>") == kept(f"<body><div>{ARTICLE}</div></body>")


@pytest.mark.parametrize(
    "inside",
    [
        "<h2>Como trocar</h2>",
        "<ul><li>Passo um</li></ul>",
        "<table><tr><td>Plano</td><td>Preço</td></tr></table>",
        "<p>Veja <a href='/x'>Alterar senha</a></p>",
        "<div class='elementor-widget'>Prazo de 7 dias</div>",
        "<div class='navigate'>Prazo de 7 dias</div>",
    ],
)
def test_what_belongs_to_a_text_stays(inside: str) -> None:
    text = LexborHTMLParser(inside).text()
    assert text in kept(f"<body><nav>Início</nav><div>{ARTICLE}{inside}</div></body>")


def test_a_page_that_is_built_as_one_menu_stays() -> None:
    assert "Alterar senha" in kept(f"<body><div class='sidebar'>{ARTICLE}</div></body>")
    assert "Alterar senha" in kept(f"<body><nav>{ARTICLE}</nav></body>")


def test_the_cell_that_holds_the_text_of_a_table_layout_is_found() -> None:
    page = f"<table><tr><td>Início Produtos</td><td><h1>Senhas</h1>{ARTICLE}</td></tr></table>"
    assert "Produtos" not in kept(page)
    assert "Senhas" in kept(page)


def test_a_page_without_text_is_left_as_it_is() -> None:
    assert kept("<body><nav><a href='/'>Início</a></nav></body>") == "Início"


def test_deep_nesting_is_no_trouble() -> None:
    assert "Alterar senha" in kept("<div>" * 2_000 + ARTICLE)
