import base64
import json

import pytest

from rosana.errors import SessionExpired
from rosana.privacy.vault import Vault
from rosana.visitors import Session, Visitors

SHOP = "https://loja.example"
NOW = 1_800_000_000.0
MINUTE, DAY = 60, 24 * 3600

visitors = Visitors(Vault(bytes(32)))


def begin(previous: str | None = None, *, widget: str = "w", origin: str = SHOP, now: float = NOW) -> Session:
    return visitors.begin(widget=widget, origin=origin, previous=previous, now=now)


def who(token: str, *, origin: str | None = SHOP, now: float = NOW) -> str:
    return visitors.recognise(token, origin=origin, now=now)


def test_a_session_is_of_a_visitor_of_its_own_and_lasts_half_an_hour() -> None:
    session = begin()
    assert session.expires_at.timestamp() == NOW + 30 * MINUTE
    assert who(session.token, now=NOW + 29 * MINUTE) == who(session.token)
    assert who(begin().token) != who(session.token)
    with pytest.raises(SessionExpired):
        who(session.token, now=NOW + 30 * MINUTE)


def test_a_renewed_session_keeps_its_visitor() -> None:
    first = begin()
    renewed = begin(first.token, now=NOW + 30 * DAY)
    assert who(renewed.token, now=NOW + 30 * DAY) == who(first.token)


@pytest.mark.parametrize(
    ("widget", "origin", "now"),
    [("w", SHOP, NOW + 31 * DAY), ("another", SHOP, NOW), ("w", "https://other.example", NOW)],
)
def test_too_late_and_elsewhere_a_new_visitor_begins(widget: str, origin: str, now: float) -> None:
    first = begin()
    renewed = begin(first.token, widget=widget, origin=origin, now=now)
    assert who(renewed.token, origin=origin, now=now) != who(first.token)


def test_a_token_counts_on_the_site_that_it_was_given_to() -> None:
    token = begin().token
    assert who(token, origin=None) == who(token, origin=SHOP)
    with pytest.raises(SessionExpired):
        who(token, origin="https://other.example")


@pytest.mark.parametrize("token", ["", ".", "a.b", "é.ü", "x" * 5000])
def test_what_is_no_token_is_refused_and_begins_anew(token: str) -> None:
    with pytest.raises(SessionExpired):
        who(token)
    assert who(begin(token).token)


def test_nobody_can_write_a_token_for_another_visitor() -> None:
    said, signature = begin().token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(said))
    forged = base64.urlsafe_b64encode(json.dumps(["f" * 32, *claims[1:]]).encode()).decode()
    for token in (f"{forged}.{signature}", f"{said}.{signature[:-2]}", f"{said}."):
        with pytest.raises(SessionExpired):
            who(token)


def test_a_token_says_nothing_of_the_key_and_counts_with_this_key_alone() -> None:
    with pytest.raises(SessionExpired):
        Visitors(Vault(b"another key of thirty-two bytes.")).recognise(begin().token, origin=SHOP, now=NOW)
