"""The command line: nouns, then verbs."""

import click

from rosana import __version__
from rosana.cli.ask import ask
from rosana.cli.doctor import doctor
from rosana.cli.evaluate import evaluate
from rosana.cli.knowledge import knowledge
from rosana.cli.models import models
from rosana.cli.output import OneLineErrors
from rosana.cli.privacy import privacy
from rosana.cli.serve import serve
from rosana.cli.worker import worker

__all__ = ["main"]


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="rosana")
def main() -> None:
    """Rosana Desk: atendimento em português a partir dos documentos da sua empresa."""


for command in (serve, ask, knowledge, worker, models, privacy, evaluate, doctor):
    main.add_command(command)
