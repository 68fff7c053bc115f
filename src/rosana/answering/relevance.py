"""How likely each sentence of the passages answers a question: by its words, its context and the kind of question."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rosana.answering.kinds import kind_of
from rosana.retrieval.analysis import Analyzer, fold, grams
from rosana.retrieval.question import Question, QuestionReader, QuestionTerm
from rosana.sentences import Sentence, split_sentences
from rosana.types import Hit, Passage

__all__ = ["Relevance", "Scored"]

# Learned as a linear ranking on half of FaQuAD's questions, with the passages that were found for them, and
# rounded; what stands from the lead on, and the roles, were set by reading answers from help centres.
_COVER = 4.0  # share of the question's weight that the sentence holds, by stem, synonym or 5-grams
_EXACT = 2.0  # the same by stem alone
_PAIRS = 1.3  # share of the question's pairs of neighbouring words
_BEFORE = 3.3  # what the sentence before adds to the cover
_ABOVE = 4.0  # what title and headings add to it
_AFTER = -1.3  # what the next sentence would add: then that one is better
_RANK = 1.4  # logarithm of the passage's score over the best
_FIRST_HIT = 0.8
_LENGTH = -0.5  # logarithm of its number of words
_EARLY = 0.4  # how near its beginning the first word of the question stands
_SUBJECT = 0.5  # it holds the question's first word
_DENIAL = -0.8  # it denies, and the question does not
_KIND = 1.6  # it holds what the question word asks for
_LEAD = 5.0  # it opens the section whose heading is the question
_FADE = 0.2  # of that, lost with each statement before it
_SECTION = 4  # statements that a passage of the same section holds, about

_ECHO = -2.0  # it says nothing but the question's words
_POINTER = -1.0  # it says where else to look
_ROW = -1.0  # it is a table's row, which holds the words of its columns' names too
_NOTE = -1.0  # it is a note beside what is said
_REFERENCE = -1.0  # it speaks of what stands elsewhere, as a picture does
_DEFINITION = 1.5  # it begins with what is to be defined, and defines

_LIKE = 0.8  # of a word that is spelled alike
_FLOOR = 0.2  # of a word that all sentences hold

_DENIES = re.compile(r"\b(?:nao|nunca|nem|jamais)\b")
_CHROME = re.compile(
    r"(?:- |\* |\d+[.)] )?(?:saiba (?:mais|como)|leia mais|veja (?:tambem|mais)|confira (?:tambem|mais)|consulte tambem"
    r"|para (?:obter |ver )?(?:mais|outras|saber mais|maiores) (?:informac|detalhe|sobre)\w*"
    r"|para saber mais|ainda (?:precisa|tem duvida)|precisa de (?:mais )?ajuda|fale conosco\W*$|proximas etapas"
    r"|(?:neste|nesse|este|esse) (?:artigo|topico|documento|guia|tutorial|post)\b|nesta (?:pagina|secao)\b"
    r"|(?:as tabelas|a tabela|a figura|a imagem|as imagens|as capturas|a captura|as secoes|a secao|a lista)\b.{0,30}"
    r"\b(?:a seguir|abaixo|seguintes?)\b|voltar ao|clique aqui\W*$|artigos relacionados|https?://\S+$)"
)
_POINTS = re.compile(r"\b(?:confira|consulte|veja|leia|acesse)\b (?:[oa]s? )?(?!.{0,80}(?:https?://|www\.|\.com))")
_NOTES = re.compile(r"^\W*(?:observac(?:ao|oes)|obs|nota|dica|importante|aviso|atencao|cuidado|lembrete)\b\W*:")
_REFERS = re.compile(
    r"\b(?:acima(?! d[aeo]s?\b)|mencionad[oa]s?|supracitad[oa]s?"
    r"|(?:imagens?|imagem|figuras?|fotos?|telas?|capturas?|tabelas?|mostrad[oa]s?) (?:\w+ ){0,2}(?:abaixo|a seguir))\b"
)

_MARKS = ((_POINTS, _POINTER), (_NOTES, _NOTE), (_REFERS, _REFERENCE))

Role = Literal["statement", "label", "chrome"]
_ROLES: dict[Role, float] = {"statement": 0.0, "label": -2.0, "chrome": -4.0}
_LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a passage and how well it answers."""

    sentence: Sentence
    hit: int
    """Which of the passages, from 0."""
    place: int
    """Which sentence of the passage, from 0."""
    score: float
    """Comparable inside one question only; a point more makes it e times as likely to answer."""
    role: Role
    """A label says what follows it; chrome leads to another page or asks."""
    cover: tuple[float, ...]
    """The share of the question that it holds, word by word; sums up to 1 at most."""
    stems: frozenset[str]


