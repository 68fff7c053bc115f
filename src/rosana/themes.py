"""What questions have in common: grouped by the words they share, those that few documents hold first."""

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rosana.answering.smalltalk import strip_greeting
from rosana.privacy import without_placeholders
from rosana.retrieval.analysis import STOP_WORDS, Analyzer, fold
from rosana.retrieval.lexicon import ASKING, FRAMING
from rosana.store.figures import AskedQuestion

__all__ = ["OTHERS", "Theme", "group"]

OTHERS = "Outras"
"""Of questions that share no word with another."""

_SHARED = 0.6
"""Share of a theme's questions in which two words stand together, from which on both name it."""
_WORD = re.compile(r"[^\W_][\w./-]*\b|[.!?;:,\n]")


@dataclass(frozen=True, slots=True)
class Theme:
    """Questions about the same thing, newest first."""

    theme: str
    questions: Sequence[AskedQuestion]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.questions)


class _Word(NamedTuple):
    """A word as it was typed, in lower case, and its stem; "" where it says nothing about what is asked for."""

    form: str
    stem: str


def group(questions: Sequence[AskedQuestion], rarity: Callable[[str], float]) -> list[Theme]:
    """Group questions by the words they share, the largest group first and the rest last.

    A question belongs to one theme. Words that are rare in the documents are what the documents say nothing about,
    so a few questions that share one count as much as many that share a common one.

    Args:
        questions: newest first.
        rarity: weight of a stem, above 0; the fewer passages hold it, the higher.
    """
    analyzer = Analyzer()
    words = [_words(analyzer, question.text) for question in questions]
    themes = []
    rest = set(range(len(questions)))
    for stem, members in _shared(words, rarity):
        rest -= members
        numbers = sorted(members)
        themes.append(Theme(_name(stem, [words[n] for n in numbers]), [questions[n] for n in numbers]))
    themes.sort(key=lambda theme: -theme.count)
    if rest:
        themes.append(Theme(OTHERS, [questions[n] for n in sorted(rest)]))
    return themes


def _words(analyzer: Analyzer, text: str) -> list[_Word]:
    words = []
    for form in _WORD.findall(without_placeholders(strip_greeting(text)).lower()):
        folded = fold(form)
        tells = any(map(str.isalpha, folded)) and not any(folded in known for known in (STOP_WORDS, ASKING, FRAMING))
        words.append(_Word(form, analyzer.stem(folded) if tells else ""))
    return words


def _shared(words: Sequence[Sequence[_Word]], rarity: Callable[[str], float]) -> Iterator[tuple[str, set[int]]]:
    """Yield stems that several questions share and which these are, what counts most first; each question once."""
    holding: dict[str, set[int]] = defaultdict(set)
    for number, question in enumerate(words):
        for word in question:
            if word.stem:
                holding[word.stem].add(number)
    weights = {stem: rarity(stem) ** 2 for stem, members in holding.items() if len(members) > 1}
    queue = [(-len(holding[stem]) * weight, stem) for stem, weight in weights.items()]
    heapq.heapify(queue)
    taken: set[int] = set()
    while queue:
        score, stem = heapq.heappop(queue)
        members = holding[stem] - taken
        now = -len(members) * weights[stem]
        if len(members) < 2:
            continue
        if now > score:  # others were taken meanwhile
            heapq.heappush(queue, (now, stem))
            continue
        taken |= members
        yield stem, members


def _name(stem: str, questions: Sequence[Sequence[_Word]]) -> str:
    """Return the word that a theme is about as most people typed it, with the one beside it where most say both."""
    phrases: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    forms: Counter[str] = Counter()
    for words in questions:
        forms.update(word.form for word in words if word.stem == stem)
        for stems, phrase in dict(_pairs(stem, words)).items():
            phrases[stems][phrase] += 1
    best = max(phrases.values(), key=lambda counted: (counted.total(), *counted.most_common(1)[0]), default=Counter())
    common = best if best.total() >= _SHARED * len(questions) else forms
    name = min(common, key=lambda form: (-common[form], form))
    return name[0].upper() + name[1:]


def _pairs(stem: str, words: Sequence[_Word]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the stems of neighbours of which one is `stem`, and how they were typed: "cartão de crédito"."""
    for start, word in enumerate(words):
        for end in range(start + 1, min(start + 3, len(words))):
            other, between = words[end], words[start + 1 : end]
            if any(one.stem or not one.form.isalnum() for one in between):
                break
            if word.stem and other.stem and word.stem != other.stem and stem in (word.stem, other.stem):
                yield (word.stem, other.stem), " ".join(one.form for one in words[start : end + 1])
