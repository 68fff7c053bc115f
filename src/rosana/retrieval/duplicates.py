"""Passages that say the same as a better one: only one of them is shown, so that there is room for others."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rosana.types import Hit

__all__ = ["without_duplicates"]

_SAME = 0.95  # of the words of both together
_WORD = re.compile(r"[^\W\d_]+|\d[\d.,:/-]*\d|\d")


def without_duplicates(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without those that repeat a better one, in the same order; the better one names their documents.

    Texts whose numbers differ say different things, however alike the rest is.
    """
    groups: list[tuple[frozenset[str], list[Hit]]] = []
    for hit in hits:
        words = frozenset(_WORD.findall(hit.passage.text.casefold()))
        group = next((group for others, group in groups if _same(words, others)), None)
        if group is None:
            groups.append((words, [hit]))
        else:
            group.append(hit)
    return [_first(group) for _, group in groups]


def _first(group: Sequence[Hit]) -> Hit:
    best, *rest = group
    others = dict.fromkeys(hit.passage.document_id for hit in rest)
    others.pop(best.passage.document_id, None)
    return replace(best, also_in=tuple(others)) if others else best


def _same(words: frozenset[str], others: frozenset[str]) -> bool:
    if len(words & others) < _SAME * len(words | others):
        return False
    return not any(word[0].isdigit() for word in words ^ others)
