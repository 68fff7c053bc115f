"""stub"""

from collections.abc import Sequence

from rosana.types import Turn


def standalone(question: str, history: Sequence[Turn]) -> str:
    return question
