import pytest

from rosana.knowledge.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Abrimos às 9h. Fechamos às 18h.", ["Abrimos às 9h.", "Fechamos às 18h."]),
        ("É grátis? Sim! Aproveite…", ["É grátis?", "Sim!", "Aproveite…"]),
        ("Fale com o Dr. Silva ou a Sra. Souza.", ["Fale com o Dr. Silva ou a Sra. Souza."]),
        ("Veja o art. 5 e a pág. 10.", ["Veja o art. 5 e a pág. 10."]),
        ("Custa R$ 1.500,00 na versão 2.0 do app.", ["Custa R$ 1.500,00 na versão 2.0 do app."]),
        ("1. Abra o aplicativo. 2. Entre.", ["1. Abra o aplicativo.", "2. Entre."]),
        ('Ele disse "pronto." Depois saiu.', ['Ele disse "pronto."', "Depois saiu."]),
        ("J. R. Souza atende.", ["J. R. Souza atende."]),
        ("use o arquivo .env. ele basta", ["use o arquivo .env. ele basta"]),
        ("  - Item. Outro.  ", ["  - Item.", "Outro."]),
        ("", []),
    ],
)
def test_sentences_end_where_people_see_the_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize("text", ["." * 200_000, "A. " * 50_000, "a" * 200_000, "?! " * 50_000])
def test_strange_text_takes_no_longer_than_its_length(text: str) -> None:
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")
