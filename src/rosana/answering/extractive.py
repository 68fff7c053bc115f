"""Answers by the documents' own sentences: those that answer the question, and what they need to be understood."""

import math
import re
from collections.abc import AsyncGenerator, Sequence
from itertools import pairwise, permutations

from rosana.answering.followups import standalone
from rosana.answering.kinds import asks_for_steps, kind_of
from rosana.answering.relevance import Relevance, Scored
from rosana.answering.smalltalk import strip_greeting
from rosana.privacy import without_placeholders
from rosana.retrieval.analysis import fold
from rosana.sentences import Sentence, without_marker
from rosana.types import Hit, Passage, Turn

__all__ = ["Extractive"]

_SENTENCES = 3
_LENGTH = 500  # characters of a list in an answer, about
_STEPS_LENGTH = 1000  # the same for steps that are asked for
_SLACK = 200  # more, where that saves the end of the list
_ENOUGH = 300  # characters from which no further sentence is added
_MARGIN = 1.0  # points below the best at which a sentence from elsewhere still answers
_MARGIN_NEXT = 3.0  # the same for the one that follows in the paragraph, where more than one fact is asked for
_NEW = 0.2  # of the question, that a sentence from elsewhere must add
_NEW_DOCUMENT = 0.35  # the same for a sentence of another document
_HALF = 0.4  # the same for one that answers the other half of a double question, so that it may be less good
_SIBLING = 0.7  # points between two items of a list from which only one of them is meant
_SAME = 0.7  # share of common words from which two sentences say the same
_STEPS = 3.0  # points that a list of steps gains when steps are asked for
_WHOLE = 60  # characters from which a list item is understood by itself

_LEANS = re.compile(
    r"\W*(?:(?:alem d|para |por |com |feito |apos |d|n)?(?:isso|isto|aquilo)|[nd]?(?:ess|est|aquel)[ea]s?|[nd]?el[ea]s?"
    r"|tais|tal|assim|porem|contudo|entretanto|no entanto|mas|todavia|tambem|por outro lado|em seguida|depois|entao"
    r"|caso contrario|ou seja|portanto|[oa]s? mesm[oa]s?|amb[oa]s|seus?|suas?|ali|se nao"
    r"|(?:para|por|com|em|a|ao|apos) (?:ess|est)[ea]s?|(?:\w+ ){1,3}[dn]ess[ea]s?)\b"
)
_FIRST = re.compile(r"\W{0,3}1(?:[.)º]| ?[-–])\s")
_NUMBERED = re.compile(r"\W{0,3}(\d{1,2})(?:[.)º]| ?[-–])\s")


class Extractive:
    """An `Answerer` without a model: every word of its answers stands in a passage."""

    name = "extractive"

    def __init__(self) -> None:
        self._relevance = Relevance()

    async def stream(self, question: str, hits: Sequence[Hit], history: Sequence[Turn]) -> AsyncGenerator[str, None]:
        """Write the answer in pieces, as `Answerer.stream` says; never raises."""
        for piece in self.pieces(without_placeholders(standalone(strip_greeting(question), history)), hits):
            yield piece

    def pieces(self, question: str, hits: Sequence[Hit]) -> list[str]:
        """Return the answer to a question that needs no history, in pieces that joined are the whole."""
        scored = self._relevance.score(question, hits)
        passages = [_Passage(hit.passage, sentences) for hit, sentences in zip(hits, scored, strict=True)]
        asked = fold(question)
        kind = kind_of(asked)
        steps = asks_for_steps(asked)
        chosen = _choose(passages, steps=steps, exact=kind is not None and kind.exact)
        if steps:
            _complete_steps(passages, chosen)
        pieces: list[str] = []
        for hit in _reading_order(hits, chosen):
            pieces += ["\n\n"] * bool(pieces) + passages[hit].written(sorted(chosen[hit]))
        return pieces


