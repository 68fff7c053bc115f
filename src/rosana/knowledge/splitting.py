"""From a document to the passages that are found and cited: the cheapest cuts that respect its structure.

Every place between two pieces of text has a price, low between sections and high behind a line that announces
a list; so has a passage that is too short or runs on into another section. The cheapest set of cuts is found
exactly, by dynamic programming over the pieces, of which no more than a window is in memory.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice, pairwise

from rosana.knowledge.loaders.document import Block, LoadedDocument
from rosana.sentences import split_line
from rosana.types import Chunk

__all__ = ["LONGEST", "SHORTEST", "split"]

LONGEST = 1200
"""Characters of a passage, at most."""
SHORTEST = 300
"""Characters of a passage, at least, but for short documents and for questions with their answers."""

_PASSAGE = 12
"""Price of one more passage, so that text is not cut finer than it must be."""
_FULL = 8
"""Price of a full passage; it falls with the square of the length: two of 700 beat 1,100 and 300."""
_TOO_SHORT = 150
"""Price of a passage below the shortest, and half a point for each character that it lacks."""
_STEP = 15
"""Price of running on into another section, for each heading left or entered."""

_FINEST = 100
"""Characters of text that are never cut."""

_SHARED = 3
"""Price of a cut between two sections, for each heading that both stand under, up to four."""

_WINDOW = 2000
"""Pieces that are cut together, at least 200,000 characters: what is larger is cut there as well."""

# Prices of a cut inside a section.
_BETWEEN_PARAGRAPHS = 10
_BETWEEN_ITEMS = 15
_INSIDE_ITEM = 30
_INSIDE_CODE = 50
_INSIDE_PARAGRAPH = 70
_AFTER_LEAD_IN = 100


@dataclass(frozen=True, slots=True)
class _Piece:
    """The smallest text that is never cut."""

    text: str
    path: tuple[str, ...]
    joint: str
    """What stands between it and the piece before it."""
    price: int
    """Of a cut before it."""


def split(document: LoadedDocument) -> Iterator[Chunk]:
    """Cut a document into passages of 300 to 1,200 characters, in reading order, while its blocks are read.

    Each text stands in exactly one passage, under the path of headings that all of the passage shares;
    headings below that path stand in the text, as lines. A question that is a heading makes a passage with
    its answer, however short, and so does the text between two such pairs; any other document below 300
    characters is one passage. A sentence or line above 1,200 characters is cut between words.
    """
    blocks = iter(document.blocks)
    head = _head(blocks)
    if sum(len(block.text) for block in head) < SHORTEST and not any(block.kind == "answer" for block in head):
        by_path = groupby(head, key=lambda block: block.heading)
        yield from _pack([piece for _, section in by_path for piece in _pieces(section)])
        return
    run: list[_Piece] = []
    for path, section, after in _sections(chain(head, blocks)):
        if _is_answer(path, section, after):
            yield from _pack(run)
            yield from _pack_windows(_pieces(section))
            run = []
            continue
        for piece in _pieces(section):
            run.append(piece)
            if len(run) == _WINDOW:
                yield from _pack(run)
                run = []
    yield from _pack(run)


def _head(blocks: Iterator[Block]) -> list[Block]:
    """Take the first blocks, as many as show that the document is not a short one."""
    head: list[Block] = []
    length = 0
    for block in blocks:
        head.append(block)
        length += len(block.text)
        if length >= SHORTEST:
            break
    return head


def _sections(blocks: Iterable[Block]) -> Iterator[tuple[tuple[str, ...], list[Block], tuple[str, ...]]]:
    """Yield the path of each section, its blocks and the path after it; one that is endless comes in parts."""
    last: tuple[tuple[str, ...], list[Block]] | None = None
    for path, group in groupby(blocks, key=lambda block: block.heading):
        while section := list(islice(group, _WINDOW)):
            if last:
                yield *last, path
            last = path, section
    if last:
        yield *last, ()


def _is_answer(path: tuple[str, ...], blocks: Sequence[Block], after: tuple[str, ...]) -> bool:
    """Tell whether a section is the whole answer to the question above it."""
    if blocks[0].kind == "answer":
        return True
    return bool(path) and path[-1].endswith("?") and after[: len(path)] != path


def _pieces(blocks: Iterable[Block]) -> Iterator[_Piece]:
    """Yield the pieces of one section; short ones that follow each other are one, which bounds the search."""
    last: _Piece | None = None
    for piece in _fine_pieces(blocks):
        if last and len(last.text) + len(piece.text) <= _FINEST:
            last = replace(last, text=last.text + piece.joint + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _fine_pieces(blocks: Iterable[Block]) -> Iterator[_Piece]:
    before: Block | None = None
    for block in blocks:
        joint, price = _between(before, block)
        for inner, text in _parts(block):
            yield _Piece(text, block.heading, joint or inner, price)
            joint, price = "", _INSIDE_CODE if block.kind == "code" else _INSIDE_PARAGRAPH
        before = block


def _between(before: Block | None, block: Block) -> tuple[str, int]:
    """Return what joins two blocks of a section, and the price of a cut between them."""
    if before is None:
        return "\n\n", 0
    if before.text.endswith((":", "?")) and before.kind != "code":
        return "\n", _AFTER_LEAD_IN
    if block.text.startswith(" "):  # goes on with an item, or stands below it
        return "\n", _INSIDE_ITEM
    if before.kind == block.kind and block.kind in ("item", "row"):
        return "\n", _BETWEEN_ITEMS
    return "\n\n", _BETWEEN_PARAGRAPHS


def _parts(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the parts of a block that a cut may part, each with what joins it to the part before."""
    whole = LONGEST if block.kind in ("code", "row") else SHORTEST
    if len(block.text) <= whole:
        yield "", block.text
        return
    for line in block.text.split("\n"):
        joint = "\n"
        for sentence in [line] if block.kind == "code" else split_line(line):
            for text in _between_words(sentence):
                yield joint, text
                joint = " "


