import pytest

from rosana.privacy import find


def names_in(text: str) -> list[str]:
    return [finding.value for finding in find(text, {"name"})]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("meu nome é Maria da Silva e quero ajuda", "Maria da Silva"),
        ("oi me chamo joão souza, tudo bem?", "joão souza"),
        ("MEU NOME É ANA LIMA E PRECISO DE AJUDA", "ANA LIMA"),
        ("Aqui é a Joana", "Joana"),
        ("aqui quem fala é Pedro Rocha", "Pedro Rocha"),
        ("O Sr. José Carlos D'Ávila ligou", "José Carlos D'Ávila"),
        ("a Dra. Helena Prado atende?", "Helena Prado"),
        ("quero falar com o João Silva", "João Silva"),
        ("Atenciosamente,\nCarla Dias", "Carla Dias"),
        ("Obrigado,\n\nRui Nunes", "Rui Nunes"),
        ("Att, Bia Melo.", "Bia Melo"),
        ("titular: Marcos Sá", "Marcos Sá"),
        ("Nome: Iara Reis\nCPF: 529.982.247-25", "Iara Reis"),
        ("a conta está em nome de Lia Prado", "Lia Prado"),
    ],
)
def test_a_name_is_found_where_the_words_around_make_it_sure(text: str, name: str) -> None:
    assert names_in(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "o nome do aplicativo é Portal da Empresa",
        "meu nome está errado no cadastro",
        "quero falar com o Suporte Técnico",
        "Sr. Cliente, leia o contrato",
        "Nome: Política Padrão; Tipo: VPN",
        "entrar em contato com o Azure AD",
        "Atenciosamente,\nEquipe de Atendimento",
        "aqui é o lugar certo?",
        "O Juiz Federal decidiu",
        "Maria foi ao mercado",
    ],
)
def test_where_it_is_not_sure_nothing_is_found(text: str) -> None:
    assert names_in(text) == []


def test_half_a_character_hides_no_name() -> None:
    assert names_in("oi \ud83d tudo, meu nome é Ana Souza") == ["Ana Souza"]
