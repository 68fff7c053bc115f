"""Vector search in memory by FAISS: exact, and by a graph where exact would be slow."""

from collections.abc import Collection, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FaissVectors", "open_faiss"]

_EXACT = 200_000
"""Vectors up to which all are compared: about 20 ms a question with 1024 dimensions."""

_LINKS = 32  # of each vector in the graph; FAISS's own default
_SEARCHED = 128  # vectors that a search keeps in sight; at least as many as are asked for
_MOVED = 10_000  # vectors at a time


class FaissVectors:
    """An index of half floats: as exact as the stored vectors, and half the memory of single floats."""

    def __init__(self, dimension: int, *, exact: int) -> None:
        import faiss

        flat = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        self._index: Any = faiss.IndexIDMap2(flat)
        self._dimension = dimension
        self._exact = exact
        self._is_graph = False
        self._gone: set[int] = set()  # of a graph, which cannot forget
        self._lock = Lock()  # FAISS may not be searched while it is changed

    def add(self, ids: Sequence[int], vectors: "NDArray[np.float16]") -> None:
        """Add vectors `[n, dim]`; the graph, from `exact` vectors on, takes about a millisecond for each."""
        import numpy as np

        with self._lock:
            if not self._is_graph and self._index.ntotal + len(ids) > self._exact:
                self._index = _as_graph(self._index, self._dimension)
                self._is_graph = True
            self._index.add_with_ids(np.asarray(vectors, dtype=np.float32), np.asarray(ids, dtype=np.int64))

    def remove(self, ids: Collection[int]) -> None:
        """Find these ids no more."""
        import numpy as np

        with self._lock:
            if self._is_graph:
                self._gone |= set(ids)
            else:
                self._index.remove_ids(np.fromiter(ids, dtype=np.int64, count=len(ids)))

    def search(self, vector: "NDArray[np.float16]", k: int) -> list[tuple[int, float]]:
        """Return up to `k` (passage id, cosine) pairs, highest cosine first."""
        with self._lock:
            gone = frozenset(self._gone)
            scores, ids = self._index.search(vector.astype("float32")[None, :], k + len(gone))
        pairs = ((int(number), float(score)) for number, score in zip(ids[0], scores[0], strict=True))
        return [(number, score) for number, score in pairs if number >= 0 and number not in gone][:k]


def open_faiss(dimension: int, *, exact: int = _EXACT) -> FaissVectors:
    """Open an empty index for vectors of one dimension, exact up to that many vectors."""
    return FaissVectors(dimension, exact=exact)


def _as_graph(flat: Any, dimension: int) -> Any:
    import faiss

    half: Any = faiss.ScalarQuantizer.QT_fp16  # the type stubs name another constructor
    hnsw = faiss.IndexHNSWSQ(dimension, half, _LINKS, faiss.METRIC_INNER_PRODUCT)
    hnsw.hnsw.efSearch = _SEARCHED
    hnsw.train(flat.index.reconstruct_n(0, min(flat.ntotal, _MOVED)))
    graph = faiss.IndexIDMap2(hnsw)
    ids = faiss.vector_to_array(flat.id_map)
    for start in range(0, flat.ntotal, _MOVED):
        count = min(_MOVED, flat.ntotal - start)
        graph.add_with_ids(flat.index.reconstruct_n(start, count), ids[start : start + count])
    return graph
