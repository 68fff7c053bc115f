import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from rosana.errors import ModelUnavailable
from rosana.knowledge.sample import SAMPLE
from rosana.retrieval.confidence import threshold
from rosana.retrieval.dense import DenseIndex
from rosana.retrieval.embedding import Embedder
from rosana.retrieval.search import Retriever, open_retriever
from tests.retrieval.feed import MemoryFeed
from tests.retrieval.vectors import WordEmbeddings


@pytest.fixture
def feed() -> MemoryFeed:
    """Return the ten facts of the sample base."""
    feed = MemoryFeed()
    for sample in SAMPLE:
        feed.put(sample.source, sample.text, title=sample.title)
    return feed


def dense(feed: MemoryFeed, model: WordEmbeddings, name: str = "fake:new") -> DenseIndex:
    return DenseIndex(feed, Embedder(model, name))


async def found(retriever: Retriever, question: str) -> list[str]:
    return [hit.passage.document_id for hit in (await retriever.search(question, k=3)).hits]


async def test_the_passage_that_answers_comes_first_with_confidence(tmp_path: Path, feed: MemoryFeed) -> None:
    retriever = open_retriever(tmp_path, feed)
    await retriever.calibrate()
    result = await retriever.search("qual o horário de atendimento?", k=3)
    assert result.hits[0].passage.title == "Horário de atendimento"
    assert result.answerable
    assert 0.9 < result.confidence <= 1


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("qual o horáriio de atendimeto?", "Horário de atendimento"),
        ("tem backpu automtico?", "Backups"),
        ("como peço rembolso", "Reembolso"),
    ],
)
async def test_a_question_with_slips_is_answered_like_one_without(
    tmp_path: Path, feed: MemoryFeed, question: str, title: str
) -> None:
    retriever = open_retriever(tmp_path, feed)
    await retriever.calibrate()
    result = await retriever.search(question, k=3)
    assert result.hits[0].passage.title == title
    assert result.answerable


@pytest.mark.parametrize(
    "question",
    [
        "qual a capital da França?",
        "quem pintou a Mona Lisa?",
        "como faço um bolo de cenoura?",
        "quantos dias de férias tenho?",
        "quanto custa o frete?",
    ],
)
async def test_what_no_passage_answers_is_refused(tmp_path: Path, feed: MemoryFeed, question: str) -> None:
    retriever = open_retriever(tmp_path, feed)
    await retriever.calibrate()
    result = await retriever.search(question, k=3)
    assert not result.answerable
    assert result.confidence < 0.5


async def test_a_question_about_a_fact_that_was_removed_is_less_sure(tmp_path: Path, feed: MemoryFeed) -> None:
    retriever = open_retriever(tmp_path, feed)
    await retriever.calibrate()
    question = "qual a retenção dos backups automáticos?"
    before = await retriever.search(question, k=3)
    feed.remove("exemplo/backups")
    await retriever.calibrate()
    after = await retriever.search(question, k=3)
    assert before.answerable
    assert not after.answerable
    assert after.confidence < before.confidence


async def test_documents_are_indexed_while_others_are_still_being_added(tmp_path: Path, feed: MemoryFeed) -> None:
    retriever = open_retriever(tmp_path, feed)
    async with retriever.refreshing():
        while (await retriever.status()).passages < len(SAMPLE):
            await asyncio.sleep(0)
        feed.put("novo", "A garantia vale por dois anos.", title="Garantia")
    assert (await retriever.status()).passages == len(SAMPLE) + 1


async def test_an_empty_base_finds_nothing(tmp_path: Path) -> None:
    result = await open_retriever(tmp_path, MemoryFeed()).search("qual o horário?", k=3)
    assert result.hits == ()
    assert result.confidence == 0.0
    assert not result.answerable


