"""Words of a question that were typed wrongly: nobody knows them, and one slip parts them from what passages say."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from rosana.retrieval.analysis import STOP_WORDS, fold
from rosana.retrieval.lexicon import ASKING, FRAMING
from rosana.retrieval.question import Question
from rosana.retrieval.slips import SHORTEST, is_slip

__all__ = ["corrected", "strange_words"]

_LETTERS = re.compile(r"[^\W\d_]+")
_ALWAYS = dict.fromkeys((*ASKING, *FRAMING, *STOP_WORDS), 2)
"""Words of the asking, which need not stand in a passage, and as many passages as they count for."""


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


def corrected(text: str, strange: Iterable[str], said: Iterable[Iterable[str]]) -> str:
    """Return the text of a question with strange words as the passages have them that were found for it.

    Args:
        text: the question.
        strange: some of its words, as `strange_words` finds them.
        said: the folded words of each passage; its other words have found them, or the right pieces of a wrong one.
    """
    counts = Counter(_ALWAYS)
    for words in said:
        counts.update(set(words))
    meant = {word: likeliest for word in strange if (likeliest := _likeliest(word, counts))}
    return _LETTERS.sub(lambda letters: meant.get(fold(letters[0]), letters[0]), text)


def _likeliest(word: str, counts: Counter[str]) -> str | None:
    """Return the word that most passages say among those that one slip parts from a word or its plural."""
    length, first, swapped = len(word), word[0], word[1::-1]
    near = [
        other
        for other in counts
        if abs(len(other) - length) < 3 and (other[:1] == first or other[:2] == swapped)  # most are not, and soon told
        if is_slip(word, other) or is_slip(f"{word}s", other) or is_slip(word, f"{other}s")
    ]
    return max(near, key=lambda other: (counts[other], other), default=None)
