"""Crawling a site: one page, the pages of a sitemap, or all that links lead to within a prefix."""

import posixpath
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from rosana.errors import DocumentError, PageUnreadable, RequestError, SiteUnreachable
from rosana.knowledge.loaders import SUFFIXES
from rosana.knowledge.sites.addresses import Scope, key, normalize
from rosana.knowledge.sites.fetch import Fetcher, Reply
from rosana.knowledge.sites.page import Page, examine
from rosana.knowledge.sites.robots import Robots
from rosana.knowledge.sites.sitemap import is_sitemap, listed

__all__ = ["Crawl", "Event", "Failed", "Fetched", "Gone", "Unchanged"]

_FAILURES = 5
"""Pages in a row without an answer after which the site counts as down."""
_LONGEST_QUEUE = 50_000

_HTML = frozenset(("text/html", "application/xhtml+xml"))
_TYPES = {
    "application/epub+zip": ".epub",
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/csv": ".csv",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/tab-separated-values": ".tsv",
}
_VAGUE = frozenset(("", "application/octet-stream", "application/force-download", "binary/octet-stream", "text/plain"))
"""Types that say less than the name in the address."""

_NO_DOCUMENTS = frozenset((
    ".7z", ".apk", ".atom", ".avi", ".bmp", ".css", ".dmg", ".eot", ".exe", ".gif", ".gz", ".ico", ".iso", ".jpeg",
    ".jpg", ".js", ".json", ".map", ".mjs", ".mov", ".mp3", ".mp4", ".mpeg", ".msi", ".ogg", ".otf", ".png", ".rar",
    ".rss", ".svg", ".tar", ".tif", ".tiff", ".ttf", ".wav", ".webm", ".webmanifest", ".webp", ".woff", ".woff2",
    ".xml", ".zip",
))  # fmt: skip
"""Suffixes that are not asked for: pictures, programs, feeds, archives."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page or file that is new, or may have changed."""

    url: str
    name: str
    """A file name that fits: its suffix says how to read it."""
    data: bytes
    version: str | None
    """What to ask with next time."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A known page that is as it was, without a download."""

    url: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A known page that is no longer there, or asks not to be kept."""

    url: str
    reason: str
    moved_to: str | None = None
    """The page that took its place."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that could not be read; what is known of it stays."""

    url: str
    reason: str


Event = Fetched | Unchanged | Gone | Failed


