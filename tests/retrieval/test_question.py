import pytest

from rosana.retrieval.question import Question, QuestionReader


def _read(text: str) -> Question:
    return QuestionReader().read(text)


def _words(text: str) -> list[str]:
    return [term.word for term in _read(text).terms]


def _others(text: str, stem: str) -> set[str]:
    return {other for other, _ in _read(text).alternatives.get(stem, ())}


def test_stop_words_are_no_terms_and_a_repeated_word_is_one_term() -> None:
    assert _words("Qual é o prazo do prazo dos prazos?") == ["prazo"]


def test_words_of_the_asking_itself_count_less() -> None:
    weights = {term.word: term.weight for term in _read("quero solicitar principal boleto").terms}
    assert weights["quero"] == weights["solicitar"] < weights["principal"] < weights["boleto"] == 1.0


@pytest.mark.parametrize(
    ("text", "word", "is_name"),
    [
        ("Quanto custa o plano Ouro?", "ouro", True),
        ("Plano ouro tem desconto?", "plano", False),
        ("como emitir NFS", "nfs", True),
        ("erro 404 no site", "404", True),
        ("QUANTO CUSTA O PLANO", "plano", False),
        ("Pedido feito. Prazo acabou?", "prazo", False),
        ("Pedido feito?! — Prazo acabou?", "prazo", False),
        ("_Prazo acabou?", "prazo", True),
    ],
)
def test_names_codes_and_numbers_are_told_from_other_words(text: str, word: str, is_name: bool) -> None:
    assert {term.word: term.is_name for term in _read(text).terms}[word] is is_name


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("zap de voces", "zap", "whatsapp"),
        ("quero a 2a via", "2a", "segunda"),
        ("nf-e atrasada", "nfe", "fiscal"),
        ("o wi-fi caiu", "wifi", "wireless"),
        ("a TV não liga", "tv", "televisao"),
        ("roda no Mac?", "mac", "macbook"),
        ("tem para iPhone?", "iphone", "ios"),
        ("cancelar o plano", "cancelar", "desistir"),
        ("fale com humano", "humano", "atendente"),
        ("vcs abrem no sabado", "sabado", "feriados"),
        ("tem copia de seguranca?", "copia", "backup"),
        ("tem copia de seguranca?", "seguranca", "backup"),
    ],
)
def test_customers_words_lead_to_those_of_documents(text: str, word: str, meant: str) -> None:
    stem = {term.word: term.stem for term in _read(text).terms}[word]
    [other] = [term.stem for term in _read(meant).terms]
    assert other in _others(text, stem)


def test_a_phrase_is_no_alternative_of_itself() -> None:
    read = _read("dinheiro de volta")
    assert all(stem not in {other for other, _ in others} for stem, others in read.alternatives.items())


def test_two_spellings_of_one_word_are_no_neighbours() -> None:
    assert _read("check-in hoje").pairs == (("check", "hoj"),)


def test_what_is_asked_for_is_read_from_the_question() -> None:
    assert _read("Quando vence?").kind == "t"
    assert _read("trocar senha").kind == ""


@pytest.mark.parametrize("text", ["", "o que é", "🎉", "??", "\x00", "   "])
def test_a_question_without_words_that_count_has_no_terms(text: str) -> None:
    read = _read(text)
    assert read.terms == ()
    assert read.pairs == ()


def test_a_very_long_message_is_read_by_its_first_words() -> None:
    read = _read(" ".join(f"palavra{number}" for number in range(2000)))
    assert len(read.terms) == 40
    assert len(read.pairs) == 40
    assert read.terms[0].word == "palavra0"


@pytest.mark.parametrize("text", ["QUAL O PRAZO DE ENTREGA", "qual o prazo de entrega", "Qual o prazo de êntrega?"])
def test_case_and_accents_change_no_term(text: str) -> None:
    assert [term.stem for term in _read(text).terms] == [term.stem for term in _read("prazo entrega").terms]
