"""Numbers: CPF, CNPJ, cards and phones by their form and check digits, the others by what they are called."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, pairwise

from rosana.privacy.context import Label, is_ordinal_of, label_after, label_before, roots_in
from rosana.privacy.kinds import Kind
from rosana.privacy.phones import is_foreign_phone, is_local_phone, is_phone, is_phone_form

__all__ = ["Span", "find_numbers"]

Span = tuple[Kind, int, int]
"""Kind, start and end."""

_Group = tuple[int, int]

_REGION = re.compile(r"\d[\d\W_]{5,}")
_GROUP = re.compile(r"\d+")
_SHORTEST = 5  # digits, of an old RG
_UNNAMED = 8  # digits, of the shortest number that is known without a word or a plus sign
_LONGEST = 19  # digits, of a payment card (ISO/IEC 7812-1)
_MOST_GROUPS = 6  # unless the digits stand one by one
_TIGHT = frozenset(".-/,_")
_LOOSE = re.compile(r"[\s./()_-]{1,6}")
_AND = re.compile(r"[\s,;/|]{0,4}(?:\b(?:e|ou|and|or|ou então)\b|&)?[\s+(]{0,4}", re.IGNORECASE)
_AND_MORE = re.compile(_AND.pattern + r"\d", re.IGNORECASE)
_SHARED = ("phone", "cep", "rg", "other")
"""Labels that speak of all the numbers of a list."""
_WORD_BEFORE = re.compile(r"\d?[^\W\d_]+\Z")
_WORD_AFTER = re.compile(r"[^\W\d_]+\d?")
_UUID = re.compile(r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_DATE = re.compile(r"(?:[0-3]?\d([./-])[01]?\d\1(?:19|20)?\d\d|(?:19|20)\d\d[./-][01]?\d[./-][0-3]?\d)(?![./-]?\d)")

_TRUNK = re.compile(r"(?:\(?0\s?[xX*]{1,2}\s?|[+(]{1,2}\s?)\Z")
"""What stands before an area code: "+", "(", "0xx"."""
_STATE = re.compile(r"\b(?!RG)(?:[A-Z]{2}|M|m|mg|sp)[-\s.]{0,2}\Z")
_LETTER = re.compile(r"\s?-?\s?[xX]\b")
"""The check digit ten of an RG."""

_LENGTHS: Mapping[Kind, Collection[int]] = {
    "cnh": range(9, 13),
    "pis": (11,),
    "titulo_eleitor": (12, 13),
    "cep": (8,),
    "rg": range(_SHORTEST, 11),
}
"""Digits of what has no check digits that `stdnum` knows, and is known by its name alone."""
_CPF_FORMS = {(11,), (3, 3, 3, 2), (9, 2), (3, 3, 5), (3, 6, 2), (6, 3, 2), (6, 5), (3, 8)}
_CNPJ_FORMS = {(14,), (2, 3, 3, 4, 2), (8, 4, 2), (8, 6), (12, 2), (2, 6, 4, 2), (2, 3, 3, 6), (2, 3, 7, 2)}
_CARD_FORMS = {
    (16,), (15,), (14,), (4, 4, 4, 4), (4, 6, 5), (4, 12), (8, 8), (4, 4, 8), (4, 6, 4), (4, 4, 4, 4, 3), (6, 10),
}  # fmt: skip
_ISSUER = re.compile(r"(?=.{15}$)3[47]|(?=.{14}$)3[0689]|(?=.{13}$|.{16}$|.{19}$)(?:35|[456]|2[2-7])")
"""How the numbers of each length begin (ISO/IEC 7812-1: Amex, Diners, the others)."""
_ADDRESS = re.compile(
    r"\b(?:rua|r\.|av\.?|avenida|travessa|alameda|rodovia|estrada|pra[çc]a|bairro|quadra|endere[çc]o|moro|apto?"
    r"|entrega\w*|cidade|[A-Z]{2}\W{1,3}$)",
    re.IGNORECASE,
)


_HOUSE_AFTER = re.compile(
    r"[\s,;.()-]{1,4}(?:n[º°o]?\.?\s?|n[úu]mero:?\s|num\.?\s|casa\s|ap(?:to|artamento)?\.?\s)+(?P<number>\d{1,5})(?!\d)",
    re.IGNORECASE,
)
_HOUSE_BEFORE = re.compile(
    r"\b(?:rua|r\.|av\.?|avenida|travessa|alameda|rodovia|estrada|pra[çc]a)\s[^\n\d]{2,50}?(?P<number>\d{1,5})(?!\d|º|ª)",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b(?:rua|av|avenida|travessa|alameda|rodovia|estrada|pra[çc]a)\b[^\n;]{2,50}\s*[,-]\s*$", re.IGNORECASE
)


@dataclass(slots=True)
class _Number:
    """Neighbouring groups of digits that may be one number."""

    text: str
    groups: Sequence[_Group]
    reader: "_Reader"
    digits: str = field(init=False)
    form: tuple[int, ...] = field(init=False)
    """Digits by group: (3, 3, 3, 2) is 123.456.789-09."""

    def __post_init__(self) -> None:
        self.digits = "".join([self.text[start:end] for start, end in self.groups])
        self.form = tuple([end - start for start, end in self.groups])

    @property
    def start(self) -> int:
        return self.groups[0][0]

    @property
    def end(self) -> int:
        return self.groups[-1][1]

    @property
    def label(self) -> Label | None:
        """What the words before it call it, else those after it."""
        before = self.reader.label_at(self.start)
        after = self.reader.label_after(self.end) if before in (None, "other", "pix") else None
        return after if after not in (None, "other") else before

    @property
    def is_bare(self) -> bool:
        return len(self.groups) == 1

    @property
    def is_something_else(self) -> bool:
        """Whether a word right before it says that it is no personal data."""
        return self.label in (None, "other") and self.reader.is_ordinal(self.start)

    def is_punctuated(self, marks: str) -> bool:
        """Return whether exactly these marks stand between its groups."""
        gaps = [self.text[left[1] : right[0]].strip() for left, right in pairwise(self.groups)]
        return gaps == list(marks)


def find_numbers(text: str) -> Iterator[Span]:
    """Yield the numbers of `plain` text that are personal data, in order, none within another."""
    reader = _Reader(text)
    for region in _REGION.finditer(text):
        groups = [found.span() for found in _GROUP.finditer(text, region.start(), region.end())]
        digits = sum([end - start for start, end in groups])
        if digits >= _SHORTEST and digits >= reader.shortest:
            for span in reader.read(groups):
                yield span
                if span[0] == "cep":
                    yield from _house(text, *span[1:])


def _house(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the number of the house beside a CEP."""
    for found in (_HOUSE_AFTER.match(text, end), _HOUSE_BEFORE.search(text, max(0, start - 100), start)):
        if found:
            yield "cep", *found.span("number")


