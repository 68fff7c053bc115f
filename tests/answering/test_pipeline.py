import random
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

import pytest

from rosana.answering.pipeline import answer
from rosana.errors import ModelInterrupted
from rosana.sentences import split_sentences
from rosana.types import Citation, Event, Hit, Passage, Sources, Token, Turn

FACTS = (
    "O Sr. Silva atende na Av. Brasil, nº 10, das 9h às 18h. O valor é de R$ 1.500,00 por mês. "
    "Backups são diários e ficam guardados por 30 dias."
)
HITS = [
    Hit(Passage(1, "a", "Outro", "", "Aqui se fala de outra coisa."), 0.9),
    Hit(Passage(2, "b", "Empresa", "Geral", FACTS, "https://x.example"), 0.5),
]


class Writer:
    """Writes given pieces, then fails if it is told to."""

    name = "writer"

    def __init__(self, pieces: Sequence[str], error: Exception | None = None) -> None:
        self._pieces = pieces
        self._error = error
        self.closed = False

    async def stream(self, question: str, hits: Sequence[Hit], history: Sequence[Turn]) -> AsyncGenerator[str, None]:
        try:
            for piece in self._pieces:
                yield piece
            if self._error:
                raise self._error
        finally:
            self.closed = True


async def events(pieces: Sequence[str]) -> list[Event]:
    return [event async for event in answer(Writer(pieces), "?", HITS, [])]


async def citations(pieces: Sequence[str]) -> list[Citation]:
    return [event for event in await events(pieces) if isinstance(event, Citation)]


async def keep(stream: AsyncGenerator[Event, None], seen: list[Event]) -> None:
    """Keep the events also of an answer that breaks off."""
    async for event in stream:
        seen.append(event)


def cut(text: str, seed: int) -> list[str]:
    """Cut a text into pieces of 1 to 9 characters."""
    chance = random.Random(seed)
    pieces = []
    while text:
        length = chance.randint(1, 9)
        pieces.append(text[:length])
        text = text[length:]
    return pieces


async def test_sources_come_first_and_are_numbered_from_one() -> None:
    first, *_ = await events(["Oi."])
    assert isinstance(first, Sources)
    assert [(source.n, source.passage_id, source.title, source.score) for source in first.sources] == [
        (1, 1, "Outro", 0.9),
        (2, 2, "Empresa", 0.5),
    ]
    assert (first.sources[1].heading, first.sources[1].url, first.sources[1].text) == (
        "Geral",
        "https://x.example",
        FACTS,
    )


async def test_the_pieces_joined_are_the_text() -> None:
    pieces = cut(FACTS, 1)
    assert [event.text for event in await events(pieces) if isinstance(event, Token)] == pieces


async def test_a_sentence_is_cited_where_it_stands_in_answer_and_source() -> None:
    fact = "O valor é de R$ 1.500,00 por mês."
    text = f"Olá! {fact} Posso ajudar em mais alguma coisa?"
    (citation,) = await citations([text])
    assert text[citation.start : citation.end] == fact
    assert citation.source == 2
    assert FACTS[citation.source_start : citation.source_end].rstrip(".") == fact.rstrip(".")


async def test_a_sentence_without_support_is_marked() -> None:
    text = "A sede fica em Marte."
    assert await citations([text]) == [Citation(0, len(text), supported=False)]


async def test_a_citation_comes_with_the_first_letter_of_the_next_sentence() -> None:
    pieces = ["Backups são diários", ".", " ", "Se", " precisar, é só", " chamar."]
    kinds = [type(event).__name__ for event in await events(pieces)]
    assert kinds == ["Sources", "Token", "Token", "Token", "Token", "Citation", "Token", "Token"]


async def test_the_last_sentence_is_cited_at_the_end() -> None:
    assert isinstance((await events(["Backups são diários"]))[-1], Citation)


TEXTS = [
    FACTS,
    FACTS.replace(" O valor", "\n\nO valor"),
    "Para o reembolso:\n\n1. Abra um ticket.\n2. Anexe o comprovante, p. ex. a nota.\n3. Aguarde 5 dias.\n\nPronto!",
    "- Plano **Anual**: R$ 1.200,00\n- Plano *Mensal*: R$ 120,00. Sem multa!\n\nFale com a Dra. Ana A. Souza às 8h.",
    'Ele disse: "Não pode." Depois saiu… E voltou?! Custa 3.5 reais (aprox. 1 dólar). _Fim._',
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("seed", range(5))
async def test_citations_do_not_depend_on_how_the_text_is_cut(text: str, seed: int) -> None:
    assert await citations(cut(text, seed)) == await citations([text])


@pytest.mark.parametrize("text", TEXTS)
async def test_each_sentence_of_a_stream_is_one_of_the_whole_text(text: str) -> None:
    spans = {(sentence.start, sentence.end) for sentence in split_sentences(text)}
    cited = await citations(list(text))
    assert cited
    assert {(citation.start, citation.end) for citation in cited} <= spans


async def test_abbreviations_do_not_end_a_sentence() -> None:
    first, *_ = await citations(cut(FACTS, 3))
    assert FACTS[first.start : first.end].endswith("das 9h às 18h.")


async def test_a_sentence_that_never_ends_costs_no_more_than_its_length() -> None:
    text = "Sr. X e " * 2_000
    started = time.perf_counter()
    await citations([text[start : start + 4] for start in range(0, len(text), 4)])
    # Takes half a second; looked through again at every "Sr. X", it took 8.5 s.
    assert time.perf_counter() - started < 4


async def test_closing_the_answer_closes_the_writer() -> None:
    writer = Writer(["Backups ", "são diários."])
    async with aclosing(answer(writer, "?", HITS, [])) as stream:
        async for event in stream:
            if isinstance(event, Token):
                break
    assert writer.closed


async def test_a_failing_writer_keeps_what_it_wrote_cited() -> None:
    writer = Writer(["Backups são diários. O valor", " é"], ModelInterrupted())
    seen: list[Event] = []
    with pytest.raises(ModelInterrupted):
        await keep(answer(writer, "?", HITS, []), seen)
    assert [type(event).__name__ for event in seen] == ["Sources", "Token", "Citation", "Token"]
