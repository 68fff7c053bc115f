"""Visitors of the widget: who asks from a page of another site, shown by a short-lived token instead of a login."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from rosana.errors import SessionExpired
from rosana.privacy.vault import Vault

__all__ = ["Session", "Visitors"]

_LASTS = 30 * 60
"""Seconds that a session lasts."""

_KNOWN = 30 * 24 * 3600
"""Seconds after its end that a session can still be renewed."""


@dataclass(frozen=True, slots=True)
class Session:
    """What a page of another site shows with each call."""

    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class _Claims:
    """What a token says; its signature proves that this server said it."""

    visitor: str
    widget: str
    origin: str
    expires: int


class Visitors:
    """Begins, renews and checks the sessions of visitors; keeps nothing of them.

    A token is the claims and their HMAC-SHA256, both in URL-safe base 64. It is bound to the site that it was given
    to: taken to another one, it is worth nothing.

    Args:
        vault: of the data folder; the key that signs is made of its key.
    """

    def __init__(self, vault: Vault) -> None:
        self._key = vault.derive(b"visitors")

    def begin(self, *, widget: str, origin: str, previous: str | None, now: float) -> Session:
        """Return a new session, of the same visitor where a session of before shows who that is.

        Args:
            widget: id of the widget.
            origin: of the page, as its browser names it; empty where there is no browser.
            previous: the token of before; one that does not count begins with a new visitor.
            now: seconds since 1970.
        """
        before = self._read(previous) if previous else None
        known = before is not None and (before.widget, before.origin) == (widget, origin)
        visitor = before.visitor if before and known and now < before.expires + _KNOWN else uuid4().hex
        claims = _Claims(visitor, widget, origin, int(now) + _LASTS)
        return Session(self._sign(claims), datetime.fromtimestamp(claims.expires, UTC))

    def recognise(self, token: str, *, origin: str | None, now: float) -> str:
        """Return the id of the visitor whose token this is.

        Args:
            token: as `begin` gave it.
            origin: of the page that shows it; None where its browser does not say, which it does whenever another
                site is asked: https://fetch.spec.whatwg.org/#origin-header.
            now: seconds since 1970.

        Raises:
            SessionExpired: the token is too old, of another site, or not from here.
        """
        claims = self._read(token)
        if claims is None or now >= claims.expires or origin not in (None, claims.origin):
            raise SessionExpired
        return claims.visitor

    def _sign(self, claims: _Claims) -> str:
        said = _text(json.dumps([claims.visitor, claims.widget, claims.origin, claims.expires]).encode())
        return f"{said}.{self._signature(said)}"

    def _read(self, token: str) -> _Claims | None:
        said, _, signature = token.partition(".")
        if not hmac.compare_digest(self._signature(said).encode(), signature.encode()):
            return None
        values: list[Any] = json.loads(urlsafe_b64decode(said))
        return _Claims(*values)

    def _signature(self, said: str) -> str:
        return _text(hmac.digest(self._key, said.encode(), sha256))


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode()