class Crawl:
    """One visit to a site."""

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        depth: int | None,
        max_pages: int,
        known: Mapping[str, str | None],
        again: Iterable[str] = (),
    ) -> None:
        """Prepare a visit.

        Args:
            fetcher: asks the site.
            depth: links to follow from the first page; 0 reads that page alone, None has no limit.
            max_pages: addresses that are asked for at most.
            known: the addresses of all pages that are documents already, with their versions.
            again: the addresses of pages that could not be read the last time.
        """
        self.scope: Scope | None = None
        """What the visit kept to, once it is known; None for a single page."""
        self.truncated = False
        """Whether the limit of pages ended it."""
        self._fetcher = fetcher
        self._depth = depth
        self._max_pages = max_pages
        self._known = known
        self._again = again
        self._spelling = {key(url): url for url in known}
        self._seen: set[str] = set()
        self._waiting: deque[tuple[str, int]] = deque()
        self._scheme = "https"
        self._robots: dict[str, Robots] = {}

    async def visit(self, address: str) -> AsyncGenerator[Event, None]:
        """Yield what becomes of each page.

        Raises:
            AddressInvalid: the address is none of a page.
            AddressRefused: the site may not be reached.
            PageUnreadable: its first page cannot be read, or robots.txt forbids it.
            SiteUnreachable: the site does not answer, or stopped to.
        """
        start = normalize(address)
        if not (await self._rules(start)).allow(start):
            raise PageUnreadable("O site pede, no robots.txt, que esta página não seja lida por programas.")
        first = await self._fetcher.follow(start, version=self._known.get(start))
        if self._depth == 0 and not is_sitemap(first):
            async for event in self._single(start, first):
                yield event
            return
        await self._plan(start, first)
        async for event in self._walk(first):
            yield event

    async def _single(self, start: str, reply: Reply) -> AsyncGenerator[Event, None]:
        if reply.status in (404, 410) and start in self._known:
            yield Gone(start, "A página não existe mais.")
            return
        if reply.status == 304:
            yield Unchanged(start)
            return
        if reply.status != 200:
            raise PageUnreadable(_refused(reply.status))
        async for event in self._read(start, reply, depth=0):
            yield event

    async def _plan(self, start: str, first: Reply) -> None:
        """Find out what belongs to the site, and what it lists itself."""
        rules = await self._rules(first.url)
        parts = urlsplit(first.url)
        self._scheme = parts.scheme
        if is_sitemap(first):
            self._depth, self.scope = 0, Scope(parts.netloc, "")
            self._seen.add(key(first.url))
            sitemaps = [first.url]
        else:
            self.scope = Scope.of(start).after_redirect(first.url)
            sitemaps = rules.sitemaps or [f"{parts.scheme}://{parts.netloc}/sitemap.xml"]
            self._push(first.url, 0)
        async for url in listed(self._fetcher, sitemaps):
            self._push(url, 1)
        if first.status not in (200, 304) and len(self._waiting) <= 1:
            raise PageUnreadable(_refused(first.status))
        if not self._waiting:
            raise PageUnreadable("O sitemap não lista nenhuma página deste site.")

    async def _walk(self, first: Reply) -> AsyncGenerator[Event, None]:
        assert self.scope is not None
        asked = failures = 0
        for url in sorted(self._known):
            if self.scope.holds(url):
                self._waiting.append((url, 1))  # so that one that nothing leads to any more is looked after
        for url in self._again:
            self._push(url, 1)  # what leads to it may be unchanged, and then nobody looks at its links
        while self._waiting and asked < self._max_pages:
            url, depth = self._waiting.popleft()
            if key(url) in self._seen or not (await self._rules(url)).allow(url):
                continue
            self._seen.add(key(url))
            asked += 1
            try:
                reply = first if url == first.url else await self._ask(url)
                failures = 0
                async for event in self._take(url, reply, depth):
                    yield event
            except (DocumentError, RequestError) as exc:
                yield Failed(url, exc.detail)
            except SiteUnreachable as exc:
                failures += 1
                if failures == _FAILURES:
                    raise SiteUnreachable("O site parou de responder no meio da leitura. Tente mais tarde.") from exc
                yield Failed(url, exc.detail)
        self.truncated = any(key(url) not in self._seen for url, _ in self._waiting)

    async def _ask(self, url: str) -> Reply:
        reply = await self._fetcher.get(url, version=self._known.get(url))
        if reply.target is not None and key(reply.target) == key(url):  # only a slash, or http to https
            reply = await self._fetcher.get(reply.target)
        return reply

    async def _take(self, url: str, reply: Reply, depth: int) -> AsyncGenerator[Event, None]:
        known = url in self._known
        if reply.status == 304:
            yield Unchanged(url)
        elif reply.status in (404, 410):
            if known:
                yield Gone(url, "A página não existe mais.")
        elif reply.target is not None:
            if known and reply.status in (301, 308):
                moved = self._spelled(reply.target) if self._is_other(reply.target) else None
                yield Gone(url, f"A página mudou para {reply.target}.", moved)
            elif known:
                yield Failed(url, f"A página redireciona agora para {reply.target}.")
            self._push(reply.target, depth)
        elif reply.status != 200:
            yield Failed(url, _refused(reply.status))
        else:
            async for event in self._read(url, reply, depth):
                yield event

    async def _read(self, url: str, reply: Reply, depth: int) -> AsyncGenerator[Event, None]:
        suffix = _suffix(reply)
        if suffix is None:
            if self.scope is None:
                raise PageUnreadable(f"O endereço não leva a um documento que possa ser lido ({reply.kind}).")
            return
        source = url
        if suffix == ".html":
            page = await examine(reply)
            if self._depth is None or depth < self._depth:
                for target in page.links:
                    self._push(target, depth + 1)
            if page.problem is not None or not page.index:
                event = self._turned_down(url, page)
                if event is not None:
                    yield event
                return
            if page.canonical is not None and key(page.canonical) != key(url) and self._is_other(page.canonical):
                source = self._spelled(page.canonical)
                if url in self._known:
                    yield Gone(url, f"A página é a mesma que {source}.", source)
                if key(source) in self._seen:
                    return
                self._seen.add(key(source))
        yield Fetched(source, _name(source, suffix), reply.body, reply.version)

    def _turned_down(self, url: str, page: Page) -> Event | None:
        """Return what becomes of a page that is no document; nothing where nobody asked for it by name."""
        known, asked_for = url in self._known, self.scope is None
        if page.problem is None:
            reason = "A página pede para não ser guardada (noindex)."
            return Gone(url, reason) if known else Failed(url, reason) if asked_for else None
        if page.gone and known:
            return Gone(url, page.problem)
        is_login = not page.index
        return None if is_login and not known and not asked_for else Failed(url, page.problem)

    def _is_other(self, canonical: str) -> bool:
        """Return whether to believe a page that it goes by another address: not by that of the whole site."""
        if self.scope is None or not self.scope.holds(canonical):
            return False
        return urlsplit(canonical).path.rstrip("/") != self.scope.path

    def _push(self, url: str, depth: int) -> None:
        if self.scope is None or not self.scope.holds(url) or len(self._waiting) >= _LONGEST_QUEUE:
            return
        if key(url) not in self._seen and posixpath.splitext(urlsplit(url).path)[1].lower() not in _NO_DOCUMENTS:
            self._waiting.append((self._spelled(url), depth))

    def _spelled(self, url: str) -> str:
        """Return an address of the site as it is known, or else with the scheme of the first page."""
        return self._spelling.get(key(url)) or urlsplit(url)._replace(scheme=self._scheme).geturl()

    async def _rules(self, url: str) -> Robots:
        host = urlsplit(url).netloc
        if host not in self._robots:
            self._robots[host] = await Robots.of(self._fetcher, url)
            self._fetcher.delay = max(self._fetcher.delay, self._robots[host].delay)
        return self._robots[host]


def _suffix(reply: Reply) -> str | None:
    """Return the suffix that fits an answer; None where nothing here reads such."""
    if reply.kind in _HTML:
        return ".html"
    named = posixpath.splitext(urlsplit(reply.url).path)[1].lower()
    suffix = named if reply.kind in _VAGUE and named in SUFFIXES else _TYPES.get(reply.kind, "")
    return suffix if suffix in SUFFIXES else None


def _name(url: str, suffix: str) -> str:
    parts = urlsplit(url)
    last = unquote(posixpath.basename(parts.path.rstrip("/"))) or parts.netloc
    stem, ending = posixpath.splitext(last)
    known = ending.lower() in SUFFIXES or ending.lower() in (".php", ".asp", ".aspx", ".jsp")
    return (stem if known else last).replace("/", "-")[:150] + suffix


def _refused(status: int) -> str:
    match status:
        case 401 | 403 | 407 | 451:
            return f"O site não deixa ler esta página sem login ou a este programa (código {status})."
        case 404 | 410:
            return "A página não existe. Confira o endereço."
        case 429:
            return "O site pede menos pedidos por minuto. Tente mais tarde."
    return f"O site respondeu com um erro dele (código {status}). Tente mais tarde."
