"""Fetching one page politely: a guarded connection, limits of size and time, retries, one request after another."""

import asyncio
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from rosana import __version__
from rosana.errors import DocumentTooLarge, PageUnreadable, SiteUnreachable
from rosana.knowledge.sites.addresses import link
from rosana.knowledge.sites.guard import Guard, GuardedNetwork, Resolve, resolve

if TYPE_CHECKING:
    import httpcore

__all__ = ["AGENT", "Fetcher", "Limits", "Reply", "inflate", "open_fetcher"]

AGENT = "RosanaDesk"
"""The name that robots.txt may address."""

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PASSING = frozenset((429, 500, 502, 503, 504))
"""Answers that may be better in a while."""
_LONGEST_WAIT = 60.0
_DEEPEST_REDIRECT = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost."""

    size: int
    """Bytes of a body, unpacked."""
    seconds: float = 30
    """From the look-up of the host to the last byte, however slowly they come."""
    attempts: int = 3


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered."""

    url: str
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = b""

    @property
    def target(self) -> str | None:
        """Where it redirects to; None where it does not, or to no page."""
        location = self.headers.get("location", "")
        return link(self.url, location) if self.status in _REDIRECTS and location else None

    @property
    def kind(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def version(self) -> str | None:
        """What the server says of the page's age: its ETag, else when it was changed."""
        return self.headers.get("etag") or self.headers.get("last-modified")


class Fetcher:
    """Sends one request at a time, with a pause between those to the same host."""

    def __init__(
        self,
        pool: "httpcore.AsyncConnectionPool",
        guard: Guard,
        limits: Limits,
        *,
        delay: float,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.delay = delay
        """Seconds between two requests to one host; a site's robots.txt may ask for more."""
        self._pool = pool
        self._guard = guard
        self._limits = limits
        self._sleep = sleep
        self._last: dict[str, float] = {}

    async def get(self, url: str, *, version: str | None = None) -> Reply:
        """Fetch one address; redirects are returned, not followed.

        Args:
            url: a normalized address.
            version: of what is known already; the answer is 304, without a body, if that is still current.

        Raises:
            AddressRefused: it leads to an address that may not be reached.
            SiteUnreachable: no answer after all attempts.
            PageUnreadable: the answer cannot be understood.
            DocumentTooLarge: there is more of it than the limit.
        """
        self._guard.check_port(url)
        for attempt in range(1, self._limits.attempts + 1):
            last = attempt == self._limits.attempts
            await self._pause(url)
            try:
                reply = await self._attempt(url, version)
            except SiteUnreachable:
                if last:
                    raise
                await self._sleep(2.0**attempt)
                continue
            finally:
                self._last[urlsplit(url).netloc] = time.monotonic()
            if reply.status not in _PASSING or last:
                break
            await self._sleep(_wait(reply.headers.get("retry-after", ""), 2.0**attempt))
        return reply

    async def follow(self, url: str, *, version: str | None = None) -> Reply:
        """Fetch an address and whatever it redirects to; `version` and what it raises are as in `get`."""
        for _ in range(_DEEPEST_REDIRECT):
            reply = await self.get(url, version=version)
            if reply.target is None:
                return reply
            url, version = reply.target, None  # it says nothing of another address
        raise PageUnreadable("O endereço redireciona vezes demais. Confira-o no navegador.")

    async def _pause(self, url: str) -> None:
        last = self._last.get(urlsplit(url).netloc)
        if last is not None and (rest := last + self.delay - time.monotonic()) > 0:
            await self._sleep(rest)

    async def _attempt(self, url: str, version: str | None) -> Reply:
        import httpcore  # here: the server starts without it

        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._exchange(url, version)
        except TimeoutError as exc:
            raise SiteUnreachable(f"O site levou mais de {self._limits.seconds:g} s para responder.") from exc
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as exc:
            if "CERTIFICATE" in str(exc).upper():
                raise PageUnreadable("O certificado do site não é válido. Confira o endereço no navegador.") from exc
            raise SiteUnreachable from exc

    async def _exchange(self, url: str, version: str | None) -> Reply:
        async with self._pool.stream("GET", url, headers=_headers(version)) as response:
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status != 200:
                return Reply(url, response.status, headers)
            return Reply(url, 200, headers, await self._body(response, headers))

    async def _body(self, response: "httpcore.Response", headers: Mapping[str, str]) -> bytes:
        encoding = headers.get("content-encoding", "identity").lower()
        if encoding not in ("identity", "gzip", "x-gzip", "deflate"):
            raise PageUnreadable(f"O site mandou a página compactada de um jeito que ninguém pediu ({encoding[:20]}).")
        unpack = None if encoding == "identity" else zlib.decompressobj(47)  # gzip or zlib, by its first bytes
        body, limit = bytearray(), self._limits.size
        async for chunk in response.aiter_stream():
            body += chunk if unpack is None else _unpack(unpack, chunk, limit - len(body) + 1)
            if len(body) > limit:
                raise DocumentTooLarge(f"A página passa de {limit // 1_000_000} MB.")
        return bytes(body)


@asynccontextmanager
async def open_fetcher(
    guard: Guard,
    limits: Limits,
    *,
    delay: float,
    resolve: Resolve = resolve,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> AsyncIterator[Fetcher]:
    """Open a fetcher that uses no proxy of the environment: the guard must see where a connection leads."""
    import httpcore

    network = cast("httpcore.AsyncNetworkBackend", GuardedNetwork(guard, httpcore.AnyIOBackend(), resolve=resolve))
    async with httpcore.AsyncConnectionPool(max_connections=2, keepalive_expiry=15, network_backend=network) as pool:
        yield Fetcher(pool, guard, limits, delay=delay, sleep=sleep)


def inflate(data: bytes, limit: int) -> bytes:
    """Return the content of gzip data.

    Raises:
        PageUnreadable: it is damaged.
        DocumentTooLarge: it unpacks to more than `limit` bytes.
    """
    content = _unpack(zlib.decompressobj(47), data, limit + 1)
    if len(content) > limit:
        raise DocumentTooLarge
    return content


def _unpack(unpack: "zlib._Decompress", chunk: bytes, limit: int) -> bytes:
    try:
        return unpack.decompress(chunk, limit)
    except zlib.error as exc:
        raise PageUnreadable("O site mandou dados compactados que estão danificados.") from exc


def _headers(version: str | None) -> list[tuple[bytes, bytes]]:
    headers = {
        "User-Agent": f"{AGENT}/{__version__}",
        "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5",
        "Accept-Language": "pt-BR,pt;q=0.9,en;q=0.5",
        "Accept-Encoding": "gzip",
    }
    if version is not None:
        headers["If-None-Match" if version.startswith(('"', 'W/"')) else "If-Modified-Since"] = version
    return [(name.encode(), value.encode("latin-1", "ignore")) for name, value in headers.items()]


def _wait(retry_after: str, usual: float) -> float:
    """Return the seconds that a server asks to wait: a number or a date (RFC 9110, 10.2.3)."""
    try:
        if retry_after.strip().isdecimal():
            seconds = float(retry_after)
        else:
            seconds = (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        seconds = usual
    return min(max(seconds, 0.0), _LONGEST_WAIT)
