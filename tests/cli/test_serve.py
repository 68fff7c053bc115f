import socket

import pytest

from rosana.cli.serve import _listen
from rosana.errors import SettingsError


def test_what_is_sent_leaves_at_once() -> None:
    with (
        _listen("127.0.0.1", 0) as listener,
        socket.create_connection(listener.getsockname()),
        listener.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_port_is_taken_by_one_alone() -> None:
    with _listen("127.0.0.1", 0) as first, pytest.raises(SettingsError, match="já está em uso"):
        _listen("127.0.0.1", first.getsockname()[1])


@pytest.mark.parametrize("host", ["192.0.2.1", "nada.invalid"])
def test_an_address_of_another_machine_is_refused_with_the_reason(host: str) -> None:
    with pytest.raises(SettingsError, match=r"ROSANA_HOST") as caught:
        _listen(host, 8000)
    assert "attempting" not in caught.value.detail
