"""`rosana doctor`: looks at each part and says what to do."""

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import click

from rosana.cli.output import json_option, print_json, runs_async
from rosana.desk import Desk
from rosana.errors import RosanaError
from rosana.logs import set_up_logs
from rosana.settings import load_settings, settings_file
from rosana.wiring import open_desk

__all__ = ["doctor"]

_LOW_DISK = 1_000_000_000
_MARKS = {"ok": "✓", "warning": "!", "error": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen of one part."""

    part: str
    state: Literal["ok", "warning", "error"]
    detail: str


@click.command()
@json_option
@runs_async
async def doctor(as_json: bool) -> None:
    """Confere cada parte e diz o que fazer; termina com código 1 se algo impede as respostas."""
    set_up_logs("error")
    findings = [finding async for finding in _examine()]
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(f"{_MARKS[finding.state]} {finding.part}: {finding.detail}")
    if any(finding.state == "error" for finding in findings):
        raise click.exceptions.Exit(1)


async def _examine() -> AsyncIterator[Finding]:
    try:
        settings = load_settings()
    except RosanaError as exc:
        yield Finding("configuração", "error", exc.detail)
        return
    file = settings_file(settings.data_dir)
    yield Finding("configuração", "ok", f"{file} {'lido' if file.exists() else 'não existe; usando os padrões'}")
    yield _disk(settings.data_dir)
    try:
        async with open_desk(settings) as desk:
            await desk.retriever.refresh()
            async for finding in _running(desk):
                yield finding
    except RosanaError as exc:
        yield Finding("base de dados", "error", exc.detail)
    yield _page()


async def _running(desk: Desk) -> AsyncIterator[Finding]:
    documents = await desk.documents()
    failed = [document for document in documents if document.status == "failed"]
    counted = f"{len(documents)} documentos, {sum(document.passages for document in documents)} trechos"
    if not documents:
        yield Finding("documentos", "warning", "nenhum; adicione com: rosana knowledge add PASTA")
    elif failed:
        detail = f"{counted}; {len(failed)} não puderam ser lidos, veja: rosana knowledge list"
        yield Finding("documentos", "warning", detail)
    else:
        yield Finding("documentos", "ok", counted)
    index = await desk.retriever.status()
    if index.applied == index.head:
        yield Finding("índice de busca", "ok", f"em dia, {index.passages} trechos")
    else:
        yield Finding("índice de busca", "warning", "outro processo está atualizando; rode de novo em instantes")
    if index.embeddings and index.dense_weight == 0:
        yield Finding("embeddings", "warning", f"o modelo de embeddings {index.embeddings} não ajuda nesta base")
    elif index.embeddings:
        yield Finding("embeddings", "ok", f"{index.embeddings}: {index.vectors} de {index.passages} trechos")
    await desk.engine.settle()
    engine = desk.engine.status
    blocked = engine.state != "ready" and desk.engine.fallback is None
    state: Literal["ok", "warning", "error"] = "error" if blocked else "ok" if engine.state == "ready" else "warning"
    yield Finding("modelo", state, f"{engine.model}: {engine.detail}")


def _disk(folder: Path) -> Finding:
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not os.access(existing, os.W_OK):
        detail = f"{folder} não pode ser gravada; ajuste a permissão ou use outra em ROSANA_DATA_DIR"
        return Finding("pasta de dados", "error", detail)
    free = shutil.disk_usage(existing).free
    if free < _LOW_DISK:
        return Finding("pasta de dados", "warning", f"{folder} tem só {free // 1_000_000} MB livres")
    return Finding("pasta de dados", "ok", str(folder))


def _page() -> Finding:
    from rosana.server.page import page_is_built  # FastAPI takes 0.2 s, which no other command shall pay

    if page_is_built():
        return Finding("página", "ok", "construída")
    return Finding("página", "warning", "não construída: instale o Node.js 20 ou mais novo e rode make setup")
