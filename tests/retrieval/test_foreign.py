from rosana.retrieval.foreign import FOREIGN_QUESTIONS
from rosana.retrieval.question import QuestionReader


def test_there_are_enough_of_them_to_tell_one_in_twenty() -> None:
    assert len(FOREIGN_QUESTIONS) >= 100
    assert len(set(FOREIGN_QUESTIONS)) == len(FOREIGN_QUESTIONS)


def test_each_has_words_to_search_for() -> None:
    reader = QuestionReader()
    assert [one for one in FOREIGN_QUESTIONS if not reader.read(one).terms] == []
