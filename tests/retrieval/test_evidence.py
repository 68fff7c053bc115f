from rosana.retrieval.analysis import Analyzer
from rosana.retrieval.evidence import Evidence, Reading, gather
from rosana.retrieval.lexical import Candidate
from rosana.retrieval.matching import SENTENCE_END, Matcher
from rosana.retrieval.names import NameReader
from rosana.retrieval.question import QuestionReader

_BREAK = f" {SENTENCE_END} "


def evidence(question: str, *texts: str, title: str = "", weight: float = 1.0, pairs: float = 0.0) -> Evidence:
    """Gather what passages hold of a question when every word weighs the same."""
    analyzer, read = Analyzer(), QuestionReader().read(question)
    matcher = Matcher(read, analyzer, lambda _field, _stem: weight)
    names = NameReader(read, matcher, analyzer=analyzer, idf=lambda _field, _stem: weight, bearing=lambda _title: 1)
    title_words = tuple(" ".join(term.word for term in sentence) for sentence in analyzer.sentences(title))
    readings = []
    for number, text in enumerate(texts):
        sentences = analyzer.read(text)
        words = _BREAK.join(" ".join(one.words) for one in sentences)
        candidate = Candidate(number, pairs, title_words, words, kinds=[one.kinds for one in sentences])
        readings.append(Reading(candidate, matcher.match(words), names.read(title_words)))
    return gather(read, [weight * term.weight for term in read.terms], readings)


def test_a_passage_with_every_word_supports_more_than_one_with_half() -> None:
    whole = evidence("matrícula trancada", "A matrícula trancada caduca.")
    half = evidence("matrícula trancada", "A matrícula caduca.")
    assert whole.support > half.support > 0
    assert whole.exact == 1.0
    assert half.exact == 0.5


def test_other_forms_are_held_but_not_exact() -> None:
    found = evidence("matrículas", "A matrícula caduca.")
    assert found.held == 1.0
    assert found.exact == 0.0


def test_words_of_one_sentence_stand_together() -> None:
    together = evidence("matrícula trancada", "A matrícula trancada caduca. Outra coisa.")
    apart = evidence("matrícula trancada", "A matrícula caduca. A porta ficou trancada.")
    assert together.together == 1.0
    assert apart.together == 0.5


def test_words_that_no_passage_holds_are_unknown() -> None:
    found = evidence("matrícula trancada", "A matrícula caduca.", "A porta ficou trancada.")
    assert found.unknown == 0.0
    assert evidence("matrícula trancada girafa", "A matrícula trancada.").unknown == 1.0


def test_what_only_another_passage_holds_is_missing_from_the_best() -> None:
    found = evidence("matrícula trancada", "A matrícula caduca.", "A porta ficou trancada.")
    assert (found.missing, found.unknown) == (1.0, 0.0)


def test_a_beginning_in_common_is_not_held() -> None:
    found = evidence("férias", "Exceto feriados.")
    assert (found.held, found.unknown) == (0.0, 1.0)


def test_words_of_the_asking_count_less() -> None:
    found = evidence("posso pedir girafa", "A matrícula caduca.")
    assert 1.0 < found.unknown < 3.0


def test_the_title_holds_words_too() -> None:
    found = evidence("prazo da matrícula", "São dez dias.", title="Prazo da matrícula")
    assert found.held == 2.0
    assert found.fit > 0.9


def test_the_rarest_word_is_of_those_that_are_held() -> None:
    assert evidence("matrícula", "A matrícula caduca.", weight=7.0).rarest == 7.0
    assert evidence("girafa", "A matrícula caduca.", weight=7.0).rarest == 0.0


def test_names_are_found_or_unknown() -> None:
    found = evidence("o que é o Salic?", "O Salic é um sistema.")
    assert (found.names_found, found.names_unknown) == (1, 0)
    unknown = evidence("o que é o Salic?", "Um sistema.")
    assert (unknown.names_found, unknown.names_unknown) == (0, 1)


def test_a_number_that_is_asked_for_is_missing_or_there() -> None:
    assert evidence("quanto custa?", "A empresa valoriza a entrega de valor.").number_missing
    assert not evidence("quanto custa?", "O plano é barato. São R$ 49 por mês.").number_missing
    assert not evidence("o que custa?", "A empresa valoriza a entrega de valor.").number_missing


def test_pairs_are_the_best_of_any_passage() -> None:
    assert evidence("matrícula", "A matrícula.", pairs=4.5).pairs == 4.5
    assert evidence("matrícula", "A matrícula.").pairs == 0.0


def test_a_question_without_words_has_no_evidence_but_is_no_error() -> None:
    assert evidence("???", "A matrícula caduca.").held == 0.0
