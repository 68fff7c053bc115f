"""`rosana serve`."""

import errno
import gc
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import click

from rosana.cli.output import runs_async
from rosana.errors import SettingsError
from rosana.logs import set_up_logs
from rosana.settings import Settings, load_settings

__all__ = ["serve"]


@click.command()
@click.option("--host", help="Endereço em que escuta (ROSANA_HOST; 127.0.0.1).")
@click.option("--port", type=int, help="Porta em que escuta (ROSANA_PORT; 8000).")
@runs_async
async def serve(host: str | None, port: int | None) -> None:
    """Sobe o servidor: página, API e API no formato da OpenAI."""
    settings = load_settings(host=host, port=port)
    set_up_logs(settings.log_level)
    with _listen(settings.host, settings.port) as listener:
        await _serve(settings, listener)


async def _serve(settings: Settings, listener: socket.socket) -> None:
    with _collecting_nothing():
        import uvicorn

        from rosana.server.app import create_app
        from rosana.wiring import open_serving_desk

    async with open_serving_desk(settings) as desk:
        config = uvicorn.Config(
            create_app(desk, settings),
            lifespan="off",
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=10,
        )
        click.echo(f"Rosana Desk em http://{_address(settings)} (dados em {settings.data_dir})", err=True)
        # The server stops at these signals and then hands them on, but the desk has yet to be closed.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        await uvicorn.Server(config).serve(sockets=[listener])


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """Import without the garbage collector, which finds nothing there but takes a sixth of the time.

    What was imported is passed over by later collections too, which take 50 ms in the middle of an answer otherwise.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
    except OSError as exc:
        if exc.errno == errno.EADDRINUSE:
            problem = f"A porta {port} já está em uso. Escolha outra com --port ou ROSANA_PORT."
            raise SettingsError(problem) from exc
        reason = str(exc.strerror).partition(" (")[0]
        problem = f"Não é possível escutar em {host}:{port} ({reason}). Confira ROSANA_HOST e ROSANA_PORT."
        raise SettingsError(problem) from exc
    # asyncio sets this on its own sockets only; without it a body waits 40 ms for the client to confirm the head.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{host}:{settings.port}"
