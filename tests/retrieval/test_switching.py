import sys
from contextlib import ExitStack

from rosana.retrieval.switching import quick_switches


def test_switches_are_quick_until_the_last_is_done() -> None:
    usual = sys.getswitchinterval()
    one, other = quick_switches(), quick_switches()
    with ExitStack() as outer:
        with one:
            outer.enter_context(other)
            assert sys.getswitchinterval() < usual
        assert sys.getswitchinterval() < usual
    assert sys.getswitchinterval() == usual
