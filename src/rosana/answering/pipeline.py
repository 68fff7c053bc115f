"""An answer as a stream of events: its sources, its text, and for each finished sentence what supports it."""

import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing

from rosana.answering import Answerer
from rosana.answering.citations import Support, Supporter
from rosana.answering.claims import claims_something
from rosana.sentences import Sentence, split_sentences
from rosana.types import Citation, Event, Hit, Source, Sources, Token, Turn

__all__ = ["answer"]

_LONG = 500  # characters: a longer open sentence is looked through at ever greater distances
_LOOKBACK = 100  # characters between the end of a sentence and the first letter of the next, at most
_BEGINNING = re.compile(r"(?:[.!?…][\"'”’»)\]*_\[\d]*\s|\n)[\s\"'“‘«(\[*_—–¿¡#>|•-]*\w")
"""The end of a sentence or line, and all up to the first letter of the next, which says whether it is one."""


async def answer(
    answerer: Answerer, question: str, hits: Sequence[Hit], history: Sequence[Turn]
) -> AsyncGenerator[Event, None]:
    """Answer from passages; closing the stream stops whoever writes.

    Args:
        answerer: who writes.
        question: what the customer asked, as it stands.
        hits: the passages that may be used, best first; never empty.
        history: the conversation so far, oldest first, without the question.

    Raises:
        ModelError: as `Answerer.stream`.
    """
    sources = tuple(Source.of(n, hit) for n, hit in enumerate(hits, 1))
    yield Sources(sources)
    citing = _Citing(sources)
    async with aclosing(answerer.stream(question, hits, history)) as pieces:
        async for piece in pieces:
            yield Token(piece)
            for citation in citing.add(piece):
                yield citation
    for citation in citing.finish():
        yield citation


class _Citing:
    """Follows a growing text and cites each sentence once it is finished, however the text is cut into pieces."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._supporter = Supporter(sources)
        self._text = ""
        self._cited = 0
        """Where the first sentence begins that is not yet cited."""
        self._looked = 0
        """Where the next beginning of a sentence is looked for."""
        self._patience = _LONG
        """Characters from which an open sentence is looked through again."""

    def add(self, piece: str) -> Iterator[Citation]:
        """Take the next piece in, and yield the citations of the sentences that it finishes."""
        self._text += piece
        for beginning in _BEGINNING.finditer(self._text, self._looked):
            self._looked = beginning.end()
            yield from self._finished(beginning.end())
        self._looked = max(self._looked, len(self._text) - _LOOKBACK)

    def finish(self) -> Iterator[Citation]:
        """Yield the citations of what is left when the text is whole."""
        yield from self._cite(split_sentences(self._text[self._cited :]))

    def _finished(self, end: int) -> Iterator[Citation]:
        """Cite what is finished in the text up to a place where a sentence may have begun.

        A sentence that stays open is looked through seldom, or its cost would grow with the square of its length.
        """
        length = end - self._cited
        if _LONG < length < self._patience:
            return
        finished = split_sentences(self._text[self._cited : end])[:-1]
        self._patience = _LONG if finished else length + length // 4
        yield from self._cite(finished)

    def _cite(self, sentences: Sequence[Sentence]) -> Iterator[Citation]:
        begin = self._cited
        for sentence in sentences:
            start, end = begin + sentence.start, begin + sentence.end
            self._cited = end
            if claims_something(sentence.text):
                yield self._citation(start, end, self._supporter.support(sentence.text))

    @staticmethod
    def _citation(start: int, end: int, found: Support | None) -> Citation:
        if found is None:
            return Citation(start, end, supported=False)
        return Citation(start, end, supported=True, source=found.source, source_start=found.start, source_end=found.end)
