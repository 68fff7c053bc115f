"""Where a passage holds the words of a question: the same word, another form, a synonym, or a likely typo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick

from rosana.retrieval.analysis import BEGINNING, Analyzer
from rosana.retrieval.question import Question
from rosana.retrieval.slips import is_slip

__all__ = ["PRESENT", "SENTENCE_END", "Matcher", "Matches", "SentenceMatches"]

SENTENCE_END = "|"
"""The word that stands between two sentences of a passage's words."""

PRESENT = 0.7
"""Likeness from which a word counts as said; synonyms and close forms reach it."""

_PREFIX = 3  # letters that two forms of a word, or a word and its typo, share at the beginning
_ALIKE = 0.4  # least overlap of 5-grams (Dice) of a likely typo or a distant form
_TYPO = 0.9  # what a slip, or even a perfect overlap, is worth against the same stem
_RARER = 2.5  # how much more a wrong spelling weighs than the right one: a word that is as common is another word

_Comparison = tuple[int, float, bool]  # a term, how like it a word is, and whether it is the very word


@dataclass(slots=True)
class SentenceMatches:
    """The likeness of each question term that one sentence holds, and where the sentence stands."""

    likeness: dict[int, float]
    number: int
    """Which sentence of the passage it is, from 0."""
    start: int
    words: int
    first: dict[int, int]
    """The first place of each term that is said in it."""


@dataclass(slots=True)
class Matches:
    """What a passage holds of a question's terms, each list by the term's place in the question."""

    sentences: list[SentenceMatches]
    """The first sentence, and those others that hold any term."""
    likeness: list[float]
    """Best likeness of each term in the text, 0..1."""
    exact: list[bool]
    """Whether the text holds the very word."""
    frequency: list[float]
    """How often the text holds each term; a weak likeness counts half."""
    beginnings: list[int]
    """How many different words of the text begin like each term."""
    pairs: set[tuple[int, int]]
    """Neighbours in the question that are neighbours in a sentence too."""
    words: int
    """How many words the text has, with those between sentences."""


class _Comparisons(dict[str, Sequence[_Comparison]]):
    """What each word that was asked for is like among the terms of one question."""

    def __init__(self, question: Question, analyzer: Analyzer, idf: Callable[[str, str], float]) -> None:
        super().__init__()
        self._idf = idf
        self._terms = question.terms
        self._analyzer = analyzer
        self._others = [dict(question.alternatives.get(term.stem, ())) for term in question.terms]
        self._grams = [_marked_grams(term.word) for term in question.terms]
        self.starts: dict[str, set[int]] = {}
        """The terms that a word may be like, by its first letters."""
        for place, term in enumerate(question.terms):
            for word in (term.word, term.stem, *self._others[place]):
                self.starts.setdefault(word[:_PREFIX], set()).add(place)

    def __missing__(self, word: str) -> Sequence[_Comparison]:
        places = self.starts.get(word[:_PREFIX], ())
        alike = self[word] = [one for place in places if (one := self._compare(word, place))]
        return alike

    def _compare(self, word: str, place: int) -> _Comparison | None:
        term = self._terms[place]
        stem = self._analyzer.stem(word)
        if stem == term.stem:
            return place, 1.0, word == term.word
        if stem in self._others[place]:
            return place, self._others[place][stem], False
        if (
            abs(len(word) - len(term.word)) < 2  # is_slip says so too, but not as soon
            and is_slip(word, term.word)
            and self._idf("stems", stem) - self._idf("stems", term.stem) > _RARER
        ):
            return place, _TYPO, False
        mine, its = self._grams[place], _marked_grams(word)
        overlap = 2 * len(mine & its) / (len(mine) + len(its))
        return (place, _TYPO * overlap, False) if overlap >= _ALIKE else None


class Matcher:
    """Compares words with the terms of one question; remembers what it has seen."""

    def __init__(self, question: Question, analyzer: Analyzer, idf: Callable[[str, str], float]) -> None:
        self._count = len(question.terms)
        places = {term.stem: place for place, term in enumerate(question.terms)}
        self._pairs = {(places[one], places[other]) for one, other in question.pairs if {one, other} <= places.keys()}
        self._beginnings: dict[str, list[int]] = {}
        for place, term in enumerate(question.terms):
            self._beginnings.setdefault(term.word[:BEGINNING], []).append(place)
        self._comparisons = _Comparisons(question, analyzer, idf)
        self._likely = AhoCorasick([f" {start}" for start in (*self._comparisons.starts, SENTENCE_END)])

    def match(self, words: str) -> Matches:
        """Find the question's terms in the words of a passage, as `Candidate.words` has them."""
        text = f" {words} "
        zeros = [0.0] * self._count
        matches = Matches([], zeros, [False] * self._count, zeros.copy(), [0] * self._count, set(), text.count(" ") - 1)
        sentence = SentenceMatches({}, 0, 0, 0, {})
        likely: set[str] = set()
        said: list[tuple[int, int]] = []  # places, and the terms whose stems stand there
        place = before = 0
        for _, start, end in self._likely.find_matches_as_indexes(text):
            word = text[start + 1 : text.find(" ", end)]
            place += text.count(" ", before, start)
            before = start
            if word != SENTENCE_END:
                likely.add(word)
                for comparison in self._comparisons[word]:
                    _count(matches, sentence, comparison, place=place)
                    if comparison[1] == 1.0:
                        said.append((place, comparison[0]))
                continue
            if _keep(matches, sentence, end=place):
                sentence = SentenceMatches({}, sentence.number + 1, place + 1, 0, {})
            else:
                sentence.number, sentence.start = sentence.number + 1, place + 1
        _keep(matches, sentence, end=matches.words)
        for word in likely:
            for term in self._beginnings.get(word[:BEGINNING], ()):
                matches.beginnings[term] += 1
        neighbours = {(one, other) for (at, one), (then, other) in pairwise(said) if then == at + 1}
        matches.pairs.update(neighbours & self._pairs)
        return matches

    def compare(self, words: Sequence[str]) -> list[tuple[str, int, float]]:
        """Return each word that is like a term, with the term it is most like and how much, in order."""
        best = [(word, max(alike, key=_by_likeness)) for word in words if (alike := self._comparisons[word])]
        return [(word, term, alike) for word, (term, alike, _) in best]


def _count(matches: Matches, sentence: SentenceMatches, comparison: _Comparison, *, place: int) -> None:
    term, alike, exact = comparison
    if alike > sentence.likeness.get(term, 0.0):
        sentence.likeness[term] = alike
        matches.likeness[term] = max(matches.likeness[term], alike)
    if exact:
        matches.exact[term] = True
    if alike >= PRESENT:
        matches.frequency[term] += alike
        if term not in sentence.first:
            sentence.first[term] = place
    else:
        matches.frequency[term] += alike / 2


def _keep(matches: Matches, sentence: SentenceMatches, *, end: int) -> bool:
    """Keep a sentence that is at its end, if it is the first or holds a term; say whether it was."""
    if not sentence.likeness and matches.sentences:
        return False
    sentence.words = end - sentence.start
    matches.sentences.append(sentence)
    return True


def _by_likeness(comparison: _Comparison) -> float:
    return comparison[1]


@lru_cache(maxsize=20_000)
def _marked_grams(word: str) -> frozenset[str]:
    marked = f"^{word}$"
    return frozenset(marked[start : start + 5] for start in range(max(1, len(marked) - 4)))
