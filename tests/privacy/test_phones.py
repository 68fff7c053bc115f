import pytest

from rosana.privacy import find


@pytest.mark.parametrize(
    "written",
    [
        "(11) 98765-4321", "11 98765-4321", "11987654321",
        "(11)98765-4321", "11 9 8765-4321", "11 9 8765 4321", "+55 11 98765-4321",
        "+5511987654321", "5511987654321", "55 11 98765-4321",
        "011 98765-4321", "0xx11 98765-4321", "11.98765.4321", "11-98765-4321",
        "(11) 3333-4444", "11 3333-4444", "(11) 987654321",
        "11 98765\n4321", "(11) 98765–4321", "+1 415 555 2671", "(11) 8765-4321",
    ],
)  # fmt: skip
def test_a_number_with_area_code_needs_no_word(written: str) -> None:
    findings = find(f"fale comigo {written}, por favor")
    assert [(finding.kind, finding.value) for finding in findings] == [("phone", written)]


@pytest.mark.parametrize(
    "text", ["tel. 3333-4444", "meu whats é 987654321", "zap 9 8765 4321", "fone 33334444", "1133334444 é meu telefone"]
)
def test_a_word_makes_fewer_digits_a_number(text: str) -> None:
    assert [finding.kind for finding in find(text)] == ["phone"]


@pytest.mark.parametrize("text", ["mesa 3333-4444", "código 33334444", "sala 987654321", "lote 1133334444"])
def test_without_a_word_they_are_none(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    "text", ["ligue 0800 123 4567", "0800-123-4567", "tel 4004-1234", "fone 3003 1234", "disque 190", "SAMU 192"]
)
def test_numbers_that_everybody_calls_are_left_alone(text: str) -> None:
    assert find(text) == []


def test_a_word_speaks_of_all_the_numbers_of_a_list() -> None:
    assert [finding.value for finding in find("telefones: 98765-4321 e 3333-4444")] == ["98765-4321", "3333-4444"]