class Relevance:
    """Scores sentences. Not for use by two threads at once."""

    def __init__(self) -> None:
        self._reader = QuestionReader()
        self._analyzer = Analyzer()

    def score(self, question: str, hits: Sequence[Hit]) -> list[list[Scored]]:
        """Return the sentences of each passage, in reading order, with their scores."""
        asked = _Asked(question, self._reader.read(question))
        passages = [[self._read(asked, sentence) for sentence in split_sentences(hit.passage.text)] for hit in hits]
        asked.weigh([read for passage in passages for read in passage])
        return [
            self._score_passage(asked, passage, frame)
            for passage, frame in zip(passages, self._frames(asked, hits), strict=True)
        ]

    def best(self, question: str, hits: Sequence[Hit]) -> list[Scored]:
        """Return the sentences of all passages, the likeliest answer first."""
        scored = [one for passage in self.score(question, hits) for one in passage]
        return sorted(scored, key=lambda one: one.score, reverse=True)

    def _frames(self, asked: "_Asked", hits: Sequence[Hit]) -> Iterator["_Frame"]:
        best = max((hit.score for hit in hits), default=0.0) or 1.0
        for index, hit in enumerate(hits):
            passage = hit.passage
            rank = _RANK * math.log(max(hit.score, 1e-3) / best) + _FIRST_HIT * (index == 0)
            match = self._match(asked, passage.heading.rpartition(" › ")[2] or passage.title)
            earlier = sum(
                other.passage.id < passage.id and _section(other.passage) == _section(passage) for other in hits
            )
            yield _Frame(index, hit, rank, match, _SECTION * earlier)

    def _read(self, asked: "_Asked", sentence: Sentence) -> "_Read":
        parts = self._analyzer.read(sentence.text)
        said = [stem for part in parts for stem in part.stems]
        stems = frozenset(said)
        pieces = {gram for part in parts for word in part.words for gram in grams(word)}
        cover = tuple(asked.cover(term, stems, pieces) for term in asked.terms)
        return _Read(sentence, fold(sentence.text), said, stems, cover)

    def _stems(self, text: str) -> set[str]:
        return {stem for part in self._analyzer.read(text) for stem in part.stems}

    def _score_passage(self, asked: "_Asked", passage: Sequence["_Read"], frame: "_Frame") -> list[Scored]:
        scored = []
        label = above = self._label(asked, f"{frame.hit.passage.title}\n{frame.hit.passage.heading}")
        opening, goes_on = frame.opening, False
        for place, read in enumerate(passage):
            before = passage[place - 1] if place else None
            after = passage[place + 1] if place + 1 < len(passage) else None
            role = _role(read, after)
            score = frame.rank + _ROLES[role] + asked.score(read, label, before, after)
            if role == "label":
                label = tuple(map(max, above, read.cover))
            elif role == "statement":
                listed = read.sentence.kind in ("item", "row")
                opening += not (listed and goes_on)
                goes_on = listed
                score += _LEAD * frame.match * max(0.0, 1 - _FADE * (opening - 1))
            cover = tuple(map(float.__mul__, asked.weights, read.cover))
            scored.append(Scored(read.sentence, frame.index, place, score, role, cover, read.stems))
        return scored

    def _label(self, asked: "_Asked", text: str) -> tuple[float, ...]:
        stems = self._stems(text)
        return tuple(float(term.stem in stems) for term in asked.terms)

    def _match(self, asked: "_Asked", heading: str) -> float:
        """Return 0..1: how much question and heading say the same (F1 of their words, squared)."""
        stems = self._stems(heading)
        if not stems or not asked.terms:
            return 0.0
        shared = sum(term.weight for term in asked.terms if term.stem in stems)
        total = sum(term.weight for term in asked.terms)
        return (2 * shared / (total + len(stems))) ** 2


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence as stems."""

    sentence: Sentence
    folded: str
    said: list[str]
    """Its stems in order."""
    stems: frozenset[str]
    cover: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is known of a passage as a whole."""

    index: int
    hit: Hit
    rank: float
    match: float
    """0..1: how much its heading is the question."""
    opening: int
    """How many statements stand before it in its section, about."""


