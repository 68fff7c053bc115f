"""`rosana evaluate`."""

import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import click

from rosana.cli.output import json_option, print_json, runs_async
from rosana.desk import Desk
from rosana.evaluation.dataset import Dataset, load_dataset, load_foreign
from rosana.evaluation.matching import Finder, find_in_base, find_in_dataset
from rosana.evaluation.report import expected_passages, render, worst_questions
from rosana.evaluation.runner import Judge, Judged, add_documents, open_empty_desk
from rosana.evaluation.summary import LABELS, Evaluation, by_kind, summarize
from rosana.logs import set_up_logs
from rosana.settings import Settings, load_settings
from rosana.wiring import open_desk

__all__ = ["evaluate"]

_SHARE = click.FloatRange(0, 1)
_MINIMUMS = {"min_recall_1": "r@1", "min_recall_3": "r@3", "min_mrr": "mrr@10", "min_refused": "refused@95"}
_PATH = click.Path(path_type=Path)


@click.command()
@click.option("--dataset", "folder", required=True, type=_PATH, help="Pasta BEIR ou de central de ajuda.")
@click.option("--base", is_flag=True, help="Pergunta à base que está em uso, e não aos documentos da pasta.")
@click.option("--foreign", type=_PATH, help="Perguntas de outros domínios (JSONL), para medir a recusa.")
@click.option("--foreign-except", multiple=True, help="Domínio a deixar de fora, além do que tem o nome da pasta.")
@click.option("--report", type=_PATH, help="Escreve uma página HTML com as piores perguntas.")
@click.option("--min-recall-1", type=_SHARE, help="Termina com código 1 se R@1 ficar abaixo.")
@click.option("--min-recall-3", type=_SHARE, help="O mesmo para R@3.")
@click.option("--min-mrr", type=_SHARE, help="O mesmo para MRR@10.")
@click.option("--min-refused", type=_SHARE, help="O mesmo para as de fora recusadas, mantendo 95% das próprias.")
@json_option
@runs_async
async def evaluate(  # noqa: PLR0913 — one for each option
    folder: Path,
    *,
    base: bool,
    foreign: Path | None,
    foreign_except: tuple[str, ...],
    report: Path | None,
    as_json: bool,
    **minimums: float | None,
) -> None:
    """Mede a busca, as frases escolhidas e a recusa com perguntas cujas respostas se conhecem.

    Os documentos da pasta são carregados numa base temporária, com as configurações desta; com --base, são os
    que já estão carregados, reconhecidos pelo fim da origem ou pelo título.
    """
    set_up_logs("error")
    if minimums["min_refused"] is not None and foreign is None:
        raise click.ClickException("--min-refused pede as perguntas de outros domínios em --foreign.")
    dataset = load_dataset(folder, with_documents=not base)
    questions = load_foreign(foreign, leave_out=[dataset.name, *foreign_except]) if foreign else []
    settings = load_settings(model="extractive")
    async with _open(settings, dataset, base=base) as (desk, find):
        evaluation = await _run(desk, find, dataset, questions)
        if report:
            _write(report, render(evaluation, await expected_passages(desk, worst_questions(evaluation.judged))))
    if as_json:
        print_json(_as_json(evaluation))
    else:
        _print_table(evaluation)
    _check(evaluation.metrics, minimums)


@asynccontextmanager
async def _open(settings: Settings, dataset: Dataset, *, base: bool) -> AsyncIterator[tuple[Desk, Finder]]:
    if base:
        async with open_desk(settings) as desk:
            yield desk, find_in_base(dataset, await desk.documents())
        return
    async with open_empty_desk(settings) as desk:
        outcomes = []
        with click.progressbar(
            length=len(dataset.files or dataset.texts), label="Lendo documentos", file=sys.stderr
        ) as bar:
            async for outcome in add_documents(desk, dataset):
                outcomes.append(outcome)
                bar.update(1)
        for outcome in outcomes:
            if outcome.status == "failed":
                click.echo(f"falhou: {outcome.source}: {outcome.reason}", err=True)
        yield desk, find_in_dataset(dataset, await desk.documents())


async def _run(desk: Desk, find: Finder, dataset: Dataset, questions: Sequence[str]) -> Evaluation:
    await desk.retriever.embed()
    await desk.retriever.calibrate()
    judge, judged, refusals = Judge(desk, find), [], []
    total = len(dataset.questions) + len(questions)
    with click.progressbar(length=total, label="Fazendo perguntas", file=sys.stderr) as bar:
        for question in dataset.questions:
            judged.append(await judge.judge(question))
            bar.update(1)
        for text in questions:
            refusals.append(await judge.refuse(text))
            bar.update(1)
    documents = await desk.documents()
    _warn_of_missing(judged, {document.id for document in documents})
    return Evaluation(
        dataset=dataset.name,
        documents=len(documents),
        passages=sum(document.passages for document in documents),
        judged=tuple(judged),
        foreign=tuple(refusals),
        metrics=summarize(judged, refusals),
        by_kind=by_kind(judged),
    )


def _warn_of_missing(judged: Sequence[Judged], documents: set[str]) -> None:
    missing = [one for one in judged if documents.isdisjoint(one.expected)]
    if missing:
        example = f"por exemplo {missing[0].question.id}: {missing[0].expected[0]}"
        click.echo(f"Contadas como erradas, sem documento na base: {len(missing)} ({example})", err=True)


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as exc:
        raise click.ClickException(f"A página {str(path)!r} não pôde ser escrita: {exc.strerror}.") from exc


def _as_json(evaluation: Evaluation) -> dict[str, object]:
    def rounded(metrics: dict[str, float]) -> dict[str, float]:
        return {name: round(value, 4) for name, value in metrics.items()}

    return {
        "dataset": evaluation.dataset,
        "questions": len(evaluation.judged),
        "foreign": len(evaluation.foreign),
        "documents": evaluation.documents,
        "passages": evaluation.passages,
        "metrics": rounded(evaluation.metrics),
        "by_kind": {kind: rounded(metrics) for kind, metrics in evaluation.by_kind.items()},
    }


def _print_table(evaluation: Evaluation) -> None:
    counts = f"{len(evaluation.judged)} perguntas, {len(evaluation.foreign)} de fora"
    click.echo(f"{evaluation.dataset}: {counts}; {evaluation.documents} documentos, {evaluation.passages} trechos")
    columns = [evaluation.metrics, *evaluation.by_kind.values()]
    heads = ["todas", *evaluation.by_kind]
    widths = [max(8, len(head)) for head in heads]
    _print_row("", heads, widths)
    for name in evaluation.metrics:
        cells = [f"{metrics[name]:.1%}".replace(".", ",") if name in metrics else "" for metrics in columns]
        _print_row(LABELS[name], cells, widths)


def _print_row(label: str, cells: Sequence[str], widths: Sequence[int]) -> None:
    aligned = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    click.echo(f"  {label:46}{aligned}".rstrip())


def _check(metrics: dict[str, float], minimums: dict[str, float | None]) -> None:
    missed = [
        f"{_MINIMUMS[option]} ficou em {metrics[_MINIMUMS[option]]:.4f}, abaixo de {minimum}"
        for option, minimum in minimums.items()
        if minimum is not None and metrics[_MINIMUMS[option]] < minimum
    ]
    if missed:
        raise click.ClickException(f"{'; '.join(missed)}.")
