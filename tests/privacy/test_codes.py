import pytest

from rosana.privacy import find

KEY = "123e4567-e12b-42d1-a456-426655440000"


def kinds_in(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, finding.value) for finding in find(text)]


@pytest.mark.parametrize("written", ["12.ABC.345/01DE-35", "12ABC34501DE35", "12.abc.345/01de-35"])
def test_the_cnpj_of_2026_has_letters(written: str) -> None:
    assert kinds_in(f"a nota é para {written}, certo?") == [("cnpj", written)]


@pytest.mark.parametrize("text", ["chave pix {}", "{} é minha chave", "chave aleatória: {}", "PIX\n{}"])
def test_a_random_key_is_found_where_it_is_called_so(text: str) -> None:
    assert kinds_in(text.format(KEY)) == [("pix", KEY)]


def test_other_guids_are_left_alone() -> None:
    assert kinds_in(f"o ID do aplicativo é {KEY}") == []


def test_what_a_qr_code_of_pix_holds_is_masked_whole() -> None:
    code = f"00020126580014br.gov.bcb.pix0136{KEY}5204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D"
    assert kinds_in(f"copia e cola: {code}") == [("pix", code)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("placa ABC1D23", ["ABC1D23"]),
        ("vi o ABC1D23 na rua", ["ABC1D23"]),
        ("meu carro é abc-1234", ["abc-1234"]),
        ("norma ABC-1234", []),
    ],
)
def test_old_plates_need_a_word_and_those_of_mercosul_none(text: str, values: list[str]) -> None:
    assert [value for _, value in kinds_in(text)] == values


@pytest.mark.parametrize(("text", "found"), [("passaporte nº FX123456", True), ("peça FX123456", False)])
def test_a_passport_is_found_where_it_is_called_so(text: str, found: bool) -> None:
    assert bool(kinds_in(text)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("acesso de 189.12.33.4", True),
        ("meu ip é 192.168.0.15", True),
        ("2804:14c:5b8e::1234:9", True),
        ("abra 192.168.0.1 no navegador", False),
        ("máscara 255.255.255.0", False),
        ("versão 10.2.13.44", False),
        ("127.0.0.1", False),
        ("às 10:20:30", False),
    ],
)
def test_addresses_of_devices_are_found(text: str, found: bool) -> None:
    assert ([kind for kind, _ in kinds_in(text)] == ["ip"]) is found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ag 1234 cc 56789-0", ["1234", "56789-0"]),
        ("Agência: 0001, conta corrente: 12.345-6", ["0001", "12.345-6"]),
        ("deposite no Itaú, conta 12345", ["12345"]),
        ("Itaú ag/conta 1234/56789-0", ["1234", "56789-0"]),
        ("a conta de luz 12345", []),
        ("agora 1234 pessoas", []),
    ],
)
def test_branch_and_account_are_found(text: str, values: list[str]) -> None:
    assert [value for _, value in kinds_in(text)] == values
