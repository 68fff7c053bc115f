"""Portuguese text as sentences with their places in it: what an answer is made of and what a citation points at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

__all__ = ["Kind", "Sentence", "split_line", "split_sentences", "without_marker"]

_LONG = 300  # characters: a longer list item or row is a paragraph, read sentence by sentence
_NEAR = 200  # characters on either side of a full stop that say whether it ends a sentence

_MARKER = re.compile(
    r"[ \t>]*(?:[-*+•–—·▪◦‣►]|\(?\d{1,2}(?:[.)º]|[ \t]?[-–])|\(?[a-z]\)|\(?[ivx]{1,4}\))(?=\s)[ \t]*",
    re.IGNORECASE,
)
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$|[^|\n]+(?: \| [^|\n]*){2,}$|[^:;.]{1,60}: [^;]*; [^:;.]{1,60}: ")
_HEADED = re.compile(r"\n(?=[^\s\d*•–-]|1[.)]\s)")  # right below an item that is a heading
_STOP = re.compile(r"(?<![.!?…])[.!?…]++(?:\[\d+\])*+[\"'”’»)\]*_]*+(?=\s)")
_LINE_END = re.compile(r"[.!?…:;][\"'”’»)\]*_]*$")
_OPENING = "\"'“‘«([*_—–¿¡"
_UNFINISHED = re.compile(
    r"(?:[,(]|\b(?:a|o|as|os|e|ou|de|do|da|dos|das|em|no|na|nos|nas|ao|à|por|para|com|que|um|uma|se))$",
    re.IGNORECASE,
)
_ALWAYS_FOLLOWED = """
    sr sra srs sras srta dr dra drs dras prof profa profª profº eng enga arq adv exmo exma ilmo ilma v.sa v.s.ª st sto
    sta fr pe gen cel cap caps ten sgt art arts inc incs p pp pág pag págs pags fl fls v vol vols fig figs tab n nº n.º
    núm no.º vs cf séc r av rod trav pça pca jd bl apto ap ex p.ex i.e e.g gov sec ref obs tel fone fax cód cod est
    depto proj
"""
_ALSO_LAST = """
    etc ltda cia s.a s/a jr ph.d univ h hs hrs min seg s km m cm mm kg g mg l ml a.m p.m a.c d.c jan fev mar abr mai
    jun jul ago set out nov dez máx mín aprox u.s.a e.u.a al
"""
_LEADING = frozenset(_ALWAYS_FOLLOWED.split())  # abbreviations that never end a sentence
_ENDABLE = frozenset(_ALSO_LAST.split())  # those that end one before a capital letter
_ABBREVIATIONS = _LEADING | _ENDABLE

Kind = Literal["prose", "item", "row", "line"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item, table row or other line, and where it stands."""

    start: int
    end: int
    text: str
    kind: Kind = "prose"
    """`line`: all of a line that no full stop ends, as headings and labels are, numbered or not."""


def split_sentences(text: str) -> list[Sentence]:
    """Split text into sentences in reading order; every character but white space is in exactly one.

    A list item or table row of at most 300 characters is one. A sentence runs over a single line break where the
    next line begins with a small letter, as in texts with lines of fixed length.
    """
    return [sentence for start, end in _units(text) for sentence in _split_unit(text, start, end)]


def split_line(line: str) -> list[str]:
    """Return the sentences of one line, also of a list item, in order and without the space behind each."""
    cuts = [0, *_ends(line, 0), len(line)]
    parts = [line[begin:end].rstrip() for begin, end in pairwise(cuts)]
    return [part.lstrip() if at else part for at, part in enumerate(parts) if part]


def without_marker(item: str) -> str:
    """Return a list item without the bullet or number that opens it."""
    marker = _MARKER.match(item)
    return item[marker.end() :] if marker else item


def _units(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs, items, rows and single lines."""
    start = end = 0
    previous = ""
    position = 0
    for line in text.split("\n"):
        if not _continues(previous, line):
            if text[start:end].strip():
                yield start, end
            start = position
        end = position + len(line)
        previous = line
        position = end + 1
    if text[start:end].strip():
        yield start, end


def _continues(previous: str, line: str) -> bool:
    previous, line = previous.strip(), line.rstrip()
    if not previous or not line or _MARKER.match(line) or _is_row(line) or _is_row(previous):
        return False
    if _LINE_END.search(previous):
        return previous.endswith(".") and _token(previous) in _LEADING
    return line.lstrip()[0].islower() or _UNFINISHED.search(previous) is not None


def _is_row(line: str) -> bool:
    return ("|" in line or "; " in line) and _ROW.match(line) is not None


def _split_unit(text: str, start: int, end: int) -> Iterator[Sentence]:
    unit = text[start:end].rstrip()
    marker = _MARKER.match(unit)
    kind: Kind = "item" if marker else "row" if _is_row(unit) else "prose"
    if kind == "item" and _HEADED.match(text, start + len(unit)) and not _LINE_END.search(unit):
        kind = "line"
    if kind != "prose" and len(unit.strip()) <= _LONG:
        yield _sentence(text, start, end, kind)
        return
    begin = 0
    for stop in _ends(unit, marker.end() if marker else 0):
        yield _sentence(text, start + begin, start + stop, kind)
        begin, kind = stop, "prose"
    if begin == 0 and kind == "prose" and not _LINE_END.search(unit):
        kind = "line"
    if unit[begin:]:
        yield _sentence(text, start + begin, end, kind)


def _sentence(text: str, start: int, end: int, kind: Kind) -> Sentence:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Sentence(start, start + len(piece), piece, kind)


def _ends(unit: str, after: int) -> Iterator[int]:
    """Yield where sentences end, after a place, but for the last of them."""
    begin = 0
    for stop in _STOP.finditer(unit, after):
        before = unit[max(begin, stop.start() - _NEAR) : stop.start()]
        following = unit[stop.end() : stop.end() + _NEAR].lstrip()
        if not following or _is_end(before, stop[0], (following.lstrip(_OPENING) or following)[0]):
            begin = stop.end()
            yield begin


def _is_end(before: str, marks: str, first: str) -> bool:
    """Say whether a full stop, question mark or the like ends a sentence, `first` being the next letter or digit."""
    if "?" in marks or "!" in marks:
        return not first.islower() or marks[-1] in "?!"
    token = _token(before)
    if first.islower():
        is_word = len(token) > 4 and token.isalpha() and token not in _ABBREVIATIONS
        return is_word and marks[0] == "." and ".." not in marks
    return marks.startswith(("..", "…")) or not _is_abbreviated(before, token, first)


def _is_abbreviated(before: str, token: str, first: str) -> bool:
    if token.isdigit():
        return before.strip() == token and len(token) < 4  # the number of a step
    if token in _ENDABLE:
        return first.isdigit()
    return token in _LEADING or (len(token) == 1 and token.isalpha() and _is_initial(before))


def _is_initial(before: str) -> bool:
    """Tell `J. Silva` and `Maria A. Souza` from `plano B. Depois`."""
    *earlier, last = before.split()
    return last[-1].isupper() and (not earlier or not earlier[-1][0].islower())


def _token(before: str) -> str:
    """Return the last word, in small letters, without the brackets or quotes that open it and its last stop."""
    words = before.rstrip(".").rsplit(None, 1)
    return words[-1].lstrip(_OPENING).lower() if words else ""
