"""Exact vector search in memory by FAISS."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FaissVectors", "open_faiss"]


class FaissVectors:
    """A flat index of half floats: as exact as the stored vectors, and half the memory of single floats."""

    def __init__(self, index: Any) -> None:
        self._index = index

    def add(self, ids: Sequence[int], vectors: "NDArray[np.float16]") -> None:
        """Add vectors `[n, dim]`."""
        import numpy as np

        self._index.add_with_ids(np.asarray(vectors, dtype=np.float32), np.asarray(ids, dtype=np.int64))

    def search(self, vector: "NDArray[np.float16]", k: int) -> list[tuple[int, float]]:
        """Return up to `k` (passage id, cosine) pairs, highest cosine first."""
        scores, ids = self._index.search(vector.astype("float32")[None, :], k)
        return [(int(number), float(score)) for number, score in zip(ids[0], scores[0], strict=True) if number >= 0]

    def __len__(self) -> int:
        """Return how many vectors are held."""
        return int(self._index.ntotal)


def open_faiss(dimension: int) -> FaissVectors:
    """Open an empty index for vectors of one dimension."""
    import faiss

    flat = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    return FaissVectors(faiss.IndexIDMap2(flat))
