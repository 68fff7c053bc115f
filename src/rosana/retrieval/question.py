"""A customer's question as search terms: what is asked, how much each word counts, and other words for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from rosana.retrieval.analysis import Analyzer, Term, grams
from rosana.retrieval.kinds import kind_asked
from rosana.retrieval.lexicon import ASKING, FRAMING, RELATED, SAME
from rosana.retrieval.thesaurus import SYNONYMS

__all__ = ["Question", "QuestionReader", "QuestionTerm"]

_ASKING_WEIGHT = 0.3
_FRAMING_WEIGHT = 0.6
_SPELLING_WEIGHT = 0.3  # of a part of a word that counts as a whole already: "check" after "checkin"
_SAME_WEIGHT = 0.7
_RELATED_WEIGHT = 0.7
_SYNONYM_WEIGHT = 0.5
_MOST_TERMS = 40  # a message of 20,000 characters is searched by its first words that count
_LONGEST_PHRASE = 4
_WORD = re.compile(r"[^\W_][\w./-]*")
_SENTENCE_END = re.compile(r"[.!?:\n][^\w.!?:\n]*$")


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    """One distinct word of a question."""

    word: str
    stem: str
    grams: tuple[str, ...]
    weight: float
    """0..1: a word of the asking itself ("posso", "quero") counts less."""
    is_name: bool
    """Whether it is written as a name, an acronym, a code or a number."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read."""

    terms: tuple[QuestionTerm, ...]
    pairs: tuple[tuple[str, str], ...]
    """The stems of neighbouring words."""
    alternatives: dict[str, tuple[tuple[str, float], ...]]
    """Other stems, with their weights below 1, by the stem that they may stand for."""
    kind: str
    """What is asked for, as in `kinds.MARKS`; "" where the words do not say."""


class QuestionReader:
    """Reads questions; holds the lexicon as stems. Not for use by two threads at once."""

    def __init__(self) -> None:
        self._analyzer = Analyzer()
        self._lexicon: dict[tuple[str, ...], dict[str, float]] = {}
        for groups, weight in ((SAME, _SAME_WEIGHT), (SYNONYMS, _SYNONYM_WEIGHT)):
            for group in groups:
                for phrase in group:
                    self._learn(phrase, [other for other in group if other != phrase], weight)
        for phrase, others in RELATED.items():
            self._learn(phrase, others, _RELATED_WEIGHT)

    def read(self, text: str) -> Question:
        """Read a question; one without any word that counts has no terms."""
        words = self._terms(text)
        names = {term.stem for name in _names(text) for term in self._terms(name)}
        distinct: dict[str, QuestionTerm] = {}
        runs = _runs(words)
        spellings = {run[0].stem for run in runs[1:]}
        for term in words:
            if term.stem not in distinct and len(distinct) < _MOST_TERMS:
                weight = _SPELLING_WEIGHT if term.stem in spellings else _weight(term.word)
                distinct[term.stem] = QuestionTerm(*term, grams(term.word), weight, term.stem in names)
        pairs = tuple({(one.stem, other.stem): None for run in runs for one, other in pairwise(run)})[:_MOST_TERMS]
        others = self._alternatives(words[: 2 * _MOST_TERMS])
        kind = kind_asked(self._analyzer.words(text)[: 2 * _MOST_TERMS])
        return Question(tuple(distinct.values()), pairs, others, kind)

    def _learn(self, phrase: str, others: Sequence[str], weight: float) -> None:
        key = self._stems(phrase)
        known = self._lexicon.setdefault(key, {})
        for other in others:
            for stem in self._stems(other):
                if stem not in key:
                    known[stem] = max(weight, known.get(stem, 0.0))

    def _stems(self, phrase: str) -> tuple[str, ...]:
        return tuple(term.stem for term in self._terms(phrase))

    def _terms(self, text: str) -> list[Term]:
        return [term for sentence in self._analyzer.sentences(text) for term in sentence]

    def _alternatives(self, words: Sequence[Term]) -> dict[str, tuple[tuple[str, float], ...]]:
        """Find the lexicon's phrases in the question; each word of a phrase has its alternatives."""
        found: dict[str, dict[str, float]] = {}
        stems = [term.stem for term in words]
        for start in range(len(stems)):
            for end in range(start + 1, start + 1 + _LONGEST_PHRASE):
                phrase = tuple(stems[start:end])
                for stem, (other, weight) in product(phrase, self._lexicon.get(phrase, {}).items()):
                    best = found.setdefault(stem, {})
                    best[other] = max(weight, best.get(other, 0.0))
        return {stem: tuple(others.items()) for stem, others in found.items()}


def _runs(words: Sequence[Term]) -> list[list[Term]]:
    """Break the words between two spellings of one token (`checkin`, `check`), which are always neighbours."""
    runs: list[list[Term]] = [[]]
    for term in words:
        if runs[-1] and term.word != runs[-1][-1].word and term.word in runs[-1][-1].word:
            runs.append([])
        runs[-1].append(term)
    return runs


def _names(text: str) -> list[str]:
    """Return the words that begin with a capital inside a sentence, have two capitals, or hold a digit."""
    if text.upper() == text:
        return [word for word in _WORD.findall(text) if any(map(str.isdigit, word))]
    names = []
    before = 0  # where the last word began, which may hold the end of its sentence
    for found in _WORD.finditer(text):
        word = found[0]
        inside = found.start() > 0 and not _SENTENCE_END.search(text, before, found.start())
        before = found.start()
        if (inside and word[0].isupper()) or sum(map(str.isupper, word)) > 1 or any(map(str.isdigit, word)):
            names.append(word)
    return names


def _weight(word: str) -> float:
    if word in ASKING:
        return _ASKING_WEIGHT
    return _FRAMING_WEIGHT if word in FRAMING else 1.0
