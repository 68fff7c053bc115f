"""What every reader makes of a file: a title and blocks of text, each under its path of headings."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "ITEM",
    "QUESTION_LEVEL",
    "SUBTITLE_LEVEL",
    "Block",
    "Kind",
    "LazyBlocks",
    "LoadedDocument",
    "Outline",
    "ReadPart",
    "clean",
    "usable_title",
]

Kind = Literal["paragraph", "item", "row", "code", "answer"]

SUBTITLE_LEVEL = 7
"""Level of a line that stands as a heading without being marked as one: below h6."""
QUESTION_LEVEL = 8
"""Level of a question or term that stands so."""

ITEM = re.compile(r"\s*(?:[-*•‣◦▪●○·–—]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+(?=\S)")
"""The mark before an item of a list."""

_NO_TITLE = re.compile(
    r"microsoft \w+ - |adobe \w+ pdf|\(anonymous\)|untitled|\S+_\S*$|sem t[íi]tulo|docu?ment\w*\d*$|slide \d"
    r"|contents$|sum[áa]rio$|[íi]ndice$|.*\.(?:docx?|pptx?|xlsx?|pdf|odt|indd|cdr)$",
    re.IGNORECASE,
)

_LONGEST_HEADING = 300

# Controls, surrogates, marks without width and soft hyphens: they are invisible and break search and SQL.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ud800-\udfff\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that belongs together.

    A row reads "column: value; column: value", an item carries its mark and its indent, code keeps its lines,
    and an answer stands under its question, which is the last heading of its path.
    """

    kind: Kind
    text: str
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LazyBlocks:
    """Blocks that are made while they are read, once, and about how many they are; 0 where nobody knows."""

    blocks: Iterable[Block]
    count: int

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)

    def __length_hint__(self) -> int:
        return self.count


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """A document as text: its title and its blocks in reading order, headings below the title."""

    title: str
    blocks: Iterable[Block]
    """To be read once: what is big, as a table or a mailbox, makes them while they are read, and may raise a
    DocumentError meanwhile. Where it is known how many are to come, these are LazyBlocks."""
    notes: Sequence[str] = ()
    """What was left out and why, a sentence each, in Portuguese; complete when the blocks have been read."""


ReadPart = Callable[[str, bytes], LoadedDocument]
"""Reads a document inside another one: takes its name and bytes and raises a DocumentError where it has to.

A ContainerTooLarge ends the reading of the whole: a container lets it pass and notes the other errors.
"""


class Outline:
    """Collects blocks under the headings that are open; every reader writes into one."""

    def __init__(self) -> None:
        self.first_heading = ""
        """The first heading of level 1, for readers that have no better title."""
        self._blocks: list[Block] = []
        self._open: list[tuple[int, str]] = []
        self._path: tuple[str, ...] = ()
        self._bare = False

    def heading(self, level: int, text: str) -> None:
        """Open a heading; 1 is the highest level, and it closes all of its own level and below.

        One of more than 300 characters is read as a paragraph: people mark whole texts as headings.
        """
        text = " ".join(clean(text).split())
        if len(text) > _LONGEST_HEADING:
            self.close(level)
            self.add("paragraph", text)
            return
        if not any(map(str.isalnum, text)):
            return
        if level == 1 and not self.first_heading:
            self.first_heading = text
        self.close(level)
        self._open.append((level, text))
        self._path = (*self._path, text)
        self._bare = True

    def close(self, level: int) -> None:
        """Close the headings of this level and below; one that had nothing under it reads as a paragraph."""
        while self._open and self._open[-1][0] >= level:
            _, text = self._open.pop()
            self._path = self._path[:-1]
            if self._bare:
                self.add("paragraph", text)

    def add(self, kind: Kind, text: str) -> None:
        """Append a block under the open headings; a paragraph with a list's mark before it is an item.

        Text without a letter or digit is left out.
        """
        text = clean(text)
        if kind == "paragraph" and ITEM.match(text):
            kind = "item"
        if any(map(str.isalnum, text)):
            self._blocks.append(Block(kind, text, self._path))
            self._bare = False

    @property
    def announces(self) -> bool:
        """Whether the last block announces what comes after it."""
        return bool(self._blocks) and self._blocks[-1].text.endswith(":") and not self._bare

    def document(self, title: str) -> LoadedDocument:
        """Return all that was collected; what repeats the title, at the top or as top heading, is dropped."""
        self.close(1)
        title = " ".join(clean(title).split())
        words = _words(title)
        tops = {block.heading[0] for block in self._blocks if block.heading}
        repeats = {top for top in tops if _words(top) == words}
        skipped = 1 if len(self._blocks) > 1 and _words(self._blocks[0].text) == words else 0
        return LoadedDocument(title, tuple(_without_top(repeats, block) for block in self._blocks[skipped:]))


def clean(text: str) -> str:
    """Return the text in Unicode NFC without invisible characters, save spaces, tabs and newlines."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def usable_title(title: str) -> str:
    """Return the title among a file's properties, "" where a program put it there."""
    title = " ".join(title.split())
    return "" if _NO_TITLE.match(title) else title


def _without_top(headings: set[str], block: Block) -> Block:
    if block.heading and block.heading[0] in headings:
        return Block(block.kind, block.text, block.heading[1:])
    return block


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
