"""Jupyter notebooks: their texts and code by way of Markdown, without what the code put out."""

import json
import re
from collections.abc import Iterator

from rosana.errors import DocumentBroken
from rosana.knowledge.loaders.charset import decode
from rosana.knowledge.loaders.document import LoadedDocument
from rosana.knowledge.loaders.markdown import read_markdown

__all__ = ["read_ipynb"]


def read_ipynb(data: bytes, stem: str) -> LoadedDocument:
    """Read a notebook of format 4.

    Raises:
        DocumentBroken: it is no notebook.
    """
    try:
        notebook = json.loads(decode(data))
    except (ValueError, RecursionError) as exc:
        raise DocumentBroken from exc
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise DocumentBroken
    return read_markdown("\n\n".join(_markdown(cells)).encode(), stem)


def _markdown(cells: list[object]) -> Iterator[str]:
    for cell in cells:
        if not isinstance(cell, dict):
            continue
        lines = cell.get("source", "")
        source = "".join(map(str, lines)) if isinstance(lines, list) else str(lines)
        if cell.get("cell_type") == "markdown":
            yield source
        elif cell.get("cell_type") == "code" and source.strip():
            fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", source)), default=0))
            yield f"{fence}\n{source}\n{fence}"
