"""The guard of the network: a fetch reaches public addresses, and private ones only where the settings name them."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rosana.errors import AddressRefused, SiteUnreachable

if TYPE_CHECKING:
    import httpcore

__all__ = ["Guard", "GuardedNetwork", "Resolve", "resolve"]

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Looks a host up: name and port to IP addresses. Raises OSError."""

_PORTS = frozenset((80, 443, 8080, 8443))

_TRANSLATED = [IPv6Network("64:ff9b::/96"), IPv6Network("::/96")]
"""IPv6 networks whose last four bytes are an IPv4 address that a gateway may hand the packet to (RFC 6052, 4291)."""
_TEREDO = IPv6Network("2001::/32")


class Guard:
    """Says which hosts, ports and addresses may be reached."""

    def __init__(self, allow: Iterable[str] = ()) -> None:
        """Take what is allowed beside the public internet: networks, addresses and names of hosts."""
        self._networks: list[IPv4Network | IPv6Network] = []
        self._hosts: set[str] = set()
        for entry in allow:
            try:
                self._networks.append(ip_network(entry, strict=False))
            except ValueError:
                self._hosts.add(entry.lower().rstrip("."))

    def check_port(self, url: str) -> None:
        """Refuse a port where no site is expected, save on hosts that are allowed by name or address.

        Raises:
            AddressRefused: it is such a port.
        """
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.port in (None, *_PORTS) or host in self._hosts or self._is_listed(host):
            return
        raise AddressRefused(f"O endereço usa a porta {parts.port}, e só as portas usuais de sites são aceitas.")

    def check(self, host: str, addresses: Sequence[str]) -> None:
        """Refuse a host if any of its addresses may not be reached.

        Raises:
            AddressRefused: one of them is private, local or reserved, and not allowed by the settings.
        """
        if host.lower().rstrip(".") in self._hosts:
            return
        for address in addresses:
            if not self._is_listed(address) and not _is_public(address):
                raise AddressRefused(
                    f"{host} leva a {address}, um endereço interno. Se é a intranet da empresa, libere-o em "
                    "ROSANA_SITES__ALLOW."
                )

    def _is_listed(self, address: str) -> bool:
        try:
            ip = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        plain = getattr(ip, "ipv4_mapped", None) or ip
        return any(plain in network for network in self._networks)


class GuardedNetwork:
    """A network for httpcore that looks a host up once, checks every address and connects to one of those.

    No second look-up can differ from the one that was checked.
    """

    def __init__(self, guard: Guard, network: "httpcore.AsyncNetworkBackend", *, resolve: Resolve) -> None:
        self._guard = guard
        self._network = network
        self._resolve = resolve

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 — httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> "httpcore.AsyncNetworkStream":
        """Connect to a host by an address that was checked; TLS goes on with the host's name."""
        try:
            addresses = await self._resolve(host, port)
        except OSError as exc:
            raise SiteUnreachable(f"O endereço {host} não existe ou não foi encontrado. Confira-o.") from exc
        self._guard.check(host, addresses)
        for address in addresses[:-1]:
            with suppress(Exception):  # httpcore's own errors; that of the last address is raised
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
        return await self._network.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 — httpcore's signature
        socket_options: Iterable[Any] | None = None,
    ) -> "httpcore.AsyncNetworkStream":
        """Refuse: no address of a page leads to one."""
        raise AddressRefused

    async def sleep(self, seconds: float) -> None:
        """Wait between attempts of httpcore."""
        await asyncio.sleep(seconds)


async def resolve(host: str, port: int) -> Sequence[str]:
    """Look a host up in the system's resolver.

    Raises:
        OSError: it has no address.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def _is_public(address: str) -> bool:
    try:
        ip = ip_address(address)
    except ValueError:  # one with a zone is link-local
        return False
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or _translated(ip)
        if inner is not None:
            return _is_public(str(inner))
        if ip.is_site_local or ip in _TEREDO:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _translated(ip: IPv6Address) -> IPv4Address | None:
    return IPv4Address(ip.packed[-4:]) if any(ip in network for network in _TRANSLATED) else None
