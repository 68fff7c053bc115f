"""Finding personal data in a text: cheap where there is none, checked where there may be some."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rosana.privacy.codes import find_codes
from rosana.privacy.context import lower, plain
from rosana.privacy.emails import find_emails
from rosana.privacy.kinds import KINDS, Kind
from rosana.privacy.names import find_names
from rosana.privacy.numbers import Span, find_numbers

__all__ = ["Finding", "find"]


_SURE: dict[Kind, int] = {"email": 0, "pix": 1, "ip": 2, "card": 3, "cnpj": 4, "cpf": 5, "account": 6, "plate": 7}
"""Where two overlap, the first in this order counts: an address, then what has check digits, then the rest."""
_LAST = 9
_PIECE = 1000  # characters
_PARAGRAPH = re.compile(r"(?<=[^\s,:;-])[^\S\n]*\n[^\S\n]*\n|(?<=[.!?|])\n")
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data in a text: `text[start:end] == value`."""

    kind: Kind
    start: int
    end: int
    value: str


def find(text: str, kinds: Collection[Kind] = KINDS) -> list[Finding]:
    """Return the personal data in a text, in order, none within another.

    A kind that is not asked for still takes its place: a CPF is never found as a telephone number instead.
    """
    return [
        Finding(kind, begin + start, begin + end, text[begin + start : begin + end])
        for begin, piece in _pieces(text)
        for kind, start, end in _chosen(plain(piece))
        if kind in kinds
    ]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long text between paragraphs or sentences: most pieces hold so little that whole searches are left out."""
    begin = 0
    while len(text) - begin > _PIECE:
        end = _PARAGRAPH.search(text, begin + _PIECE)
        if end is None:
            break
        yield begin, text[begin : end.end()]
        begin = end.end()
    yield begin, text[begin:] if begin else text


def _chosen(text: str) -> list[Span]:
    """Return the candidates in order; of those that overlap, the surest."""
    candidates = sorted(_candidates(text), key=lambda span: _SURE.get(span[0], _LAST))
    if not candidates:
        return []
    taken = bytearray(len(text))
    chosen: list[Span] = []
    for kind, start, end in candidates:
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"1" * (end - start)
            chosen.append((kind, start, end))
    return sorted(chosen, key=lambda span: span[1])


def _candidates(text: str) -> Iterator[Span]:
    small = lower(text)
    for start, end in find_emails(text, small):
        yield "email", start, end
    if _DIGIT.search(text):
        yield from find_codes(text, small)
        yield from find_numbers(text)
    for start, end in find_names(text, small):
        yield "name", start, end
