"""An embedding model for tests: texts that share a word are alike."""

import hashlib

import numpy as np
from langchain_core.embeddings import Embeddings

__all__ = ["WordEmbeddings"]


class WordEmbeddings(Embeddings):
    """Adds up one random direction per word; a synonym of a word has its direction."""

    def __init__(self, *, dimension: int = 64, synonyms: dict[str, str] | None = None) -> None:
        self.dimension = dimension
        self.fails = False
        self.texts: list[str] = []
        self._synonyms = synonyms or {}

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.texts += texts
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        if self.fails:
            raise ConnectionError("connection refused")
        words = [self._synonyms.get(word, word) for word in text.lower().replace(".", "").split()]
        total: list[float] = sum((self._direction(word) for word in words), np.zeros(self.dimension)).tolist()
        return total

    def _direction(self, word: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4])
        return np.random.default_rng(seed).standard_normal(self.dimension)
