"""Finding the passages that answer a question, and knowing when there are none.

SQL holds the passages; what is kept here are indexes that follow them through a `PassageFeed`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rosana.types import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Change", "PassageFeed"]


@dataclass(frozen=True, slots=True)
class Change:
    """The newest state of one document: all its passages, or none when it was removed."""

    seq: int
    document_id: str
    passages: tuple[Passage, ...]


class PassageFeed(Protocol):
    """The stored passages of one workspace, as an index follows them.

    Every write to a document gives it a new, higher `seq`; a document has one change, its newest. Passage ids
    are never used twice, so an id that `passages` does not return belongs to a passage that is gone.
    """

    async def head(self) -> int:
        """Return the highest `seq`, 0 for an empty workspace. Cheap: asked before every search."""
        ...

    async def changes(self, after: int, limit: int) -> list[Change]:
        """Return up to `limit` changes with `seq` above `after`, lowest first."""
        ...

    async def passages(self, ids: Sequence[int]) -> list[Passage]:
        """Return those of the passages that still exist, in any order."""
        ...

    async def missing_vectors(self, model: str, limit: int) -> list[Passage]:
        """Return up to `limit` passages that have no vector of this embedding model."""
        ...

    async def add_vectors(self, model: str, vectors: "Mapping[int, NDArray[np.float16]]") -> None:
        """Store one normalised vector `[dim]` per passage id; ids that are gone are passed over."""
        ...

    async def vectors(self, model: str, after: int, limit: int) -> "list[tuple[int, NDArray[np.float16]]]":
        """Return up to `limit` (passage id, vector) pairs with id above `after`, lowest id first."""
        ...
