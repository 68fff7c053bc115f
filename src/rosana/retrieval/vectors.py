"""The port to search by vectors; the vectors themselves are kept in SQL."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["VectorIndex"]


class VectorIndex(Protocol):
    """Nearest passages by inner product over the vectors of one embedding model.

    Vectors are normalised, so the inner product is the cosine. Ids are passage ids, each added once.
    """

    def add(self, ids: Sequence[int], vectors: "NDArray[np.float16]") -> None:
        """Add vectors `[n, dim]`; `dim` is the same in every call."""
        ...

    def remove(self, ids: Collection[int]) -> None:
        """Find these ids no more."""
        ...

    def search(self, vector: "NDArray[np.float16]", k: int) -> list[tuple[int, float]]:
        """Return up to `k` (passage id, cosine) pairs, highest cosine first."""
        ...
