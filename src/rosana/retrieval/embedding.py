"""Texts as vectors of an embedding model: prefixes, batches, normalised half floats."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rosana.types import Passage

if TYPE_CHECKING:
    import numpy as np
    from langchain_core.embeddings import Embeddings
    from numpy.typing import NDArray

__all__ = ["Embedder"]

# What the authors of each family write before a question and before a passage.
_PREFIXES = {
    "e5-": ("query: ", "passage: "),
    "nomic-embed": ("search_query: ", "search_document: "),
    "arctic-embed": ("query: ", ""),
}


class Embedder:
    """An embedding model with the habits of its family."""

    def __init__(self, embeddings: "Embeddings", name: str) -> None:
        self.name = name
        self._embeddings = embeddings
        self._prefixes = next((pair for family, pair in _PREFIXES.items() if family in name.lower()), ("", ""))

    async def question(self, text: str) -> "NDArray[np.float16]":
        """Return the vector `[dim]` of a question."""
        return _normalised([await self._embeddings.aembed_query(self._prefixes[0] + text)])[0]

    async def passages(self, passages: Sequence[Passage]) -> "NDArray[np.float16]":
        """Return the vectors `[n, dim]` of passages; each stands below its title and headings."""
        texts = [self._prefixes[1] + _with_headings(passage) for passage in passages]
        return _normalised(await self._embeddings.aembed_documents(texts))


def _with_headings(passage: Passage) -> str:
    return "\n".join(part for part in (passage.title, passage.heading, passage.text) if part)


def _normalised(vectors: list[list[float]]) -> "NDArray[np.float16]":
    import numpy as np

    array = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(array, axis=1, keepdims=True)
    return np.divide(array, np.where(lengths > 0, lengths, 1)).astype(np.float16)
