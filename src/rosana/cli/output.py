"""What every command shares: one-line errors, JSON, the event loop."""

import asyncio
import functools
import json
import sys
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

import click

from rosana.errors import RosanaError

__all__ = ["OneLineErrors", "json_option", "print_json", "runs_async"]

P = ParamSpec("P")
T = TypeVar("T")

_INTERRUPTED = 130  # as shells report Ctrl-C

json_option = click.option("--json", "as_json", is_flag=True, help="Escreve JSON em vez de texto.")


class OneLineErrors(click.Group):
    """Says what went wrong in one line on stderr and ends with code 1; Ctrl-C ends with 130."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the program to its end."""
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as exc:
            click.echo(exc.format_message())
            sys.exit(0)
        except click.ClickException as exc:
            _fail(_in_words(exc))
        except RosanaError as exc:
            _fail(exc.detail)
        except (click.Abort, KeyboardInterrupt):
            click.echo("Interrompido; o que já estava pronto ficou guardado.", err=True)
            sys.exit(_INTERRUPTED)
        sys.exit(code)


def _fail(message: str) -> None:
    click.echo(f"Erro: {message}", err=True)
    sys.exit(1)


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
