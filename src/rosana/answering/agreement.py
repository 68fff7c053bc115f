"""Whether a sentence says of its numbers, dates, names and negations what a passage says of them.

A fact of the sentence belongs where the words around it stand in the passage. Another fact of its kind in that place
contradicts it, even if the fact itself stands elsewhere in the passage.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from rosana.answering.facts import TokenKind
from rosana.answering.reading import UNITS, Reading

__all__ = ["agrees"]

_REACH = 4  # words on each side of a place that say which place it is
_SLACK = 2  # words that a paraphrase may put between them
_FAR = 0.7  # of a word that stands at another distance
_NEAR = 0.9  # of one that stands one word nearer or further
_CROSSED = 0.4  # of a word that stands on the other side
_FILLER = 0.3  # of a word that says little
_DECAY = 0.8  # of each word further away
_SURE = 0.6  # a fit from which on a place of the passage is the place meant
_FAINT = 0.25  # a fit below which a denial of the passage denies something else
_WIDE_MARGIN = 0.3  # the same where the sentence holds what stands there too, in another place
_MARGIN = 0.2  # by which it must fit better than the place where the fact does stand

_FACTS: frozenset[TokenKind] = frozenset(("number", "month", "day", "name"))
_RANGE = frozenset(("a", "as", "ao", "ate"))
_ONE = frozenset(("um", "uma"))
# Words that deny without a negation; a sentence may say them with one, and the other way round.
_DENYING = re.compile(
    r"proib|ved[ae]|imped|impossi|indispon|inval|insufic|recus|neg[ao]|dispens|isen|gratuit|gratis|excec|exclu|salvo$"
    r"|apenas$|somente$|so$|deix|fech|falt|ausen|perd|bloque|desativ|desab|menos$"
)
_PAIRS = (
    ("permi[st]|autoriz|liberad", "proib|vedad"),
    ("obrigatori", "opcion|facultativ|dispens"),
    ("gratuit|gratis", "pag[oa]s?$"),
    ("minim", "maxim"),
    ("antes$|anterior", "depois$|apos$|posterior"),
    ("ute?is$|util$", "corrid[oa]s?$"),
    ("ativ[aoe]", "desativ|inativ"),
    ("habilit", "desabilit"),
    ("inclu", "exclu"),
    ("aument", "diminu|redu[zc]"),
    ("maior", "menor"),
    ("mais$", "menos$"),
    ("abert|abre", "fechad|fecha$"),
    ("possiv", "impossiv"),
    ("disponiv", "indisponiv"),
    ("valid", "invalid"),
)
_OPPOSITES = tuple((re.compile(one), re.compile(other)) for one, other in _PAIRS)
_OPPOSED = re.compile("|".join(word for pair in _PAIRS for word in pair))


def agrees(sentence: Reading, passage: Reading, window: range, *, names: frozenset[str]) -> bool:
    """Say whether a sentence agrees with a passage.

    Args:
        sentence: what an answer says.
        passage: the whole passage.
        window: the words of the passage that the sentence speaks of.
        names: stems of the passage's title and headings.
    """
    pair = _Pair(sentence, passage, window, names)
    return (
        pair.facts_agree()
        and pair.denials_agree()
        and pair.opposites_agree()
        and pair.ranges_agree()
        and pair.dates_agree()
    )


def _name_around(reading: Reading, at: int) -> tuple[int, int]:
    """Return where the name of several words begins and ends that a word is part of; any other stands alone."""
    first, last = at, at + 1
    if reading.tokens[at].kind == "name":
        while first > 0 and reading.tokens[first - 1].kind == "name" and first not in reading.breaks:
            first -= 1
        while last < len(reading.tokens) and reading.tokens[last].kind == "name" and last not in reading.breaks:
            last += 1
    return first, last


class _Pair:
    """A sentence beside a passage."""

    def __init__(self, sentence: Reading, passage: Reading, window: range, names: frozenset[str]) -> None:
        self._said = sentence
        self._source = passage
        self._window = window
        self._names = names

    def facts_agree(self) -> bool:
        return all(
            self._fact_agrees(at) if token.kind in _FACTS else self._opening_agrees(at) if token.opens else True
            for at, token in enumerate(self._said.tokens)
        )

    def denials_agree(self) -> bool:
        return all(map(self._denial_stands, self._said.denials)) and not any(
            map(self._denial_is_left_out, (at for at in self._source.denials if at in self._window))
        )

    def opposites_agree(self) -> bool:
        for at, token in enumerate(self._said.tokens):
            for one, other in _opposites(token.key):
                if not self._is_denied(self._said, at) and self._is_turned(at, one, other):
                    return False
        return True

    def ranges_agree(self) -> bool:
        """Say whether each range of two numbers or days has its ends in the passage's order."""
        source = set(_ranges(self._source))
        return all((last, first) not in source or (first, last) in source for first, last in _ranges(self._said))

    def dates_agree(self) -> bool:
        """Say whether each day stands before its month in the passage, or before a later day of that month."""
        source = set(_dates(self._source, _REACH))
        return all(date in source or self._names.issuperset(date) for date in _dates(self._said, 1))

    def _fact_agrees(self, at: int) -> bool:
        fact = self._said.tokens[at]
        places = [place for place in range(len(self._source.tokens)) if self._is_same(at, place)]
        if not places and self._is_abbreviation(at):
            return True
        if not places and not self._is_above(at):
            return False
        own = max((self._fit(at, place) for place in places), default=_SURE)
        return not any(
            self._fit(at, place) >= max(_SURE, own + (_MARGIN if source.key not in self._keys else _WIDE_MARGIN))
            for place, source in zip(self._window, self._source.tokens[self._window.start :], strict=False)
            if source.kind == fact.kind and place not in places and self._counts_alike(at, place)
        )

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(token.key for token in self._said.tokens)

    def _is_same(self, at: int, place: int) -> bool:
        said, source = self._said.tokens[at], self._source.tokens[place]
        if said.kind == "number":
            if not self._counts_alike(at, place):
                return False
            if source.key in _ONE:
                return said.key == "1"
            return source.key == said.key or (source.kind == "day" and source.key == f"{said.key}o")
        if said.kind == "day" and source.kind == "number":
            return said.key == f"{source.key}o" and not self._source.units[place]
        return source.key == said.key or (said.kind == "name" and self._source.stems[place] == self._said.stems[at])

    def _counts_alike(self, at: int, place: int) -> bool:
        one, other = self._said.units[at], self._source.units[place]
        return one == other or ("" in (one, other) and "%" not in (one, other))

    def _is_above(self, at: int) -> bool:
        return self._said.stems[at] in self._names

    def _is_abbreviation(self, at: int) -> bool:
        token = self._said.tokens[at]
        return token.kind == "name" and 2 <= len(token.key) <= 8 and token.key in self._initials()

    def _initials(self) -> set[str]:
        """Return what the passage's names may be abbreviated to, two to eight words each."""
        letters = "".join(token.key[0] if token.kind == "name" or token.opens else " " for token in self._source.tokens)
        return {
            run[start:end]
            for run in letters.split()
            for start in range(len(run))
            for end in range(start + 2, start + 9)
        }

    def _opening_agrees(self, at: int) -> bool:
        """Say whether the word that opens a sentence does not take the place of a name."""
        if self._said.tokens[at].kind != "word":
            return True
        stem = self._said.stems[at]
        places = [place for place, other in enumerate(self._source.stems) if other == stem]
        own = max((self._fit(at, place) for place in places), default=_SURE if stem in self._names else 0.0)
        return not any(
            source.kind == "name" and place not in places and self._fit(at, place) >= max(_SURE, own) + _MARGIN
            for place, source in zip(self._window, self._source.tokens[self._window.start :], strict=False)
        )

    def _denial_stands(self, gap: int) -> bool:
        own = max((self._gap_fit(gap, place) for place in self._source.denials), default=0.0)
        softly = any(_DENYING.match(self._source.tokens[place].key) for place in self._window)
        if own < _FAINT and not softly and not any(map(self._speaks_of, self._source.denials)):
            return False
        if self._is_excepted():
            return True
        rivals = (self._gap_fit(gap, place) for place in self._window if place not in self._source.denials)
        return max(rivals, default=0.0) < max(_SURE, own + _MARGIN)

    def _denial_is_left_out(self, place: int) -> bool:
        """Say whether the sentence affirms what the passage denies at a place."""
        if not self._said.tokens or place in self._said_denials:
            return False
        gap = max(range(len(self._said.tokens)), key=lambda gap: self._gap_fit(gap, place))
        fit = self._gap_fit(gap, place)
        if fit < _SURE or gap in self._said.denials or self._denies_softly(gap):
            return False
        if any(stem not in self._said.stems for stem in self._denied_at(place)):
            return False
        elsewhere = (other for other in self._window if other not in self._source.denials)
        return not any(self._gap_fit(gap, other) >= fit for other in elsewhere if abs(other - place) > _REACH)

    def _denied_at(self, place: int) -> list[str]:
        """Return what a sentence must hold to affirm what the passage denies: the next word that counts, and names."""
        behind = range(place, min(place + _REACH + _SLACK, self._source.end(place)))
        kinds = [self._source.tokens[at].kind for at in behind]
        first = next((at for at, kind in zip(behind, kinds, strict=True) if kind != "filler"), None)
        return [self._source.stems[at] for at, kind in zip(behind, kinds, strict=True) if at == first or kind == "name"]

    def _speaks_of(self, place: int) -> bool:
        """Say whether the sentence holds half of the words that a denial of the passage denies."""
        behind = range(place, min(place + _REACH + _SLACK, self._source.end(place)))
        denied = [self._source.stems[at] for at in behind if self._source.tokens[at].kind != "filler"][:_REACH]
        return 2 * sum(stem in self._said.stems for stem in denied) >= max(1, len(denied))

    def _is_excepted(self) -> bool:
        """Say whether the sentence denies of an exception what the passage says of all else."""
        return not self._said.exceptions and any(
            place in self._window and self._speaks_of(place) for place in self._source.exceptions
        )

    @cached_property
    def _said_denials(self) -> set[int]:
        """The denials of the passage that those of the sentence fit best."""
        denials = self._source.denials
        return {max(denials, key=lambda place: self._gap_fit(gap, place)) for gap in self._said.denials if denials}

    def _denies_softly(self, gap: int) -> bool:
        """Say whether words near a gap of the sentence deny in a way that the passage does not use."""
        near = range(max(0, gap - _REACH), min(len(self._said.tokens), gap + _REACH))
        held = {self._source.stems[place] for place in self._window}
        return any(_DENYING.match(self._said.tokens[at].key) and self._said.stems[at] not in held for at in near)

    def _is_turned(self, at: int, one: re.Pattern[str], other: re.Pattern[str]) -> bool:
        """Say whether the passage has the opposite of a word in its place."""
        keys = [self._source.tokens[place].key for place in self._window]
        if any(map(one.match, keys)):
            return False
        return any(
            other.match(key) and self._fit(at, place) >= _FAINT and not self._is_denied(self._source, place)
            for key, place in zip(keys, self._window, strict=True)
        )

    def _is_denied(self, reading: Reading, at: int) -> bool:
        return any(gap <= at < gap + _REACH for gap in reading.denials)

    def _fit(self, at: int, place: int) -> float:
        """Return how well the words around a word of the sentence fit those around one of the passage, 0..1."""
        said, source = self._said, self._source
        (first, last), (begin, end) = _name_around(said, at), _name_around(source, place)
        before = _compare(said, range(first - 1, -1, -1), source, range(begin - 1, -1, -1), range(end, end + _REACH))
        after = _compare(
            said, range(last, len(said.tokens)), source, range(end, len(source.tokens)), range(begin - 1, -1, -1)
        )
        return _share(before, after)

    def _gap_fit(self, gap: int, place: int) -> float:
        """Return the same for two gaps, each before a word; what follows a negation says more than what precedes."""
        said, source = self._said, self._source
        before = _compare(said, range(gap - 1, -1, -1), source, range(place - 1, -1, -1), range(place, place + 8))
        after = _compare(
            said, range(gap, len(said.tokens)), source, range(place, source.end(place)), range(place - 1, -1, -1)
        )
        return _share((before[0] / 2, before[1] / 2), after)


