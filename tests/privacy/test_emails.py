import pytest

from rosana.privacy import find


@pytest.mark.parametrize(
    "written",
    [
        "joao.silva+loja@gmail.com", "JOAO@EMPRESA.COM.BR", "12345678@uol.com.br",
        "joão@exemplo.com", "joao @ gmail.com", "joao@gmail",
        "joao@gmail,com", "joao arroba gmail ponto com",
        "joao ponto silva arroba uol ponto com ponto br", "joao(arroba)gmail.com",
        "joao [at] gmail.com", "j_s-1@sub.dominio.org",
    ],
)  # fmt: skip
def test_an_address_is_found_however_it_is_typed(written: str) -> None:
    findings = find(f"escreva: {written}; obrigado")
    assert [(finding.kind, finding.value) for finding in findings] == [("email", written)]


def test_the_full_stop_after_an_address_is_none_of_it() -> None:
    assert [finding.value for finding in find("mande para a@b.com.br.")] == ["a@b.com.br"]


@pytest.mark.parametrize(
    "text", ["@empresa no Instagram", "pacote@1.2.3", "uma arroba de boi", "@media print", "a @ b"]
)
def test_what_has_an_at_sign_only_is_none(text: str) -> None:
    assert find(text) == []