async def test_a_base_of_one_passage_answers_what_it_holds_only(tmp_path: Path) -> None:
    feed = MemoryFeed()
    feed.put("a", "A garantia do produto é de doze meses.")
    retriever = open_retriever(tmp_path, feed)
    await retriever.calibrate()
    assert (await retriever.search("de quanto tempo é a garantia do produto?", k=3)).answerable
    assert not (await retriever.search("quem descobriu a penicilina?", k=3)).answerable


async def test_no_more_passages_than_asked_for(tmp_path: Path, feed: MemoryFeed) -> None:
    result = await open_retriever(tmp_path, feed).search("rosana desk verzel suporte integração", k=2)
    assert len(result.hits) == 2
    assert result.hits[0].score >= result.hits[1].score


@pytest.mark.parametrize(
    "question",
    ["?", "a", "de para com", "🙂🙂", "x" * 20_000, "' OR 1=1 --", 'title:"a" AND (b OR NOT c)', "WHAT TIME IS IT"],
)
async def test_odd_questions_are_no_error(tmp_path: Path, feed: MemoryFeed, question: str) -> None:
    retriever = open_retriever(tmp_path, feed, dense=dense(feed, WordEmbeddings()))
    await retriever.embed()
    assert 0 <= (await retriever.search(question, k=3)).confidence <= 1


async def test_the_first_question_does_not_wait_for_the_calibration(tmp_path: Path, feed: MemoryFeed) -> None:
    retriever = open_retriever(tmp_path, feed)
    first = await retriever.search("vocês usam kubernetes?", k=3)
    await retriever.calibrate()
    second = await retriever.search("vocês usam kubernetes?", k=3)
    assert first.hits == second.hits
    assert first.confidence < second.confidence


async def test_the_calibration_is_kept_for_the_next_process(tmp_path: Path, feed: MemoryFeed) -> None:
    one = open_retriever(tmp_path, feed)
    await one.refresh()
    calibrated = await one.search("vocês usam kubernetes?", k=3)
    assert await open_retriever(tmp_path, feed).search("vocês usam kubernetes?", k=3) == calibrated


async def test_two_bases_with_the_same_passages_are_equally_sure(tmp_path: Path, feed: MemoryFeed) -> None:
    results = []
    for name in ("one", "two"):
        retriever = open_retriever(tmp_path / name, feed)
        await retriever.refresh()
        results.append(await retriever.search("como peço reembolso?", k=3))
    assert results[0] == results[1]


async def test_an_operator_may_refuse_more_or_nothing(tmp_path: Path, feed: MemoryFeed) -> None:
    question = "posso falar com vocês no sábado?"
    answerable = []
    for number, share in enumerate((0.0, 0.05, 0.5)):
        retriever = open_retriever(tmp_path / str(number), feed, refused_share=share)
        await retriever.refresh()
        answerable.append((await retriever.search(question, k=3)).answerable)
    assert answerable == [True, True, False]


async def test_vectors_find_what_shares_no_word(tmp_path: Path) -> None:
    feed = MemoryFeed()
    for number in range(100):
        feed.put(f"d{number}", f"palavra{number} palavra{number}")
    retriever = open_retriever(tmp_path, feed, dense=dense(feed, WordEmbeddings(synonyms={"felino": "palavra7"})))
    await retriever.refresh()
    assert await found(retriever, "felino") == []
    assert await retriever.embed() == 100
    assert (await found(retriever, "felino"))[0] == "d7"
    assert (await retriever.status()).vectors == 100


async def test_a_model_that_does_not_help_has_no_weight(tmp_path: Path, feed: MemoryFeed) -> None:
    retriever = open_retriever(tmp_path, feed, dense=dense(feed, WordEmbeddings(dimension=1)))
    assert (await retriever.status()).dense_weight is None
    await retriever.embed()
    status = await retriever.status()
    assert status.dense_weight == 0.0
    assert status.embeddings == "fake:new"


async def test_without_a_model_there_is_nothing_to_embed(tmp_path: Path, feed: MemoryFeed) -> None:
    retriever = open_retriever(tmp_path, feed)
    assert await retriever.embed() == 0
    assert (await retriever.status()).embeddings is None


