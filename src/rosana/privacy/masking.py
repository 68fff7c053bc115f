"""Placeholders for personal data: equal values share one, and only the mapping leads back."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import get_args

from rosana.privacy.context import beginnings, fold, plain
from rosana.privacy.finding import Finding, find
from rosana.privacy.kinds import LABELS, Kind

__all__ = ["PLACEHOLDER", "ROLE_MAILBOXES", "Masker", "restore", "without_placeholders"]

PLACEHOLDER = re.compile(rf"\[(?:{'|'.join(LABELS.values())})_[1-9]\d{{0,8}}\]")
"""What stands in a masked text: `[CPF_1]`."""

_Place = tuple[int, int, str]
"""Start, end, and the word of the placeholder."""

_BY_CONTEXT = frozenset(LABELS[kind] for kind in get_args(Kind)) - {LABELS["email"], LABELS["name"], LABELS["ip"]}
_TELLING = 6
"""Characters of a number from which it means the same thing wherever it stands in a document."""
_FEW = 30
"""Names that are looked for one by one."""
_NUMBER = re.compile(r"\d[\d./-]{3,}[\dXx]")
_CODE = re.compile(r"\b[A-Za-z]{2,3}[\s.-]?\d[\dA-Za-z]\d{2,4}\b")
"""A plate or a passport."""
_MARKS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W\d_][\w'’]*")

ROLE_MAILBOXES = tuple(
    f"{name}@"
    for name in (
        "atendimento", "comercial", "contato", "dpo", "duvidas", "faleconosco", "financeiro", "info", "lgpd",
        "marketing", "noreply", "ouvidoria", "privacidade", "rh", "sac", "secretaria", "suporte", "support",
        "vendas",
    )
)  # fmt: skip
"""Mailboxes of a role, not of a person, as entries of `public`: in a company's documents they are its own."""


class Masker:
    """Masks the texts of one document or conversation.

    Equal values share a placeholder, however they are written. What was found once is known from then on, also
    where nothing around it says what it is. A placeholder that stands in a text already, because somebody typed
    it, never comes to mean another's value: its number is left free, or it gets a placeholder of its own.

    Args:
        kinds: what is masked; all else stays.
        public: values that stay: e-mail addresses, all of a domain ("@empresa.com.br") or of a mailbox
            ("contato@"), and numbers, in any format.
        mapping: what earlier texts of the same conversation were masked with.
    """

    def __init__(
        self, kinds: Collection[Kind], *, public: Iterable[str] = (), mapping: Mapping[str, str] | None = None
    ) -> None:
        self._kinds = frozenset(kinds)
        self._public = frozenset(_same(value) for value in public)
        self._placeholders: dict[tuple[str, str], str] = {}
        self._counts: dict[str, int] = {}
        self._known = _Known()
        self.mapping: dict[str, str] = {}
        """The raw value behind each placeholder."""
        for placeholder, value in (mapping or {}).items():
            self._add(placeholder, value)
        self.found_new = False
        """Whether `mapping` has grown since."""

    def mask(self, text: str) -> str:
        """Return the text with placeholders for the personal data in it; what was found goes into `mapping`."""
        places = [(finding.start, finding.end, LABELS[finding.kind]) for finding in self.find(text)]
        if "[" in text:
            places += self._typed(text)
        for start, end, label in places:
            self._known.add(label, text[start:end])
        places += self._known.places(text)
        return self._replace(text, sorted(places)) if places else text

    def find(self, text: str) -> list[Finding]:
        """Return what would be masked, and mask nothing."""
        return [finding for finding in find(text, self._kinds) if not self._is_public(finding)]

    def _typed(self, text: str) -> Iterator[_Place]:
        """Yield the placeholders that stand in a text; one that is still free means itself from now on."""
        for found in PLACEHOLDER.finditer(text):
            if found.group() not in self.mapping:
                self._add(found.group(), found.group())
            yield found.start(), found.end(), _label(found.group())

    def _replace(self, text: str, places: Iterable[_Place]) -> str:
        pieces: list[str] = []
        done = 0
        for start, end, label in places:
            if start >= done:
                pieces += text[done:start], self._placeholder(label, text[start:end])
                done = end
        return "".join((*pieces, text[done:]))

    def _placeholder(self, label: str, value: str) -> str:
        placeholder = self._placeholders.get((label, _same(value)))
        if placeholder is None:
            placeholder = self._next_free(label)
            self._add(placeholder, value)
        return placeholder

    def _next_free(self, label: str) -> str:
        """Return the next placeholder that means nothing yet: what somebody typed never makes the numbers grow."""
        while True:
            number = self._counts[label] = self._counts.get(label, 0) + 1
            if (placeholder := f"[{label}_{number}]") not in self.mapping:
                return placeholder

    def _add(self, placeholder: str, value: str) -> None:
        label = _label(placeholder)
        self.mapping[placeholder] = value
        self._placeholders[label, _same(value)] = placeholder
        self._known.add(label, value)
        self.found_new = True

    def _is_public(self, finding: Finding) -> bool:
        if not self._public:
            return False
        value = _same(finding.value)
        if finding.kind != "email":
            return value in self._public
        mailbox, _, domain = value.partition("@")
        return not self._public.isdisjoint((value, f"@{domain}", f"{mailbox}@"))


class _Known:
    """Values that were found by what stood around them, found again by themselves."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}
        self._names: dict[str, set[str]] = {}

    def add(self, label: str, value: str) -> None:
        if label == LABELS["name"] and value[0].isupper():
            self._names.setdefault(value.split(maxsplit=1)[0], set()).add(value)
        elif label in _BY_CONTEXT and len(same := _same(value)) >= _TELLING:
            self._numbers[same] = label

    def places(self, text: str) -> Iterator[_Place]:
        """Yield where they stand; the time it takes does not grow with their number."""
        if self._numbers:
            for found in chain(_NUMBER.finditer(text), _CODE.finditer(text)):
                label = self._numbers.get(_same(found.group()))
                if label:
                    yield found.start(), found.end(), label
        firsts = self._names if len(self._names) < _FEW else self._names.keys() & set(_WORD.findall(text))
        for first in firsts:
            for name in self._names[first] if first in text else ():
                for start in beginnings(text, (name,)):
                    if not text[start + len(name) : start + len(name) + 1].isalnum():
                        yield start, start + len(name), LABELS["name"]


def restore(text: str, mapping: Mapping[str, str]) -> str:
    """Return the text with the raw values of the mapping's placeholders; others stay."""
    if "[" not in text:
        return text
    return PLACEHOLDER.sub(lambda found: mapping.get(found.group(), found.group()), text)


def without_placeholders(text: str) -> str:
    """Return the text without placeholders, for a search: they say nothing about what a question asks for.

    A text of nothing else stays.
    """
    if "[" not in text:
        return text
    left = PLACEHOLDER.sub(" ", text)
    return left if any(map(str.isalnum, left)) else text


def _label(placeholder: str) -> str:
    return placeholder[1:].rpartition("_")[0]


def _same(value: str) -> str:
    """Return what equal values share, however they are written: a telephone number with or without its country."""
    value = fold(plain(value))
    if "@" in value:
        return "".join(value.split())
    compact = _MARKS.sub("", value)
    if compact.isdecimal() and len(compact) in (12, 13):
        return compact.removeprefix("55")
    return compact
