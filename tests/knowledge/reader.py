"""Reading in this process, as fast as a unit test needs it."""

from collections.abc import AsyncGenerator, Awaitable, Callable

from rosana.errors import DocumentBroken, DocumentError
from rosana.knowledge.loaders import load
from rosana.knowledge.sandbox import Finish, Piece
from rosana.knowledge.splitting import split
from rosana.privacy import Kind, Masker
from rosana.types import Progress

__all__ = ["InProcess"]


class InProcess:
    """A stand-in for the sandbox; something may happen once, when the document was begun and before it is read."""

    def __init__(self, meanwhile: Callable[[], Awaitable[object]] | None = None, *, piece: int = 100) -> None:
        self._meanwhile = meanwhile
        self._piece = piece

    async def read(
        self, name: str, data: bytes, *, kinds: frozenset[Kind]
    ) -> AsyncGenerator[Progress | Piece | Finish, None]:
        meanwhile, self._meanwhile = self._meanwhile, None
        yield Progress(0, 1)
        if meanwhile:
            await meanwhile()
        masker = Masker(kinds)
        try:
            loaded = load(name, data)
            chunks = list(split(loaded))
        except DocumentError:
            raise
        except Exception as exc:
            raise DocumentBroken from exc
        masked = [type(chunk)(masker.mask(chunk.heading), masker.mask(chunk.text)) for chunk in chunks]
        for start in range(0, len(masked), self._piece):
            yield Piece(masked[start : start + self._piece])
        yield Finish(masker.mask(loaded.title), loaded.notes, masker.mapping)
