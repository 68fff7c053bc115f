"""Whether unsupported sentences are noticed: true ones with one number, date, name or negation changed."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rosana.answering.citations import Supporter
from rosana.types import Source

__all__ = ["NAMES", "Alteration", "AlterationKind", "SupportCase", "SupportRates", "alter", "measure_support"]

AlterationKind = Literal["number", "date", "name", "negation"]

_MONTH_NAMES = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
_DAY_NAMES = "segunda terça quarta quinta sexta sábado domingo"
_COUNTS = "dois três quatro cinco seis sete oito nove dez doze quinze vinte trinta quarenta cinquenta cem duzentos mil"
_LISTS = tuple(tuple(names.split()) for names in (_MONTH_NAMES, _DAY_NAMES, _COUNTS))
_PEOPLE = "Beatriz Nogueira|Otávio Brandão|Helena Pacheco|Caio Meireles|Lívia Sampaio"
_PLACES = "Joinville|Petrolina|Uberaba|Caruaru|Pelotas|Marabá|Sobral"
_FIRMS = "Altavista|Nordex|Brasilux|Veronix|Cobalto|Farol Azul|ABQT|ZKR|Portal Lume"
NAMES = tuple(f"{_PEOPLE}|{_PLACES}|{_FIRMS}".split("|"))
"""Invented names and small towns, which no document is likely to hold."""

_DATE = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])|(?<![\w.,/-])(?:19|20)\d\d(?![\w/-]|[.,]\d)")
_NUMBER = re.compile(r"(?<![\w/\[-])\d+(?:[.,:]\d+)*(?!\]|[.)] )")
_NAME = re.compile(r"(?<=[\w,] )[A-ZÀ-Ý][\w-]*\w(?: (?:d[aeo]s? )?[A-ZÀ-Ý][\w-]*\w)*")
_DENIAL = re.compile(r"\b(?:não|nunca|jamais) ", re.IGNORECASE)
_VERB = re.compile(
    r"(?<=\w )(?:é|são|era|eram|foi|foram|será|serão|está|estão|pode|podem|poderá|poderão|deve|devem|deverá|deverão"
    r"|há|tem|têm|teve|possui|possuem|precisa|precisam|permite|permitem|oferece|oferecem|inclui|incluem|usa|usam"
    r"|exige|exigem|aceita|aceitam|recebe|recebem|fica|ficam|vale|existe|existem|funciona|ocorre|atende)\b"
)


@dataclass(frozen=True, slots=True)
class Alteration:
    """A sentence with one thing changed."""

    kind: AlterationKind
    text: str


@dataclass(frozen=True, slots=True)
class SupportCase:
    """A true sentence of an answer, and the sources that the answer was written from."""

    sentence: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SupportRates:
    """What a supporter makes of true and of altered sentences."""

    found: float
    """Share of the altered sentences that no source supports, 0..1."""
    flagged: float
    """Share of the true sentences that no source supports, 0..1."""
    found_by_kind: dict[AlterationKind, float]
    altered: int
    """How many altered sentences there were."""
    true: int


def alter(sentence: str, rng: random.Random, *, names: Sequence[str] = NAMES) -> list[Alteration]:
    """Change one number, one date, one name and one negation of a sentence, each by itself.

    A kind that the sentence gives no occasion for is left out. A negation is taken away where there is one, and put
    before a verb where there is none.
    """
    changes: tuple[tuple[AlterationKind, Callable[[], str | None]], ...] = (
        ("number", lambda: _alter_number(sentence, rng)),
        ("date", lambda: _alter_date(sentence, rng)),
        ("name", lambda: _alter_name(sentence, rng, names)),
        ("negation", lambda: _alter_negation(sentence, rng)),
    )
    return [Alteration(kind, text) for kind, change in changes if (text := change()) is not None]


def measure_support(cases: Iterable[SupportCase], rng: random.Random, *, names: Sequence[str] = NAMES) -> SupportRates:
    """Measure how many altered sentences are noticed and how many true ones are flagged; 0 where there are none."""
    altered, found, true, flagged = Counter[AlterationKind](), Counter[AlterationKind](), 0, 0
    for case in cases:
        supporter = Supporter(case.sources)
        true += 1
        flagged += supporter.support(case.sentence) is None
        for alteration in alter(case.sentence, rng, names=names):
            altered[alteration.kind] += 1
            found[alteration.kind] += supporter.support(alteration.text) is None
    return SupportRates(
        found=found.total() / max(1, altered.total()),
        flagged=flagged / max(1, true),
        found_by_kind={kind: found[kind] / count for kind, count in altered.items()},
        altered=altered.total(),
        true=true,
    )


def _alter_number(sentence: str, rng: random.Random) -> str | None:
    dates = [match.span() for match in _DATE.finditer(sentence)]
    numbers = [
        match
        for match in _NUMBER.finditer(sentence)
        if not any(start < match.end() and match.start() < end for start, end in dates)
    ]
    words = _listed(sentence, _LISTS[2])
    if not numbers and not words:
        return None
    match = rng.choice([*numbers, *words])
    return _put(sentence, match, _other_digits(match[0], rng) if match[0][0].isdigit() else _other(match, 2, rng))


def _alter_date(sentence: str, rng: random.Random) -> str | None:
    dates = list(_DATE.finditer(sentence))
    months, days = (_listed(sentence, names) for names in _LISTS[:2])
    days = [
        day
        for day in days
        if sentence[day.end() :].startswith(("-feira", " a ")) or day[0].lower() in ("sábado", "domingo")
    ]
    if not dates and not months and not days:
        return None
    match = rng.choice([*dates, *months, *days])
    if match in dates:
        return _put(sentence, match, _other_date(match[0], rng))
    return _put(sentence, match, _other(match, 0 if match in months else 1, rng))


def _alter_name(sentence: str, rng: random.Random, names: Sequence[str]) -> str | None:
    found = list(_NAME.finditer(sentence))
    if not found:
        return None
    match = rng.choice(found)
    others = [name for name in names if name not in sentence]
    return _put(sentence, match, rng.choice(others)) if others else None


def _alter_negation(sentence: str, rng: random.Random) -> str | None:
    if denials := list(_DENIAL.finditer(sentence)):
        match = rng.choice(denials)
        return _put(sentence, match, "")
    verbs = list(_VERB.finditer(sentence))
    if not verbs:
        return None
    match = rng.choice(verbs)
    return _put(sentence, match, f"não {match[0]}")


def _listed(sentence: str, words: Sequence[str]) -> list[re.Match[str]]:
    return list(re.finditer(rf"(?<![\w-])(?:{'|'.join(words)})\b", sentence, re.IGNORECASE))


def _other(match: re.Match[str], which: int, rng: random.Random) -> str:
    return rng.choice([word for word in _LISTS[which] if word != match[0].lower()])


def _other_digits(number: str, rng: random.Random) -> str:
    """Change one digit, not making a leading zero."""
    places = [at for at, char in enumerate(number) if char.isdigit()]
    at = rng.choice(places)
    digits = [digit for digit in ("123456789" if at == 0 else "0123456789") if digit != number[at]]
    return number[:at] + rng.choice(digits) + number[at + 1 :]


def _other_date(date: str, rng: random.Random) -> str:
    """Change the year of a bare year, else the day, to another that exists."""
    day, slash, rest = date.partition("/")
    if not slash:
        return str(int(date) + rng.choice((-12, -7, -3, -2, -1, 1, 2, 3, 7, 12)))
    others = [value for value in range(1, 29) if value != int(day)]
    return f"{rng.choice(others):02d}/{rest}"


def _put(sentence: str, match: re.Match[str], replacement: str) -> str:
    return sentence[: match.start()] + replacement + sentence[match.end() :]
