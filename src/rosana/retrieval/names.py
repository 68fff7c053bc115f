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
    fit: float


class NameReader:
    """Compares names with one question; passages of a document share most of theirs, so each is read once."""

    def __init__(
        self,
        question: Question,
        matcher: Matcher,
        *,
        analyzer: Analyzer,
        idf: Callable[[str, str], float],
        bearing: Callable[[str], int],
    ) -> None:
        self._matcher = matcher
        self._bearing = bearing
        self._analyzer = analyzer
        self._idf = idf
        self._weights = [term.weight * idf("names", term.stem) for term in question.terms]
        self._total = sum(self._weights) or 1.0
        self._none = [0.0] * len(question.terms)
        self._weight: dict[str, float] = {}
        self._whole: dict[str, float] = {}
        self._shared: dict[str, float] = {}
        self._single: dict[str, _Name | None] = {}
        self._read: dict[tuple[str, ...], Names] = {}

    def read(self, names: tuple[str, ...]) -> Names:
        """Compare the names above a passage, each as its words joined by blanks."""
        known = self._read.get(names)
        if known is None:
            known = self._read[names] = self._compare(names)
        return known

    def _compare(self, names: tuple[str, ...]) -> Names:
        singles = [self._one(name) for name in names]
        parts = [part for part in singles if part]
        if not parts:
            return Names(0.0, 0.0, self._none)
        shared = self._sharing(names[0])
        title = singles[0].fit / shared if singles[0] else 0.0
        if len(parts) == 1:
            return Names(title or parts[0].fit, title, parts[0].likeness)
        likeness = [max(values) for values in zip(*[part.likeness for part in parts], strict=True)]
        said, whole = sum([part.said for part in parts]), sum([self._weigh(name) for name in names])
        together = self._fit(likeness, said, whole)
        headings = [part.fit for part in singles[1:] if part]
        return Names(max(together / shared**0.5, title, *headings), title, likeness)

    def _sharing(self, title: str) -> float:
        """Return what a fit of a title is divided by: one that several documents bear does not say which to take."""
        if title not in self._shared:
            self._shared[title] = self._bearing(title) ** 0.5
        return self._shared[title]

    def _one(self, name: str) -> _Name | None:
        if name not in self._single:
            fitting = self._matcher.compare(name.split())
            self._single[name] = self._judge(name, fitting) if fitting else None
        return self._single[name]

    def _judge(self, name: str, fitting: Sequence[tuple[str, int, float]]) -> _Name:
        whole = self._weigh(name)  # which learns the words' weights
        likeness = list(self._none)
        said = 0.0
        for word, term, alike in fitting:
            likeness[term] = max(likeness[term], alike)
            said += alike * self._weight[word]
        return _Name(likeness, said, self._fit(likeness, said, whole))

    def _weigh(self, name: str) -> float:
        """Weigh all words of a name; passages of different documents share many of their words too."""
        whole = self._whole.get(name)
        if whole is None:
            words = name.split()
            for word in words:
                if word not in self._weight:
                    self._weight[word] = self._idf("names", self._analyzer.stem(word))
            whole = self._whole[name] = sum([self._weight[word] for word in words])
        return whole

    def _fit(self, likeness: Sequence[float], said: float, whole: float) -> float:
        asked = sum([weight * alike for weight, alike in zip(self._weights, likeness, strict=True)]) / self._total
        told = said / whole if whole else 0.0
        return 2 * asked * told / (asked + told) if asked and told else 0.0
