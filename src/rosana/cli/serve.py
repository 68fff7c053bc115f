"""`rosana serve`."""

import click

from rosana.logs import set_up_logs
from rosana.settings import load_settings

__all__ = ["serve"]


@click.command()
@click.option("--host", help="Endereço em que escuta (ROSANA_HOST; 127.0.0.1).")
@click.option("--port", type=int, help="Porta em que escuta (ROSANA_PORT; 8000).")
def serve(host: str | None, port: int | None) -> None:
    """Sobe o servidor: página, API e API no formato da OpenAI."""
    import uvicorn

    from rosana.server.app import create_app

    settings = load_settings(host=host, port=port)
    set_up_logs(settings.log_level)
    click.echo(f"Rosana Desk em http://{settings.host}:{settings.port} (dados em {settings.data_dir})", err=True)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
