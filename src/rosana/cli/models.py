"""`rosana models …`: the language models of the Ollama server."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from rosana.cli.output import confirm, json_option, print_json, runs_async
from rosana.engine import try_model
from rosana.errors import SettingsError
from rosana.logs import set_up_logs
from rosana.ollama import Ollama, PullProgress, with_tag
from rosana.settings import Settings, load_settings, settings_file

__all__ = ["models"]


@click.group()
def models() -> None:
    """Os modelos de linguagem do servidor Ollama."""
    set_up_logs("error")


@models.command(name="list")
@json_option
@runs_async
async def list_(as_json: bool) -> None:
    """Mostra os modelos instalados."""
    found = await Ollama(load_settings().ollama_host).models()
    if as_json:
        print_json([asdict(model) for model in found])
        return
    for model in found:
        click.echo(f"{model.name:40} {model.size / 1e9:6.1f} GB  {model.parameters} {model.quantization}".rstrip())
    if not found:
        click.echo("Nenhum modelo instalado. Baixe um com: rosana models pull llama3.2")


@models.command()
@click.argument("name", metavar="NOME")
@json_option
@runs_async
async def pull(name: str, as_json: bool) -> None:
    """Baixa um modelo, com progresso; um download interrompido continua de onde parou."""
    model = _bare(name)
    with _download_bar(model) as show:
        async for step in Ollama(load_settings().ollama_host).pull(model):
            show(step)
    if as_json:
        print_json({"model": f"ollama:{model}"})
    else:
        click.echo(f"Modelo {model} pronto.")


@models.command()
@click.argument("old", metavar="ANTIGO")
@click.argument("new", metavar="NOVO")
@click.option("--yes", is_flag=True, help="Remove o modelo antigo sem perguntar.")
@json_option
@runs_async
async def migrate(old: str, new: str, yes: bool, as_json: bool) -> None:
    """Troca um modelo por outro: baixa o novo, confere se ele responde, muda a configuração, remove o antigo."""
    if with_tag(_bare(old)) == with_tag(_bare(new)):
        raise click.ClickException(f"Os dois nomes são do mesmo modelo: {old} e {new}. Nada mudou.")
    settings = load_settings()
    name = f"ollama:{_bare(new)}"
    with _download_bar(_bare(new)) as show:
        trial = await try_model(name, settings, report=show)
    click.echo(f"{name} respondeu em {trial.seconds:.1f} s: {trial.answer}", err=as_json)
    if not trial.correct:
        raise click.ClickException(f"{name} errou a pergunta de teste; a configuração ficou como estava.")
    _switch(settings, name)
    removed = yes or confirm(f"Remover o modelo antigo {_bare(old)} do Ollama?")
    if removed:
        await Ollama(settings.ollama_host).remove(_bare(old))
    said = f"Modelo {_bare(old)} removido." if removed else f"O modelo antigo {_bare(old)} continua no Ollama."
    click.echo(said, err=as_json)
    if as_json:
        print_json({"model": name, "answer": trial.answer, "seconds": trial.seconds, "removed": removed})


@contextmanager
def _download_bar(model: str) -> Iterator[Callable[[PullProgress], None]]:
    with click.progressbar(length=1000, label=f"Baixando {model}", file=sys.stderr) as bar:

        def show(step: PullProgress) -> None:
            if step.fraction is not None:
                bar.update(max(0, int(step.fraction * 1000) - bar.pos))

        yield show


def _switch(settings: Settings, name: str) -> None:
    """Name the model in rosana.toml, and say from when on it answers."""
    path = settings_file(settings.data_dir)
    try:
        _write_model(path, name)
    except (OSError, ValueError) as exc:
        problem = f"{path} não pôde ser gravado ({exc}); os dois modelos continuam no Ollama."
        raise SettingsError(problem) from exc
    if load_settings().model == name:
        click.echo(f"Configuração trocada em {path}. Reinicie o servidor para usá-la.", err=True)
    else:
        click.echo(f"Gravado em {path}, mas a variável ROSANA_MODEL manda: mude-a para {name}.", err=True)


def _write_model(path: Path, name: str) -> None:
    """Write the model into rosana.toml, leaving everything else there as it is."""
    import tomlkit

    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    document["model"] = name
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(tomlkit.dumps(document), encoding="utf-8")
    draft.replace(path)


def _bare(name: str) -> str:
    return name.removeprefix("ollama:")
