"""How well the title and the headings above a passage fit a question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rosana.retrieval.analysis import Analyzer
from rosana.retrieval.matching import Matcher
from rosana.retrieval.question import Question

__all__ = ["NameReader", "Names"]


@dataclass(frozen=True, slots=True)
class Names:
    """What title and headings hold of a question."""

    fit: float
    """0..1: the harmonic mean of the shares that the question and a name, or all names, hold of each other."""
    title: float
    """The same of the title, or of the first heading where there is no title."""
    likeness: list[float]
    """Best likeness of each of the question's terms in any of them."""


@dataclass(frozen=True, slots=True)
class _Name:
    likeness: list[float]
    said: float
    """Weight of its words that fit the question."""
    whole: float
    """Weight of all its words."""


class NameReader:
    """Compares names with one question; passages of a document share most of theirs, so each is read once."""

    def __init__(
        self, question: Question, matcher: Matcher, *, analyzer: Analyzer, idf: Callable[[str, str], float]
    ) -> None:
        self._matcher = matcher
        self._analyzer = analyzer
        self._idf = idf
        self._weights = [term.weight * idf("names", term.stem) for term in question.terms]
        self._total = sum(self._weights) or 1.0
        self._none = [0.0] * len(question.terms)
        self._single: dict[str, _Name | None] = {}
        self._read: dict[tuple[str, ...], Names] = {}

    def read(self, names: tuple[str, ...]) -> Names:
        """Compare the names above a passage, each as its words joined by blanks."""
        if names not in self._read:
            parts = [part for name in names if (part := self._one(name))]
            likeness = [max(values) for values in zip(self._none, *(part.likeness for part in parts), strict=True)]
            whole = sum(self._weigh(name.split()) for name in names) if len(parts) > 1 else 0.0
            together = _Name(likeness, sum(part.said for part in parts), whole)
            title = self._one(names[0]) if names else None
            fit = max(map(self._fit, (together, *parts)))
            self._read[names] = Names(fit, self._fit(title) if title else 0.0, likeness)
        return self._read[names]

    def _one(self, name: str) -> _Name | None:
        if name not in self._single:
            words = name.split()
            fitting = self._matcher.compare(words)
            likeness = list(self._none)
            said = 0.0
            for word, term, alike in fitting:
                likeness[term] = max(likeness[term], alike)
                said += alike * self._weigh([word])
            self._single[name] = _Name(likeness, said, self._weigh(words)) if fitting else None
        return self._single[name]

    def _weigh(self, words: Sequence[str]) -> float:
        return sum([self._idf("names", self._analyzer.stem(word)) for word in words])

    def _fit(self, name: _Name) -> float:
        pairs = zip(self._weights, name.likeness, strict=True)
        asked = sum([weight * alike for weight, alike in pairs]) / self._total
        told = name.said / name.whole if name.whole else 0.0
        return 2 * asked * told / (asked + told) if asked and told else 0.0
