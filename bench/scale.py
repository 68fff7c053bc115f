"""Rosana on many passages: search times, indexing, memory, and how soon a change is found."""

import random
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import percentiles, resident

from rosana.desk import Desk
from rosana.evaluation.dataset import Dataset
from rosana.knowledge.ingestion import Outcome, Text
from rosana.sentences import split_sentences
from rosana.settings import load_settings
from rosana.wiring import open_desk

__all__ = ["measure_scale"]

LENGTH = 600
QUESTIONS = 200
K = 3
NEW = "O código zarabatana libera o desconto de fidelidade."
CHANGED = "O código xilofone libera o desconto de fidelidade."


async def measure_scale(datasets: Sequence[Dataset], count: int, dimensions: int | None) -> None:
    """Print the figures of a base of `count` synthetic passages, with random vectors if asked for."""
    texts = list(synthetic_passages(datasets, count))
    megabytes = sum(len(text.text.encode()) for text in texts) / 1e6
    questions = [question.text for dataset in datasets for question in dataset.questions]
    asked = random.Random(0).sample(questions, min(QUESTIONS, len(questions)))
    with TemporaryDirectory() as folder:
        settings = load_settings(
            data_dir=Path(folder), model="extractive", embeddings=dimensions and f"random:{dimensions}"
        )
        async with open_desk(settings) as desk:
            stored, indexed = await timed(desk.add_texts(texts))
            print(f"{count} passages, {megabytes:.1f} MB")
            print(f"reading and storing: {megabytes / stored:.2f} MB/s; indexing: {megabytes / indexed:.2f} MB/s")
            if dimensions:
                began = time.perf_counter()
                await desk.retriever.embed()
                print(f"{dimensions} dimensions: vectors made and stored in {time.perf_counter() - began:.1f} s")
        async with open_desk(settings) as desk:
            began = time.perf_counter()
            await desk.search(asked[0], k=K)
            print(f"opened, first answer after {(time.perf_counter() - began) * 1000:.0f} ms")
            print(
                f"search, k={K}, {len(asked)} questions: {await search_times(desk, asked)}; memory {resident():.0f} MB"
            )
            await changes(desk)
            print(f"after the changes: {await search_times(desk, asked)}")


def synthetic_passages(datasets: Sequence[Dataset], count: int) -> Iterator[Text]:
    """Yield passages of about 600 characters, made of sentences drawn from the documents of the data sets."""
    rng = random.Random(0)
    sentences = [s.text for dataset in datasets for text in dataset.texts for s in split_sentences(text.text)]
    for number in range(count):
        chosen: list[str] = []
        while sum(map(len, chosen)) < LENGTH:
            chosen.append(rng.choice(sentences)[:LENGTH])
        title = " ".join(rng.choice(sentences).split()[:5])
        yield Text(f"s{number}", title, " ".join(chosen))


async def timed(outcomes: AsyncIterator[Outcome]) -> tuple[float, float]:
    """Return the seconds until the last document is stored, and from there until it can be found."""
    began = stored = time.perf_counter()
    async for _ in outcomes:
        stored = time.perf_counter()
    return stored - began, time.perf_counter() - stored


async def search_times(desk: Desk, questions: Sequence[str]) -> str:
    """Ask each question once, and return p50 and p95."""
    times = []
    for question in questions:
        began = time.perf_counter()
        await desk.search(question, k=K)
        times.append(time.perf_counter() - began)
    return percentiles(times)


async def changes(desk: Desk) -> None:
    """Add, change and remove a document, and print how long it took until a search saw it."""
    began = time.perf_counter()
    (outcome,) = [one async for one in desk.add_texts([Text("novo", "Fidelidade", NEW)])]
    assert await best(desk, "código zarabatana") == NEW
    added = time.perf_counter()
    _ = [one async for one in desk.add_texts([Text("novo", "Fidelidade", CHANGED)])]
    assert await best(desk, "código xilofone") == CHANGED
    changed = time.perf_counter()
    assert outcome.document_id
    await desk.remove_documents([outcome.document_id])
    assert await best(desk, "código xilofone") != CHANGED
    removed = time.perf_counter()
    print(
        f"found after: added {(added - began) * 1000:.0f} ms, changed {(changed - added) * 1000:.0f} ms, "
        f"removed {(removed - changed) * 1000:.0f} ms"
    )


async def best(desk: Desk, question: str) -> str:
    """Return the text of the best passage."""
    hits = (await desk.search(question, k=1)).hits
    return hits[0].passage.text if hits else ""
