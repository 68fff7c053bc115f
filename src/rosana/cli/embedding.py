"""Computing the embeddings of what a command has just added."""

import click

from rosana.desk import Desk

__all__ = ["embed"]


async def embed(desk: Desk) -> None:
    """Embed what is new, if an embedding model is set; a failure is said, and costs nothing."""
    try:
        await desk.retriever.embed()
    except Exception as exc:  # every vendor has errors of its own, and words find the passages all the same
        click.echo(f"Os embeddings não foram calculados ({exc}); `rosana serve` tenta de novo.", err=True)
