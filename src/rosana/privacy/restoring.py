"""Giving the owner of a conversation the raw values back, while an answer is written."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rosana.privacy.kinds import MaskedKinds
from rosana.privacy.masking import PLACEHOLDER, Masker, restore
from rosana.privacy.vault import Vault
from rosana.types import Citation, Event, Source, Sources, Token

__all__ = ["ConversationMasking", "Restoring", "restore_answer"]

_OPEN = re.compile(r"\[[A-Z]{0,10}(?:_\d{0,9})?$")
"""The beginning of what may become a placeholder with the next piece of text."""


@dataclass(frozen=True, slots=True)
class ConversationMasking:
    """How personal data is masked in conversations, and kept for their owners."""

    vault: Vault
    kinds: MaskedKinds = field(default_factory=MaskedKinds)
    public: Sequence[str] = ()

    def masker(self, sealed: bytes | None = None) -> Masker:
        """Return what masks the next text of a conversation whose values so far are these."""
        return Masker(self.kinds.now, public=self.public, mapping=self.open(sealed))

    def open(self, sealed: bytes | None) -> dict[str, str]:
        """Return the sealed values by placeholder.

        Raises:
            StorageError: they were sealed with another key.
        """
        if sealed is None:
            return {}
        mapping: dict[str, str] = json.loads(self.vault.open(sealed))
        return mapping

    def seal(self, mapping: Mapping[str, str]) -> bytes:
        """Return the values by placeholder, sealed."""
        return self.vault.seal(json.dumps(dict(mapping), ensure_ascii=False).encode("utf-8", "surrogatepass"))


class Restoring:
    """Restores the events of one answer; what its sources hold was masked in the documents, and stays.

    A placeholder may come in several pieces: text from a "[" on is held back until it is decided. Citations wait
    for the text they speak of, and their offsets become those in the restored text.
    """

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._mapping = dict(mapping)
        self._held = ""
        self._decided = 0
        """Characters of masked text that were restored."""
        self._ends: list[int] = []
        """Where in the masked text the placeholders end that were replaced."""
        self._shifts: list[int] = [0]
        """How much longer the restored text is, before the first of them and after each."""
        self._waiting: list[Citation] = []

    def take(self, event: Event) -> Iterator[Event]:
        """Yield what can be told after one more event of the masked answer."""
        match event:
            case Sources(sources):
                self._keep(sources)
                yield event
            case Token(text) if self._mapping:
                text = self._held + text
                found = _OPEN.search(text)
                self._held = found.group() if found else ""
                yield from self._tell(text[: len(text) - len(self._held)])
            case Citation() if self._mapping:
                self._waiting.append(event)
                yield from self._cite()
            case _:
                yield event

    def finish(self) -> Iterator[Event]:
        """Yield what was held back, once there is no more text."""
        held, self._held = self._held, ""
        yield from self._tell(held)

    def restore(self, text: str) -> str:
        """Return a whole text restored as the events are."""
        return restore(text, self._mapping)

    def _keep(self, sources: Iterable[Source]) -> None:
        for source in sources:
            for text in (source.title, source.heading, source.text):
                for found in PLACEHOLDER.finditer(text):
                    self._mapping.pop(found.group(), None)

    def _tell(self, text: str) -> Iterator[Event]:
        for found in PLACEHOLDER.finditer(text):
            value = self._mapping.get(found.group())
            if value is not None:
                self._ends.append(self._decided + found.end())
                self._shifts.append(self._shifts[-1] + len(value) - len(found.group()))
        self._decided += len(text)
        if text:
            yield Token(self.restore(text))
        yield from self._cite()

    def _cite(self) -> Iterator[Citation]:
        waiting, self._waiting = self._waiting, []
        for citation in waiting:
            if citation.end > self._decided:
                self._waiting.append(citation)
            else:
                yield replace(citation, start=self._shifted(citation.start), end=self._shifted(citation.end))

    def _shifted(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self._ends, offset)]


def restore_answer(
    text: str, citations: Iterable[Citation], sources: Sequence[Source], mapping: Mapping[str, str]
) -> tuple[str, list[Citation]]:
    """Return a stored answer and its citations as their owner may see them."""
    restoring = Restoring(mapping)
    shown: list[Event] = []
    masked: list[Event] = [Sources(tuple(sources)), Token(text), *citations]
    for event in masked:
        shown += restoring.take(event)
    shown += restoring.finish()
    restored = "".join(event.text for event in shown if isinstance(event, Token))
    return restored, [event for event in shown if isinstance(event, Citation)]
