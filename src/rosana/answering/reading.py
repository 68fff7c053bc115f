"""A text as the words that are compared with another's, and what each number counts and each negation denies."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rosana.answering.facts import Token
from rosana.retrieval.analysis import Analyzer

__all__ = ["UNITS", "Reading", "read"]

_REACH = 4  # words behind a negation in which another one only repeats it
_REPEATING = frozenset(("nenhum", "nenhuma", "nada", "ninguem", "nem"))  # `não há nenhum` denies once
_LINKS = frozenset(("de", "do", "da", "dos", "das", "d"))
_ENDING = frozenset(".!?;…\n|")
_JOINING = frozenset(("a", "as", "ao", "ate", "e", "ou"))
_CURRENCIES = {"r$": "real", "us$": "dolar", "€": "euro"}
UNITS = {
    **{"h": "hora", "hora": "hora", "min": "minuto", "minuto": "minuto", "s": "segundo", "segundo": "segundo"},
    **{"dia": "dia", "semana": "semana", "mes": "mes", "meses": "mes", "ano": "ano", "reais": "real", "real": "real"},
    **{"dolar": "dolar", "dolares": "dolar", "euro": "euro", "x": "vez", "vez": "vez", "vezes": "vez", "km": "km"},
    **{"kg": "kg", "g": "g", "gb": "gb", "mb": "mb", "kb": "kb", "tb": "tb", "ml": "ml", "cm": "cm", "mm": "mm"},
    "%": "%",
}
"""What may stand beside a number, folded and without the plural's s, in its one spelling."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the words that are compared: without stops, negations and `de`."""

    tokens: tuple[Token, ...]
    stems: tuple[str, ...]
    units: tuple[str, ...]
    """What each number counts, "" where that is not said beside it."""
    denials: tuple[int, ...]
    """Indexes of the words before which a negation stands; the last may be the number of words."""
    exceptions: tuple[int, ...]
    """Those of them that say `exceto`."""
    ends: tuple[int, ...]
    """For each word the index behind the last word of its sentence."""
    breaks: frozenset[int]
    """Indexes of the words before which a stop stands, be it a comma."""

    def end(self, at: int) -> int:
        """Return the index behind the last word of the sentence that a word, or the end of the text, belongs to."""
        return self.ends[at] if at < len(self.ends) else len(self.tokens)


def read(tokens: Sequence[Token], analyzer: Analyzer) -> Reading:
    """Read the tokens of a text for comparison."""
    kept: list[Token] = []
    denials: list[int] = []
    exceptions: list[int] = []
    stops: list[int] = []
    breaks: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind == "negation":
            if _denies_nothing(token, tokens[at + 1 : at + 2]):
                continue
            if not (token.key in _REPEATING and denials and denials[-1] >= len(kept) - _REACH):
                denials.append(len(kept))
            if token.key == "exceto":
                exceptions.append(len(kept))
        elif token.kind == "stop":
            breaks.append(len(kept))
            if token.key in _ENDING:
                stops.append(len(kept))
        elif token.key not in _LINKS:
            kept.append(token)
    stems = tuple(analyzer.stem(token.key) if token.kind in ("word", "name") else token.key for token in kept)
    units = tuple(_unit(kept, at) for at in range(len(kept)))
    stops.append(len(kept))
    ends = tuple(stops[bisect_right(stops, at)] for at in range(len(kept)))
    return Reading(tuple(kept), stems, units, tuple(denials), tuple(exceptions), ends, frozenset(breaks))


def _unit(tokens: Sequence[Token], at: int) -> str:
    """Return what a number counts; `2 a 4 dias` and `30 (trinta) dias` say it behind the second number."""
    if tokens[at].kind != "number":
        return ""
    if at and (currency := _CURRENCIES.get(tokens[at - 1].key)):
        return currency
    rest = tokens[at + 1 : at + 3]
    if rest and rest[0].kind == "number":
        return _unit(tokens, at + 1)
    if len(rest) == 2 and rest[0].key in _JOINING and rest[1].kind == "number":
        return _unit(tokens, at + 2)
    following = rest[0].key if rest else ""
    return UNITS.get(following) or UNITS.get(following.removesuffix("s"), "")


def _denies_nothing(negation: Token, following: Sequence[Token]) -> bool:
    """Say whether a negation stands alone: `Não, ...` answers and `ou não.` closes, what comes next is not denied."""
    stop = next((token.key for token in following if token.kind == "stop"), "")
    return stop != "" and (stop in _ENDING or (stop == "," and negation.opens))
