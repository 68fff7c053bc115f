import math

import pytest

from rosana.retrieval.analysis import Analyzer
from rosana.retrieval.matching import Matcher
from rosana.retrieval.names import NameReader, Names
from rosana.retrieval.question import QuestionReader

_COMMON = {Analyzer().stem(word) for word in ("portal", "loja")}


def _idf(_field: str, stem: str) -> float:
    return 0.1 if stem in _COMMON else 2.0


def _read(question: str, *names: str, bearing: int = 1) -> Names:
    read, analyzer = QuestionReader().read(question), Analyzer()
    reader = NameReader(
        read, Matcher(read, analyzer, _idf), analyzer=analyzer, idf=_idf, bearing=lambda _title: bearing
    )
    return reader.read(names)


def test_a_question_that_is_a_title_fits_it_wholly() -> None:
    assert math.isclose(_read("Trocar a senha", "trocar senha").fit, 1.0)


def test_the_order_of_the_words_does_not_count() -> None:
    assert _read("senha: como trocar?", "trocar senha").fit == _read("trocar senha", "trocar senha").fit


def test_words_that_most_titles_share_cost_next_to_nothing() -> None:
    assert _read("trocar senha", "trocar senha portal loja").fit > 0.9
    assert _read("trocar senha", "trocar senha cartao credito").fit < 0.7


@pytest.mark.parametrize("name", ["boleto vencido", ""])
def test_a_name_without_any_word_of_the_question_does_not_fit(name: str) -> None:
    names = _read("trocar senha", name)
    assert (names.fit, names.title, names.likeness) == (0.0, 0.0, [0.0, 0.0])


def test_title_and_heading_fit_together_where_neither_does_alone() -> None:
    names = _read("trocar senha android", "senha", "trocar android")
    assert math.isclose(names.fit, 1.0)
    assert names.title < 0.6


def test_the_title_is_told_from_the_headings() -> None:
    assert _read("trocar senha", "ajuda geral", "trocar senha").title == 0.0
    assert _read("trocar senha", "trocar senha", "ajuda geral").title == 1.0


def test_no_names_at_all_fit_nothing() -> None:
    assert _read("trocar senha").fit == 0.0


def test_a_title_that_many_documents_bear_counts_less_but_a_heading_below_it_does_not() -> None:
    alone, shared = _read("trocar senha", "trocar senha"), _read("trocar senha", "trocar senha", bearing=4)
    assert (shared.title, shared.fit) == (alone.title / 2, alone.fit / 2)
    assert _read("trocar senha", "perguntas frequentes", "trocar senha", bearing=4).fit == alone.fit
