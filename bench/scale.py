"""Rosana on many passages: search times, indexing, memory, and how soon a change is found."""

import asyncio
import multiprocessing
import random
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import percentiles, resident

from rosana.desk import Desk
from rosana.evaluation.dataset import Dataset
from rosana.knowledge.ingestion import Outcome, Text
from rosana.sentences import split_sentences
from rosana.settings import Settings, load_settings
from rosana.wiring import open_desk

__all__ = ["measure_scale"]

LENGTH = 600
QUESTIONS = 200
K = 3
NEW = "O código zarabatana libera o desconto de fidelidade."
CHANGED = "O código xilofone libera o desconto de fidelidade."


def measure_scale(datasets: Sequence[Dataset], count: int, dimensions: int | None) -> None:
    """Print the figures of a base of `count` synthetic passages, with random vectors if asked for.

    The base is built by a process of its own, so that the one that answers is as it is after a start.
    """
    questions = [question.text for dataset in datasets for question in dataset.questions]
    asked = random.Random(0).sample(questions, min(QUESTIONS, len(questions)))
    with TemporaryDirectory() as folder:
        settings = load_settings(
            data_dir=Path(folder), model="extractive", embeddings=dimensions and f"random:{dimensions}"
        )
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
            process.submit(build, settings, datasets, count).result()
        asyncio.run(measure_searches(settings, asked))


def build(settings: Settings, datasets: Sequence[Dataset], count: int) -> None:
    """Build the base and print how fast that was."""
    texts = list(synthetic_passages(datasets, count))
    megabytes = sum(len(text.text.encode()) for text in texts) / 1e6
    print(f"{count} passages, {megabytes:.1f} MB", flush=True)
    asyncio.run(add(settings, texts, megabytes))


async def add(settings: Settings, texts: Sequence[Text], megabytes: float) -> None:
    """Store and index the texts, and embed them where the settings ask for it."""
    async with open_desk(settings) as desk:
        stored, indexed = await timed(desk.add_texts(texts))
        print(f"reading and storing: {megabytes / stored:.2f} MB/s; indexing: {megabytes / indexed:.2f} MB/s")
        if settings.embeddings:
            began = time.perf_counter()
            await desk.retriever.embed()
            print(f"{settings.embeddings}: vectors made and stored in {time.perf_counter() - began:.1f} s")


async def measure_searches(settings: Settings, asked: Sequence[str]) -> None:
    """Print how long searches take, with what memory, and how soon a change is seen."""
    async with open_desk(settings) as desk:
        began = time.perf_counter()
        await desk.search(asked[0], k=K)
        print(f"opened, first answer after {(time.perf_counter() - began) * 1000:.0f} ms")
        await desk.retriever.calibrate()  # waits for the base to be measured, which happens once
        print(f"search, k={K}, {len(asked)} questions: {await search_times(desk, asked)}; memory {resident():.0f} MB")
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