class _Passage:
    """The sentences of a passage and how they stand to each other."""

    def __init__(self, passage: Passage, sentences: Sequence[Scored]) -> None:
        self.document_id = passage.document_id
        self.text = passage.text
        self.sentences = sentences
        self.listed: list[bool] = []
        """By place: an item or row, or what goes on with one on its line, right below it or indented."""
        for place in range(len(sentences)):
            goes_on = place > 0 and self.listed[-1] and self._goes_on(place)
            self.listed.append(goes_on or self._is_item(place))

    def __len__(self) -> int:
        return len(self.sentences)

    def leads(self, place: int) -> bool:
        """Say whether a sentence announces what follows it."""
        return self._of(place).text.endswith(":") and place + 1 < len(self)

    def leads_to_steps(self, place: int) -> bool:
        """Say whether a list of numbered items stands here or follows."""
        at = place if self.listed[place] else place + 1
        return at < len(self) and self.listed[at] and _NUMBERED.match(self._of(self._first(at)).text) is not None

    def understood(self, place: int, *, steps: bool) -> range:
        """Return a sentence with those around it without which it says too little."""
        if self.listed[place]:
            return self._around_item(place, steps=steps)
        if self.leads(place) or (steps and self.leads_to_steps(place)):
            return self._list_from(place, steps=steps) if self.listed[place + 1] else self._block_from(place)
        if self.sentences[place].role == "label" and place + 1 < len(self):
            return range(place, self.understood(place + 1, steps=steps).stop)
        if self._leans(place):
            return range(place - 1, place + 1)
        return range(place, place + 1)

    def follows(self, place: int, chosen: set[int]) -> bool:
        """Say whether a sentence comes next in the paragraph of a chosen one."""
        return place - 1 in chosen and "\n" not in self._gap(place)

    def first_steps(self) -> range:
        """Return the list that opens the passage, below headings at most."""
        start = next((place for place, one in enumerate(self.sentences) if one.role != "label"), 0)
        return range(start, self._end(start)) if self.sentences and self.listed[start] else range(0)

    def last_steps(self) -> range:
        """Return the list that ends the passage, with its lead-in."""
        if not self.sentences or not self.listed[-1]:
            return range(0)
        first = self._first(len(self) - 1)
        return range(first - (first > 0 and self.leads(first - 1)), len(self))

    def numbers(self, places: range) -> list[int]:
        """Return the numbers of a list's items."""
        found = [_NUMBERED.match(self._of(place).text) for place in places if self._indent(place) == 0]
        return [int(number[1]) for number in found if number]

    def length(self, places: Sequence[int]) -> int:
        """Return how many characters the sentences have."""
        return sum(len(self._of(place).text) + 1 for place in places)

    def written(self, places: Sequence[int]) -> list[str]:
        """Return the sentences with what joins them: a blank, or line breaks where the passage has them."""
        if self._items(places) == [places[0]]:  # alone it is no list
            return [without_marker(self._written(places[0])), *(f" {self._written(place)}" for place in places[1:])]
        pieces = [self._written(places[0])]
        for before, place in pairwise(places):
            pieces += self._joint(before, place), self._written(place)
        return pieces

    def _written(self, place: int) -> str:
        text, kind = self._of(place).text, self._of(place).kind
        return text if self.listed[place] or kind == "line" else " ".join(text.split())

    def _joint(self, before: int, place: int) -> str:
        gap = self._gap(place)
        if "\n" not in gap and before + 1 == place:
            return " "
        below = self.leads(before) or self.sentences[before].role == "label" or self._of(before).kind == "line"
        if self.listed[place] or below:
            return "\n" + gap.rpartition("\n")[2]
        return "\n\n" if "\n" in gap else " "

    def _of(self, place: int) -> Sentence:
        return self.sentences[place].sentence

    def _gap(self, place: int) -> str:
        start = self._of(place - 1).end if place else 0
        return self.text[start : self._of(place).start]

    def _indent(self, place: int) -> int:
        return len(self._gap(place).rpartition("\n")[2])

    def _goes_on(self, place: int) -> bool:
        gap = self._gap(place)
        if "\n" not in gap or gap.endswith((" ", "\t")):
            return True
        return gap.count("\n") == 1 and (self._of(place).kind == "line" or self._resumes(place + 1))

    def _resumes(self, place: int) -> bool:
        """Say whether a list goes on here below a line of prose."""
        if place == len(self) or not self._is_item(place):
            return False
        return self._gap(place) == "\n" and not self._begins(place)

    def _leans(self, place: int) -> bool:
        if place == 0 or self.listed[place - 1] or self.sentences[place - 1].role != "statement":
            return False
        return _LEANS.match(fold(self._of(place).text)) is not None

    def _first(self, place: int) -> int:
        """Return where the list begins in which a place stands."""
        while place and self.listed[place - 1] and not self._begins(place):
            place -= 1
        return place

    def _end(self, first: int) -> int:
        """Return the place behind the list that begins at a place."""
        end = first + 1
        while end < len(self) and self.listed[end] and not self._begins(end):
            end += 1
        return end

    def _begins(self, place: int) -> bool:
        """Say whether a numbered list begins here, be it right behind another list."""
        return _FIRST.match(self._of(place).text) is not None and self._indent(place) == 0

    def _around_item(self, place: int, *, steps: bool) -> range:
        first = self._first(place)
        led = first > 0 and self.leads(first - 1)
        whole = self._list_from(first - led, steps=steps)
        item = self._item(place)
        if place not in whole:
            return item
        short = self._of(place).kind != "row" and self.length(item) < _WHOLE
        if short or (steps and self.leads_to_steps(first)):
            return whole
        wanted = led or self.length(whole) <= _ENOUGH or (steps and len(self._items(whole)) > 1)
        return whole if wanted and not self._stands_out(item, whole) else item

    def _stands_out(self, item: range, whole: range) -> bool:
        others = [self.sentences[at].score for at in whole if self.listed[at] and at not in item]
        return max(self.sentences[at].score for at in item) - max(others, default=math.inf) >= _SIBLING

    def _items(self, places: Sequence[int]) -> list[int]:
        return [place for place in places if self._is_item(place)]

    def _is_item(self, place: int) -> bool:
        return self._of(place).kind in ("item", "row")

    def _item(self, place: int) -> range:
        """Return an item up to a place in it, and the items below it that it announces."""
        first, end = place, place + 1
        while not self._is_item(first):
            first -= 1
        while self.leads(place) and end < len(self) and self.listed[end] and self._indent(end) > self._indent(first):
            end += 1
        return range(first, end)

    def _list_from(self, start: int, *, steps: bool) -> range:
        """Return the list, with its lead-in, that begins at a sentence, as far as an answer may be long."""
        longest = _STEPS_LENGTH if steps else _LENGTH
        first = start if self.listed[start] else start + 1
        end = self._end(first)
        if self.length(range(start, end)) <= longest + _SLACK:
            return range(start, end)
        while end > first + 1 and self.length(range(start, end)) > longest:
            end -= 1
        while end > first + 1 and self._of(end - 1).text.endswith(":"):
            end -= 1
        return range(start, end)

    def _block_from(self, start: int) -> range:
        """Return a lead-in and the lines, of a command for instance, or the sentence that it announces."""
        end = start + 2
        while end < len(self) and self._of(end).kind == "line" and self._gap(end) == "\n":
            end += 1
        return range(start, end)


