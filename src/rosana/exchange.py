"""One question and its answer: what comes in, the answer while it is written, the stream collected."""

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from unicodedata import category

from rosana.errors import MessageEmpty, MessageTooLong
from rosana.privacy.restoring import Restoring
from rosana.types import Citation, Done, Event, Source, Sources, Token

__all__ = ["MAX_MESSAGE", "Draft", "WholeAnswer", "clean_message", "collect"]

MAX_MESSAGE = 20_000
"""Longest question, in characters."""


@dataclass(slots=True)
class Draft:
    """An answer while it is written."""

    question: str
    """Masked, as all that is written of it."""
    conversation_id: str
    started: float
    restoring: Restoring
    model: str = ""
    text: str = ""
    sources: Sequence[Source] = ()
    citations: list[Citation] = field(default_factory=list)
    refused: bool = False
    confidence: float = 1.0
    incomplete: bool = False
    saved: bool = False
    timings: dict[str, float] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """Note what an event of the stream adds."""
        match event:
            case Sources(sources):
                self.sources = sources
            case Token(text):
                if not self.text:
                    self.mark("first_token")
                self.text += text
            case Citation():
                self.citations.append(event)
            case Done():
                raise AssertionError

    def mark(self, stage: str) -> None:
        """Note how long it took to this stage."""
        self.timings[stage] = round((time.perf_counter() - self.started) * 1000, 2)


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """An answer's stream, collected."""

    done: Done
    sources: Sequence[Source]
    citations: Sequence[Citation]


async def collect(events: AsyncGenerator[Event, None]) -> WholeAnswer:
    """Return the stream as a whole.

    Raises:
        RosanaError: whatever the stream raises.
    """
    sources: Sequence[Source] = ()
    citations: list[Citation] = []
    async with aclosing(events):
        async for event in events:
            match event:
                case Sources(found):
                    sources = found
                case Citation():
                    citations.append(event)
                case Done():
                    return WholeAnswer(event, sources, citations)
    raise AssertionError("a stream ends with Done")


def clean_message(message: str) -> str:
    """Return the message without what no keyboard writes: lone surrogates, NUL and other control characters.

    Raises:
        MessageEmpty: nothing is left.
        MessageTooLong: more than `MAX_MESSAGE` characters are left.
    """
    text = "".join(char for char in message if char in "\n\t" or category(char) not in ("Cc", "Cs")).strip()
    if not text:
        raise MessageEmpty
    if len(text) > MAX_MESSAGE:
        raise MessageTooLong
    return text
