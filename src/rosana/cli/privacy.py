"""`rosana privacy …`: what is personal in documents, before they are brought in."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import asdict, dataclass, field
from pathlib import PurePath

import click

from rosana.cli.output import json_option, print_json, runs_async
from rosana.errors import DocumentError
from rosana.knowledge.files import FoundFile, find_files, read_file
from rosana.knowledge.sandbox import Finish, Piece, Sandbox
from rosana.privacy import ROLE_MAILBOXES, Kind
from rosana.privacy.kinds import LABELS
from rosana.privacy.masking import PLACEHOLDER
from rosana.settings import Settings, load_settings
from rosana.types import Progress

__all__ = ["privacy"]

_OFTEN = 3
"""Documents in which a value stands that is rather the company's own than a person's."""
_SHOWN = 20
"""Places shown of each document, unless they are asked for as JSON."""

_WORDS: Mapping[Kind, str] = {
    "cpf": "CPF",
    "cnpj": "CNPJ",
    "rg": "RG",
    "cnh": "CNH",
    "pis": "PIS/NIS",
    "titulo_eleitor": "título de eleitor",
    "passport": "passaporte",
    "cep": "CEP",
    "phone": "telefone",
    "email": "e-mail",
    "card": "cartão",
    "account": "agência ou conta",
    "pix": "chave PIX",
    "plate": "placa",
    "ip": "endereço IP",
    "name": "nome",
}
_KINDS: Mapping[str, Kind] = {label: kind for kind, label in LABELS.items()}
"""By the word of the placeholder."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands, and as much of it as may be shown."""

    kind: Kind
    heading: str
    line: int
    """Of the passage under this heading, from 1."""
    shown: str


@dataclass(slots=True)
class _Report:
    """What was found in some documents."""

    documents: int = 0
    failed: list[dict[str, str]] = field(default_factory=list)
    counts: Counter[Kind] = field(default_factory=Counter)
    places: dict[str, list[_Place]] = field(default_factory=dict)
    holders: dict[tuple[Kind, str], set[str]] = field(default_factory=dict)
    """The documents that hold a value."""

    def often(self) -> list[tuple[Kind, str, int]]:
        """Return the values that look like the company's own, with the number of documents."""
        many = [(kind, value, len(held)) for (kind, value), held in self.holders.items() if len(held) >= _OFTEN]
        return sorted((found for found in many if found[0] in ("cnpj", "email", "phone")), key=lambda found: -found[2])


@click.group()
def privacy() -> None:
    """Os dados pessoais nos documentos."""


@privacy.command()
@click.argument("paths", metavar="CAMINHO...", nargs=-1, required=True)
@json_option
@runs_async
async def scan(paths: tuple[str, ...], as_json: bool) -> None:
    """Mostra quantos dados pessoais há em arquivos e pastas e onde estão; não grava nada."""
    settings = load_settings()
    report = _Report()
    async with Sandbox(public=(*settings.privacy.public, *ROLE_MAILBOXES)) as sandbox:
        for found in find_files(paths):
            await _scan(found, sandbox, report, settings)
    if not report.documents and not report.failed:
        raise click.ClickException(f"Nenhum documento em {', '.join(paths)}. Confira o caminho e os formatos.")
    if as_json:
        print_json(_as_json(report))
    else:
        _print(report)


async def _scan(found: FoundFile, sandbox: Sandbox, report: _Report, settings: Settings) -> None:
    try:
        if found.error:
            raise found.error
        data = read_file(found.path, settings.max_upload_mb * 1_000_000)
        async with aclosing(sandbox.read(found.path.name, data, kinds=settings.privacy.kinds)) as parts:
            marks, values = await _read(parts)
    except DocumentError as exc:
        report.failed.append({"source": found.source, "reason": exc.detail})
        return
    report.documents += 1
    for heading, line, placeholder in marks:
        kind, value = _KINDS[placeholder[1:].rpartition("_")[0]], values[placeholder]
        if value != placeholder:  # else the document itself writes one
            report.counts[kind] += 1
            report.places.setdefault(found.source, []).append(_Place(kind, heading, line, partly(value)))
            report.holders.setdefault((kind, value), set()).add(found.source)


async def _read(
    parts: AsyncIterator[Progress | Piece | Finish],
) -> tuple[list[tuple[str, int, str]], Mapping[str, str]]:
    """Return heading, line and placeholder of all that was masked in a document, and the values behind them."""
    marks: list[tuple[str, int, str]] = []
    values: Mapping[str, str] = {}
    async for part in parts:
        match part:
            case Piece(chunks):
                marks += [mark for chunk in chunks for mark in _marks(chunk.heading, chunk.text)]
            case Finish(title=title, masked=values):
                marks[:0] = _marks("", title)
    return marks, values


def _marks(heading: str, text: str) -> Iterator[tuple[str, int, str]]:
    for found in PLACEHOLDER.finditer(text):
        yield heading, text.count("\n", 0, found.start()) + 1, found.group()


def partly(value: str) -> str:
    """Return a value with no more of it to be read than what tells it from another: "***.***.789-**"."""
    if "@" in value:
        mailbox, _, domain = value.partition("@")
        return f"{mailbox[:1]}***@{domain}"
    if not any(map(str.isdigit, value)):
        return " ".join(word[0] + "*" * (len(word) - 1) for word in value.split())
    letters = sum(map(str.isalnum, value))
    shown: list[str] = []
    seen = 0
    for char in " ".join(value.split()):
        seen += char.isalnum()
        hidden = char.isalnum() and not (letters > 5 and letters - 5 < seen <= letters - 2)
        shown.append("*" if hidden else char)
    return "".join(shown)


def _as_json(report: _Report) -> dict[str, object]:
    return {
        "documents": report.documents,
        "failed": report.failed,
        "counts": dict(report.counts.most_common()),
        "places": {source: [asdict(place) for place in places] for source, places in report.places.items()},
        "often": [{"kind": kind, "value": value, "documents": count} for kind, value, count in report.often()],
    }


def _print(report: _Report) -> None:
    for source, places in report.places.items():
        click.echo(f"{PurePath(source).name}: {len(places)}")
        _print_places(places)
    total = sum(report.counts.values())
    click.echo(f"{report.documents} documentos, {total} dados pessoais em {len(report.places)} deles")
    for kind, count in report.counts.most_common():
        click.echo(f"  {count:5}  {_WORDS[kind]}")
    often = report.often()
    if often:
        click.echo(f"Em {_OFTEN} documentos ou mais; se são da empresa, liste-os em ROSANA_PRIVACY__PUBLIC:")
        for _, value, count in often:
            click.echo(f"  {count:5}  {value}")
    for failure in report.failed:
        click.echo(f"falhou: {failure['source']}: {failure['reason']}", err=True)


def _print_places(places: Sequence[_Place]) -> None:
    for place in places[:_SHOWN]:
        where = f"{place.heading}, linha {place.line}" if place.heading else f"linha {place.line}"
        click.echo(f"  {_WORDS[place.kind]:16} {place.shown:24} {where}")
    if len(places) > _SHOWN:
        click.echo(f"  … e mais {len(places) - _SHOWN}; veja todos com --json")
