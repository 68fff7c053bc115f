"""Words of a question that were typed wrongly: nobody knows them, and one slip parts them from what passages say."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from rosana.retrieval.analysis import STOP_WORDS, fold
from rosana.retrieval.lexicon import ASKING, FRAMING
from rosana.retrieval.question import Question
from rosana.retrieval.slips import SHORTEST, is_slip

__all__ = ["meant_words", "respelled", "strange_words"]

_LETTERS = re.compile(r"(?<!\[)[^\W\d_]+")  # not those of a placeholder, as [PASSAPORTE_1]
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


def meant_words(strange: Iterable[str], said: Sequence[Set[str]]) -> dict[str, str]:
    """Return what those of the strange words mean that were typed wrongly.

    Args:
        strange: words of a question, as `strange_words` finds them.
        said: the folded words of each passage that the question finds: by its other words, or by right pieces of these.
    """
    known = _ALWAYS.union(*said)
    return {word: likeliest for word in strange if (likeliest := _likeliest(word, known, said))}


def respelled(text: str, meant: Mapping[str, str]) -> str:
    """Return a text with the words that were meant in the place of those that were typed."""
    return _LETTERS.sub(lambda letters: meant.get(fold(letters[0]), letters[0]), text) if meant else text


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
