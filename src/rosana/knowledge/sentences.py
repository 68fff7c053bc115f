"""Where Portuguese sentences end: what may be cut, and what not."""

import re

__all__ = ["sentences"]

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+\s++(?=[\"'“‘«(\[-]{0,3}[A-ZÀ-ÖØ-Þ0-9])")
_ABBREVIATIONS = frozenset((
    "a.c", "abr", "ag", "al", "ap", "apto", "art", "arts", "av", "cap", "cf", "cia", "cod", "cód",
    "d.c", "dep", "depto", "dez", "doc", "dr", "dra", "dras", "drs", "ed", "eng", "ex", "exmo", "fev",
    "fig", "figs", "fls", "fone", "gen", "gov", "ilmo", "inc", "jan", "jul", "jun", "ltda", "mai",
    "mar", "máx", "mín", "nov", "núm", "obs", "p.ex", "par", "ph.d", "prof", "profa", "proj", "pág",
    "págs", "ref", "s.a", "sec", "seg", "set", "sr", "sra", "sras", "srs", "sta", "sto", "séc", "tel",
    "univ", "vol", "vs",
))  # fmt: skip


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, in order and without the space behind each.

    A period ends one before a capital or a digit, unless it stands after an abbreviation, an initial or the
    number that opens the text.
    """
    found = []
    start = 0
    for end in _END.finditer(text):
        if end[0].rstrip() == "." and _is_abbreviated(text[max(start, end.start() - 10) : end.start()]):
            continue
        found.append(text[start : end.end()].rstrip())
        start = end.end()
    rest = text[start:].rstrip()
    return [*found, rest] if rest else found


def _is_abbreviated(before: str) -> bool:
    _, space, last = before.strip().rpartition(" ")
    word = last.lstrip("(\"'“").lower()
    number = not space and word.isdecimal() and len(word) < 4
    return number or word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())
