"""`rosana worker`."""

import asyncio
import signal

import click

from rosana.cli.output import runs_async
from rosana.logs import set_up_logs
from rosana.settings import load_settings
from rosana.wiring import open_worker

__all__ = ["worker"]


@click.command()
@runs_async
async def worker() -> None:
    """Lê os documentos enviados, num processo ao lado do servidor; podem ser vários.

    Usa a mesma pasta de dados (ROSANA_DATA_DIR). Com ROSANA_WORKER=separate, o servidor deixa a leitura só para ele.
    """
    settings = load_settings()
    set_up_logs(settings.log_level)
    async with open_worker(settings) as reading:
        task = asyncio.create_task(reading.run())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: asyncio.get_running_loop().call_soon_threadsafe(task.cancel))
        click.echo(f"Lendo os documentos de {settings.data_dir}", err=True)
        await asyncio.wait({task})
    if not task.cancelled():
        task.result()
