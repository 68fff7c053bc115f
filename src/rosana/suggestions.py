"""Questions that can be asked: made of the documents' own headings, and tried before they are shown."""

import asyncio
import math
import random
import re
import time
from collections.abc import Iterator, Sequence

from rosana.retrieval.analysis import Analyzer, fold
from rosana.retrieval.lexicon import ASKING, FRAMING
from rosana.retrieval.search import Retriever
from rosana.store.headings import Beginning, Beginnings

__all__ = ["MOST", "Suggestions", "question_of"]

MOST = 12
"""Questions that are suggested at most."""

_READ = 5000
"""Passages whose headings are looked at, at most."""
_TRIED = 30
"""Questions that are searched for, at most: a third of a second."""
_KEPT = 10.0
"""Seconds that suggestions are kept at least, while documents are being added."""
_LONGEST = 90
_SHORTEST = 10

_NUMBER = re.compile(r"^(?:passo|etapa)?\s*\d+(?:\.\d+)*\s*[.):–-]?\s+", re.IGNORECASE)
_SITE = re.compile(r"\s+[|–—-]\s+[^|–—]*$")
"""What a page's title ends with: " – Site da empresa"."""
_QUESTION = re.compile(
    r"(?:como|quando|onde|quem|qual|quais|quant[oa]s?|o que|por que|posso|preciso|é possível)\b",
    re.IGNORECASE,
)
_LEANING = re.compile(r"\b(?:iss?o|ist[oa]|es[st][ea]s?|ness[ea]s?|nest[ea]s?|dess[ea]s?|dest[ea]s?|el[ea]s?|acima)\b")
"""Words by which a heading leans on what stands around it."""
_INFINITIVE = re.compile(r"[A-ZÀ-Ý]?[a-zà-ÿ]{2,}(?:ar|er|ir|por)\b")
_NO_VERBS = """
    açúcar andar ar auxiliar bar caráter celular circular colar dever dólar elixir escolar exemplar familiar hambúrguer
    jantar lar lazer líder lugar mar mulher nuclear olhar par parecer particular pilar poder popular prazer preliminar
    pomar regular saber ser similar singular solar talher ter titular trailer vulgar
"""
_OPENINGS = (
    ("Como funciona o", "atendimento cadastro cancelamento estorno frete pagamento parcelamento reembolso suporte"),
    ("Como funciona a", "assinatura devolução entrega garantia inscrição instalação matrícula troca"),
    ("Qual é o", "endereço horário prazo preço telefone valor"),
    ("Qual é a", "política"),
    ("Quais são os", "benefícios documentos horários prazos preços requisitos"),
    ("Quais são as", "formas opções políticas regras taxas"),
)
_BY_NOUN = {noun: opening for opening, nouns in _OPENINGS for noun in nouns.split()}


class Suggestions:
    """Knows some questions that this base answers, until it changes."""

    def __init__(self, beginnings: Beginnings, retriever: Retriever) -> None:
        self._beginnings = beginnings
        self._retriever = retriever
        self._questions: Sequence[str] = ()
        self._version = -1
        self._made = -math.inf
        self._making = asyncio.Lock()

    async def questions(self, n: int) -> Sequence[str]:
        """Return up to `n` questions, `MOST` at most, of as many documents as possible; none where there is no base."""
        async with self._making:
            version = await self._beginnings.version()
            if version != self._version and time.monotonic() >= self._made + _KEPT:
                self._questions = await self._make()
                self._version, self._made = version, time.monotonic()
        return self._questions[:n]

    async def _make(self) -> Sequence[str]:
        candidates = _in_turn(await self._beginnings.list(_READ))
        found: list[str] = []
        for _, (document_id, question) in zip(range(_TRIED), candidates, strict=False):
            result = await self._retriever.search(question, k=3)
            if result.answerable and document_id in (hit.passage.document_id for hit in result.hits):
                found.append(question)
            if len(found) == MOST:
                break
        return found


def _in_turn(beginnings: Sequence[Beginning]) -> Iterator[tuple[str, str]]:
    """Yield questions with their documents, one of each document before the second of any.

    Those that stand in a document as questions come first; otherwise the order is as good as any, and always the same.
    """
    analyzer, known = Analyzer(), set[str]()
    ranked: dict[tuple[bool, str], list[str]] = {}
    for beginning in beginnings:
        names = (beginning.heading.rpartition(" › ")[2], beginning.text.partition("\n")[0], beginning.title)
        for name in names:
            question = question_of(name, analyzer)
            if question is not None and fold(question) not in known:
                known.add(fold(question))
                ranked.setdefault((not name.endswith("?"), beginning.document_id), []).append(question)
    order = list(ranked.items())
    random.Random(0).shuffle(order)  # noqa: S311 — the same in every process
    order.sort(key=lambda item: item[0][0])
    for turn in range(MOST):
        for (_, document_id), questions in order:
            if turn < len(questions):
                yield document_id, questions[turn]


def question_of(name: str, analyzer: Analyzer) -> str | None:
    """Return the question that a heading is or clearly stands for; None where it would be a guess."""
    text = _NUMBER.sub("", " ".join(name.split()))
    if not text.endswith("?"):
        text = _SITE.sub("", text).rstrip(" .:")
    if not _SHORTEST <= len(text) <= _LONGEST or "[" in text or text.isupper() or _LEANING.search(text.lower()):
        return None
    if _QUESTION.match(text):
        asked = text if text.endswith("?") else f"{text}?"
        return asked[0].upper() + asked[1:] if _says_enough(asked, analyzer) else None
    return None if "?" in text else _made_of(text)


def _says_enough(question: str, analyzer: Analyzer) -> bool:
    """Return whether it is one question with two words of its own: "Como atualizar?" asks for nothing certain."""
    words = [term.word for sentence in analyzer.sentences(question) for term in sentence]
    own = [word for word in words if word not in ASKING and word not in FRAMING]
    return question.count("?") == 1 and len(own) > 1 and not any(mark in question for mark in ".:;")


def _made_of(title: str) -> str | None:
    """Return the question for a title of whose grammar there is no doubt."""
    if any(mark in title for mark in ".:;,()"):
        return None
    first, _, rest = title.partition(" ")
    small = first[0].lower() + first[1:]
    if opening := _BY_NOUN.get(small):
        return f"{opening} {small}{f' {rest}' if rest else ''}?"
    if rest and _INFINITIVE.fullmatch(first) and small not in _NO_VERBS.split():
        return f"Como {small} {rest}?"
    return None
