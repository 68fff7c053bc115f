from pathlib import Path

import pytest

from rosana.retrieval import Change
from rosana.retrieval.analysis import fold
from rosana.retrieval.lexical import open_lexical_index
from rosana.retrieval.question import QuestionReader
from rosana.retrieval.thesaurus import SYNONYMS
from rosana.types import Passage


def test_every_group_has_words_that_stand_for_each_other() -> None:
    assert [group for group in SYNONYMS if len(group) < 2] == []


def test_no_group_names_a_word_twice() -> None:
    assert [group for group in SYNONYMS if len(set(group)) != len(group)] == []


def test_every_word_is_folded_so_that_it_can_be_found() -> None:
    words = [word for group in SYNONYMS for word in group]
    assert [word for word in words if fold(word) != word or not word.isalpha()] == []


@pytest.mark.parametrize("question", ["Como garantir o prazo?", "Como assegurar o prazo?"])
def test_a_question_finds_the_passage_that_says_the_same_in_other_words(tmp_path: Path, question: str) -> None:
    texts = ("É preciso assegurar a vaga.", "Nada disso.")
    index = open_lexical_index(tmp_path)
    writer = index.open_writer()
    assert writer is not None
    writer.apply([Change(1, "a", Passage(n, "a", "", "", text)) for n, text in enumerate(texts)])
    writer.commit(1)
    writer.close()
    index.reload()
    assert [candidate.id for candidate in index.candidates(QuestionReader().read(question))] == [0]
