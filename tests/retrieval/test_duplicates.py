from rosana.retrieval.duplicates import without_duplicates
from rosana.types import Hit, Passage

_WORDS = [f"palavra{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(40)]


def _hits(*texts: str) -> list[Hit]:
    return [Hit(Passage(number, f"d{number}", "", "", text), 1 / (number + 1)) for number, text in enumerate(texts)]


def _ids(*texts: str) -> list[int]:
    return [hit.passage.id for hit in without_duplicates(_hits(*texts), k=10)]


def test_the_better_of_two_passages_that_say_the_same_is_kept() -> None:
    assert _ids("O prazo é de dez dias.", "o PRAZO é de dez dias.", "Outra coisa.") == [0, 2]


def test_a_word_or_two_of_difference_in_a_long_passage_is_the_same() -> None:
    assert _ids(" ".join(_WORDS), " ".join([*_WORDS[:-1], "fim"])) == [0]


def test_a_changed_number_in_a_short_passage_is_not_the_same() -> None:
    assert _ids("Plano Ouro: 10 dias", "Plano Ouro: 30 dias") == [0, 1]


def test_a_passage_inside_a_longer_one_is_not_the_same() -> None:
    assert _ids(" ".join(_WORDS), " ".join(_WORDS[:20])) == [0, 1]


def test_order_is_kept_and_nothing_becomes_nothing() -> None:
    assert _ids("a b", "c d", "e f") == [0, 1, 2]
    assert _ids() == []


def test_a_changed_number_in_a_long_passage_is_not_the_same() -> None:
    text = " ".join(f"palavra{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(40))
    assert _ids(f"{text} 10 dias", f"{text} 30 dias") == [0, 1]


def test_punctuation_and_case_make_no_difference() -> None:
    assert _ids("Atenção: é grátis!", "atenção, É GRÁTIS") == [0]


def test_passages_in_another_script_are_not_taken_for_one_another() -> None:
    assert _ids("日本語", "한국어") == [0, 1]


def test_the_one_that_is_kept_names_the_documents_of_the_others() -> None:
    [hit] = without_duplicates(_hits("O prazo é de dez dias.", "o prazo é de dez dias", "O PRAZO é de dez dias!"), k=1)
    assert (hit.passage.document_id, hit.also_in) == ("d0", ("d1", "d2"))


def test_a_document_that_repeats_itself_is_not_another_one() -> None:
    twice = [Hit(Passage(number, "d", "", "", "O prazo é de dez dias."), 1.0) for number in range(2)]
    assert [hit.also_in for hit in without_duplicates(twice, k=3)] == [()]


def test_no_more_are_returned_than_were_asked_for_but_those_that_come_later_are_named() -> None:
    first, second = without_duplicates(_hits("a b", "c d", "e f", "C D"), k=2)
    assert (first.also_in, second.also_in) == ((), ("d3",))
