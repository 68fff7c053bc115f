"""The parts of a Portuguese sentence that must be exactly right: numbers, dates, times, names and negations.

Each is brought to one spelling, so that "dois" is "2", "09h00" is "9h" and "15/10/2019" is "15 de outubro de 2019".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rosana.retrieval.analysis import STOP_WORDS, fold

__all__ = ["Token", "TokenKind", "read_tokens"]

TokenKind = Literal["number", "day", "ordinal", "negation", "name", "word", "filler"]

_TOKEN = re.compile(
    r"""
      (?P<unit>%|R\$|US\$|€)
    | (?P<date>\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}\b)
    | (?P<time>\b\d{1,2}(?:h|hs|hrs|:)\d\d(?:min|m|h)?\b|\b\d{1,2}[ ]?(?:h|hs|hrs)\b)
    | (?P<ordinal>\b\d+[ºª°])
    | (?P<number>\b\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\w.]*\w)|\b\d+(?:[.,]\d+)*(?![\w]))
    | (?P<word>\w+(?:[-'’]\w+)*)
    | (?P<stop>[.!?:;…\n•–—"“”()]+)
    """,
    re.VERBOSE,
)
_SMALL = {
    **{"zero": 0, "dois": 2, "duas": 2, "tres": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7, "oito": 8},
    **{
        "nove": 9,
        "dez": 10,
        "onze": 11,
        "doze": 12,
        "treze": 13,
        "quatorze": 14,
        "catorze": 14,
        "quinze": 15,
    },
    **{
        "dezesseis": 16,
        "dezessete": 17,
        "dezoito": 18,
        "dezenove": 19,
        "vinte": 20,
        "trinta": 30,
        "quarenta": 40,
    },
    **{
        "cinquenta": 50,
        "sessenta": 60,
        "setenta": 70,
        "oitenta": 80,
        "noventa": 90,
        "cem": 100,
        "cento": 100,
    },
    **{"duzentos": 200, "duzentas": 200, "trezentos": 300, "trezentas": 300, "quatrocentos": 400},
    **{"quinhentos": 500, "quinhentas": 500, "seiscentos": 600, "setecentos": 700, "oitocentos": 800},
    **{"novecentos": 900},
}
_POWERS = {"mil": 1_000, "milhao": 1_000_000, "milhoes": 1_000_000, "bilhao": 10**9, "bilhoes": 10**9}
_MONTHS = {
    month: f"m{number}"
    for number, month in enumerate(
        [
            "janeiro",
            "fevereiro",
            "marco",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
        1,
    )
}
_DAYS = {"sabado": "sabado", "sabados": "sabado", "domingo": "domingo", "domingos": "domingo"}
_ORDINALS = {
    **{
        "primeir": "1o",
        "segund": "2o",
        "terc": "3o",
        "terceir": "3o",
        "quart": "4o",
        "quint": "5o",
        "sext": "6o",
    },
    **{"setim": "7o", "oitav": "8o", "non": "9o", "decim": "10o"},
}
_ORDINAL = re.compile(r"(primeir|segund|terc|terceir|quart|quint|sext|setim|oitav|non|decim)[oa]s?(?:-feiras?)?")
_NEGATIONS = frozenset(
    [
        "nao",
        "nunca",
        "jamais",
        "nem",
        "nenhum",
        "nenhuma",
        "ninguem",
        "nada",
        "sem",
        "tampouco",
        "exceto",
        "salvo",
    ]
)
_MARK = re.compile(r"\[\d{1,2}\]|\((?:fonte|documento|trecho)s? \d[\d, e]*\)|\*\*|__|`", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number in its one spelling."""

    kind: TokenKind
    key: str
    """Numbers without leading zeros, `m10` for October, `3o` for the third and for Tuesday; words folded."""
    opens: bool = False
    """The first word of a sentence, which is capitalised whatever it is."""


def read_tokens(text: str) -> list[Token]:
    """Read a text as tokens; marks of citation and of bold print are passed over."""
    return list(_compose(list(_read(_MARK.sub(" ", text)))))


def _read(text: str) -> Iterator[Token]:
    opens = True
    for match in _TOKEN.finditer(text):
        group, found = match.lastgroup, match.group()
        if group == "stop":
            opens = opens or found[-1] != ")"
            yield Token("filler", "|")
            continue
        if group == "word":
            yield _word(found, opens=opens)
        elif group == "date":
            yield from _date(found)
        elif group == "time":
            hour, minutes = re.match(r"0*(\d+)\D*(\d*)", found).groups()  # type: ignore[union-attr]
            yield Token("number", hour if not minutes.strip("0") else f"{hour}:{minutes}")
        elif group == "ordinal":
            yield Token("ordinal", f"{found[:-1].lstrip('0')}o")
        elif group == "unit":
            yield Token("filler", found.lower())
        else:
            yield Token("number", _number(found))
        opens = False


def _word(word: str, *, opens: bool) -> Token:
    key = fold(word)
    if key in _NEGATIONS:
        return Token("negation", key)
    if key in _SMALL or key in _POWERS:
        return Token("number", key)
    if key in _MONTHS:
        return Token("number", _MONTHS[key])
    if key in _DAYS:
        return Token("day", _DAYS[key])
    if ordinal := _ORDINAL.fullmatch(key):
        return Token("ordinal", _ORDINALS[ordinal[1]])
    if key in STOP_WORDS and not (len(word) > 1 and word.isupper()):
        return Token("filler", key)
    named = any(char.isdigit() for char in word) or (
        word[0].isupper() and (not opens or (len(word) > 1 and word.isupper()))
    )
    return Token("name" if named else "word", key, opens and word[0].isupper())


def _date(date: str) -> Iterator[Token]:
    if "-" in date:
        year, month, day = date.split("-")
        parts = [day, month, year]
    else:
        parts = date.split("/")
    yield Token("number", parts[0].lstrip("0") or "0")
    yield Token("number", f"m{int(parts[1])}")
    for year in parts[2:]:
        yield Token("number", year)


def _number(number: str) -> str:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
        number = number.replace(".", "")
    number = number.replace(",", ".")
    whole, point, rest = number.partition(".")
    if point and "." not in rest:
        number = f"{whole}.{rest.rstrip('0')}".rstrip(".")
    return number.lstrip("0") if number.lstrip("0")[:1].isdigit() else number


def _compose(tokens: list[Token]) -> Iterator[Token]:
    """Put number words together: `dois mil e quinhentos` is 2500, `45 mil` is 45000."""
    at = 0
    while at < len(tokens):
        value, following = _value(tokens, at)
        if value is None:
            yield tokens[at]
            at += 1
        else:
            yield Token("number", value)
            at = following


def _value(tokens: list[Token], at: int) -> tuple[str | None, int]:
    """Return the number that stands at a place, if it is made of words, and the place behind it."""
    total = current = 0
    begin = at
    if (
        tokens[at].kind == "number"
        and tokens[at].key.isdigit()
        and at + 1 < len(tokens)
        and tokens[at + 1].key in _POWERS
    ):
        return str(int(tokens[at].key) * _POWERS[tokens[at + 1].key]), at + 2
    while at < len(tokens):
        key = tokens[at].key
        if key in _SMALL and (at == begin or tokens[at - 1].key in ("e", *_POWERS)):
            current += _SMALL[key]
        elif key in _POWERS:
            total, current = total + (current or 1) * _POWERS[key], 0
        elif not (key == "e" and at > begin and at + 1 < len(tokens) and _adds(tokens[at - 1].key, tokens[at + 1].key)):
            break
        at += 1
    return (str(total + current), at) if at > begin else (None, begin)


def _adds(before: str, after: str) -> bool:
    """Tell `vinte e cinco`, one number, from `dois e três`, two."""
    if after not in _SMALL:
        return False
    return before in _POWERS or (before in _SMALL and _SMALL[before] >= 20 and _SMALL[after] < _SMALL[before])
