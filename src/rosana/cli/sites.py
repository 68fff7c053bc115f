"""`rosana knowledge add https://…` and `rosana knowledge sites`: sites as documents."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import reduce
from typing import Any, TypedDict, TypeVar, Unpack

import click

from rosana.cli.changes import Counter, counted, tell
from rosana.cli.embedding import embed
from rosana.cli.output import json_option, print_json, runs_async
from rosana.desk import Desk
from rosana.errors import AddressInvalid, RosanaError, SiteNotFound
from rosana.knowledge.sites.addresses import normalize
from rosana.knowledge.sites.visits import MAX_PAGES
from rosana.knowledge.sync import Report
from rosana.logs import set_up_logs
from rosana.settings import load_settings
from rosana.store.sites import Site
from rosana.wiring import open_desk

__all__ = ["SITE_OPTIONS", "VisitOptions", "add_sites", "expand_sites", "site_options", "sites"]

F = TypeVar("F", bound=Callable[..., Any])

_UNITS = {"min": 60, "h": 3_600, "d": 86_400}
_SHORTEST = 300
_NEVER = "nunca"

SITE_OPTIONS = "--only-this-page, --depth, --max-pages, --every e --yes"


class VisitOptions(TypedDict):
    """How the sites that a command adds are read."""

    only_page: bool
    depth: int | None
    max_pages: int | None
    every: int | None
    confirmed: bool


def _seconds(context: click.Context, _: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    if value.strip().lower() == _NEVER:
        return 0
    match = re.fullmatch(r"(\d{1,5})\s*(min|h|d)", value.strip().lower())
    seconds = int(match[1]) * _UNITS[match[2]] if match else 0
    if seconds < _SHORTEST:
        raise click.UsageError("--every aceita 5min ou mais, por exemplo 30min, 24h ou 7d, e também: nunca.", context)
    return seconds


def site_options(command: F) -> F:
    """Give a command the options of sites."""
    options = (
        click.option("--only-this-page", "only_page", is_flag=True, help="De um site, só esta página."),
        click.option(
            "--depth",
            type=click.IntRange(min=0),
            metavar="NÚMERO",
            help="De um site: quantos links seguir desde o início.",
        ),
        click.option(
            "--max-pages",
            type=click.IntRange(min=1),
            metavar="NÚMERO",
            help=f"De um site: quantas páginas visitar, no máximo ({MAX_PAGES}).",
        ),
        click.option(
            "--every",
            callback=_seconds,
            metavar="INTERVALO",
            help="Visita o site de novo: 30min, 24h, 7d ou nunca (no servidor).",
        ),
        click.option("--yes", "confirmed", is_flag=True, help="Aceita que mais da metade das páginas tenha sumido."),
    )
    return reduce(lambda wrapped, option: option(wrapped), reversed(options), command)


async def add_sites(addresses: Sequence[str], *, as_json: bool, **options: Unpack[VisitOptions]) -> None:
    """Visit sites now and say what changed; ends with code 1 when a page failed."""
    set_up_logs("error")
    report, counter = Report(), Counter()
    async with open_desk(load_settings()) as desk:
        for address in addresses:
            site = await _put(desk, address, options)
            read = False
            try:
                async for change in desk.visits.visit(site, confirmed=options["confirmed"]):
                    read = True
                    report.take(change)
                    counter.take(change)
            except RosanaError:
                if not read and site.visited_at is None:  # a wrong address is not to be visited again and again
                    await desk.visits.forget(site)
                raise
            noted = await desk.visits.get(site.url)
            report.note = json.loads(noted.report or "{}").get("note") or report.note
        counter.end()
        await embed(desk)
    tell(report, as_json=as_json)
    if report.failed or report.kept:
        raise click.exceptions.Exit(1)


async def _put(desk: Desk, address: str, options: VisitOptions) -> Site:
    """Add a site; of one that is there already, what is not said anew stays."""
    before = next((site for site in await desk.visits.list() if site.url == normalize(address)), None)
    depth = 0 if options["only_page"] else options["depth"]
    every = options["every"]
    return await desk.visits.put(
        address,
        depth=before.depth if before and depth is None else depth,
        max_pages=options["max_pages"] or (before.max_pages if before else MAX_PAGES),
        every=(before.every if before and every is None else every) or None,
    )


async def expand_sites(desk: Desk, names: Sequence[str]) -> tuple[list[Site], list[str]]:
    """Return the sites among some names, and the names with the ids of their pages instead."""
    found: list[Site] = []
    expanded: list[str] = []
    for name in names:
        try:
            site = await desk.visits.get(normalize(name))
        except (SiteNotFound, AddressInvalid):
            expanded.append(name)
        else:
            found.append(site)
            expanded += await desk.visits.documents(site)
    return found, expanded


@click.command()
@json_option
@runs_async
async def sites(as_json: bool) -> None:
    """Mostra os sites, quando cada um é visitado e o que a última visita trouxe."""
    set_up_logs("error")
    async with open_desk(load_settings()) as desk:
        found = await desk.visits.list()
    if as_json:
        print_json([{**asdict(site), "report": json.loads(site.report or "null")} for site in found])
        return
    for site in found:
        click.echo(f"{site.url}  {_what(site)}")
        click.echo(f"    {_last(site)}")
    click.echo(f"{len(found)} sites")


def _what(site: Site) -> str:
    every = f"a cada {_duration(site.every)}" if site.every else "só quando pedido"
    due = f", próxima visita {_local(site.due)}" if site.due else ""
    return f"{'só esta página' if site.depth == 0 else f'até {site.max_pages} páginas'}, {every}{due}"


def _last(site: Site) -> str:
    if site.visited_at is None or site.report is None:
        return "ainda não visitado"
    report = json.loads(site.report)
    visited = datetime.fromisoformat(site.visited_at).timestamp()
    note = f" {report['note']}" if report["note"] else ""
    return f"última visita {_local(visited)}: {counted(report)}{note}"


def _local(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%d/%m/%Y %H:%M")


def _duration(seconds: int) -> str:
    unit = next(unit for unit in ("d", "h", "min") if seconds % _UNITS[unit] == 0)
    return f"{seconds // _UNITS[unit]} {unit}"
