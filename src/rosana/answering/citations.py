"""Which passage supports a sentence of an answer, and where in it."""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from operator import mul

from rosana.answering.agreement import agrees
from rosana.answering.facts import Token, read_tokens
from rosana.answering.reading import Reading, read
from rosana.retrieval.analysis import Analyzer
from rosana.sentences import Sentence, split_sentences
from rosana.types import Source

__all__ = ["Support", "Supporter"]

_LEAST = 0.5  # share of a sentence's words, by weight, that a supporting place holds
_CLOSE = 0.05  # of that share: places that fit nearly as well are tried too
_LONGEST = 3  # sentences of a passage that one sentence of an answer may draw together
_STRETCH = 0.04  # of that share: what each further sentence must add
_ALIKE = 5  # letters that words of one family begin with
_LIKE = 0.8  # of a word of the same family
_ABOVE = 0.8  # of a word that only title and headings hold
_NEW = 0.7  # of the weight of the rarest word: one that no passage holds
_NEAR = 60  # characters before a sentence that may deny it
_STOP = re.compile(r"[.!?:;,|\n]")
_CLOSING = re.compile(r"[.!?…]*[\"'”’»)\]]*")
_JOINT = re.compile(r"; |,? (?:e|mas|enquanto) (?=[oa]s? )")  # before a clause with a subject of its own
_FRAMING = """
    acordo documento documentos informacao informacoes texto base segundo conforme portanto assim alem disso ainda porem
    entanto sim fonte trecho forma caso vez resumo resposta pergunta passagem contexto manual artigo
"""
_FRAMES = frozenset(_FRAMING.split())


@dataclass(frozen=True, slots=True)
class Support:
    """The place that supports a sentence."""

    source: int
    """Its number, `Source.n`."""
    start: int
    """Characters of the source's text."""
    end: int


