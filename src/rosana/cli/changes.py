"""How the command line tells what changed in a folder or site."""

import sys

import click

from rosana.cli.output import print_json
from rosana.knowledge.sync import Change, Report

__all__ = ["Counter", "counted", "tell"]

_LISTED = 20
"""Lines of each kind: the rest is counted, or in --json."""

_NAMES = {"added": "novo", "updated": "alterado", "removed": "removido", "kept": "sumiu"}


class Counter:
    """Counts on one line of stderr what has been read, where a person looks on."""

    def __init__(self) -> None:
        self._count = 0
        self._shown = sys.stderr.isatty()

    def take(self, change: Change) -> None:
        """Count a source."""
        self._count += change.status != "removed"
        if self._shown:
            click.echo(f"\r{self._count} lidos ", nl=False, err=True)

    def end(self) -> None:
        """Leave the line."""
        if self._shown and self._count:
            click.echo(err=True)


def tell(report: Report, *, as_json: bool) -> None:
    """Write a report, what failed on stderr."""
    if as_json:
        print_json(report.as_json())
    else:
        click.echo(counted(report.as_json()))
        for status, name in _NAMES.items():
            sources = getattr(report, status)
            for source in sources[:_LISTED]:
                click.echo(f"{name}: {source}")
            if len(sources) > _LISTED:
                click.echo(f"{name}: … e mais {len(sources) - _LISTED}")
    for source, reason in report.failed.items():
        click.echo(f"falhou: {source}: {reason}", err=True)
    if report.note:
        click.echo(report.note, err=True)


def counted(report: dict[str, int]) -> str:
    """Return how many sources of a report became what."""
    counts = [
        f"{report['added']} novos",
        f"{report['updated']} alterados",
        f"{report['removed']} removidos",
        f"{report['unchanged']} sem mudança",
        f"{report['failed']} com falha",
    ]
    return ", ".join(counts) + "."
