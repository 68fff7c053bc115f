"""Finding the passages that answer a question, and knowing when there are none.

SQL holds the passages; what is kept here are indexes that follow them through a `PassageFeed`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rosana.types import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Change", "PassageFeed", "Vector", "VectorStore"]


@dataclass(frozen=True, slots=True)
class Change:
    """One passage of a document in its newest state, or that the document has none: it is empty or gone."""

    seq: int
    """The same for all passages of a document, and higher than those of all its earlier states."""
    document_id: str
    passage: Passage | None

    @property
    def next(self) -> tuple[int, int]:
        """Where the changes after this one start."""
        return (self.seq, self.passage.id + 1) if self.passage else (self.seq + 1, 0)


class PassageFeed(Protocol):
    """The stored passages of one workspace, as an index follows them.

    Every write to a document gives it a new, higher `seq`; only its newest state is returned. Passage ids are
    never used twice, so an id that `passages` does not return belongs to a passage that is gone.
    """

    async def head(self) -> int:
        """Return the highest `seq`, 0 for an empty workspace."""
        ...

    async def changes(self, start: tuple[int, int], limit: int) -> list[Change]:
        """Return up to `limit` changes, by `seq` and then by passage id, lowest first.

        A document that is written while its passages are read goes on under its new `seq`.

        Args:
            start: the `seq` and the passage id from which on; all of a document from `(seq, 0)` on.
            limit: at least 1; a document may be longer.
        """
        ...

    async def passages(self, ids: Sequence[int]) -> tuple[list[Passage], int]:
        """Return those of the passages that still exist, in any order, and the highest `seq` of that moment."""
        ...


@dataclass(frozen=True, slots=True)
class Vector:
    """What one embedding model makes of one passage."""

    passage_id: int
    text_hash: str
    """Of all that the model was given."""
    values: "NDArray[np.float16]"
    """`[dim]`, normalised."""
    seq: int = 0
    """Its place in the order in which vectors were stored; given by the store."""


class VectorStore(Protocol):
    """The stored vectors of the passages of one workspace, by embedding model.

    A passage has one vector of a model, and it never changes. Vectors of passages that are gone are kept for the
    next passage with the same text, until `keep_only`; nothing but `known` returns them.
    """

    async def missing(self, model: str, limit: int) -> list[Passage]:
        """Return up to `limit` passages that have no vector of this model, lowest id first."""
        ...

    async def known(self, model: str, text_hashes: Sequence[str]) -> "dict[str, NDArray[np.float16]]":
        """Return the vectors that this model has made of these texts, by hash."""
        ...

    async def add(self, model: str, vectors: Sequence[Vector]) -> None:
        """Store vectors; those of passages that are gone or have one are passed over."""
        ...

    async def stored(self, model: str, after: int, limit: int) -> list[Vector]:
        """Return up to `limit` vectors with `seq` above `after`, lowest first."""
        ...

    async def existing(self) -> set[int]:
        """Return the ids of all passages, with those that are about to be deleted."""
        ...

    async def models(self) -> list[str]:
        """Return the models that have vectors here, the one with the most first."""
        ...

    async def keep_only(self, model: str) -> None:
        """Drop the vectors of other models, and those of passages that are gone."""
        ...

    async def drop(self, model: str) -> None:
        """Drop all vectors of a model."""
        ...
