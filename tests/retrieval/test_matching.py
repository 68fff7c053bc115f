import pytest

from rosana.retrieval.analysis import Analyzer
from rosana.retrieval.matching import PRESENT, Matcher, Matches
from rosana.retrieval.question import QuestionReader


def _matcher(question: str, **idfs: float) -> Matcher:
    """Return what compares words with a question's; every stem weighs 1 that has no other weight."""
    return Matcher(QuestionReader().read(question), Analyzer(), lambda _field, stem: idfs.get(stem, 1.0))


def _match(question: str, words: str) -> Matches:
    return _matcher(question).match(words)


def test_the_very_word_is_told_from_another_form_of_it() -> None:
    matches = _match("boleto prazo", "boletos prazo")
    assert matches.likeness == [1.0, 1.0]
    assert matches.exact == [False, True]


@pytest.mark.parametrize(
    ("question", "word", "least", "most"),
    [
        ("boleto", "boletos", 1.0, 1.0),
        ("reembolso", "estorno", PRESENT, 0.9),
        ("certificado", "certifcado", 0.4, 0.95),
        ("inscrição", "inscrever", 0.7, 1.0),
        ("boleto", "bola", 0.0, 0.0),
        ("prazo", "preco", 0.0, 0.0),
        ("2019", "2020", 0.0, 0.0),
    ],
)
def test_likeness_falls_from_forms_over_synonyms_and_typos_to_nothing(
    question: str, word: str, least: float, most: float
) -> None:
    assert least <= _match(question, word).likeness[0] <= most


def test_frequency_counts_what_is_said() -> None:
    matches = _match("prazo entrega", "prazo normal prazo | entrega")
    assert matches.frequency == [2.0, 1.0]


def test_a_likely_typo_counts_half_and_is_not_said() -> None:
    matches = _match("certificado", "certifcado")
    assert 0 < matches.frequency[0] < 0.5
    assert matches.sentences[0].first == {}


def test_different_words_that_begin_like_a_term_are_counted() -> None:
    matches = _match("cancelamento prazo", "cancelar cancelou cancelar prazo cancro")
    assert matches.beginnings == [2, 1]


@pytest.mark.parametrize(
    ("words", "pairs"),
    [
        ("prazos entrega boletos", {(0, 1), (1, 2)}),
        ("entrega prazo boleto", set()),
        ("prazo outra entrega", set()),
        ("prazo | entrega boleto", {(1, 2)}),
    ],
)
def test_neighbours_are_those_of_the_question_in_one_sentence(words: str, pairs: set[tuple[int, int]]) -> None:
    assert _match("prazo entrega boleto", words).pairs == pairs


def test_a_slip_is_said_where_its_spelling_is_far_rarer() -> None:
    rare = _matcher("certificado", certifc=6.0, certific=2.0).match("certifcado")
    assert rare.likeness[0] >= PRESENT
    assert rare.frequency[0] > 0.5
    assert _matcher("contrato", contat=3.0, contrat=2.0).match("contato").likeness[0] < PRESENT


def test_each_sentence_knows_its_number_its_place_and_its_words() -> None:
    matches = _match("prazo", "oi tudo | nada aqui mesmo | o prazo")
    assert [(one.number, one.start, one.words) for one in matches.sentences] == [(0, 0, 2), (2, 7, 2)]


def test_the_first_sentence_is_there_even_when_it_holds_nothing() -> None:
    [first] = _match("prazo", "nada aqui").sentences
    assert first.likeness == {}
    assert first.words == 2


def test_a_sentence_keeps_the_first_place_of_each_term() -> None:
    [sentence] = _match("prazo", "um prazo outro prazo").sentences
    assert sentence.first == {0: 1}


def test_an_empty_passage_matches_nothing() -> None:
    matches = _match("prazo", "")
    assert matches.likeness == [0.0]
    assert len(matches.sentences) == 1


def test_compare_gives_the_term_that_each_word_is_most_like() -> None:
    compared = _matcher("prazo boleto").compare(["segunda", "boletos", "prazo"])
    assert compared == [("boletos", 1, 1.0), ("prazo", 0, 1.0)]


def test_a_matcher_remembers_words_without_changing_its_mind() -> None:
    matcher = _matcher("prazo entrega")
    words = "prazo | entregas"
    assert matcher.match(words) == matcher.match(words)