class Supporter:
    """Finds support in the sources of one answer. Not for use by two threads at once."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._analyzer = Analyzer()
        self._texts = [_Text(source, self._analyzer) for source in sources]

    def support(self, sentence: str) -> Support | None:
        """Return where a sentence is supported; None where no source does, or the best places contradict it.

        A sentence that stands in a source word by word is found there. Any other is a paraphrase: one to three
        sentences of one source must hold half of its words, and agree with its numbers, dates, names and negations.
        Of a sentence that draws two sources together each clause is looked for; the place of the first is returned.
        """
        if found := self._support(sentence):
            return found
        supports = [self._support(clause) for clause in _JOINT.split(sentence)]
        if None in supports or len({support.source for support in supports if support}) < 2:
            return None
        return supports[0]

    def _support(self, sentence: str) -> Support | None:
        for text in self._texts:
            if found := text.find_verbatim(sentence):
                return Support(text.source.n, *found)
        tokens = read_tokens(sentence)
        wanted = [token for token in tokens if token.kind != "stop"]
        if not wanted:
            return None
        for text in self._texts:
            if found := text.find(wanted):
                return Support(text.source.n, *found)
        return self._paraphrased(read(tokens, self._analyzer))

    def _paraphrased(self, reading: Reading) -> Support | None:
        places = sorted(self._places(reading), key=lambda place: -place.cover)
        for place in places:
            if place.cover < max(_LEAST, places[0].cover - _CLOSE):
                return None
            if agrees(reading, place.text.reading, place.words, names=place.text.above):
                return place.support()
        return None

    def _places(self, sentence: Reading) -> Iterator["_Place"]:
        weighed = self._weigh(sentence)
        total = sum(weighed.values())
        if not total:
            return
        for text in self._texts:
            held = [_ABOVE if stem in text.above else 0.0 for stem in weighed]
            for first, last, shares in text.windows(list(weighed), held):
                cover = sum(map(mul, weighed.values(), shares)) / total
                yield _Place(text, first, last, cover - _STRETCH * (last - first))

    def _weigh(self, sentence: Reading) -> dict[str, float]:
        """Weigh the words of a sentence that say something; rare ones weigh more."""
        frequency, count = self._frequency
        rarest = math.log1p(count)
        weights = {}
        for token, stem in zip(sentence.tokens, sentence.stems, strict=True):
            if token.kind == "filler" or (token.key in _FRAMES and stem not in frequency):
                continue
            weights[stem] = math.log1p(count / frequency[stem]) if stem in frequency else _NEW * rarest
        return weights

    @cached_property
    def _frequency(self) -> tuple[Counter[str], int]:
        """In how many sentences of all sources each stem stands, and how many there are."""
        sentences = [stems for text in self._texts for stems in text.stems]
        return Counter(stem for stems in sentences for stem in stems), len(sentences)


@dataclass(frozen=True, slots=True)
class _Place:
    """Some consecutive sentences of a source."""

    text: "_Text"
    first: int
    last: int
    cover: float

    @property
    def words(self) -> range:
        return range(self.text.bounds[self.first], self.text.bounds[self.last + 1])

    def support(self) -> Support:
        sentences = self.text.sentences
        return Support(self.text.source.n, sentences[self.first].start, sentences[self.last].end)


class _Text:
    """One source, read once and when it is needed."""

    def __init__(self, source: Source, analyzer: Analyzer) -> None:
        self.source = source
        self._analyzer = analyzer

    def find_verbatim(self, sentence: str) -> tuple[int, int] | None:
        """Return the characters where a sentence stands as it is, without reading the source: the usual case."""
        text = self.source.text
        start = text.find(sentence)
        end = start + len(sentence)
        inside = text[max(0, start - 1) : start].isalnum() or text[end : end + 1].isalnum()
        return None if start < 0 or inside or _is_denied(text[:start]) else (start, end)

    def find(self, wanted: Sequence[Token]) -> tuple[int, int] | None:
        """Return the characters where all tokens stand in a row, unless a negation right before turns them."""
        line, starts, tokens = self._line
        needle = f" {' '.join(token.key for token in wanted)} "
        at = line.find(needle)
        while at >= 0:
            first = bisect_left(starts, at)
            last = first + len(wanted) - 1
            if not _is_denied(self.source.text[: tokens[first].start]):
                closing = _CLOSING.match(self.source.text, tokens[last].end)
                return tokens[first].start, closing.end() if closing else tokens[last].end
            at = line.find(needle, at + 1)
        return None

    def windows(self, stems: Sequence[str], held: Sequence[float]) -> Iterator[tuple[int, int, list[float]]]:
        """Yield first and last of one to three sentences, and how much of each stem they hold, at least `held`.

        A sentence holds 1 of a stem, less of a word that begins alike, or 0.
        """
        shares = [self._shares(at, stems) for at in range(len(self.sentences))]
        for first in range(len(shares)):
            together = list(held)
            for last in range(first, min(first + _LONGEST, len(shares))):
                together = list(map(max, together, shares[last]))
                yield first, last, together

    def _shares(self, at: int, stems: Sequence[str]) -> list[float]:
        own, families = self.stems[at], self._families[at]
        return [1.0 if stem in own else _LIKE if _family(stem) in families else 0.0 for stem in stems]

    @cached_property
    def sentences(self) -> list[Sentence]:
        return split_sentences(self.source.text)

    @cached_property
    def reading(self) -> Reading:
        return read(self._tokens, self._analyzer)

    @cached_property
    def _tokens(self) -> list[Token]:
        return read_tokens(self.source.text)

    @cached_property
    def above(self) -> frozenset[str]:
        """The stems of title and headings."""
        return frozenset(read(read_tokens(f"{self.source.title}\n{self.source.heading}"), self._analyzer).stems)

    @cached_property
    def bounds(self) -> list[int]:
        """The index of the first word of each sentence, and the number of words."""
        starts = [token.start for token in self.reading.tokens]
        return [*(bisect_left(starts, sentence.start) for sentence in self.sentences), len(starts)]

    @cached_property
    def stems(self) -> list[frozenset[str]]:
        """The stems of each sentence."""
        return [frozenset(self.reading.stems[begin:end]) for begin, end in pairwise(self.bounds)]

    @cached_property
    def _families(self) -> list[frozenset[str]]:
        return [frozenset(stem[:_ALIKE] for stem in stems) for stems in self.stems]

    @cached_property
    def _line(self) -> tuple[str, list[int], list[Token]]:
        """All words in a row, where in it each begins, and the words themselves."""
        tokens = [token for token in self._tokens if token.kind != "stop"]
        starts = list(accumulate((len(token.key) + 1 for token in tokens), initial=0))
        return f" {' '.join(token.key for token in tokens)} ", starts, tokens


def _family(stem: str) -> str:
    return stem[:_ALIKE] if len(stem) >= _ALIKE and not stem[0].isdigit() else ""


def _is_denied(before: str) -> bool:
    """Say whether a text ends with a negation, with at most one small word behind it."""
    before = before[-_NEAR:]
    for token in reversed(read_tokens(before)[-2:]):
        if token.kind not in ("negation", "filler") or _STOP.search(before, token.end):
            return False
        if token.kind == "negation":
            return True
    return False
