import pytest

from rosana.sentences import split_line, split_sentences, without_marker


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Abrimos às 9h. Fechamos às 18h.", ["Abrimos às 9h.", "Fechamos às 18h."]),
        ("Abrimos às 9 h. Fechamos às 18 h.", ["Abrimos às 9 h.", "Fechamos às 18 h."]),
        ("É grátis? Sim! Aproveite… Até logo.", ["É grátis?", "Sim!", "Aproveite…", "Até logo."]),
        ("Aguarde... Depois tente de novo.", ["Aguarde...", "Depois tente de novo."]),
        ("O pedido... ainda não chegou.", ["O pedido... ainda não chegou."]),
        ("Fale com o Dr. Silva ou a Sra. Souza.", ["Fale com o Dr. Silva ou a Sra. Souza."]),
        ("Veja o art. 5 e a pág. 10. Depois assine.", ["Veja o art. 5 e a pág. 10.", "Depois assine."]),
        ("Boletos, cartões etc. São aceitos.", ["Boletos, cartões etc.", "São aceitos."]),
        ("Boletos, cartões etc. são aceitos.", ["Boletos, cartões etc. são aceitos."]),
        ("A Azul Ltda. Vende tudo, a Rosa S.A. nada.", ["A Azul Ltda.", "Vende tudo, a Rosa S.A. nada."]),
        ("J. R. Souza atende. Maria A. Lima também.", ["J. R. Souza atende.", "Maria A. Lima também."]),
        ("Contrate o plano b. Depois pague.", ["Contrate o plano b.", "Depois pague."]),
        ("Custa R$ 1.500,00 na versão 2.0 do app.", ["Custa R$ 1.500,00 na versão 2.0 do app."]),
        ("Acesse www.loja.com.br/ajuda. Clique em Trocas.", ["Acesse www.loja.com.br/ajuda.", "Clique em Trocas."]),
        ('Ele disse "pronto." Depois saiu.', ['Ele disse "pronto."', "Depois saiu."]),
        ("“Posso trocar?” Sim, em 7 dias.", ["“Posso trocar?”", "Sim, em 7 dias."]),
        ("“Posso trocar?” perguntou ela.", ["“Posso trocar?” perguntou ela."]),
        ("Use o arquivo .env. ele basta", ["Use o arquivo .env. ele basta"]),
        ("faltam sete semanas. depois, ligue.", ["faltam sete semanas.", "depois, ligue."]),
        ("Atendemos até 18h.[1] Depois, por e-mail.[2]", ["Atendemos até 18h.[1]", "Depois, por e-mail.[2]"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences_end_where_people_see_the_end(text: str, expected: list[str]) -> None:
    assert texts(text) == expected
    assert split_line(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Traga:\n- RG. Original.\n- CPF", ["Traga:", "- RG. Original.", "- CPF"]),
        ("1. Abra o app. Entre.\n2) Pague.", ["1. Abra o app. Entre.", "2) Pague."]),
        ("1 - Abra\n2 - Pague", ["1 - Abra", "2 - Pague"]),
        ("a) matrícula\nb) rematrícula", ["a) matrícula", "b) rematrícula"]),
        ("Plano: Azul; Preço: R$ 10. Por mês.", ["Plano: Azul; Preço: R$ 10. Por mês."]),
        ("| Plano | Preço |\n| Azul | R$ 10 |", ["| Plano | Preço |", "| Azul | R$ 10 |"]),
        ("Horário\nDas 9h às 18h.", ["Horário", "Das 9h às 18h."]),
        ("O prazo de troca\né de sete dias.", ["O prazo de troca\né de sete dias."]),
        ("O pedido é entregue em\nSão Paulo.", ["O pedido é entregue em\nSão Paulo."]),
        ("O prazo de troca\n\né de sete dias.", ["O prazo de troca", "é de sete dias."]),
        ("Fale com o Dr.\nSilva.", ["Fale com o Dr.\nSilva."]),
    ],
)
def test_items_rows_and_lines_stay_whole(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Prazos\nSete dias.\n- Troca: 7 dias\n\nPlano: Azul; Preço: 10; ", ["line", "prose", "item", "row"]),
        ("1. Cancelamento\nVocê pode cancelar.", ["line", "prose"]),
        ("- Troca\nSete dias.", ["line", "prose"]),
        ("2. Cancelar\n1. Abra o app.", ["line", "item"]),
        ("Traga os documentos:", ["prose"]),
    ],
)
def test_the_kind_tells_headings_from_items_and_prose(text: str, kinds: list[str]) -> None:
    assert [sentence.kind for sentence in split_sentences(text)] == kinds


def test_an_item_of_more_than_300_characters_is_read_sentence_by_sentence() -> None:
    item = f"- {'Palavra ' * 30}fim. {'Outra ' * 30}fim."
    first, second = split_sentences(item)
    assert (first.kind, second.kind) == ("item", "prose")
    assert item.endswith(second.text)


@pytest.mark.parametrize("text", ["  A b.  C d.\n\n - e f\n\tG: h; I: j; \n", "Um.\r\nDois.", "É. Ó!  \n(Sim.) E não"])
def test_every_character_but_white_space_is_in_one_sentence_at_its_place(text: str) -> None:
    found = split_sentences(text)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
    assert "".join("".join(sentence.text.split()) for sentence in found) == "".join(text.split())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1. Abra o aplicativo. 2. Entre.", ["1. Abra o aplicativo.", "2. Entre."]),
        ("  - Item. Outro.  ", ["  - Item.", "Outro."]),
        ("Em 2019. Em 2020.", ["Em 2019.", "Em 2020."]),
    ],
)
def test_a_line_is_cut_inside_an_item_too(line: str, expected: list[str]) -> None:
    assert split_line(line) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [("- Café", "Café"), ("10. Abra", "Abra"), ("1 - Abra", "Abra"), ("a) Abra", "Abra"), ("Às 9h", "Às 9h")],
)
def test_an_item_can_stand_without_its_marker(item: str, expected: str) -> None:
    assert without_marker(item) == expected


@pytest.mark.parametrize(
    "text",
    [
        "." * 100_000,
        "a" * 100_000,
        "A. " * 30_000,
        "?! " * 30_000,
        "1. " * 30_000,
        "| " * 50_000,
        ": ; " * 25_000,
        "[1]" * 30_000,
        f"{'.' * 50}a",
        f"{'.…' * 50}a",
    ],
)
def test_strange_text_takes_no_longer_than_its_length(text: str) -> None:
    assert "".join(split_line(text)).replace(" ", "") == text.replace(" ", "")
    assert "".join(texts(text)).replace(" ", "") == text.replace(" ", "")
