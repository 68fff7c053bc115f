"""Texts as vectors of an embedding model: prefixes, normalised half floats."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rosana.endpoints import model_error
from rosana.types import Passage

if TYPE_CHECKING:
    import numpy as np
    from langchain_core.embeddings import Embeddings
    from numpy.typing import NDArray

__all__ = ["Embedder", "text_hash"]

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
        """Return the vector `[dim]` of a question.

        Raises:
            ModelError: the model did not make it.
        """
        try:
            vector = await self._embeddings.aembed_query(self._prefixes[0] + text)
        except Exception as exc:  # every vendor has errors of its own
            raise model_error(exc, self.name) from exc
        return _normalised([vector]).reshape(-1)

    def text(self, passage: Passage) -> str:
        """Return what the model is given of a passage, which stands below its title and headings."""
        parts = (passage.title, passage.heading, passage.text)
        return self._prefixes[1] + "\n".join(part for part in parts if part)

    async def texts(self, texts: Sequence[str]) -> "NDArray[np.float16]":
        """Return the vectors `[n, dim]` of what `text` returns.

        Raises:
            ModelError: the model did not make them.
        """
        try:
            vectors = await self._embeddings.aembed_documents(list(texts))
        except Exception as exc:  # every vendor has errors of its own
            raise model_error(exc, self.name) from exc
        return _normalised(vectors)


def text_hash(text: str) -> str:
    """Return what a text is known by among the stored vectors."""
    return hashlib.sha256(text.encode()).hexdigest()


def _normalised(vectors: list[list[float]]) -> "NDArray[np.float16]":
    import numpy as np

    array = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(array, axis=1, keepdims=True)
    return np.divide(array, np.where(lengths > 0, lengths, 1)).astype(np.float16)
