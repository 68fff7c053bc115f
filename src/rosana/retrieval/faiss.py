"""Vector search in memory by FAISS: all vectors are looked at, and a graph is followed where that would be slow."""

from collections.abc import Collection, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FaissVectors", "open_faiss"]

_EXACT = 200_000
"""Vectors up to which all are looked at: about 6 ms a question with 1024 dimensions."""

_SKETCHED = 10_000  # vectors from which on their sketches are read first; below, reading all exactly is as fast
_LIKELY = 20  # times as many as are asked for are compared exactly; with random vectors, recall@50 is 0.996
_LEARNED = 1_024  # vectors from which the sketches' codes are learned
_STALE = 1.25  # times as many sketches as vectors are too many; FAISS's own removal spoils what is added after it
_ROUNDS = 4  # of learning: more change nothing

_LINKS = 32  # of each vector in the graph; FAISS's own default
_SEARCHED = 128  # vectors that a search keeps in sight; at least as many as are asked for
_MOVED = 10_000  # vectors at a time


class FaissVectors:
    """An index of half floats, as exact as the stored vectors; from some thousands on behind one of sketches.

    A question reads every vector of an index. A sketch has two bits for a component, where half floats have sixteen: it
    finds the likely ones in a tenth of the time, and these are compared exactly.
    """

    def __init__(self, dimension: int, *, exact: int, sketched: int) -> None:
        import faiss

        half = faiss.ScalarQuantizer.QT_fp16
        self._index: Any = faiss.IndexIDMap(faiss.IndexScalarQuantizer(dimension, half, faiss.METRIC_INNER_PRODUCT))
        self._sketches: Any = None
        self._dimension = dimension
        self._exact = exact
        self._sketched = sketched
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
                self._sketches = None
            self._index.add_with_ids(floats, numbers)
            if self._sketches is not None:
                self._sketches.add_with_ids(floats, numbers)
            elif not self._is_graph and self._index.ntotal >= self._sketched:
                self._sketches = _as_sketches(self._index, self._dimension)

    def remove(self, ids: Collection[int]) -> None:
        """Find these ids no more; their sketches stay until they are too many, and all are made anew."""
        import numpy as np

        with self._lock:
            if self._is_graph:
                self._gone |= set(ids)
                return
            self._index.remove_ids(np.fromiter(ids, dtype=np.int64, count=len(ids)))
            if self._sketches is not None and self._sketches.ntotal > _STALE * self._index.ntotal:
                self._sketches = _as_sketches(self._index, self._dimension)

    def search(self, vector: "NDArray[np.float16]", k: int) -> list[tuple[int, float]]:
        """Return up to `k` (passage id, cosine) pairs, highest cosine first."""
        question = vector.astype("float32")[None, :]
        with self._lock:
            gone = frozenset(self._gone)
            scores, ids = self._index.search(question, k + len(gone), params=self._among(question, k))
        found = zip(ids[0].tolist(), scores[0].tolist(), strict=True)
        return [(number, score) for number, score in found if number >= 0 and number not in gone][:k]

    def _among(self, question: "NDArray[np.float32]", k: int) -> Any:
        """Return among which vectors to search, where there are sketches to tell."""
        import faiss

        if self._sketches is None:
            return None
        _, likely = self._sketches.search(question, _LIKELY * k)
        parameters: Any = faiss.SearchParameters  # whose arguments the type stubs do not know
        return parameters(sel=faiss.IDSelectorBatch(likely[likely >= 0]))


def open_faiss(dimension: int, *, exact: int = _EXACT, sketched: int = _SKETCHED) -> FaissVectors:
    """Open an empty index for vectors of one dimension.

    Args:
        dimension: components of a vector.
        exact: vectors up to which all are looked at; beyond, a graph is followed.
        sketched: vectors from which on all are looked at by their sketches first.
    """
    return FaissVectors(dimension, exact=exact, sketched=sketched)


def _as_sketches(flat: Any, dimension: int) -> Any:
    """Return the vectors of an index with one of 16 codes for every two components, for each where they are odd."""
    import faiss

    codes = dimension if dimension % 2 else dimension // 2
    sketches = faiss.IndexPQFastScan(dimension, codes, 4, faiss.METRIC_INNER_PRODUCT)
    sketches.pq.cp.niter = _ROUNDS
    sketches.train(flat.index.reconstruct_n(0, min(flat.ntotal, _LEARNED)))
    return _moved(flat, faiss.IndexIDMap(sketches))


def _as_graph(flat: Any, dimension: int) -> Any:
    """Return the vectors of an index with links from each to those beside it."""
    import faiss

    half: Any = faiss.ScalarQuantizer.QT_fp16  # the type stubs name another constructor
    hnsw = faiss.IndexHNSWSQ(dimension, half, _LINKS, faiss.METRIC_INNER_PRODUCT)
    hnsw.hnsw.efSearch = _SEARCHED
    hnsw.train(flat.index.reconstruct_n(0, min(flat.ntotal, _MOVED)))
    return _moved(flat, faiss.IndexIDMap(hnsw))


def _moved(flat: Any, index: Any) -> Any:
    import faiss

    ids = faiss.vector_to_array(flat.id_map)
    for start in range(0, flat.ntotal, _MOVED):
        count = min(_MOVED, flat.ntotal - start)
        index.add_with_ids(flat.index.reconstruct_n(start, count), ids[start : start + count])
    return index
