"""Words of a question that were typed wrongly: nobody knows them, and one slip parts them from what passages say."""

import re
from collections.abc import Callable, Iterable, Sequence, Set

from rosana.retrieval.analysis import STOP_WORDS, fold
from rosana.retrieval.lexicon import ASKING, FRAMING
from rosana.retrieval.question import Question
from rosana.retrieval.slips import SHORTEST, is_slip

__all__ = ["corrected", "strange_words"]

_LETTERS = re.compile(r"[^\W\d_]+")
_ALWAYS = ASKING | FRAMING | STOP_WORDS
"""Words of the asking, which need not stand in a passage."""
_USUAL = 2
"""Passages that one of them counts for."""


def strange_words(question: Question, knows: Callable[[str], bool]) -> list[str]:
    """Return the words of a question that nobody knows.

    Args:
        question: what was asked.
        knows: tells of a stem whether any passage holds it.
    """
    return [
        term.word
        for term in question.terms
        if len(term.word) >= SHORTEST
        and term.word.isalpha()
        and term.weight == 1.0  # else the lexicon knows it
        and term.stem not in question.alternatives
        and not knows(term.stem)
    ]


def corrected(text: str, strange: Iterable[str], said: Sequence[Set[str]]) -> str:
    """Return the text of a question with strange words as the passages have them that were found for it.

    Args:
        text: the question.
        strange: some of its words, as `strange_words` finds them.
        said: the folded words of each passage; its other words have found them, or the right pieces of a wrong one.
    """
    known = _ALWAYS.union(*said)
    meant = {word: likeliest for word in strange if (likeliest := _likeliest(word, known, said))}
    return _LETTERS.sub(lambda letters: meant.get(fold(letters[0]), letters[0]), text)


def _likeliest(word: str, known: Iterable[str], said: Sequence[Set[str]]) -> str | None:
    """Return the word that most passages say among those that one slip parts from a word or its plural."""
    length, first, swapped = len(word), word[0], word[1::-1]
    near = [
        other
        for other in known
        if abs(len(other) - length) < 3 and (other[:1] == first or other[:2] == swapped)  # most are not, and soon told
        if is_slip(word, other) or is_slip(f"{word}s", other) or is_slip(word, f"{other}s")
    ]

    def passages(other: str) -> int:
        return sum(other in words for words in said) + (_USUAL if other in _ALWAYS else 0)

    return max(near, key=lambda other: (passages(other), other), default=None)