class _Asked:
    """A question, and how its words are weighed among the sentences at hand."""

    def __init__(self, text: str, question: Question) -> None:
        self.folded = fold(text)
        self.terms = question.terms
        self._question = question
        self._stems = {term.stem for term in question.terms}
        self._pairs = set(question.pairs)
        self._kind = kind_of(self.folded)
        self._denies = _DENIES.search(self.folded) is not None
        self.weights: list[float] = []

    def cover(self, term: QuestionTerm, stems: frozenset[str], pieces: set[str]) -> float:
        if term.stem in stems:
            return 1.0
        best = 0.0
        for other, weight in self._question.alternatives.get(term.stem, ()):
            if weight > best and other in stems:
                best = weight
        if len(term.grams) > 1:
            best = max(best, _LIKE * sum(gram in pieces for gram in term.grams) / len(term.grams))
        return best

    def weigh(self, sentences: Sequence[_Read]) -> None:
        """Weigh each word by how few of the sentences hold it, so that the weights sum up to 1."""
        count = len(sentences)
        for term in self.terms:
            holding = sum(term.stem in read.stems for read in sentences)
            rarity = math.log(1 + (count - holding + 0.5) / (holding + 0.5))
            self.weights.append(term.weight * (rarity + _FLOOR))
        total = sum(self.weights) or 1.0
        self.weights = [weight / total for weight in self.weights]

    def score(
        self,
        read: _Read,
        label: tuple[float, ...],
        before: _Read | None,
        after: _Read | None,
    ) -> float:
        own = read.cover
        above = self._gain(own, label)
        framed = tuple(map(max, own, label))
        led = framed if before is None else tuple(map(max, framed, before.cover))
        score = _COVER * self._sum(own) + _EXACT * self._sum(tuple(float(value == 1.0) for value in own))
        score += _ABOVE * above + _BEFORE * self._gain(framed, led)
        score += 0.0 if after is None else _AFTER * self._gain(led, after.cover)
        score += _LENGTH * math.log(1 + len(read.said))
        score += self._score_words(read)
        if read.stems <= self._stems:
            score += _ECHO
        score += sum(weight for pattern, weight in _MARKS if pattern.search(read.folded))
        score += self._score_kind(read, after)
        if read.sentence.kind == "row":
            score += _ROW
        if not self._denies and _DENIES.search(read.folded):
            score += _DENIAL
        return score

    def _score_kind(self, read: _Read, after: _Read | None) -> float:
        if self._kind is None:
            return 0.0
        said = [read, after] if after and read.folded.endswith(":") else [read]
        score = _KIND * any(self._kind.answered_by(one.sentence.text, one.folded, self.folded) for one in said)
        if read.said and read.said[0] in self._stems and self._kind.opened_by(read.folded):
            score += _DEFINITION
        return score

    def _score_words(self, read: _Read) -> float:
        first = next((at for at, stem in enumerate(read.said) if stem in self._stems), None)
        if first is None:
            return 0.0
        score = _EARLY * (1 - first / len(read.said))
        if self.terms[0].stem in read.stems:
            score += _SUBJECT
        if self._pairs:
            score += _PAIRS * len(self._pairs.intersection(pairwise(read.said))) / len(self._pairs)
        return score

    def _sum(self, cover: tuple[float, ...]) -> float:
        return sum(map(float.__mul__, self.weights, cover))

    def _gain(self, cover: tuple[float, ...], more: tuple[float, ...]) -> float:
        gain = 0.0
        for weight, low, high in zip(self.weights, cover, more, strict=True):
            if high > low:
                gain += weight * (high - low)
        return gain


def _role(read: _Read, after: _Read | None) -> Role:
    if read.folded.endswith("?") or _CHROME.match(read.folded):
        return "chrome"
    if read.sentence.kind == "line" and len(read.folded) <= _LONGEST_LABEL:
        return "label"
    return "label" if read.folded.endswith(":") and not _leads(read, after) else "statement"


def _leads(read: _Read, after: _Read | None) -> bool:
    """Say whether a sentence that ends with a colon announces the next one."""
    if after is None or after.folded.endswith(":"):
        return False
    return after.sentence.kind != "line" or after.sentence.start - read.sentence.end == 1


def _section(passage: Passage) -> tuple[str, str]:
    return passage.document_id, passage.heading
