"""`rosana ask`."""

from dataclasses import asdict

import click

from rosana.cli.output import json_option, print_json, runs_async
from rosana.desk import collect
from rosana.logs import set_up_logs
from rosana.settings import load_settings
from rosana.wiring import open_desk

__all__ = ["ask"]


@click.command()
@click.argument("question")
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
        await desk.engine.settle()
        answer = await collect(desk.ask(question))
    if as_json:
        print_json({**asdict(answer.done), "sources": [asdict(source) for source in answer.sources]})
        return
    click.echo(answer.done.response)
    cited = sorted({citation.source for citation in answer.citations if citation.source is not None})
    by_number = {source.n: source for source in answer.sources}
    for n in cited:
        source = by_number[n]
        place = f" › {source.heading}" if source.heading else ""
        click.echo(f"  [{n}] {source.title}{place}")
