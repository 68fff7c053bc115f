import pytest

from rosana.answering.citations import Support, Supporter
from rosana.types import Source
from tests.answering.paraphrases import PARAPHRASES, Paraphrases

_LOOSE = 0.05  # share of the false paraphrases below that may pass


def _source(n: int, text: str, title: str = "", heading: str = "") -> Source:
    return Source(n, str(n), n, title, heading, None, text, 1.0)


def _supporter(about: int) -> Supporter:
    """Return a supporter with one passage of the table as source 2, between its neighbours."""
    chosen = [PARAPHRASES[at % len(PARAPHRASES)] for at in (about - 1, about, about + 1)]
    return Supporter([_source(n, each.text, each.title) for n, each in enumerate(chosen, 1)])


def _supported(sentence: str, text: str, *, title: str = "") -> bool:
    return Supporter([_source(1, text, title)]).support(sentence) is not None


def test_a_sentence_that_stands_in_a_source_is_found_with_its_characters() -> None:
    text = "A entrega é rápida. O prazo é de 7 dias. Há taxa."
    found = Supporter([_source(1, "Nada disso."), _source(2, text)]).support("O prazo é de 7 dias.")
    assert found == Support(2, 20, 40)
    assert text[20:40] == "O prazo é de 7 dias."


def test_of_two_sources_that_hold_a_sentence_the_first_supports_it() -> None:
    sources = [_source(n, "O prazo é de 7 dias.") for n in (4, 5)]
    found = Supporter(sources).support("O prazo é de 7 dias.")
    assert found is not None
    assert found.source == 4


@pytest.mark.parametrize(
    "sentence",
    ["O prazo é de\n7  dias", "- O **prazo** é de 7 dias [1].", "o prazo é de sete dias", "O PRAZO É DE 07 DIAS!"],
)
def test_spelling_and_marks_do_not_matter(sentence: str) -> None:
    assert _supported(sentence, "Leia antes. O prazo é de 7 dias, sem exceção.")


@pytest.mark.parametrize("about", range(len(PARAPHRASES)))
def test_true_paraphrases_are_supported_by_their_passage(about: int) -> None:
    supporter = _supporter(about)
    found = {sentence: supporter.support(sentence) for sentence in PARAPHRASES[about].true}
    assert [sentence for sentence, support in found.items() if support is None or support.source != 2] == []


def test_nearly_all_false_paraphrases_are_unsupported() -> None:
    cases = [(_supporter(about), false) for about, each in enumerate(PARAPHRASES) for false in each.false]
    passed = [sentence for supporter, sentence in cases if supporter.support(sentence) is not None]
    assert len(passed) <= _LOOSE * len(cases), passed


@pytest.mark.parametrize(
    "false",
    [
        "A loja de Recife abre às 9h e fecha às 18h.",
        "A loja de Olinda abre às 8h e fecha às 18h.",
        "A loja de Olinda abre às 18h e fecha às 9h.",
        "A loja de Olinda não abre às 9h e fecha às 18h.",
        "A loja de Olinda abre às 9h e nunca fecha às 18h.",
        "Não é verdade que a loja de Olinda abre às 9h e fecha às 18h.",
    ],
)
def test_one_changed_fact_makes_a_sentence_unsupported(false: str) -> None:
    text = "A loja de Olinda abre às 9h e fecha às 18h. A de Recife abre às 8h."
    assert _supported("A loja de Olinda abre às 9h e fecha às 18h.", text)
    assert not _supported(false, text)


def test_a_number_is_not_supported_by_the_same_number_of_something_else() -> None:
    text = "O teste dura 30 dias e a conta fica ativa."
    assert not _supported("O teste dura 30 horas e a conta fica ativa.", text)


def test_a_percentage_is_not_supported_by_an_amount() -> None:
    assert not _supported("O desconto da compra é de 50%.", "O desconto da compra é de R$ 50.")


