"""Rosana's search beside what people use, on BEIR folders: quality, speed and memory, each on one core, in one run.

With `--passages N`: Rosana alone, on N synthetic passages made of the folders' sentences.
"""

import argparse
import asyncio
import multiprocessing
import os
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from measuring import percentile, resident
from rivals import RIVALS
from scale import measure_scale

from rosana.evaluation.dataset import Dataset, load_dataset
from rosana.evaluation.runner import add_documents, open_empty_desk
from rosana.settings import load_settings

ROSANA = "Rosana"
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one search on one data set."""

    r1: float
    r3: float
    p50: float
    """Milliseconds per question, ten passages asked for."""
    p95: float
    indexing: float
    """Seconds from texts to the first possible question."""
    memory: float
    """MB of the process that holds nothing else."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="BEIR folders")
    parser.add_argument("--passages", type=int, metavar="N", help="measure Rosana alone on N synthetic passages")
    parser.add_argument("--vectors", type=int, metavar="DIM", help="with --passages: add random vectors")
    options = parser.parse_args()
    if options.passages:
        use_one_core()
        datasets = [load_dataset(folder) for folder in options.folders]
        measure_scale(datasets, options.passages, options.vectors)
        return
    for folder in options.folders:
        compare(folder)


def compare(folder: Path) -> None:
    """Measure all on one folder, each in a process of its own, and print a table."""
    print(f"\n{folder.name}")
    print(
        f"{'':24}{'R@1':>7}{'R@3':>7}{'p50 ms':>9}{'p95 ms':>9}{'index s':>9}{'MB':>7}   p50, index: ratio to Rosana's"
    )
    ours = None
    for name in (ROSANA, *RIVALS):
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
            figures = process.submit(measure, name, folder).result()
        ours = ours or figures
        print(
            f"{name:24}{figures.r1:7.3f}{figures.r3:7.3f}{figures.p50:9.2f}{figures.p95:9.2f}{figures.indexing:9.2f}"
            f"{figures.memory:7.0f}   {figures.p50 / ours.p50:.2g}, {figures.indexing / ours.indexing:.2g}",
            flush=True,
        )


def measure(name: str, folder: Path) -> Figures:
    """Measure one search on one core; runs in a process of its own."""
    use_one_core()
    dataset = load_dataset(folder)
    return asyncio.run(measure_rosana(dataset)) if name == ROSANA else measure_rival(name, dataset)


async def measure_rosana(dataset: Dataset) -> Figures:
    """Measure the whole way: documents into the database, split, indexed; questions through the retriever."""
    async with open_empty_desk(load_settings(model="extractive")) as desk:
        began = time.perf_counter()
        async for _ in add_documents(desk, dataset):
            pass
        indexing = time.perf_counter() - began
        names = {document.id: document.source for document in await desk.documents()}
        times, rankings = [], []
        for question in dataset.questions:
            began = time.perf_counter()
            result = await desk.search(question.text, k=DEPTH)
            times.append(time.perf_counter() - began)
            rankings.append([names[hit.passage.document_id] for hit in result.hits])
    return figures_of(dataset, rankings, times, indexing)


def measure_rival(name: str, dataset: Dataset) -> Figures:
    """Measure a rival on the very passages that Rosana makes of the documents: one of each."""
    passages = [(text.source, f"{text.title}\n{text.text}".strip()) for text in dataset.texts]
    rival = RIVALS[name]()
    began = time.perf_counter()
    rival.index([text for _, text in passages])
    indexing = time.perf_counter() - began
    times, rankings = [], []
    for question in dataset.questions:
        began = time.perf_counter()
        places = rival.search(question.text, DEPTH)
        times.append(time.perf_counter() - began)
        rankings.append([passages[place][0] for place in places])
    return figures_of(dataset, rankings, times, indexing)


def figures_of(dataset: Dataset, rankings: Sequence[Sequence[str]], times: Sequence[float], indexing: float) -> Figures:
    """Judge rankings of documents, in which a document may stand once for each of its passages."""

    def hits(k: int) -> float:
        found = [
            any(document in question.relevance for document in list(dict.fromkeys(ranking))[:k])
            for question, ranking in zip(dataset.questions, rankings, strict=True)
        ]
        return statistics.fmean(found)

    return Figures(
        r1=hits(1),
        r3=hits(3),
        p50=statistics.median(times) * 1000,
        p95=percentile(times, 0.95),
        indexing=indexing,
        memory=resident(),
    )


def use_one_core() -> None:
    """Bind this process to one core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


if __name__ == "__main__":
    main()
