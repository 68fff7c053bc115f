"""`rosana ask`."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict

import click

from rosana.cli.output import json_option, print_json, runs_async
from rosana.desk import Desk
from rosana.exchange import collect
from rosana.logs import set_up_logs
from rosana.settings import load_settings
from rosana.types import Citation, Source
from rosana.wiring import open_desk

__all__ = ["ask"]


@click.command()
@click.argument("question", metavar="PERGUNTA")
@click.option("--model", help="Quem responde: auto, extractive, ollama:NOME, openai:NOME (ROSANA_MODEL).")
@json_option
@runs_async
async def ask(question: str, model: str | None, as_json: bool) -> None:
    """Faz uma pergunta e mostra a resposta com as fontes."""
    settings = load_settings(model=model)
    set_up_logs("error")
    async with open_desk(settings) as desk:
        if settings.sample:
            await desk.add_sample()
        await _see_everything(desk)
        await desk.engine.settle()
        answer = await collect(desk.ask(question))
    if as_json:
        print_json({**asdict(answer.done), "sources": _dicts(answer.sources), "citations": _dicts(answer.citations)})
        return
    click.echo(answer.done.response)
    cited = sorted({citation.source for citation in answer.citations if citation.source is not None})
    by_number = {source.n: source for source in answer.sources}
    for n in cited:
        source = by_number[n]
        place = f" › {source.heading}" if source.heading else ""
        click.echo(f"  [{n}] {source.title}{place}")


async def _see_everything(desk: Desk) -> None:
    """Wait, a few seconds at most, while another process is indexing, and for the base to be measured.

    A single answer has no second chance.
    """
    for _ in range(50):
        status = await desk.retriever.status()
        if status.applied == status.head:
            break
        await asyncio.sleep(0.1)
        await desk.retriever.refresh()
    await desk.retriever.calibrate()


def _dicts(items: Sequence[Source | Citation]) -> list[dict[str, object]]:
    return [asdict(item) for item in items]