def _choose(passages: Sequence[_Passage], *, steps: bool, exact: bool) -> dict[int, set[int]]:
    """Return the places of the chosen sentences by passage."""

    def value(one: Scored) -> float:
        return one.score + (_STEPS if steps and passages[one.hit].leads_to_steps(one.place) else 0.0)

    ranked = sorted((one for passage in passages for one in passage.sentences), key=value, reverse=True)
    chosen: dict[int, set[int]] = {}
    for one in ranked:
        below = value(ranked[0]) - value(one)
        if below > _MARGIN_NEXT:
            break
        if not chosen or _adds(passages, chosen, one, below, exact=exact):
            chosen.setdefault(one.hit, set()).update(passages[one.hit].understood(one.place, steps=steps))
    return chosen


def _adds(passages: Sequence[_Passage], chosen: dict[int, set[int]], one: Scored, below: float, *, exact: bool) -> bool:
    """Say whether an answer is better with one more sentence, which is so many points below the best."""
    passage = passages[one.hit]
    taken = [passages[hit].sentences[place] for hit, places in chosen.items() for place in places]
    if len(taken) >= _SENTENCES or sum(len(other.sentence.text) for other in taken) > _ENOUGH:
        return False
    if one.role != "statement" or passage.listed[one.place] or passage.leads(one.place):
        return False
    if any(_alike(one, other) or passages[other.hit].listed[other.place] for other in taken):
        return False
    if passage.follows(one.place, chosen.get(one.hit, set())):
        return not exact or below <= _MARGIN
    held = [max(covers) for covers in zip(*(other.cover for other in taken), strict=True)]
    new = sum(max(0.0, own - known) for own, known in zip(one.cover, held, strict=True))
    known_document = passage.document_id in {passages[hit].document_id for hit in chosen}
    return new >= _HALF or (below <= _MARGIN and new >= (_NEW if known_document else _NEW_DOCUMENT))


def _complete_steps(passages: Sequence[_Passage], chosen: dict[int, set[int]]) -> None:
    """Add the steps that stand in another passage, where the end of a passage cuts the chosen ones."""
    for one, other in permutations(range(len(passages)), 2):
        first, second = passages[one], passages[other]
        head, tail = first.last_steps(), second.first_steps()
        before, after = first.numbers(head)[-1:], second.numbers(tail)[:1]
        if first.document_id != second.document_id or not before or after != [before[0] + 1]:
            continue
        touched = not chosen.get(one, set()).isdisjoint(head) or not chosen.get(other, set()).isdisjoint(tail)
        if touched and first.length(head) + second.length(tail) <= _STEPS_LENGTH + _SLACK:
            chosen.setdefault(one, set()).update(head)
            chosen.setdefault(other, set()).update(tail)


def _alike(one: Scored, other: Scored) -> bool:
    return len(one.stems & other.stems) >= _SAME * max(1, min(len(one.stems), len(other.stems)))


def _reading_order(hits: Sequence[Hit], chosen: dict[int, set[int]]) -> list[int]:
    """Order passages by their documents' best, and inside a document as they stand in it."""
    documents = [hit.passage.document_id for hit in hits]
    return sorted(chosen, key=lambda at: (documents.index(documents[at]), hits[at].passage.id))
