"""Embeddings as Rosana opens them, "random:DIM": a vector per text that means nothing, but always the same one."""

import zlib
from collections.abc import Sequence

import numpy as np
from langchain_core.embeddings import Embeddings
from pydantic import BaseModel

__all__ = ["RandomEmbeddings"]


class RandomEmbeddings(BaseModel, Embeddings):
    """Embeds at the speed of a random number generator."""

    model: str
    """Number of dimensions."""

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        rng = np.random.default_rng(zlib.crc32(text.encode()))
        return [float(value) for value in rng.standard_normal(int(self.model), np.float32)]
