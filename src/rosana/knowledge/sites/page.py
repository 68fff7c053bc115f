"""What a crawl must know of a page before it is read as a document: its links, its own name, whether it is one."""

import asyncio
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from rosana.knowledge.loaders.charset import decode
from rosana.knowledge.sites.addresses import link
from rosana.knowledge.sites.fetch import Reply

__all__ = ["Page", "examine"]

_EXAMINED = 2_000_000
"""Characters at the front of a page that are looked through."""

_LINKS = 5_000
"""Links that are noted of a page: more than any page has that people use."""

_UNSEEN = frozenset(("noscript", "script", "style", "template", "title"))
_BARE = 120
"""Characters below which a page with scripts shows nothing without them."""
_SHORT = 1_500
"""Characters below which a page says little beside its menus."""

_GONE = re.compile(
    r"\b404\b|p[áa]gina n[ãa]o (?:foi )?(?:encontrad|localizad|exist)|(?:conte[úu]do|artigo) n[ãa]o encontrado"
    r"|not found|p[áa]gina inexistente|n[ãa]o encontramos (?:a|essa|esta) p[áa]gina",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Page:
    """What was found in a page."""

    links: list[str] = field(default_factory=list)
    """Addresses that it leads to and lets be followed."""
    canonical: str | None = None
    """The address that the page calls its own."""
    index: bool = True
    """Whether it lets itself be kept; a login is never kept."""
    problem: str | None = None
    """Why it is no document: what a person must know to mend it."""
    gone: bool = False
    """Whether it says, instead of the status 404, that it does not exist."""


async def examine(reply: Reply) -> Page:
    """Read the links of an HTML page and its signs for robots; in Python's own parser, which nothing can crash.

    Raises:
        DocumentBroken: the bytes are not text.
    """
    return await asyncio.to_thread(_examine, reply)


def _examine(reply: Reply) -> Page:
    parser = _Parser(reply.url)
    # Marked sections are comments in HTML, but Python's parser stumbles over those that it does not know.
    parser.feed(decode(reply.body)[:_EXAMINED].replace("<![", "<! ["))
    robots = f"{parser.robots},{reply.headers.get('x-robots-tag', '')}".lower()
    page = Page(
        links=[] if "nofollow" in robots or "none" in robots else list(dict.fromkeys(parser.links)),
        canonical=parser.canonical,
        index="noindex" not in robots and "none" not in robots,
    )
    page.gone = parser.letters < _SHORT and bool(_GONE.search(parser.titles))
    page.problem = _problem(parser, page)
    page.index = page.index and not parser.is_login
    return page


def _problem(parser: "_Parser", page: Page) -> str | None:
    if page.gone:
        return "A página diz que não existe. Confira o endereço."
    if parser.is_login:
        return "A página pede login. Só páginas que abrem sem senha podem ser lidas."
    if parser.letters < _BARE and parser.has_scripts:
        return (
            "A página só mostra texto com JavaScript, que não é executado aqui. Salve-a pelo navegador como HTML ou "
            "PDF e adicione o arquivo."
        )
    return None


class _Parser(HTMLParser):
    """Walks the tags of a page once."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.canonical: str | None = None
        self.robots = ""
        self.titles = ""
        self.letters = 0
        """Of the text that a reader sees."""
        self.asks_password = False
        self.has_scripts = False
        self._base = url
        self._has_base = False
        self._inside: str | None = None
        self._titled = False

    @property
    def is_login(self) -> bool:
        """Whether there is little but the form of a login."""
        return self.asks_password and self.letters < _SHORT

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag says."""
        values = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._inside = self._inside or tag
        if tag in ("a", "area", "iframe", "frame"):
            self._link(values)
        elif tag in ("title", "h1"):
            self._titled = True
        elif tag == "script":
            self.has_scripts = True
        elif tag == "input":
            self.asks_password |= values.get("type", "").lower() == "password"
        elif tag == "base" and values.get("href") and not self._has_base:  # HTML: the first counts
            self._has_base, self._base = True, link(self._base, values["href"]) or self._base
        elif tag == "link" and "canonical" in values.get("rel", "").lower().split():
            self.canonical = self.canonical or link(self._base, values.get("href", ""))
        elif tag == "meta":
            self._meta(values)

    def handle_endtag(self, tag: str) -> None:
        """Close what hides text."""
        if tag == self._inside:
            self._inside = None
        if tag in ("title", "h1"):
            self._titled = False

    def handle_data(self, data: str) -> None:
        """Count the text."""
        if self._titled:
            self.titles = f"{self.titles}{data}\n"[:1_000]
        if self._inside is None:
            self.letters += len("".join(data.split()))

    def _link(self, values: dict[str, str]) -> None:
        reference = values.get("href") or values.get("src") or ""
        if (
            len(self.links) == _LINKS
            or not reference
            or reference.startswith("#")
            or "nofollow" in values.get("rel", "").lower()
        ):
            return
        target = link(self._base, reference)
        if target is not None:
            self.links.append(target)

    def _meta(self, values: dict[str, str]) -> None:
        content = values.get("content", "")
        if values.get("name", "").lower() in ("robots", "rosanadesk"):
            self.robots += f",{content}"
        elif values.get("http-equiv", "").lower() == "refresh":
            _, _, target = content.lower().partition("url=")
            if target:
                self._link({"href": content[-len(target) :].strip("'\" ")})
