"""The parts of a Portuguese sentence that must be exactly right: numbers, dates, times, names and negations.

Each is brought to one spelling, so that "dois" is "2", "09h00" is "9h" and "15/10/2019" is "15 de outubro de 2019".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rosana.retrieval.analysis import STOP_WORDS, fold

__all__ = ["Token", "TokenKind", "read_tokens"]

TokenKind = Literal["number", "month", "day", "name", "negation", "word", "filler", "stop"]

_GLUED = r"(?:km|kg|g|mg|ml|l|cm|mm|m|gb|mb|kb|tb|min|s|ms|x)\b"
_TOKEN = re.compile(
    rf"""
      (?P<address>[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[^\s<>()]+[\w/]|\bwww\.[\w./-]+\w)
    | (?P<unit>%|\bpor[ ]cento\b|\bR[ ]?\$|\bUS?[ ]?\$|€)
    | (?P<date>\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b|\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}/\d{{1,2}}\b)
    | (?P<time>\b\d{{1,2}}(?:h|hs|hrs|:)\d\d(?:min|m|h)?\b|\b\d{{1,2}}[ ]?(?:h|hs|hrs)\b)
    | (?P<ordinal>\b\d+[ºª°])
    | (?P<number>\b\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?(?![\w.]*\w)|\b\d+(?:[.,]\d+)*(?:(?!\w)|(?={_GLUED})))
    | (?P<word>\w+(?:[-'’.]\w+)*)
    | (?P<stop>[.!?:;…\n•–—"“”()>|,]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ONES = """
    zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete
    dezoito dezenove
"""
_TENS = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa"
_HUNDREDS = "duzent trezent quatrocent quinhent seiscent setecent oitocent novecent"
_SMALL = {
    **{word: value for value, word in enumerate(_ONES.split()) if word != "um"},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), 2)},
    **{word + ending: 100 * value for value, word in enumerate(_HUNDREDS.split(), 2) for ending in ("os", "as")},
    **{"duas": 2, "catorze": 14, "dezasseis": 16, "dezassete": 17, "dezanove": 19, "cem": 100, "cento": 100},
}
_POWERS = {"mil": 1_000, "milhao": 10**6, "milhoes": 10**6, "bilhao": 10**9, "bilhoes": 10**9}
_YEAR = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
_MONTHS = {month: f"m{number}" for number, month in enumerate(_YEAR.split(), 1)}
_DAYS = {"sabado": "sabado", "sabados": "sabado", "domingo": "domingo", "domingos": "domingo"}
_HOURS = {"meio-dia": "12", "meia-noite": "0"}
_ORDINALS = {
    **{"primeir": "1o", "segund": "2o", "terc": "3o", "terceir": "3o", "quart": "4o", "quint": "5o", "sext": "6o"},
    **{"setim": "7o", "oitav": "8o", "non": "9o", "decim": "10o"},
}
_ORDINAL = re.compile(r"(primeir|segund|terc|terceir|quart|quint|sext|setim|oitav|non|decim)[oa]s?(?:-feiras?)?")
_ACCORDING = re.compile(r"[Ss]egundo\s+(?:[oa]s?\s|[A-ZÀ-Ý])")
_NEGATIONS = frozenset(
    ("nao", "nunca", "jamais", "nem", "nenhum", "nenhuma", "ninguem", "nada", "sem", "tampouco", "exceto")
)
_MARK = re.compile(
    r"\[\d{1,2}\]|\((?:fonte|documento|trecho)s? \d[\d, e]*\)|\*+|__+|`"
    r"|\b(?:é|seja) (?:verdade|verdadeiro|correto|certo|fato)(?: (?:dizer|afirmar))? que\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number in its one spelling, and where it stands in the text."""

    kind: TokenKind
    key: str
    """Numbers without leading zeros, `m10` for October, `3o` for the third and for Tuesday; words folded."""
    start: int
    end: int
    opens: bool = False
    """The first word of a sentence, capitalised, which it is whatever it means."""


def read_tokens(text: str) -> list[Token]:
    """Read a text as tokens; marks of citation and of bold print and `é verdade que` are passed over."""
    plain = _MARK.sub(lambda mark: " " * len(mark[0]), text)
    return list(_compose(list(_read(plain))))


def _read(text: str) -> Iterator[Token]:
    opens = True
    for match in _TOKEN.finditer(text):
        group, found, (start, end) = match.lastgroup, match.group(), match.span()
        if group == "stop":
            opens = opens or found.strip(",)") != ""
            yield Token("stop", found[-1], start, end)
            continue
        if group == "word":
            yield _word(match, opens=opens)
        elif group == "address":
            yield Token("name", fold(found), start, end)
        elif group == "date":
            yield from _date(found, start, end)
        elif group == "time":
            yield from _time(found, start, end)
        elif group == "ordinal":
            yield Token("day", f"{found[:-1].lstrip('0')}o", start, end)
        elif group == "unit":
            yield Token("filler", _unit(found.lower()), start, end)
        else:
            yield Token("number", _number(found), start, end)
        opens = False


def _word(match: re.Match[str], *, opens: bool) -> Token:
    word, (start, end) = match.group(), match.span()
    key = fold(word)
    kind: TokenKind = "name" if _is_name(word, opens=opens) else "word"
    if key in _NEGATIONS:
        kind = "negation"
    elif key in _SMALL or key in _POWERS or key in _HOURS:
        kind, key = "number", _HOURS.get(key, key)
    elif word.lower() in _MONTHS:
        kind, key = "month", _MONTHS[word.lower()]
    elif key in _DAYS:
        kind, key = "day", _DAYS[key]
    elif key == "segundo" and _ACCORDING.match(match.string, start):
        kind = "filler"
    elif (ordinal := _ORDINAL.fullmatch(key)) and key != "segundos":
        kind, key = "day", _ORDINALS[ordinal[1]]
    elif key in STOP_WORDS and not (len(word) > 1 and word.isupper()):
        kind = "filler"
    return Token(kind, key or word, start, end, opens and word[0].isupper())


def _is_name(word: str, *, opens: bool) -> bool:
    if not word.isalpha() and any(char.isdigit() for char in word):
        return True
    return word[0].isupper() and (not opens or (len(word) > 1 and word.isupper()))


def _date(date: str, start: int, end: int) -> Iterator[Token]:
    day, month, *years = date.split("-")[::-1] if "-" in date else date.split("/")
    if 1 <= int(month) <= 12:
        yield Token("number", day.lstrip("0") or "0", start, end)
        yield Token("month", f"m{int(month)}", start, end)
    else:
        yield Token("number", f"{day}/{month}", start, end)
    for year in years:
        yield Token("number", year, start, end)


def _time(time: str, start: int, end: int) -> Iterator[Token]:
    hour, minutes = re.findall(r"\d+", time + " 0")[:2]
    hour = str(int(hour))
    yield Token("number", f"{hour}:{minutes}" if minutes.strip("0") else hour, start, end)
    yield Token("filler", "h", start, end)


def _unit(unit: str) -> str:
    if unit.startswith("p"):
        return "%"
    return "us$" if unit.startswith("u") else unit.replace(" ", "")


def _number(number: str) -> str:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
        number = number.replace(".", "")
    whole, point, rest = number.replace(",", ".").partition(".")
    if point and "." in rest:
        return number
    return ((whole.lstrip("0") or "0") + point + rest.rstrip("0")).rstrip(".") if point else whole.lstrip("0") or "0"


def _compose(tokens: Sequence[Token]) -> Iterator[Token]:
    """Put number words together: `dois mil e quinhentos` is 2500, `45 mil` is 45000."""
    at = 0
    while at < len(tokens):
        value, following = _value(tokens, at)
        if value is None:
            yield tokens[at]
            at += 1
        else:
            yield replace(tokens[at], key=value, end=tokens[following - 1].end)
            at = following


def _value(tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
    """Return the number that stands at a place, if it is made of words, and the place behind it."""
    first = tokens[at]
    if first.kind != "number":
        return None, at
    if first.key[0].isdigit():
        power = _POWERS.get(tokens[at + 1].key) if at + 1 < len(tokens) else None
        if power is None or not re.fullmatch(r"\d+(?:\.\d+)?", first.key):
            return None, at
        return f"{float(first.key) * power:.0f}", at + 2
    begin, total, current = at, 0, 0
    while at < len(tokens):
        key = tokens[at].key
        if key in _SMALL and (at == begin or tokens[at - 1].key in ("e", *_POWERS)):
            current += _SMALL[key]
        elif key in _POWERS:
            total, current = total + (current or 1) * _POWERS[key], 0
        elif not (key == "e" and at > begin and at + 1 < len(tokens) and _adds(tokens[at - 1].key, tokens[at + 1].key)):
            break
        at += 1
    return str(total + current), at


def _adds(before: str, after: str) -> bool:
    """Tell `vinte e cinco`, one number, from `dois e três`, two."""
    if after not in _SMALL:
        return False
    return before in _POWERS or (before in _SMALL and _SMALL[before] >= 20 and _SMALL[after] < _SMALL[before])
