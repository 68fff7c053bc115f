"""An answer as a stream of events: its sources, its text, and for each finished sentence what supports it."""

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing

from rosana.answering import Answerer
from rosana.answering.citations import Supporter
from rosana.answering.claims import claims_something
from rosana.answering.sentences import Sentence, split_sentences
from rosana.types import Citation, Event, Hit, Source, Sources, Token, Turn

__all__ = ["answer"]


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
    sources = tuple(_source(n, hit) for n, hit in enumerate(hits, 1))
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
    """Follows a growing text and cites each sentence once it is finished."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._supporter = Supporter(sources)
        self._text = ""
        self._cited = 0
        """Where the first sentence begins that is not yet cited."""

    def add(self, piece: str) -> Iterator[Citation]:
        """Take the next piece in, and yield the citations of the sentences that it finishes."""
        self._text += piece
        if any(mark in piece for mark in ".!?…:;\n"):
            yield from self._cite(self._open_sentences()[:-1])

    def finish(self) -> Iterator[Citation]:
        """Yield the citations of what is left when the text is whole."""
        yield from self._cite(self._open_sentences())

    def _open_sentences(self) -> list[Sentence]:
        return split_sentences(self._text[self._cited :])

    def _cite(self, sentences: Sequence[Sentence]) -> Iterator[Citation]:
        begin = self._cited
        for sentence in sentences:
            start, end = begin + sentence.start, begin + sentence.end
            self._cited = end
            if not claims_something(sentence.text):
                continue
            found = self._supporter.support(sentence.text)
            if found is None:
                yield Citation(start, end, supported=False)
            else:
                yield Citation(
                    start,
                    end,
                    supported=True,
                    source=found.source,
                    source_start=found.start,
                    source_end=found.end,
                )


def _source(n: int, hit: Hit) -> Source:
    passage = hit.passage
    return Source(
        n=n,
        document_id=passage.document_id,
        passage_id=passage.id,
        title=passage.title,
        heading=passage.heading,
        url=passage.url,
        text=passage.text,
        score=hit.score,
    )
