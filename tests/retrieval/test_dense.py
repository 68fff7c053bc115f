import logging

import pytest

from rosana.errors import ModelUnavailable
from rosana.retrieval.dense import DenseIndex
from rosana.retrieval.embedding import Embedder
from tests.retrieval.feed import MemoryFeed
from tests.retrieval.vectors import WordEmbeddings


async def filled(feed: MemoryFeed, model: WordEmbeddings, name: str = "m") -> DenseIndex:
    """Embed and load whatever the feed holds."""
    dense = DenseIndex(feed, Embedder(model, name))
    await dense.load(1000)
    await dense.embed_missing()
    await dense.load(1000)
    return dense


async def best(dense: DenseIndex, question: str) -> int:
    hits = await dense.search(question)
    assert hits is not None
    return max(hits.deviations, key=lambda number: hits.deviations[number])


async def test_the_passage_with_the_same_meaning_is_found() -> None:
    feed = MemoryFeed()
    feed.put("a", "cachorro late", "gato mia", "vaca muge")
    dense = await filled(feed, WordEmbeddings(synonyms={"felino": "gato"}))
    assert len(dense) == 3
    assert await best(dense, "felino") == 2


async def test_nothing_is_found_before_there_are_vectors() -> None:
    dense = DenseIndex(MemoryFeed(), Embedder(WordEmbeddings(), "m"))
    assert await dense.search("gato") is None


async def test_a_likeness_far_above_chance_stands_out() -> None:
    feed = MemoryFeed()
    feed.put("a", *(f"palavra{number} outra{number}" for number in range(50)))
    dense = await filled(feed, WordEmbeddings())
    same, other = await dense.search("palavra7 outra7"), await dense.search("nada disso")
    assert same is not None
    assert other is not None
    assert same.standout > other.standout


async def test_a_text_that_comes_again_is_not_embedded_again() -> None:
    feed, model = MemoryFeed(), WordEmbeddings()
    feed.put("a", "gato mia", "vaca muge")
    await filled(feed, model)
    feed.put("a", "gato mia", "vaca pasta")
    dense = await filled(feed, model)
    assert model.texts == ["gato mia", "vaca muge", "vaca pasta"]
    assert await best(dense, "gato mia") == 3


async def test_a_text_that_stands_twice_is_embedded_once() -> None:
    feed, model = MemoryFeed(), WordEmbeddings()
    feed.put("a", "gato mia", "gato mia")
    assert len(await filled(feed, model)) == 2
    assert model.texts == ["gato mia"]


async def test_what_another_process_embeds_later_is_taken_in() -> None:
    feed, model = MemoryFeed(), WordEmbeddings()
    feed.put("a", "gato mia")
    dense = await filled(feed, model)
    feed.put("b", "vaca muge")
    await filled(feed, model)
    assert len(dense) == 1
    await dense.load(2)
    assert await best(dense, "vaca muge") == 2


async def test_passages_that_are_gone_do_not_crowd_out_others() -> None:
    feed, model = MemoryFeed(), WordEmbeddings()
    feed.put("a", *(f"gato mia {number}" for number in range(60)))
    feed.put("b", "gato dorme")
    dense = await filled(feed, model)
    feed.remove("a")
    await dense.load(1)
    assert len(dense) == 1
    hits = await dense.search("gato mia")
    assert hits is not None
    assert list(hits.deviations) == [61]


async def test_a_failing_model_finds_nothing_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    feed, model = MemoryFeed(), WordEmbeddings()
    feed.put("a", "gato mia")
    dense = await filled(feed, model)
    model.fails = True
    with caplog.at_level(logging.WARNING):
        assert await dense.search("gato") is None
    assert "connection refused" in caplog.text


async def test_what_was_embedded_before_a_failure_is_kept() -> None:
    feed, model = MemoryFeed(), WordEmbeddings()
    feed.put("a", "gato mia")
    await filled(feed, model)
    feed.put("b", "vaca muge")
    model.fails = True
    dense = DenseIndex(feed, Embedder(model, "m"))
    with pytest.raises(ModelUnavailable):
        await dense.embed_missing()
    await dense.load(2)
    assert len(dense) == 1


async def test_a_model_of_another_dimension_begins_anew() -> None:
    feed = MemoryFeed()
    feed.put("a", "gato mia", "vaca muge")
    running = await filled(feed, WordEmbeddings(dimension=64))
    dense = await filled(feed, WordEmbeddings(dimension=32))
    assert await best(dense, "vaca muge") == 2
    await running.load(2)
    assert len(running) == 2
    assert await running.search("vaca muge") is None


async def test_the_same_passages_are_sampled_every_time() -> None:
    feed, model = MemoryFeed(), WordEmbeddings()
    feed.put("a", *(f"texto {number}" for number in range(30)))
    one, two = await filled(feed, model), await filled(feed, model)
    assert one.sample(5) == two.sample(5)
    assert len(one.sample(100)) == 30
