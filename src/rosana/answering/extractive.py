"""Answers by the documents' own sentences: those that answer the question, and what they need to be understood."""

import re
from collections.abc import AsyncGenerator, Sequence

from rosana.answering.followups import standalone
from rosana.answering.kinds import asks_for_steps, kind_of
from rosana.answering.relevance import Relevance, Scored
from rosana.answering.smalltalk import strip_greeting
from rosana.retrieval.analysis import fold
from rosana.types import Hit, Passage, Turn

__all__ = ["Extractive"]

_SENTENCES = 3
_LENGTH = 600  # characters of a list in an answer, about
_SLACK = 200  # more, where that saves the end of the list
_ENOUGH = 300  # characters from which no further sentence is added
_MARGIN = 1.0  # points below the best at which a sentence from elsewhere still answers
_MARGIN_NEXT = 3.0  # the same for the one that follows in the paragraph, where more than one fact is asked for
_NEW = 0.2  # of the question, that a sentence from elsewhere must add
_NEW_DOCUMENT = 0.35  # the same for a sentence of another document
_SIBLING = 0.7  # points between two items of a list from which only one of them is meant
_SAME = 0.7  # share of common words from which two sentences say the same
_STEPS = 3.0  # points that a list of steps gains when steps are asked for
_WHOLE = 60  # characters from which a list item is understood by itself

_LEANS = re.compile(
    r"\W*(?:(?:alem d|para |por |com |feito |apos |d|n)?(?:isso|isto|aquilo)|[nd]?(?:ess|est|aquel)[ea]s?|[nd]?el[ea]s?|tais"
    r"|tal|assim|porem|contudo|entretanto|no entanto|mas|todavia|tambem|por outro lado|em seguida|depois|entao"
    r"|caso contrario|ou seja|portanto|[oa]s? mesm[oa]s?|amb[oa]s|seus?|suas?|ali|se nao"
    r"|(?:para|por|com|em|a|ao|apos) (?:ess|est)[ea]s?)\b"
)
_NUMBERED = re.compile(r"\W{0,3}\d{1,2}(?:[.)º]| ?[-–])\s")


