"""robots.txt: what a site lets programs read, and how fast (RFC 9309)."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rosana.errors import DocumentError, SiteUnreachable
from rosana.knowledge.sites.fetch import AGENT, Fetcher

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["Robots"]

_LARGEST = 500_000
"""Bytes that are read of a robots.txt, as RFC 9309 asks at least."""
_LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host."""

    sitemaps: list[str] = field(default_factory=list)
    delay: float = 0.0
    """Seconds between two requests."""
    _rules: "Protego | None" = None

    @classmethod
    async def of(cls, fetcher: Fetcher, url: str) -> "Robots":
        """Return the rules of an address's host; where there is no robots.txt, all is allowed.

        Raises:
            AddressRefused: the host may not be reached.
            SiteUnreachable: the host answers nothing, or that it failed.
        """
        parts = urlsplit(url)
        try:
            reply = await fetcher.follow(f"{parts.scheme}://{parts.netloc}/robots.txt")
        except DocumentError:
            return cls()
        if reply.status >= 500:
            raise SiteUnreachable(f"O site respondeu com um erro dele (código {reply.status}). Tente mais tarde.")
        if reply.status != 200:
            return cls()
        from protego import Protego  # here: the server starts without it

        rules = Protego.parse(reply.body[:_LARGEST].decode("utf-8-sig", "replace"))
        delay = rules.crawl_delay(AGENT) or 0.0
        return cls(list(rules.sitemaps), min(float(delay), _LONGEST_DELAY), rules)

    def allow(self, url: str) -> bool:
        """Return whether a page may be read."""
        return self._rules is None or self._rules.can_fetch(url, AGENT)