@pytest.mark.parametrize("false", ["É cobrada taxa de adesão.", "é cobrada taxa de adesão"])
def test_a_sentence_without_its_negation_is_unsupported(false: str) -> None:
    assert not _supported(false, "Não é cobrada taxa de adesão.")


def test_a_negation_that_closes_the_sentence_before_denies_nothing() -> None:
    text = "Veja se o arquivo abriu ou não.\n- confira se o arquivo foi baixado"
    assert _supported("confira se o arquivo foi baixado", text)


def test_what_is_affirmed_elsewhere_in_the_passage_may_be_affirmed() -> None:
    text = "Não é possível trocar produtos em promoção. Nos demais casos, é possível trocar produtos em 30 dias."
    assert _supported("Nos demais casos é possível trocar produtos em 30 dias.", text)


def test_a_prohibition_may_be_said_with_a_negation() -> None:
    text = "É proibido entrar com animais na piscina."
    assert _supported("Não é permitido entrar com animais na piscina.", text)
    assert not _supported("É permitido entrar com animais na piscina.", text)


def test_an_exception_may_be_denied() -> None:
    text = "Todas as compras têm frete grátis, exceto móveis e colchões."
    assert _supported("Móveis e colchões não têm frete grátis.", text)


@pytest.mark.parametrize(("sentence", "source"), [
    ("O frete custa R$ 10 e a entrega leva 5 dias.", 1),
    ("A entrega leva cinco dias, mas o frete custa 10 reais.", 2),
    ("O frete custa R$ 10 e a entrega leva 6 dias.", None),
    ("O frete custa R$ 12 e a entrega leva 5 dias.", None),
])  # fmt: skip
def test_a_sentence_may_draw_two_sources_together(sentence: str, source: int | None) -> None:
    supporter = Supporter([_source(1, "O frete custa R$ 10."), _source(2, "A entrega leva 5 dias.")])
    found = supporter.support(sentence)
    assert (found.source if found else None) == source


def test_names_in_a_list_are_each_compared_by_themselves() -> None:
    text = "São quatro filiais (a filial Norte, a filial Oeste, a filial Leste e a filial Sul) em todo o país."
    assert _supported("As filiais são Norte, Oeste, Leste e Sul.", text)


def test_a_name_of_the_title_is_known() -> None:
    assert _supported("A Rede Lume foi fundada em 1998.", "Foi fundada em 1998 por dois irmãos.", title="Rede Lume")


def test_an_abbreviation_of_a_name_is_known() -> None:
    text = "O Núcleo de Apoio Digital funciona no bloco 3."
    assert _supported("O NAD funciona no bloco 3.", text)
    assert not _supported("O NXD funciona no bloco 3.", text)


def test_a_changed_name_that_opens_the_sentence_is_unsupported() -> None:
    text = "A equipe é pequena. Segundo a nota, UFAB anunciou as vagas do vestibular de inverno."
    assert not _supported("Petrolume anunciou as vagas do vestibular de inverno.", text)


def test_a_sentence_of_another_subject_is_unsupported() -> None:
    assert not _supported("O estacionamento fica aberto a noite toda.", PARAPHRASES[0].text)


def test_the_span_covers_the_sentences_that_are_drawn_together() -> None:
    each: Paraphrases = PARAPHRASES[0]
    found = _supporter(0).support("É possível desistir em até 7 dias corridos, com reembolso em até 10 dias úteis.")
    assert found is not None
    assert each.text[found.start : found.end].startswith("O cliente pode desistir")
    assert each.text[found.start : found.end].endswith("na mesma forma de pagamento.")


@pytest.mark.parametrize("sentence", ["", "...", "🙂", "a de o", "?" * 5000, "x" * 20_000])
def test_a_sentence_without_words_is_unsupported(sentence: str) -> None:
    assert not _supported(sentence, "O prazo é de 7 dias.")


def test_without_sources_nothing_is_supported() -> None:
    assert Supporter([]).support("O prazo é de 7 dias.") is None
    assert not _supported("O prazo é de 7 dias.", "")
