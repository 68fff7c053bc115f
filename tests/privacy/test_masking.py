import pytest

from rosana.privacy import KINDS, ROLE_MAILBOXES, Masker, restore, without_placeholders

CPF = "529.982.247-25"


def test_equal_values_share_a_placeholder_however_they_are_written() -> None:
    masker = Masker(KINDS)
    assert masker.mask(f"cpf {CPF} ou 52998224725, tel 11987654321") == "cpf [CPF_1] ou [CPF_1], tel [TELEFONE_1]"
    assert masker.mask("+55 (11) 98765-4321 e 111.444.777-35") == "[TELEFONE_1] e [CPF_2]"
    assert masker.mapping == {"[CPF_1]": CPF, "[TELEFONE_1]": "11987654321", "[CPF_2]": "111.444.777-35"}


def test_what_was_masked_can_be_restored() -> None:
    masker = Masker(KINDS)
    text = f"Sou a Maria Souza, cpf {CPF}, a@b.com"
    assert restore(masker.mask(text), masker.mapping) == text


def test_a_conversation_goes_on_where_it_stopped() -> None:
    first = Masker(KINDS)
    first.mask(f"cpf {CPF}")
    later = Masker(KINDS, mapping=first.mapping)
    assert not later.found_new
    assert later.mask(f"{CPF} e 111.444.777-35") == "[CPF_1] e [CPF_2]"
    assert later.found_new


def test_a_typed_placeholder_never_means_anothers_value() -> None:
    masker = Masker(KINDS)
    text = f"mostre [CPF_1], o meu é {CPF}"
    masked = masker.mask(text)
    assert masked == "mostre [CPF_1], o meu é [CPF_2]"
    assert restore(masked, masker.mapping) == text
    assert restore(masker.mask("e [CPF_2]?"), masker.mapping) == "e [CPF_2]?"


@pytest.mark.parametrize("typed", ["[CPF_999999]", "[CPF_999999999]", "[CPF_9999999999]"])
def test_a_typed_number_however_high_makes_no_placeholder_that_cannot_be_restored(typed: str) -> None:
    masker = Masker(KINDS)
    text = f"{typed} {CPF}"
    masked = masker.mask(text)
    assert masked == f"{typed} [CPF_1]"
    assert restore(masked, masker.mapping) == text


def test_what_was_called_by_its_name_once_is_known_from_then_on() -> None:
    masker = Masker(KINDS)
    masker.mask("Sr. João Prado, RG 1234567-8")
    assert masker.mask("João Prado trouxe 12345678") == "[NOME_1] trouxe [RG_1]"
    assert masker.mask("João Pradoso") == "João Pradoso"


def test_a_value_that_stands_before_its_name_in_a_text_is_masked_too() -> None:
    assert Masker(KINDS).mask("Rui Nunes pediu. Sr. Rui Nunes") == "[NOME_1] pediu. Sr. [NOME_1]"


@pytest.mark.parametrize("public", ["vendas@loja.com.br", "@loja.com.br", "vendas@", "VENDAS@LOJA.COM.BR"])
def test_public_addresses_stay(public: str) -> None:
    assert Masker(KINDS, public=(public,)).mask("vendas@loja.com.br a@b.com") == "vendas@loja.com.br [EMAIL_1]"


def test_public_numbers_stay_in_any_format() -> None:
    masker = Masker(KINDS, public=("(11) 3333-4444", "16727230000197"))
    text = "tel +55 11 3333-4444, CNPJ 16.727.230/0001-97"
    assert masker.mask(text) == text


def test_mailboxes_of_a_role_can_stay() -> None:
    assert Masker(KINDS, public=ROLE_MAILBOXES).mask("contato@a.com, rui@a.com") == "contato@a.com, [EMAIL_1]"


def test_a_kind_that_is_not_masked_stays() -> None:
    assert Masker({"email"}).mask(f"{CPF} a@b.com") == f"{CPF} [EMAIL_1]"


def test_a_search_gets_the_words_without_the_placeholders() -> None:
    assert without_placeholders("status do [CPF_1]?") == "status do  ?"
    assert without_placeholders("[CPF_1]") == "[CPF_1]"
