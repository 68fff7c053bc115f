import pytest

from rosana.answering.facts import read_tokens


def _keys(text: str, *kinds: str) -> list[str]:
    return [token.key for token in read_tokens(text) if token.kind in kinds]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("O prazo é de 07 dias", ["7"]),
        ("dois volumes e três caixas", ["2", "3"]),
        ("vinte e cinco pessoas", ["25"]),
        ("dois mil e quinhentos reais", ["2500"]),
        ("45 mil habitantes, 1,5 milhão de votos", ["45000", "1500000"]),
        ("cento e vinte e um", ["120"]),
        ("R$ 1.000,00 ou mil reais", ["1000", "1000"]),
        ("10,50 e 10,5", ["10.5", "10.5"]),
        ("um total de 300.000.", ["300000"]),
        ("09h00, 9h, 09:00 e 9 horas", ["9", "9", "9", "9"]),
        ("às 18h30 ou 18:30", ["18:30", "18:30"]),
        ("até o meio-dia", ["12"]),
        ("5GB, 12x, 30min", ["5", "12", "30"]),
        ("o código B2C do iOS17", []),
        ("espere 30 segundos", ["30"]),
    ],
)
def test_numbers_are_brought_to_one_spelling(text: str, numbers: list[str]) -> None:
    assert _keys(text, "number") == numbers


@pytest.mark.parametrize("text", ["15/10/2019", "15 de outubro de 2019", "2019-10-15", "15 de OUTUBRO, 2019"])
def test_dates_are_brought_to_one_spelling(text: str) -> None:
    assert _keys(text, "number", "month") == ["15", "m10", "2019"]


def test_a_fraction_is_no_date() -> None:
    assert _keys("o formulário 12/40", "number", "month") == ["12/40"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("de segunda a sexta-feira", ["2o", "6o"]),
        ("às terças e aos sábados", ["3o", "sabado"]),
        ("o 3º andar, a terceira porta", ["3o", "3o"]),
        ("Segundo o IBGE, e segundo Maria", []),
        ("no segundo andar", ["2o"]),
        ("em poucos segundos", []),
    ],
)
def test_weekdays_and_ordinals_are_brought_to_one_spelling(text: str, days: list[str]) -> None:
    assert _keys(text, "day") == days


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Na loja de Campinas", ["campinas"]),
        ("Clientes pagam menos", []),
        ("UFMS e a Petrobras", ["ufms", "petrobras"]),
        ("o plano A2 custa mais", ["a2"]),
        ("Escreva para ajuda@exemplo.com.br ou veja https://exemplo.com.br/faq.",
         ["ajuda@exemplo.com.br", "https://exemplo.com.br/faq"]),
    ],
)  # fmt: skip
def test_names_are_capitalised_words_that_open_no_sentence_and_codes_and_addresses(text: str, names: list[str]) -> None:
    assert _keys(text, "name") == names


def test_negations_are_told_from_other_words() -> None:
    assert _keys("Não há taxa, nem multa, sem exceção", "negation") == ["nao", "nem", "sem"]


def test_marks_of_citation_and_bold_print_are_passed_over() -> None:
    assert _keys("São **7 dias** [2] (fonte 3)", "number", "word") == ["7", "dias"]


def test_tokens_know_where_they_stand() -> None:
    text = "**Prazo**: vinte e cinco dias [1]."
    assert [text[token.start : token.end] for token in read_tokens(text) if token.kind != "stop"] == [
        "Prazo",
        "vinte e cinco",
        "dias",
    ]


def test_percent_is_the_same_in_words() -> None:
    assert _keys("10 por cento, 10%", "number", "filler") == ["10", "%", "10", "%"]