class Extractive:
    """An `Answerer` without a model: every word of its answers stands in a passage."""

    name = "extractive"

    def __init__(self) -> None:
        self._relevance = Relevance()

    async def stream(self, question: str, hits: Sequence[Hit], history: Sequence[Turn]) -> AsyncGenerator[str, None]:
        """Write the answer in pieces, as `Answerer.stream` says; never raises."""
        for piece in self.pieces(standalone(strip_greeting(question), history), hits):
            yield piece

    def pieces(self, question: str, hits: Sequence[Hit]) -> list[str]:
        """Return the answer to a question that needs no history, in pieces that joined are the whole."""
        scored = self._relevance.score(question, hits)
        passages = [_Passage(hit.passage, sentences) for hit, sentences in zip(hits, scored, strict=True)]
        asked = fold(question)
        kind = kind_of(asked)
        chosen = _choose(passages, steps=asks_for_steps(asked), exact=kind is not None and kind.exact)
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
        """By place: an item or row, or what goes on with one on its line or indented below it."""
        for place, one in enumerate(sentences):
            gap = self._gap(place)
            goes_on = place > 0 and self.listed[-1] and ("\n" not in gap or gap.endswith((" ", "\t")))
            self.listed.append(goes_on or one.sentence.kind in ("item", "row"))

    def __len__(self) -> int:
        return len(self.sentences)

    def leads(self, place: int) -> bool:
        """Say whether a sentence announces what follows it."""
        return self.sentences[place].sentence.text.endswith(":") and place + 1 < len(self)

    def leads_to_steps(self, place: int) -> bool:
        """Say whether a numbered item stands here or is announced here."""
        at = place if self.listed[place] else place + 1 if self.leads(place) else None
        return at is not None and self.listed[at] and _NUMBERED.match(self.sentences[at].sentence.text) is not None

    def understood(self, place: int, *, steps: bool) -> range:
        """Return a sentence with those around it without which it says too little."""
        if self.listed[place]:
            return self._around_item(place, steps=steps)
        if self.leads(place):
            return self._list_from(place) if self.listed[place + 1] else range(place, place + 2)
        if self.sentences[place].role == "label" and place + 1 < len(self):
            return range(place, self.understood(place + 1, steps=steps).stop)
        if self._leans(place):
            return range(place - 1, place + 1)
        return range(place, place + 1)

    def follows(self, place: int, chosen: set[int]) -> bool:
        """Say whether a sentence comes next in the paragraph of a chosen one."""
        return place - 1 in chosen and "\n" not in self._gap(place)

    def length(self, places: Sequence[int]) -> int:
        """Return how many characters the sentences have."""
        return sum(len(self.sentences[place].sentence.text) + 1 for place in places)

    def written(self, places: Sequence[int]) -> list[str]:
        """Return the sentences with what joins them: a blank, or line breaks where the passage has them."""
        pieces: list[str] = []
        for before, place in zip([None, *places], places, strict=False):
            if before is not None:
                pieces.append(self._joint(before, place))
            sentence = self.sentences[place].sentence
            pieces.append(sentence.text if self.listed[place] else " ".join(sentence.text.split()))
        return pieces

    def _joint(self, before: int, place: int) -> str:
        gap = self._gap(place)
        if "\n" not in gap and before + 1 == place:
            return " "
        if self.listed[place] or self.leads(before) or self.sentences[before].role == "label":
            return "\n" + gap.rpartition("\n")[2]
        return "\n\n" if "\n" in gap else " "

    def _gap(self, place: int) -> str:
        start = self.sentences[place - 1].sentence.end if place else 0
        return self.text[start : self.sentences[place].sentence.start]

    def _leans(self, place: int) -> bool:
        if place == 0 or self.listed[place - 1] or self.sentences[place - 1].role != "statement":
            return False
        return _LEANS.match(fold(self.sentences[place].sentence.text)) is not None

    def _around_item(self, place: int, *, steps: bool) -> range:
        start = place
        while start and self.listed[start - 1]:
            start -= 1
        if start and self.leads(start - 1):
            start -= 1
        whole = self._list_from(start)
        item = self._item(place)
        if place not in whole:
            return item
        meant = (
            (steps and self.leads_to_steps(start)) or self.length(item) < _WHOLE or not self._stands_out(place, whole)
        )
        return whole if meant else item

    def _stands_out(self, place: int, whole: range) -> bool:
        others = [self.sentences[at].score for at in whole if self.listed[at] and at not in self._item(place)]
        return self.sentences[place].score - max(others, default=0.0) >= _SIBLING

    def _item(self, place: int) -> range:
        first = place
        while self.sentences[first].sentence.kind not in ("item", "row"):
            first -= 1
        return range(first, place + 1)

    def _list_from(self, start: int) -> range:
        """Return the list, with its lead-in, that begins at a sentence, as far as an answer may be long."""
        end = start + 1
        while end < len(self) and self.listed[end]:
            end += 1
        if self.length(range(start, end)) <= _LENGTH + _SLACK:
            return range(start, end)
        end = start + 1
        while self.length(range(start, end + 1)) <= _LENGTH:
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
    return below <= _MARGIN and new >= (_NEW if known_document else _NEW_DOCUMENT)


def _alike(one: Scored, other: Scored) -> bool:
    return len(one.stems & other.stems) >= _SAME * max(1, min(len(one.stems), len(other.stems)))


def _reading_order(hits: Sequence[Hit], chosen: dict[int, set[int]]) -> list[int]:
    """Order passages by their documents' best, and inside a document as they stand in it."""
    documents = [hit.passage.document_id for hit in hits]
    return sorted(chosen, key=lambda at: (documents.index(documents[at]), hits[at].passage.id))
