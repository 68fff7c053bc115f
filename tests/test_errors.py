import pytest

from rosana import errors

ALL = [getattr(errors, name) for name in errors.__all__]


@pytest.mark.parametrize("error", ALL, ids=errors.__all__)
def test_every_error_says_in_words_what_to_do(error: type[errors.RosanaError]) -> None:
    assert str(error()) == error.detail
    assert error.detail.endswith(".")
    assert error.title
    assert 400 <= error.status < 600


def test_every_error_stands_in_the_tree_of_the_docstring() -> None:
    assert errors.__doc__
    assert [error.__name__ for error in ALL if error.__name__ not in errors.__doc__] == []


def test_an_error_may_say_more_than_its_default() -> None:
    assert errors.DocumentBroken("página 3 ilegível").detail == "página 3 ilegível"
