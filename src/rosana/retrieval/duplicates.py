"""Passages that say the same as a better one: only one of them is shown, so that there is room for others."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from rosana.types import Hit

__all__ = ["without_duplicates"]

_SAME = 0.95  # of the words of both together
_AS_LONG = 0.8  # of the longer one's characters: spares reading the words of most pairs
_NUMBER = re.compile(r"\d[\d.,:/-]*\d|\d")
_WORD = re.compile(rf"[^\W\d_]+|{_NUMBER.pattern}")


def without_duplicates(hits: Sequence[Hit], *, k: int) -> list[Hit]:
    """Return the first `k` hits that do not repeat a better one, which names the documents of those that do.

    Texts whose numbers differ say different things, however alike the rest is.
    """
    groups: list[tuple[_Text, list[Hit]]] = []
    for hit in hits:
        text = _Text(hit.passage.text)
        group = next((group for first, group in groups if text.is_same(first)), None)
        if group is not None:
            group.append(hit)
        elif len(groups) < k:
            groups.append((text, [hit]))
    return [_first(group) for _, group in groups]


def _first(group: Sequence[Hit]) -> Hit:
    best, *rest = group
    others = dict.fromkeys(hit.passage.document_id for hit in rest)
    others.pop(best.passage.document_id, None)
    return replace(best, also_in=tuple(others)) if others else best


class _Text:
    """A passage's text, whose words are read when it is first compared with one of like length and the same numbers."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _pieces(self) -> frozenset[str]:
        """What stands between blanks: quickly told, and a third is alike where nearly all words are."""
        return frozenset(self._text.casefold().split())

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(_NUMBER.findall(self._text))

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._text.casefold()))

    def is_same(self, other: "_Text") -> bool:
        """Say whether both say the same."""
        shorter, longer = sorted((len(self._text), len(other._text)))
        if shorter < _AS_LONG * longer or self._numbers != other._numbers:  # of most pairs, and soon told
            return False
        if 3 * len(self._pieces & other._pieces) < len(self._pieces):
            return False
        return len(self._words & other._words) >= _SAME * len(self._words | other._words)
