"""Vector search in memory by FAISS: all vectors are compared, and a graph is followed where that would be slow."""

from collections.abc import Collection, Iterable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FaissVectors", "open_faiss"]

_EXACT = 200_000
"""Vectors up to which all are compared: about 12 ms a question with 1024 dimensions."""

_LINKS = 32  # of each vector in the graph; FAISS's own default
_SEARCHED = 128  # vectors that a search keeps in sight; at least as many as are asked for
_MOVED = 10_000  # vectors at a time
_COMPARED = 4  # times as many as are asked for are compared exactly; with random vectors, recall@50 is 1.000
_SPREAD = 8  # of a component's mean square root that a byte holds; what is beyond, in a direction common to all, is cut


class FaissVectors:
    """An index of half floats, as exact as the stored vectors, behind one of bytes, which finds the likely ones.

    A question reads every byte of an index, so bytes take little more than half of the time of half floats.
    """

    def __init__(self, dimension: int, *, exact: int) -> None:
        import faiss

        kinds = faiss.ScalarQuantizer
        self._index = _open_flat(dimension, kinds.QT_fp16)
        self._bytes: Any = _open_flat(dimension, kinds.QT_8bit_direct_signed)
        self._dimension = dimension
        self._scale = 127 * dimension**0.5 / _SPREAD
        self._exact = exact
        self._is_graph = False
        self._gone: set[int] = set()  # of a graph, which cannot forget
        self._lock = Lock()  # FAISS may not be searched while it is changed

    def add(self, ids: Sequence[int], vectors: "NDArray[np.float16]") -> None:
        """Add vectors `[n, dim]`; the graph, from `exact` vectors on, takes about a millisecond for each."""
        import numpy as np

        floats, numbers = np.asarray(vectors, dtype=np.float32), np.asarray(ids, dtype=np.int64)
        with self._lock:
            if not self._is_graph and self._index.ntotal + len(ids) > self._exact:
                self._index = _as_graph(self._index, self._dimension)
                self._is_graph = True
                self._bytes = None
            self._index.add_with_ids(floats, numbers)
            if not self._is_graph:
                self._bytes.add_with_ids(self._as_bytes(floats), numbers)

    def remove(self, ids: Collection[int]) -> None:
        """Find these ids no more."""
        import numpy as np

        with self._lock:
            if self._is_graph:
                self._gone |= set(ids)
            else:
                numbers = np.fromiter(ids, dtype=np.int64, count=len(ids))
                self._index.remove_ids(numbers)
                self._bytes.remove_ids(numbers)

    def search(self, vector: "NDArray[np.float16]", k: int) -> list[tuple[int, float]]:
        """Return up to `k` (passage id, cosine) pairs, highest cosine first."""
        floats = vector.astype("float32")
        with self._lock:
            gone = frozenset(self._gone)
            found = self._follow(floats, k + len(gone)) if self._is_graph else self._compare(floats, k)
        return [(number, score) for number, score in found if number >= 0 and number not in gone][:k]

    def _follow(self, vector: "NDArray[np.float32]", k: int) -> Iterable[tuple[int, float]]:
        scores, ids = self._index.search(vector[None, :], k)
        return zip(ids[0].tolist(), scores[0].tolist(), strict=True)

    def _compare(self, vector: "NDArray[np.float32]", k: int) -> Iterable[tuple[int, float]]:
        _, likely = self._bytes.search(self._as_bytes(vector[None, :]), _COMPARED * k)
        ids = likely[likely >= 0]
        if not len(ids):
            return []
        scores = self._index.reconstruct_batch(ids) @ vector
        return sorted(zip(ids.tolist(), scores.tolist(), strict=True), key=lambda pair: -pair[1])

    def _as_bytes(self, vectors: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """Return vectors `[n, dim]` as the whole numbers that a signed byte holds."""
        import numpy as np

        whole: NDArray[np.float32] = np.clip(np.rint(vectors * self._scale), -127, 127)
        return whole


def open_faiss(dimension: int, *, exact: int = _EXACT) -> FaissVectors:
    """Open an empty index for vectors of one dimension, exact up to that many vectors."""
    return FaissVectors(dimension, exact=exact)


def _open_flat(dimension: int, kind: Any) -> Any:
    import faiss

    return faiss.IndexIDMap2(faiss.IndexScalarQuantizer(dimension, kind, faiss.METRIC_INNER_PRODUCT))


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
