"""Sitemaps: the pages that a site lists itself (https://www.sitemaps.org/protocol.html)."""

import asyncio
import re
from collections.abc import AsyncIterator
from html import unescape

from rosana.errors import DocumentError, RequestError, SiteUnreachable
from rosana.knowledge.sites.addresses import link
from rosana.knowledge.sites.fetch import Fetcher, Reply, inflate

__all__ = ["is_sitemap", "listed", "pages_of"]

_LARGEST = 50_000_000
"""Bytes of one sitemap, unpacked, as the protocol allows."""
_MOST = 100
"""Sitemaps that are read of one index."""

# Read as text, not as XML: there is nothing to expand, and one bad character does not cost the whole list.
_LOCATION = re.compile(rb"<loc>\s*+(?:<!\[CDATA\[\s*+)?([^<\]\s]{1,2000})")
_TOP = re.compile(rb"<(urlset|sitemapindex)[\s>]")


def is_sitemap(reply: Reply) -> bool:
    """Return whether an answer is a sitemap or an index of such."""
    gzipped = reply.url.endswith(".gz") and reply.body[:2] == b"\x1f\x8b"
    return reply.status == 200 and (gzipped or bool(_TOP.search(reply.body[:2_000])))


async def listed(fetcher: Fetcher, sitemaps: list[str]) -> AsyncIterator[str]:
    """Yield the addresses that sitemaps list, those of an index as well; one that cannot be read is passed over."""
    waiting, seen = list(sitemaps), set(sitemaps)
    while waiting:
        try:
            pages, inner = await asyncio.to_thread(pages_of, await fetcher.follow(waiting.pop(0)))
        except (DocumentError, RequestError, SiteUnreachable):
            continue
        for address in pages:
            yield address
        for address in inner:
            if address not in seen and len(seen) < _MOST:
                seen.add(address)
                waiting.append(address)


def pages_of(reply: Reply) -> tuple[list[str], list[str]]:
    """Return the pages and the further sitemaps that a sitemap lists; none where an answer is no sitemap.

    Raises:
        DocumentTooLarge: it unpacks to more than 50 MB.
        PageUnreadable: it is damaged.
    """
    if reply.status != 200:
        return [], []
    body = inflate(reply.body, _LARGEST) if reply.body[:2] == b"\x1f\x8b" else reply.body
    top = _TOP.search(body[:2_000])
    if top is None:
        return [], []
    found = (link(reply.url, unescape(match.decode("utf-8", "replace"))) for match in _LOCATION.findall(body))
    addresses = list(dict.fromkeys(address for address in found if address is not None))
    return ([], addresses) if top[1] == b"sitemapindex" else (addresses, [])