async def test_words_answer_while_the_model_fails(tmp_path: Path, feed: MemoryFeed) -> None:
    model = WordEmbeddings()
    retriever = open_retriever(tmp_path, feed, dense=dense(feed, model))
    await retriever.embed()
    model.fails = True
    assert "exemplo/reembolso" in await found(retriever, "como peço reembolso?")


async def test_a_previous_model_serves_until_the_new_one_is_done(tmp_path: Path, feed: MemoryFeed) -> None:
    old, new = WordEmbeddings(), WordEmbeddings(dimension=32)
    await open_retriever(tmp_path, feed, dense=dense(feed, old, "fake:old")).embed()
    retriever = open_retriever(tmp_path, feed, dense=dense(feed, new), previous=dense(feed, old, "fake:old"))
    await retriever.refresh()
    status = await retriever.status()
    assert (status.embeddings, status.vectors) == ("fake:old", len(SAMPLE))
    new.fails = True
    with pytest.raises(ModelUnavailable):
        await retriever.embed()
    assert (await retriever.status()).embeddings == "fake:old"
    new.fails = False
    await retriever.embed()
    assert (await retriever.status()).embeddings == "fake:new"
    assert await feed.models() == ["fake:new"]


async def test_another_share_of_refusals_counts_from_the_next_question(tmp_path: Path, feed: MemoryFeed) -> None:
    retriever = open_retriever(tmp_path, feed)
    await retriever.calibrate()
    for share, answerable in ((0.05, True), (0.5, False), (0.05, True)):
        retriever.refuse(share)
        result = await retriever.search("quando abre?", k=3)
        assert result.answerable is answerable is (result.confidence >= threshold(share))


async def test_another_model_takes_over_when_it_has_embedded_everything(tmp_path: Path, feed: MemoryFeed) -> None:
    retriever = open_retriever(tmp_path, feed, dense=dense(feed, WordEmbeddings(), "fake:old"))
    await retriever.embed()
    retriever.want(dense(feed, WordEmbeddings(), "fake:new"))
    assert retriever.wanted == "fake:new"
    before = await retriever.status()
    assert (before.embeddings, before.embedded) == ("fake:old", 0)
    assert await retriever.embed() == len(SAMPLE)
    after = await retriever.status()
    assert (after.embeddings, after.vectors, after.embedded) == ("fake:new", len(SAMPLE), len(SAMPLE))
    assert await feed.models() == ["fake:new"]


async def test_words_alone_search_again_when_no_model_is_wanted(tmp_path: Path, feed: MemoryFeed) -> None:
    retriever = open_retriever(tmp_path, feed, dense=dense(feed, WordEmbeddings()))
    await retriever.embed()
    retriever.want(None)
    assert (await retriever.status()).embeddings == "fake:new"
    assert await retriever.embed() == 0
    status = await retriever.status()
    assert (status.embeddings, status.vectors, status.dense_weight) == (None, 0, None)


class Interrupting(WordEmbeddings):
    """Has something done while it embeds."""

    def __init__(self, during: Callable[[], None]) -> None:
        super().__init__()
        self._during = during

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self._during()
        return super().embed_documents(texts)


async def test_a_model_that_is_wanted_no_more_stops_embedding_and_takes_nothing_over(tmp_path: Path) -> None:
    feed = MemoryFeed()
    for number in range(200):
        feed.put(f"d{number}", f"fato {number}", title=f"Fato {number}")
    retriever = open_retriever(tmp_path, feed, dense=dense(feed, WordEmbeddings(), "fake:old"))
    await retriever.embed()
    model = Interrupting(lambda: retriever.want(None))
    retriever.want(dense(feed, model))
    assert 0 < await retriever.embed() < 200
    assert (await retriever.status()).embeddings == "fake:old"
    assert "fake:old" in await feed.models()
