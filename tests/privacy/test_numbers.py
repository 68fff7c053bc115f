import pytest

from rosana.privacy import find


def kinds_in(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, finding.value) for finding in find(text)]


@pytest.mark.parametrize(
    "written",
    [
        "529.982.247-25", "52998224725", "529 982 247 25",
        "529982247-25", "529.982.247.25", "529-982-247-25", "529.982.247/25",
        "529.\n982.247-25", "529\t982\t247\t25", "529\u00a0982\u00a0247\u00a025",
        "529.982.247–25", "５２９.９８２.２４７-２５", "529. 982. 247 - 25",
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["meu cpf é {}", "{}", "CPF nº {}.", "c.p.f. {}", "({}) é o cpf do titular"])
def test_a_cpf_is_found_however_it_is_typed(written: str, around: str) -> None:
    assert kinds_in(around.format(written)) == [("cpf", written)]


@pytest.mark.parametrize("text", ["cpf52998224725", "meucpf: 5 2 9 9 8 2 2 4 7 2 5", "cpf 5299.8224.725"])
def test_a_cpf_that_is_called_so_may_be_grouped_in_any_way(text: str) -> None:
    assert [kind for kind, _ in kinds_in(text)] == ["cpf"]


@pytest.mark.parametrize("text", ["CPF 529.982.247-26", "cartão 4111 1111 1111 1112", "CNPJ 16.727.230/0001-98"])
def test_wrong_check_digits_are_no_number_of_anybody(text: str) -> None:
    assert kinds_in(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cnpj 16.727.230/0001-97", "cnpj"),
        ("16727230000197", "cnpj"),
        ("16 727 230 0001 97", "cnpj"),
        ("4111 1111 1111 1111", "card"),
        ("paguei com 5555555555554444", "card"),
        ("amex 3782 822463 10005", "card"),
        ("cnh 01234567890", "cnh"),
        ("PIS 123.45678.90-1", "pis"),
        ("123.45678.90-1", "pis"),
        ("título de eleitor 1234 5678 9012", "titulo_eleitor"),
        ("RG 12.345.678-9", "rg"),
        ("identidade nº 1234567", "rg"),
        ("cep 01310100", "cep"),
        ("moro na Rua Augusta, 01310-100", "cep"),
    ],
)
def test_other_numbers_have_their_kinds(text: str, kind: str) -> None:
    assert [found for found, _ in kinds_in(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "value"),
    [("rg 12.345.678-X", "12.345.678-X"), ("RG: MG-12.345.678", "MG-12.345.678"), ("rg:1234567-x ok", "1234567-x")],
)
def test_the_letters_of_an_rg_belong_to_it(text: str, value: str) -> None:
    assert kinds_in(text) == [("rg", value)]


@pytest.mark.parametrize("text", ["cep 01310-100, nº 1578", "Av. Paulista, 1578 - CEP 01310-100"])
def test_the_number_of_the_house_is_found_with_the_cep(text: str) -> None:
    assert sorted(value for _, value in kinds_in(text)) == ["01310-100", "1578"]


@pytest.mark.parametrize(
    "text",
    [
        "processo 0012843-03.2015.8.07.0001",
        "Lei nº 8.666/93, art. 24, de 21.06.1993",
        "pedido nº 52998224725",
        "o protocolo foi 11987654321",
        "nota fiscal 000.123.456",
        "R$ 12.345.678,90 em 12/03/2024",
        "34191.79001 01043.510047 91020.150008 1 96610000014500",
        "IMEI 490154203237518",
        "versão 10.0.19041.1",
        "id 3b992f64-fe34-4270-9730-bc6c65c308ed",
        "de 2019 a 2023, das 08:00 às 17:30",
    ],
)
def test_numbers_of_things_are_left_alone(text: str) -> None:
    assert kinds_in(text) == []


def test_numbers_that_a_slash_or_comma_joins_are_found_each() -> None:
    assert kinds_in("529.982.247-25/11987654321,52998224725") == [
        ("cpf", "529.982.247-25"),
        ("phone", "11987654321"),
        ("cpf", "52998224725"),
    ]