def _between_words(text: str) -> Iterator[str]:
    """Yield a text cut between words, only where it is longer than a passage."""
    start = 0
    while len(text) - start > LONGEST:
        limit = start + LONGEST
        end = text.rfind("; ", limit - LONGEST // 4, limit) + 1 or text.rfind(" ", start + 1, limit)
        end = end if end > start else limit
        yield text[start:end]
        start = end + (text[end] == " ")
    yield text[start:]


def _pack_windows(pieces: Iterator[_Piece]) -> Iterator[Chunk]:
    while window := list(islice(pieces, _WINDOW)):
        yield from _pack(window)


def _pack(pieces: Sequence[_Piece]) -> list[Chunk]:
    """Return the passages of a run of pieces at the lowest price."""
    best = [0.0] + [float("inf")] * len(pieces)
    begin = [0] * (len(pieces) + 1)
    shared = [0, *(_shared(a.path, b.path) for a, b in pairwise(pieces))]
    lengths, steps = _running_totals(pieces, shared)
    for start, first in enumerate(pieces):
        base = best[start] + (first.price or _SHARED * min(shared[start], 4)) - steps[start] * _STEP
        depth, extent = len(first.path), len(first.text) - lengths[start]
        for end in range(start, len(pieces)):
            if end > start and shared[end] < depth:  # headings left behind stand in the text
                extent += _line_lengths(first.path[shared[end] : depth])
                depth = shared[end]
            length = lengths[end] + extent
            if length > LONGEST and end > start:
                break
            price = base + steps[end] * _STEP + _SIZE_PRICES[length]
            if price < best[end + 1]:
                best[end + 1], begin[end + 1] = price, start
    return _passages(pieces, begin)


def _running_totals(pieces: Sequence[_Piece], shared: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the characters up to each piece and with it, headings between them included, and the headings crossed."""
    lengths, steps = [0], [0]
    for before, piece, common in zip(pieces, pieces[1:], shared[1:], strict=False):
        grown = len(piece.joint) + len(piece.text)
        stepped = len(before.path) + len(piece.path) - 2 * common
        lengths.append(lengths[-1] + grown + (_line_lengths(piece.path[common:]) if stepped else 0))
        steps.append(steps[-1] + stepped)
    return lengths, steps


def _line_lengths(names: Sequence[str]) -> int:
    return sum(map(len, names)) + len(names)


def _size_price(length: int) -> float:
    lacking = SHORTEST - length
    return _PASSAGE + _FULL * (length / LONGEST) ** 2 + (_TOO_SHORT + lacking / 2 if lacking > 0 else 0)


_SIZE_PRICES = [_size_price(length) for length in range(LONGEST + 1)]


def _passages(pieces: Sequence[_Piece], begin: Sequence[int]) -> list[Chunk]:
    chunks: list[Chunk] = []
    end = len(pieces)
    while end:
        chunks.append(_passage(pieces[begin[end] : end]))
        end = begin[end]
    return chunks[::-1]


def _passage(pieces: Sequence[_Piece]) -> Chunk:
    path = pieces[0].path
    for piece in pieces:
        path = path[: _shared(path, piece.path)]
    text = ""
    last = path
    for piece in pieces:
        lines = piece.path[_shared(last, piece.path) :]
        text += (piece.joint if text else "") + "".join(f"{name}\n" for name in lines) + piece.text
        last = piece.path
    return Chunk(" › ".join(path), text.strip())


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many headings two paths have in common, from the top."""
    if one is other:  # most are: those of one section
        return len(one)
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
