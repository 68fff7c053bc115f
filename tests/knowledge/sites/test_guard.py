from collections.abc import Sequence
from typing import Any

import httpcore
import pytest

from rosana.errors import AddressRefused, SiteUnreachable
from rosana.knowledge.sites.guard import Guard, GuardedNetwork, resolve

INTERNAL = [
    "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
    "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "nada",
]  # fmt: skip


@pytest.mark.parametrize("address", INTERNAL)
def test_internal_addresses_are_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        Guard().check("ajuda.exemplo", [address])


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "200.160.2.3", "2606:4700::1111", "2001:12ff:0:2::3", "64:ff9b::8.8.8.8"]
)
def test_public_addresses_pass(address: str) -> None:
    Guard().check("ajuda.exemplo", [address])


def test_one_internal_address_among_others_is_enough() -> None:
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1.*ROSANA_SITES__ALLOW"):
        Guard().check("ajuda.exemplo", ["8.8.8.8", "10.0.0.1"])


@pytest.mark.parametrize(
    ("allow", "host", "address"),
    [
        ("10.0.0.0/8", "wiki", "10.1.2.3"),
        ("10.0.0.0/8", "wiki", "::ffff:10.1.2.3"),
        ("fd00::/8", "wiki", "fd00::1"),
        ("intranet.empresa", "Intranet.Empresa", "192.168.1.1"),
    ],
)
def test_what_the_settings_allow_passes(allow: str, host: str, address: str) -> None:
    Guard([allow]).check(host, [address])


def test_an_allowance_reaches_no_further_than_it_says() -> None:
    with pytest.raises(AddressRefused):
        Guard(["10.0.0.0/8"]).check("wiki", ["192.168.0.1"])
    with pytest.raises(AddressRefused):
        Guard(["intranet.empresa"]).check("outra.empresa", ["10.0.0.1"])


def test_only_ports_of_sites_are_asked() -> None:
    Guard().check_port("https://exemplo.com/")
    Guard().check_port("https://exemplo.com:8443/")
    Guard(["wiki"]).check_port("http://wiki:9000/")
    with pytest.raises(AddressRefused, match="6379"):
        Guard().check_port("http://exemplo.com:6379/")


class Network(httpcore.AsyncMockBackend):
    """Notes where a connection goes."""

    def __init__(self) -> None:
        super().__init__([])
        self.connected: list[str] = []

    async def connect_tcp(self, host: str, *args: Any, **extra: Any) -> httpcore.AsyncNetworkStream:
        self.connected.append(host)
        return await super().connect_tcp(host, *args, **extra)


async def test_a_host_is_looked_up_once_and_reached_by_the_address_that_was_checked() -> None:
    answers = [["8.8.8.8"], ["127.0.0.1"]]  # the second one is what a rebinding server says

    async def rebinding(_host: str, _port: int) -> Sequence[str]:
        return answers.pop(0)

    network = Network()
    guarded = GuardedNetwork(Guard(), network, resolve=rebinding)
    await guarded.connect_tcp("ajuda.exemplo", 443)
    assert network.connected == ["8.8.8.8"]
    with pytest.raises(AddressRefused):
        await guarded.connect_tcp("ajuda.exemplo", 443)
    assert network.connected == ["8.8.8.8"]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "::1"])
async def test_every_spelling_of_loopback_is_seen_through(host: str) -> None:
    with pytest.raises(AddressRefused):
        Guard().check(host, await resolve(host, 80))


async def test_a_host_that_does_not_exist_is_unreachable() -> None:
    async def nowhere(_host: str, _port: int) -> Sequence[str]:
        raise OSError

    with pytest.raises(SiteUnreachable, match="não existe"):
        await GuardedNetwork(Guard(), Network(), resolve=nowhere).connect_tcp("nada.exemplo", 443)
