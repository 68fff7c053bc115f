import re

import pytest

from rosana.retrieval.analysis import STOP_WORDS, fold
from rosana.retrieval.lexicon import ASKING, FRAMING, RELATED, SAME

_PHRASES = [phrase for group in SAME for phrase in group]


def test_every_phrase_is_folded_so_that_it_can_be_found() -> None:
    phrases = [*_PHRASES, *RELATED, *(other for others in RELATED.values() for other in others), *ASKING, *FRAMING]
    assert [phrase for phrase in phrases if fold(phrase) != phrase or not re.fullmatch(r"[a-z0-9 ]+", phrase)] == []


def test_every_phrase_holds_a_word_that_counts() -> None:
    assert [phrase for phrase in [*_PHRASES, *RELATED] if set(phrase.split()) <= STOP_WORDS] == []


def test_no_group_names_a_phrase_twice_or_stands_alone() -> None:
    assert [group for group in SAME if len(set(group)) != len(group) or len(group) < 2] == []


def test_words_of_the_asking_are_not_framing_too() -> None:
    assert not ASKING & FRAMING


@pytest.mark.parametrize("phrase", ["boleto", "reembolso", "zap", "senha", "segunda via", "nfe"])
def test_what_customers_ask_for_most_has_other_words(phrase: str) -> None:
    assert phrase in _PHRASES
