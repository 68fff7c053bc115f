"""Texts that people write and correct here: from a title and a text to the original that is kept, and back."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from rosana.errors import DocumentBroken, DocumentNotEditable
from rosana.knowledge.loaders.charset import decode
from rosana.knowledge.loaders.markdown import without_front_matter
from rosana.knowledge.originals import Original

__all__ = ["Written", "corrected", "is_text", "markdown", "written"]

_MARKDOWN = (".md", ".markdown")
_PLAIN = (".txt",)
_HEADING = re.compile(r"\s*(?:#[ \t]+([^\n]*?)[ \t]*#*[ \t]*|([^\s#>*+-][^\n]*)\n=+[ \t]*)(?:\n\s*|\Z)")


@dataclass(frozen=True, slots=True)
class Written:
    """A document as its author sees it; nothing in it is masked."""

    title: str
    text: str
    url: str | None = None
    """Where people can open it."""


def is_text(name: str) -> bool:
    """Return whether a file of this name is a text that can be corrected here."""
    return _suffix(name) in (*_MARKDOWN, *_PLAIN)


def markdown(title: str, text: str) -> Original:
    """Return what is kept of a text in Markdown."""
    title = " ".join(title.split())
    return Original(f"{title}.md", f"# {title}\n\n{text}".encode("utf-8", "ignore"))


def written(original: Original, *, title: str, url: str | None) -> Written:
    """Return an original as its author sees it.

    Args:
        original: a text.
        title: its document's, where the text does not begin with one.
        url: its document's.

    Raises:
        DocumentNotEditable: it is no text.
    """
    if not is_text(original.name):
        raise DocumentNotEditable
    try:
        text = decode(original.data)
    except DocumentBroken as exc:
        raise DocumentNotEditable from exc
    if _suffix(original.name) in _PLAIN:
        return Written(title, text, url)
    text = without_front_matter(text)
    heading = _HEADING.match(text)
    if heading is None:
        return Written(title, text.strip("\n"), url)
    return Written(heading[1] or heading[2] or title, text[heading.end() :].rstrip("\n"), url)


def corrected(original: Original, *, before: Written, now: Written) -> Original:
    """Return what is kept of an original after somebody corrected it; a plain text stays one."""
    if _suffix(original.name) in _MARKDOWN:
        return Original(original.name, markdown(now.title, now.text).data)
    same = before.title == now.title
    name = original.name if same else f"{' '.join(now.title.split()).replace('/', '-')}.txt"
    return Original(name, now.text.encode("utf-8", "ignore"))


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
