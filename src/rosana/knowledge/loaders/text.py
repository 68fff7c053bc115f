"""Plain text: paragraphs, lists, and questions with their answers, told apart by their lines."""

import re
from collections.abc import Iterator
from itertools import pairwise

from rosana.knowledge.loaders.charset import decode
from rosana.knowledge.loaders.document import ITEM, QUESTION_LEVEL, LoadedDocument, Outline

__all__ = ["read_text"]

_WRAPPED = 55
"""A line at least this long goes on in the next: files are wrapped at 60 to 80 characters."""
_LONGEST_HEADING = 80
_LONGEST_QUESTION = 300


def read_text(data: bytes, stem: str) -> LoadedDocument:
    """Read plain text; lines in capitals are headings, and a line that asks is the heading of its answer.

    Raises:
        DocumentBroken: the bytes are not text.
    """
    outline = Outline()
    whole = decode(data).lstrip()
    for part in re.split(r"\n\s*\n|\f", whole):
        lines = [line.rstrip() for line in part.split("\n") if line.strip()]
        while lines and (level := _heading_level(lines[0])):
            outline.heading(level, lines.pop(0).strip())
        for text in _unwrap(lines):
            outline.add("paragraph", text)
    first = whole.partition("\n")[0]
    return outline.document(first if _heading_level(first) == 1 else stem)


def _heading_level(line: str) -> int:
    """Return the level of a line that stands as a heading, else 0."""
    text = line.strip()
    if text.endswith("?") and len(text) <= _LONGEST_QUESTION and not ITEM.match(line):
        return QUESTION_LEVEL
    letters = sum(map(str.isalpha, text))
    if len(text) > _LONGEST_HEADING or letters <= max(3, len(text) / 2) or text.endswith((".", ",", ";", ":")):
        return 0
    return 1 if text.isupper() else 0


def _unwrap(lines: list[str]) -> Iterator[str]:
    """Yield the items and paragraphs of some lines, with those that were wrapped joined."""
    text: list[str] = []
    for before, line in pairwise(["", *lines]):
        if text and ITEM.match(line):
            yield "".join(text)
            text = []
        if not text:
            text.append(line if ITEM.match(line) else line.strip())
            continue
        wrapped = len(before) >= _WRAPPED or (line.startswith(" ") and ITEM.match(text[0]))
        text.append(f"{' ' if wrapped else chr(10)}{line.strip()}")
    if text:
        yield "".join(text)
