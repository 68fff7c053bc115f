"""What every command shares: one-line errors, JSON, the event loop."""

import asyncio
import functools
import json
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

import click

from rosana.errors import RosanaError

__all__ = ["OneLineErrors", "json_option", "print_json", "runs_async"]

P = ParamSpec("P")
T = TypeVar("T")

json_option = click.option("--json", "as_json", is_flag=True, help="Escreve JSON em vez de texto.")


class OneLineErrors(click.Group):
    """Says an expected error in one line on stderr and ends with code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except RosanaError as exc:
            raise click.ClickException(exc.detail) from exc


def runs_async(function: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, T]:
    """Make a command of a coroutine function."""

    @functools.wraps(function)
    def command(*args: P.args, **kwargs: P.kwargs) -> T:
        return asyncio.run(function(*args, **kwargs))

    return command


def print_json(value: Any) -> None:
    """Write a value for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