class _Reader:
    """Goes through the numbers of a text, and remembers what the last one was called."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._label: Label | None = None
        self._at = -1
        """Where the number begins that `_label` is for."""
        self._end = 0
        """Where the number before it ends."""
        self._joined = False
        """Whether more numbers of the same name follow that one."""
        self._after: dict[int, Label | None] = {}
        self._ordinals: dict[int, bool] = {}

    @cached_property
    def shortest(self) -> int:
        """Digits of the shortest number that may be found in this text."""
        return _SHORTEST if self._roots or "+" in self._text else _UNNAMED

    @cached_property
    def _roots(self) -> Sequence[str]:
        return roots_in(self._text)

    @cached_property
    def _codes(self) -> Sequence[_Group]:
        return [found.span() for found in _UUID.finditer(self._text)]

    def read(self, groups: Sequence[_Group]) -> Iterator[Span]:
        """Yield what is found among neighbouring groups of digits."""
        chains = _chains(self._text, groups)
        at = 0
        while at < len(chains):
            used, span = self._longest(chains, at)
            parts = [] if span else _parts(self._text, chains[at])
            if span and not any(start <= span[1] < end for start, end in self._codes):
                yield span
            for part in parts:
                yield from self.read(part)
            last = chains[at + used - 1]
            if not parts and sum(end - start for start, end in last) >= _SHORTEST:
                self._remember(chains[at][0][0], last[-1][1])
            at += used

    def label_at(self, start: int) -> Label | None:
        """Return what the words before a number call it; "telefones: 98765-4321 e 91234-5678" calls both."""
        if start != self._at:
            joined = self._joined and self._label in _SHARED and _AND.fullmatch(self._text, self._end, start)
            self._label = self._label if joined else label_before(self._text, start, self._end, self._roots)
            self._at = start
        return self._label

    def label_after(self, end: int) -> Label | None:
        """Return what the words after a number call it."""
        if end not in self._after:
            self._after[end] = label_after(self._text, end, self._roots)
        return self._after[end]

    def is_ordinal(self, start: int) -> bool:
        """Return whether the word before a number calls it an order, a law or the like."""
        if start not in self._ordinals:
            self._ordinals[start] = is_ordinal_of(self._text, start)
        return self._ordinals[start]

    def _remember(self, start: int, end: int) -> None:
        self._joined = _AND_MORE.match(self._text, end) is not None
        if self._joined:
            self.label_at(start)
        self._end = end

    def _longest(self, chains: Sequence[Sequence[_Group]], at: int) -> tuple[int, Span | None]:
        """Return how many chains make the longest number that begins at one of them, and what it is."""
        candidates: list[_Number] = []
        groups: list[_Group] = []
        if _DATE.match(self._text, chains[at][0][0]):
            return 1, None
        for chain in islice(chains, at, None):
            if groups and not _LOOSE.fullmatch(self._text, groups[-1][1], chain[0][0]):
                break
            groups = [*groups, *chain]
            if sum(end - start for start, end in groups) > _LONGEST:
                break
            candidates.append(_Number(self._text, groups, self))
        for used in range(len(candidates), 0, -1):
            span = _span(candidates[used - 1])
            if span:
                return used, span
        return 1, None


def _chains(text: str, groups: Sequence[_Group]) -> list[list[_Group]]:
    """Return the groups, those together that a single mark joins: what stands in a longer number is no number."""
    chains = [[groups[0]]]
    for left, right in pairwise(groups):
        if right[0] - left[1] == 1 and text[left[1]] in _TIGHT:
            chains[-1].append(right)
        else:
            chains.append([right])
    return chains


def _parts(text: str, chain: Sequence[_Group]) -> list[list[_Group]]:
    """Return what slashes and commas divide a chain into, if they do: "123.456.789-09/11987654321"."""
    parts = [[chain[0]]]
    for left, right in pairwise(chain):
        if text[left[1]] in "/,":
            parts.append([right])
        else:
            parts[-1].append(right)
    return parts if len(parts) > 1 else []


def _span(number: _Number) -> Span | None:
    if (
        len(number.digits) < _SHORTEST
        or (len(number.groups) > _MOST_GROUPS and max(number.form) > 1)
        or _is_code(number)
    ):
        return None
    for find in (_labelled, _card, _company, _person, _phone, _by_form):
        kind = find(number)
        if kind:
            return kind, *_whole(number, kind)
    return None


def _is_code(number: _Number) -> bool:
    """Return whether letters and more digits stick to it: a hash, a serial number."""
    if not (
        number.text[number.start - 1 : number.start].isalpha() or number.text[number.end : number.end + 1].isalpha()
    ):
        return False
    before = _WORD_BEFORE.search(number.text, max(0, number.start - 30), number.start)
    if before and before.group()[0].isdigit():
        return before.group().lower().lstrip("0") not in ("xx", "x")
    if before and len(before.group()) < 3 and number.label is None:
        return True
    after = _WORD_AFTER.match(number.text, number.end)
    return after is not None and after.group()[-1].isdigit()


def _labelled(number: _Number) -> Kind | None:
    digits = len(number.digits)
    if digits < _SHORTEST or (not number.is_bare and is_phone_form(number.form) and number.label != "rg"):
        return None
    label = number.label
    return next((kind for kind, lengths in _LENGTHS.items() if kind == label and digits in lengths), None)


def _card(number: _Number) -> Kind | None:
    if len(number.digits) not in range(13, 20) or number.is_something_else:
        return None
    if number.form not in _CARD_FORMS and number.label != "card":
        return None
    if not _ISSUER.match(number.digits):
        return None
    from stdnum import luhn

    return "card" if luhn.is_valid(number.digits) else None


def _company(number: _Number) -> Kind | None:
    if len(number.digits) != 14 or (number.is_bare and number.is_something_else):
        return None
    if number.form not in _CNPJ_FORMS and number.label != "cnpj":
        return None
    from stdnum.br import cnpj

    return "cnpj" if cnpj.is_valid(number.digits) else None


def _person(number: _Number) -> Kind | None:
    if len(number.digits) != 11 or (number.is_bare and number.is_something_else):
        return None
    if number.form not in _CPF_FORMS and number.label != "cpf":
        return None
    if number.label == "phone" and _phone(number):
        return None
    from stdnum.br import cpf

    return "cpf" if cpf.is_valid(number.digits) else None


def _phone(number: _Number) -> Kind | None:
    digits = number.digits
    if number.text[number.start - 1 : number.start] == "+" or number.text[number.start - 2 : number.start] == "+(":
        return "phone" if is_foreign_phone(digits) else None
    if len(digits) in (8, 9):
        return "phone" if _is_local(number) else None
    if len(digits) not in range(10, 15) or not (_has_area(number) or number.label in ("phone", "pix")):
        return None
    return "phone" if is_phone(digits) else None


def _is_local(number: _Number) -> bool:
    if number.label != "phone":
        dashed = number.form[-2:] in ((5, 4), (4, 4)) and number.text[number.groups[-1][0] - 1] == "-"
        mobile = number.form in ((5, 4), (1, 4, 4)) and number.digits[0] == "9" and number.digits[1] in "56789"
        if not (dashed and mobile) or number.is_something_else:
            return False
    return is_local_phone(digits=number.digits)


def _has_area(number: _Number) -> bool:
    """Return whether the way it is written shows a telephone number, without a word that says so."""
    form = number.form
    if number.is_bare and number.text.strip() == number.digits:
        return True  # an answer to "what is your number?"
    if number.is_bare:
        trunk = number.digits.startswith("0")
        return len(number.digits) in ((12, 14) if trunk else (11, 13)) and not number.is_something_else
    with_country = form[0] == 2 and number.digits.startswith("55") and len(number.digits) > 11
    if with_country or (form[0] == 1 and number.digits[0] == "0"):
        form = form[1:]
    elif form[0] == 3 and number.digits[0] == "0":
        form = (2, *form[1:])
    if not is_phone_form(form):
        return False
    enclosed = number.text[number.start - 1 : number.start] == "("
    mobile = len(number.digits.removeprefix("0")) in (11, 13)
    return (
        enclosed
        or (mobile and not number.is_something_else)
        or not {"-", "."}.isdisjoint(number.text[number.start : number.end])
    )


def _by_form(number: _Number) -> Kind | None:
    """Return the kind of what has a form of its own."""
    if number.form == (3, 5, 2, 1) and number.is_punctuated("..-"):
        return "pis"
    if number.is_punctuated("..-") and number.form == (2, 3, 3, 1) and not number.is_something_else:
        return "rg"
    if number.is_punctuated("..") and number.form == (2, 3, 3) and _LETTER.match(number.text, number.end):
        return "rg"
    if number.form == (8,):
        return "cep" if _STREET.search(number.text, max(0, number.start - 60), number.start) else None
    if number.form in ((5, 3), (2, 3, 3)) and number.is_punctuated(".-"[-len(number.form) + 1 :]):
        around = number.text[max(0, number.start - 80) : number.start]
        return "cep" if _ADDRESS.search(around) and not number.is_something_else else None
    return None


def _whole(number: _Number, kind: Kind) -> _Group:
    """Return where a number begins and ends with the marks and letters that belong to it."""
    if kind == "phone":
        before = _TRUNK.search(number.text, max(0, number.start - 8), number.start)
        return before.start() if before else number.start, number.end
    if kind == "rg":
        before = _STATE.search(number.text, max(0, number.start - 6), number.start)
        after = _LETTER.match(number.text, number.end)
        return before.start() if before else number.start, after.end() if after else number.end
    return number.start, number.end
