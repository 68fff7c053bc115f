"""Which passage supports a sentence of an answer, and where in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rosana.types import Source

__all__ = ["Support", "Supporter"]


@dataclass(frozen=True, slots=True)
class Support:
    """The place that supports a sentence."""

    source: int
    """Its number, `Source.n`."""
    start: int
    """Characters of the source's text."""
    end: int


class Supporter:
    """Finds support in the sources of one answer."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources

    def support(self, sentence: str) -> Support | None:
        """Return where a sentence is supported; None where no source does."""
        for source in self._sources:
            start = source.text.find(sentence)
            if start >= 0:
                return Support(source.n, start, start + len(sentence))
        return None
