"""`rosana knowledge …`: the documents."""

import fnmatch
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Unpack

import click

from rosana.cli.embedding import embed
from rosana.cli.output import json_option, print_json, runs_async
from rosana.cli.sites import SITE_OPTIONS, VisitOptions, add_sites, expand_sites, site_options, sites
from rosana.cli.sync import sync
from rosana.desk import Desk
from rosana.errors import DocumentNotFound
from rosana.knowledge.files import find_files
from rosana.knowledge.ingestion import Outcome
from rosana.knowledge.sample import SAMPLE
from rosana.knowledge.sites.addresses import is_address
from rosana.logs import set_up_logs
from rosana.settings import load_settings
from rosana.types import Document
from rosana.wiring import open_desk

__all__ = ["knowledge"]

_STATUS = {"queued": "na fila", "processing": "lendo", "ready": "pronto", "failed": "falhou"}


@click.group()
def knowledge() -> None:
    """Os documentos de onde saem as respostas."""


@knowledge.command()
@click.argument("paths", metavar="CAMINHO...", nargs=-1, required=True)
@site_options
@json_option
@runs_async
async def add(paths: tuple[str, ...], as_json: bool, **options: Unpack[VisitOptions]) -> None:
    """Adiciona arquivos, pastas, padrões ("docs/**/*.pdf") ou sites; o que não mudou é pulado.

    De uma pasta entram os documentos; as imagens, só quando indicadas: "pasta/*.png".
    De um site (https://ajuda.exemplo.com.br/) entram as páginas abaixo do endereço dado, ou as de um sitemap.
    Termina com código 1 se algum arquivo ou página falhou; os outros ficam.
    """
    addresses = [path for path in paths if is_address(path)]
    if addresses:
        if len(addresses) < len(paths):
            raise click.ClickException("Adicione sites e arquivos em comandos separados.")
        await add_sites(addresses, as_json=as_json, **options)
        return
    if any(value is not None and value is not False for value in options.values()):
        raise click.UsageError(f"{SITE_OPTIONS} valem só para sites.", click.get_current_context())
    set_up_logs("error")
    found = list(find_files(paths))
    if not found:
        raise click.ClickException(f"Nenhum documento em {', '.join(paths)}. Confira o caminho e os formatos.")
    outcomes: list[Outcome] = []
    async with open_desk(load_settings()) as desk:
        with click.progressbar(length=len(found), label="Lendo documentos", file=sys.stderr) as bar:
            async for outcome in desk.add_files(found):
                outcomes.append(outcome)
                bar.update(1)
        await desk.retriever.calibrate()  # so that a server need not, while it answers its first questions
        await embed(desk)
        loaded = {document.source for document in await desk.documents()}
    _report(outcomes, as_json=as_json)
    if not as_json and any(sample.source in loaded for sample in SAMPLE):
        click.echo(
            "A base de exemplo também está carregada; tire-a com: rosana knowledge remove 'exemplo/*'",
            err=True,
        )


@knowledge.command(name="list")
@json_option
@runs_async
async def list_(as_json: bool) -> None:
    """Mostra os documentos e o estado de cada um."""
    set_up_logs("error")
    async with open_desk(load_settings()) as desk:
        documents = await desk.documents()
    if as_json:
        print_json([_as_json(document) for document in documents])
        return
    for document in documents:
        note = f" · {document.reason}" if document.reason else ""
        if document.progress:
            note = f" · {document.progress.done} de {document.progress.total or '?'}"
        click.echo(f"{document.id}  {_STATUS[document.status]:8} {document.passages:5}  {document.title}{note}")
    click.echo(f"{len(documents)} documentos, {sum(document.passages for document in documents)} trechos")


@knowledge.command()
@click.argument("names", metavar="NOME...", nargs=-1, required=True)
@json_option
@runs_async
async def remove(names: tuple[str, ...], as_json: bool) -> None:
    """Remove documentos pelo id ou pela origem, que pode ser um padrão ("exemplo/*"), ou um site pelo endereço."""
    set_up_logs("error")
    async with open_desk(load_settings()) as desk:
        named, expanded = await expand_sites(desk, names)
        chosen = await _matching(desk, expanded)
        await desk.remove_documents([document.id for document in chosen])
        for site in named:
            await desk.visits.forget(site)
    if as_json:
        print_json([{"id": document.id, "source": document.source} for document in chosen])
    else:
        click.echo(f"{len(chosen)} removidos.")


knowledge.add_command(sites)
knowledge.add_command(sync)


@knowledge.command()
@json_option
@runs_async
async def reindex(as_json: bool) -> None:
    """Lê de novo todos os documentos; até lá, o que já foi lido responde. Vale também com o servidor de pé."""
    set_up_logs("error")
    outcomes = []
    async with open_desk(load_settings()) as desk:
        total = len(await desk.documents())
        with click.progressbar(length=total, label="Relendo documentos", file=sys.stderr) as bar:
            async for outcome in desk.reindex():
                outcomes.append(outcome)
                bar.update(1)
        await embed(desk)
    _report(outcomes, as_json=as_json)


async def _matching(desk: Desk, names: Sequence[str]) -> list[Document]:
    documents = await desk.documents()
    chosen = {}
    for name in names:
        found = [d for d in documents if d.id == name or fnmatch.fnmatchcase(d.source, name)]
        if not found:
            raise DocumentNotFound(f"Nenhum documento tem o id ou a origem {name!r}. Veja: rosana knowledge list")
        chosen.update({document.id: document for document in found})
    return list(chosen.values())


def _report(outcomes: list[Outcome], *, as_json: bool) -> None:
    failed = [outcome for outcome in outcomes if outcome.status == "failed"]
    if as_json:
        print_json([asdict(outcome) for outcome in outcomes])
    else:
        counts = {status: sum(o.status == status for o in outcomes) for status in ("added", "updated", "unchanged")}
        click.echo(
            f"{counts['added']} novos, {counts['updated']} atualizados, {counts['unchanged']} sem mudança, "
            f"{len(failed)} com falha; {sum(o.passages for o in outcomes)} trechos escritos."
        )
        for outcome in outcomes:
            if outcome.status != "failed" and outcome.reason:
                click.echo(f"em parte: {outcome.source}: {outcome.reason}", err=True)
    for outcome in failed:
        click.echo(f"falhou: {outcome.source}: {outcome.reason}", err=True)
    if failed:
        raise click.exceptions.Exit(1)


def _as_json(document: Document) -> dict[str, object]:
    names = ("id", "source", "title", "status", "reason", "passages")
    return {name: getattr(document, name) for name in names}
