"""What every command shares: one-line errors, JSON, the event loop."""

import asyncio
import errno
import functools
import json
import os
import sys
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar

import click

from rosana.errors import RosanaError, StorageFull

__all__ = ["OneLineErrors", "confirm", "json_option", "print_json", "runs_async"]

P = ParamSpec("P")
T = TypeVar("T")

_INTERRUPTED = 130  # as shells report Ctrl-C

_IN_PORTUGUESE = {  # click's own words
    "Options": "Opções",
    "Commands": "Comandos",
    "[OPTIONS]": "[OPÇÕES]",
    "COMMAND [ARGS]...": "COMANDO [ARGUMENTOS]...",
    "INTEGER": "NÚMERO",
    "FLOAT RANGE": "NÚMERO",
    "TEXT": "TEXTO",
    "PATH": "CAMINHO",
    "[required]": "[obrigatório]",
    "Show this message and exit.": "Mostra esta ajuda.",
    "Show the version and exit.": "Mostra a versão.",
}

json_option = click.option("--json", "as_json", is_flag=True, help="Escreve JSON em vez de texto.")


class _Formatter(click.HelpFormatter):
    """Writes click's help with Portuguese words."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _translate(args), prefix or "Uso: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_translate(heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(_translate(term), _translate(said)) for term, said in rows], col_max, col_spacing)


class _Context(click.Context):
    formatter_class = _Formatter


class OneLineErrors(click.Group):
    """Says what went wrong in one line on stderr and ends with code 1; Ctrl-C ends with 130.

    Its help, and that of its commands, is in Portuguese.
    """

    context_class = _Context

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command, with its own commands if it has some."""
        for command in (cmd, *(cmd.commands.values() if isinstance(cmd, click.Group) else ())):
            command.context_class = _Context
        super().add_command(cmd, name)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the program to its end."""
        try:
            code = self._run(*args, **extra)
        except OSError as exc:
            # What is still buffered must go nowhere, or the interpreter tries to write it once more.
            with suppress(OSError, AttributeError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 1 if exc.errno == errno.EPIPE else _fail(_of_system(exc))
        sys.exit(code)

    def _run(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().main(*args, **{**extra, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as exc:
            click.echo(exc.format_message())
            return 0
        except click.ClickException as exc:
            return _fail(_in_words(exc))
        except RosanaError as exc:
            return _fail(exc.detail)
        except (click.Abort, KeyboardInterrupt):
            click.echo("Interrompido; o que já estava pronto ficou guardado.", err=True)
            return _INTERRUPTED


def _translate(text: str) -> str:
    for word, translated in _IN_PORTUGUESE.items():
        text = text.replace(word, translated)
    return text


def _fail(message: str) -> int:
    click.echo(f"Erro: {message}", err=True)
    return 1


def _of_system(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return StorageFull.detail
    what = repr(error.filename) if error.filename else "um arquivo"
    return f"O sistema não permitiu ler ou gravar {what} ({error.strerror or error})."


def _in_words(error: click.ClickException) -> str:
    match error:
        case click.exceptions.NoSuchCommand():
            problem = f"Não há o comando {error.command_name!r}."
        case click.NoSuchOption():
            problem = f"Não há a opção {error.option_name!r}."
        case click.BadParameter(param=click.Parameter() as param, ctx=click.Context() as context):
            what = "Falta" if isinstance(error, click.MissingParameter) else "Valor inválido em"
            problem = f"{what} {param.get_error_hint(context)}."
        case click.UsageError():
            problem = error.format_message()
        case _:
            return error.format_message()
    return f"{problem} Veja: {error.ctx.command_path if error.ctx else 'rosana'} --help"


def runs_async(function: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, T]:
    """Make a command of a coroutine function."""

    @functools.wraps(function)
    def command(*args: P.args, **kwargs: P.kwargs) -> T:
        return asyncio.run(function(*args, **kwargs))

    return command


def print_json(value: Any) -> None:
    """Write a value for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def confirm(question: str) -> bool:
    """Ask on stderr; only `s` and `sim` mean yes, and an input that has ended means no."""
    click.echo(f"{question} [s/N] ", nl=False, err=True)
    answer = sys.stdin.readline() if sys.stdin else ""
    if not answer.endswith("\n"):
        click.echo(err=True)
    return answer.strip().lower() in ("s", "sim")