def _compare(said: Reading, mine: range, source: Reading, same: range, other: range) -> tuple[float, float]:
    """Return the weight of the words on one side that the passage holds too, and of all of them."""
    near = [source.stems[place] for place in same[: _REACH + _SLACK]]
    across = [source.stems[place] for place in other[:_REACH] if place < len(source.stems)]
    held = total = 0.0
    for distance, at in enumerate(mine[:_REACH]):
        stem = said.stems[at]
        weight = (_FILLER if said.tokens[at].kind == "filler" else 1.0) * _DECAY**distance
        total += weight
        if stem in near:
            held += weight * (1.0, _NEAR, _FAR)[min(2, abs(near.index(stem) - distance))]
        elif stem in across:
            held += weight * _CROSSED
    return held, total


def _share(before: tuple[float, float], after: tuple[float, float]) -> float:
    total = before[1] + after[1]
    return (before[0] + after[0]) / total if total else 0.0


def _opposites(key: str) -> Iterator[tuple[re.Pattern[str], re.Pattern[str]]]:
    if not _OPPOSED.match(key):
        return
    for one, other in _OPPOSITES:
        if one.match(key):
            yield one, other
        elif other.match(key):
            yield other, one


def _ranges(reading: Reading) -> Iterable[tuple[str, str]]:
    facts = [(at, token) for at, token in enumerate(reading.tokens) if token.kind in ("number", "day", "month")]
    for (at, first), (place, last) in pairwise(facts):
        between = [token.key for token in reading.tokens[at + 1 : place] if token.key not in UNITS]
        if len(between) == 1 and between[0] in _RANGE and first.kind == last.kind:
            yield first.key, last.key


def _dates(reading: Reading, reach: int) -> Iterator[tuple[str, str]]:
    """Yield each month with the numbers that stand up to so many words before it, after any other month."""
    for at, token in enumerate(reading.tokens):
        if token.kind != "month":
            continue
        for before in reversed(reading.tokens[max(0, at - reach) : at]):
            if before.kind == "month":
                break
            if before.kind == "number" or before.key == "1o":
                yield before.key.removesuffix("o"), token.key
