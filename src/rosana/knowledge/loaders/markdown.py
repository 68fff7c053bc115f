"""Markdown, as help centers write it: with front matter, alerts and the tags of site generators."""

import re

from rosana.knowledge.loaders.charset import decode
from rosana.knowledge.loaders.document import LoadedDocument
from rosana.knowledge.loaders.html import read_markup, without_site

__all__ = ["read_markdown", "without_front_matter"]

_FRONT_MATTER = re.compile(r"\s*^---[ \t]*\n(?=[\w.-]+[ \t]*:)(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"^title:[ \t]*(?:[>|][+-]?[ \t]*\n[ \t]+)?(.+(?:\n[ \t]+\S.*)*)", re.MULTILINE | re.IGNORECASE)

# Each alternative begins with a plain character: so the search goes from one of these to the next at once.
_TAGS = re.compile(
    r"""
      `(?P<ticks>``+)[^`\n]*(?:\n.*?)?(?:^[ >\t]*`(?P=ticks)[`~]*[ \t]*$|\Z)   # code, which stays as it is
    | `[^`\n]*`
    | ~(?P<tildes>~~+)[^\n]*(?:\n.*?)?(?:^[ >\t]*~(?P=tildes)[`~]*[ \t]*$|\Z)
    | \[!\s?(?P<alert>[^\W\d_]{3,11})\][ \t]*                               # GitHub, docfx
    | \[!(?i:include|code\S*)[ \t]*\[[^\]\n]*\]\([^)\n]*\)\]               # docfx
    | \[!(?i:div|video|selector|tab|row)[^\]\n]*\]                         # docfx
    | TOC[ \t]*\n\{:toc[^}\n]*\}                                           # kramdown
    | \{:(?=[ .#]|[\w-]+[=}])[^}\n]{0,500}\}                                # kramdown
    | \{%[^\n]{0,500}?%\}                                               # Liquid
    | \{\{[ ]?(?:(?:site|page|layout|include|post)\.|["'])[^\n]{0,500}?\}\} # Liquid
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_TOO_DEEP = re.compile(r"^((?:[ \t]*+(?:>|[*+-](?=[ \t]))){50})(?:[ \t]*+(?:>|[*+-](?=[ \t])))++", re.MULTILINE)
"""Lists and quotations inside each other: each level costs as much as all those above it."""
_ALERTS = {
    "note": "Observação",
    "tip": "Dica",
    "important": "Importante",
    "warning": "Aviso",
    "caution": "Cuidado",
    "attention": "Atenção",
}
"""Names of alerts in Portuguese; translated documents have their own already."""


def read_markdown(data: bytes, stem: str) -> LoadedDocument:
    """Read Markdown by way of HTML; the front matter gives the title and nothing else.

    Raises:
        DocumentBroken: the bytes are not text.
    """
    import pyromark  # here: the server starts without it

    text = decode(data)
    matter = _FRONT_MATTER.match(text)
    title = ""
    if matter:
        text = text[matter.end() :]
        title = _front_title(matter[1])
    markup = _TOO_DEEP.sub(r"\1", _TAGS.sub(_without_tag, text))
    options = (
        pyromark.Options.ENABLE_TABLES
        | pyromark.Options.ENABLE_STRIKETHROUGH
        | pyromark.Options.ENABLE_TASKLISTS
        | pyromark.Options.ENABLE_FOOTNOTES
        | pyromark.Options.ENABLE_DEFINITION_LIST
        | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    )
    return read_markup(pyromark.html(markup, options=options), stem, title)


def without_front_matter(text: str) -> str:
    """Return what a person wrote below the front matter."""
    matter = _FRONT_MATTER.match(text)
    return text[matter.end() :] if matter else text


def _front_title(matter: str) -> str:
    found = _TITLE.search(matter)
    if not found:
        return ""
    title = " ".join(found[1].split())
    if len(title) > 1 and title[0] == title[-1] and title[0] in "\"'":
        title = title[1:-1].replace("''", "'").replace('\\"', '"')
    return without_site(title)


def _without_tag(found: re.Match[str]) -> str:
    if found[0][0] in "`~":
        return found[0]
    label = found["alert"]
    return f"**{_ALERTS.get(label.lower(), label.capitalize())}:** " if label else ""
