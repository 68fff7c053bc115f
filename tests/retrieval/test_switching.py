import sys

from rosana.retrieval.switching import quick_switches


def test_switches_are_quick_until_the_last_is_done() -> None:
    usual = sys.getswitchinterval()
    one, other = quick_switches(), quick_switches()
    with one:
        other.__enter__()
        assert sys.getswitchinterval() < usual
    assert sys.getswitchinterval() < usual
    other.__exit__(None, None, None)
    assert sys.getswitchinterval() == usual
