"""`rosana knowledge sync`: a folder and its documents in step."""

import json
from pathlib import Path

import click

from rosana.cli.changes import Counter, tell
from rosana.cli.embedding import embed
from rosana.cli.output import json_option, runs_async
from rosana.desk import Desk
from rosana.errors import FileUnreadable
from rosana.knowledge.sync import Report
from rosana.knowledge.watching import quiet_changes
from rosana.logs import set_up_logs
from rosana.settings import load_settings
from rosana.wiring import open_desk

__all__ = ["sync"]

_KEPT = (
    "Mais da metade dos documentos da pasta sumiu, e por segurança nenhum foi removido. Confira se a pasta está "
    "montada e completa; se está certo, rode outra vez com --yes."
)


@click.command()
@click.argument("folder", metavar="PASTA", type=click.Path(path_type=Path))
@click.option("--watch", is_flag=True, help="Continua de olho na pasta até Ctrl-C.")
@click.option("--yes", "confirmed", is_flag=True, help="Aceita que mais da metade dos documentos tenha sumido.")
@json_option
@runs_async
async def sync(folder: Path, watch: bool, confirmed: bool, as_json: bool) -> None:
    """Deixa a base igual à pasta: lê o novo e o alterado, remove o que sumiu e diz o que mudou.

    Termina com código 1 se algum arquivo falhou ou se documentos que sumiram esperam confirmação.
    """
    set_up_logs("error")
    async with open_desk(load_settings()) as desk:
        report = await _once(desk, folder, confirmed=confirmed)
        if watch:
            _tell_line(report) if as_json else tell(report, as_json=False)
            await _watch(desk, folder, report, as_json=as_json)
    tell(report, as_json=as_json)
    if report.failed or report.kept:
        raise click.exceptions.Exit(1)


async def _once(desk: Desk, folder: Path, *, confirmed: bool = False) -> Report:
    report, counter = Report(), Counter()
    async for change in desk.sync_folder(folder, confirmed=confirmed):
        report.take(change)
        counter.take(change)
    counter.end()
    await embed(desk)
    if report.kept:
        report.note = _KEPT
    return report


async def _watch(desk: Desk, folder: Path, last: Report, *, as_json: bool) -> None:
    """Sync whenever the folder has changed and rests again; what was said already is not repeated."""
    click.echo(f"De olho em {folder}; Ctrl-C termina.", err=True)
    async for _ in quiet_changes(folder):
        try:
            report = await _once(desk, folder)
        except FileUnreadable as exc:
            click.echo(exc.detail, err=True)
            continue
        if report.added or report.updated or report.removed or (report.failed, report.kept) != (last.failed, last.kept):
            _tell_line(report) if as_json else tell(report, as_json=False)
        last = report


def _tell_line(report: Report) -> None:
    """Write a report as one line: there are more to come."""
    click.echo(json.dumps(report.as_json(), ensure_ascii=False))
