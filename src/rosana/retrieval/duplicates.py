"""Passages that say the same as a better one: only one of them is shown, so that there is room for others."""

from collections.abc import Sequence

from rosana.types import Hit

__all__ = ["without_duplicates"]

_SAME = 0.9  # of the words of both together


def without_duplicates(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without those that repeat a better one, in the same order."""
    kept: list[tuple[Hit, frozenset[str]]] = []
    for hit in hits:
        words = frozenset(hit.passage.text.casefold().split())
        if all(len(words & others) < _SAME * len(words | others) for _, others in kept):
            kept.append((hit, words))
    return [hit for hit, _ in kept]
