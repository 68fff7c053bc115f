"""Passages that say the same as a better one: only one of them is shown, so that there is room for others."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rosana.types import Hit

__all__ = ["without_duplicates"]

_SAME = 0.95  # of the words of both together
_AS_LONG = 0.8  # of the longer one's characters: spares reading the words of most pairs
_WORD = re.compile(r"[^\W\d_]+|\d[\d.,:/-]*\d|\d")


def without_duplicates(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without those that repeat a better one, in the same order; the better one names their documents.

    Texts whose numbers differ say different things, however alike the rest is.
    """
    groups: list[list[Hit]] = []
    for hit in hits:
        group = next((group for group in groups if _same(group[0].passage.text, hit.passage.text)), None)
        if group is None:
            groups.append([hit])
        else:
            group.append(hit)
    return [_first(group) for group in groups]


def _first(group: Sequence[Hit]) -> Hit:
    best, *rest = group
    others = dict.fromkeys(hit.passage.document_id for hit in rest)
    others.pop(best.passage.document_id, None)
    return replace(best, also_in=tuple(others)) if others else best


def _same(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _AS_LONG * max(len(one), len(other)):
        return False
    words, others = (frozenset(_WORD.findall(text.casefold())) for text in (one, other))
    if len(words & others) < _SAME * len(words | others):
        return False
    return not any(word[0].isdigit() for word in words ^ others)
