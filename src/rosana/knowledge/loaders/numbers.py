"""Numbers and dates of a spreadsheet as people in Brazil see them in it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

__all__ = ["BUILT_IN", "as_seen"]

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "d/m/y",
    15: "d/m/y",
    16: "d/m",
    17: "m/y",
    18: "h:m",
    19: "h:m:s",
    20: "h:m",
    21: "h:m:s",
    22: "d/m/y h:m",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    46: "[h]:m:s",
}
"""The format codes that files name by a number (ECMA-376, 18.8.30); any other is General."""

_LITERAL = re.compile(r'\[\$([^\]-]*)[^\]]*\]|"([^"]*)"|\\(.)|_.|\*.')
"""What is shown as it is, a currency among it; the last two are only space."""
_BRACKET = re.compile(r"\[[^\]]*\]")
_CONDITION = re.compile(r"\[(<=?|>=?)(\d+)\]")
_PLACES = re.compile(r"[#0?][#0?.,]*")
_FREE = re.compile(r"general|/|e[+-]", re.IGNORECASE)
_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
_SIGNS = str.maketrans("", "", "-+()")
"""What a code puts around a negative number."""
_LONGEST = 1e15
"""A double has no more digits than this."""
_LAST_DAY = 2_958_465
"""31 December 9999."""
_SHOWN = 0xE000
"""Private use characters stand for the literals while a code is taken apart: none is a letter of a format."""


@dataclass(frozen=True, slots=True)
class _Format:
    """One section of a format code, taken apart; the default is General."""

    parts: str = ""
    """The letters of a date: of "dmyhs", each once."""
    before: str = ""
    after: str = ""
    decimals: int | None = None
    grouped: bool = False
    scale: int = 0
    """Powers of ten: 2 for per cent."""
    mask: str = ""
    """Places with something between them, as a postal code has."""


def as_seen(value: float, code: str, *, since_1904: bool = False) -> str:
    """Return a number as it shows under a format code, with the marks of Brazil: 1.234,56.

    A date is dd/mm/yyyy whatever the order in the code, since Excel itself follows the reader's settings.
    """
    value = float(value)
    shown = _parse(_section(code, value))
    if shown.parts:
        return _date(value, shown.parts, since_1904=since_1904)
    if shown.mask:
        return _masked(value, shown.mask)
    text = _number(abs(value), shown)
    sign = "-" if value < 0 and text.strip("0,.") else ""
    return " ".join(f"{sign}{shown.before}{text}{shown.after}".split())


def _section(code: str, value: float) -> str:
    """Return the part of a code that is for this value."""
    positive, *others = code.split(";")
    if condition := _CONDITION.search(positive):
        bound = float(condition[2])
        holds = {"<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound}[condition[1]]
        return positive if holds or not others else others[0]
    return others[0] if value < 0 and others and _PLACES.search(others[0]) else positive


@lru_cache(maxsize=500)
def _parse(section: str) -> _Format:
    literals: list[str] = []

    def hide(found: re.Match[str]) -> str:
        literals.append(found[1] or found[2] or found[3] or " ")
        return chr(_SHOWN + len(literals) - 1)

    def show(text: str) -> str:
        return "".join(literals[ord(c) - _SHOWN] if 0 <= ord(c) - _SHOWN < len(literals) else c for c in text)

    section = _LITERAL.sub(hide, section)
    plain = _BRACKET.sub("", section)
    if _FREE.search(plain) and not _DATE.search(_FREE.sub("", plain)):
        return _Format()
    if _DATE.search(plain) or "[h]" in section.lower():
        letters = f"{plain}h".lower() if "[h]" in section.lower() else plain.lower()
        return _Format(parts="".join(part for part in "dmyhs" if part in letters))
    runs = list(_PLACES.finditer(plain))
    if not runs:
        return _Format()
    if len(runs) > 1:
        return _Format(mask=show(plain))
    places = runs[0][0]
    whole, _, fraction = places.rstrip(",").partition(".")
    return _Format(
        before=show(plain[: runs[0].start()]).translate(_SIGNS).lstrip(),
        after=show(plain[runs[0].end() :]).translate(_SIGNS).rstrip(),
        decimals=len(fraction),
        grouped="," in whole,
        scale=2 * ("%" in plain) - 3 * (len(places) - len(places.rstrip(","))),
    )


def _number(value: float, shown: _Format) -> str:
    if shown.decimals is None or not value < _LONGEST:
        text = f"{value:.0f}" if value.is_integer() and value < _LONGEST else f"{value:.10g}"
    else:
        exact = Decimal(repr(value)).scaleb(shown.scale)
        rounded = exact.quantize(Decimal(1).scaleb(-shown.decimals), rounding=ROUND_HALF_UP)
        text = f"{rounded:,f}" if shown.grouped else f"{rounded:f}"
    return text.translate(str.maketrans(",.", ".,"))


def _masked(value: float, mask: str) -> str:
    """Return the digits of a whole number in the places of a mask, from the right."""
    digits = list(f"{abs(value):.0f}")
    shown = []
    for mark in reversed(mask):
        if mark not in "0#?":
            shown.append(mark)
        elif digits:
            shown.append(digits.pop())
        elif mark == "0":
            shown.append("0")
    return "".join([*digits, *reversed(shown)]).strip()


def _date(value: float, parts: str, *, since_1904: bool) -> str:
    if not 0 <= value < _LAST_DAY:
        return f"{value:g}"
    day = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    moment = day + timedelta(seconds=round(value * 86_400))
    time = "%H:%M:%S" if "s" in parts else "%H:%M"
    if not set(parts) & set("dy"):
        hours, rest = divmod(round(value * 86_400), 3600)
        return f"{hours:02}:{rest // 60:02}" + (f":{rest % 60:02}" if "s" in parts else "")
    shown = "/".join(form for part, form in (("d", "%d"), ("m", "%m"), ("y", "%Y")) if part in parts)
    return moment.strftime(f"{shown} {time}" if "h" in parts else shown)
