"""One question and its answer: what comes in, the answer while it is written, the stream collected."""

import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from unicodedata import category

from rosana.answering.prompts import NAME
from rosana.errors import MessageEmpty, MessageTooLong
from rosana.privacy import restore
from rosana.privacy.restoring import Restoring, restore_answer
from rosana.store.conversations import Message, Question
from rosana.types import Citation, Done, Event, Source, Sources, Token, Turn

__all__ = ["MAX_MESSAGE", "Asked", "Draft", "WholeAnswer", "clean_message", "collect", "replayed", "restored"]

MAX_MESSAGE = 20_000
"""Longest question, in characters."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it comes in."""

    message: str
    conversation_id: str | None = None
    history: Sequence[Turn] | None = None
    request_id: str | None = None
    visitor: str | None = None
    name: str = NAME
    """What the assistant is called."""


@dataclass(slots=True, weakref_slot=True, eq=False)
class Draft:
    """An answer while it is written."""

    question: Question
    """Masked, as all that is written of it."""
    turns: Sequence[Turn]
    """What was said before it, masked too."""
    started: float
    restoring: Restoring
    request_id: str | None = None
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


def restored(message: Message, mapping: Mapping[str, str]) -> Message:
    """Return a stored message as its owner wrote or read it."""
    feedback = message.feedback
    if feedback is not None and feedback.comment:
        feedback = replace(feedback, comment=restore(feedback.comment, mapping))
    if message.role == "user":
        return replace(message, text=restore(message.text, mapping))
    text, citations = restore_answer(message.text, message.citations, message.sources, mapping)
    return replace(message, text=text, citations=citations, feedback=feedback)


def replayed(answer: Message, conversation_id: str) -> Sequence[Event]:
    """Return the stream of an answer that is there already."""
    timings = {"first_token": answer.first_token_ms, "total": answer.total_ms}
    sources: list[Event] = [Sources(tuple(answer.sources))] if answer.sources else []
    done = Done(
        response=answer.text,
        model=answer.model or "",
        conversation_id=conversation_id,
        message_id=answer.id,
        refused=answer.refused,
        confidence=answer.confidence or 0.0,
        cached=True,
        timings={stage: took for stage, took in timings.items() if took is not None},
    )
    return [*sources, Token(answer.text), *answer.citations, done]
