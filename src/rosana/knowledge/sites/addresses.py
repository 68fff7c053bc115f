"""Addresses of pages: one spelling for one page, and what lies within a site."""

import posixpath
import re
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from rosana.errors import AddressInvalid

__all__ = ["Scope", "is_address", "key", "link", "normalize"]

_LONGEST = 2_000
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "/%:@!$&'()*+,;=~"

_NO_PARAMETER = re.compile(
    r"utm_|mtm_|hsa_|_hs|mc_[ce]id|_gl$|_ga$|[gdf]clid|msclkid|yclid|fbclid|igshid|srsltid|ref_?src"
    r"|phpsessid|jsessionid|sessionid|replytocom",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from, or who he is, and never which page it is."""

_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)


def is_address(name: str) -> bool:
    """Return whether a name is an address of the web, and no file."""
    return name.lower().startswith(("http://", "https://"))


def normalize(address: str) -> str:
    """Return the usual spelling of an address: no fragment, default port, tracking parameters or dots in its path.

    Raises:
        AddressInvalid: it is none of a page: another scheme, no host, or a user's name in it.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        _refuse(address)
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host or len(address) > _LONGEST or not address.isprintable():
        _refuse(address)
    if parts.username is not None or parts.password is not None:
        raise AddressInvalid("O endereço traz usuário ou senha. Escreva-o sem a parte antes do @.")
    place = _host(host, address) + ("" if port in (None, _DEFAULT_PORTS[scheme]) else f":{port}")
    return SplitResult(scheme, place, _path(parts.path), _query(parts.query), "").geturl()


def link(base: str, reference: str) -> str | None:
    """Return the address that a page's link leads to; None where it leads to no page."""
    try:
        target = urljoin(base, reference.strip())
        return normalize(target) if is_address(target) else None
    except (ValueError, AddressInvalid):
        return None


def key(address: str) -> str:
    """Return what all spellings of a normalized address share: scheme, last slash and `index.html` do not count."""
    parts = urlsplit(address)
    path = _INDEX.sub("/", parts.path).rstrip("/")
    return f"{parts.netloc}{path}?{'&'.join(sorted(parts.query.split('&')))}".rstrip("?")


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a host that a crawl keeps to, whatever the scheme."""

    host: str
    """With the port, where it is not the usual one."""
    path: str
    """Of a folder, without the last slash; "" for the whole host."""

    @classmethod
    def of(cls, address: str) -> "Scope":
        """Return the scope below an address; one of a file means its folder."""
        parts = urlsplit(address)
        folder, _, name = parts.path.rpartition("/")
        return cls(parts.netloc, folder if "." in name or not name else parts.path)

    @property
    def address(self) -> str:
        """The address that all of it lies below."""
        return f"https://{self.host}{self.path}/"

    def after_redirect(self, target: str) -> "Scope":
        """Return this scope where the site's first page led to another address."""
        moved = Scope.of(target)
        if moved.host == self.host or (moved.path + "/").startswith(self.path + "/"):
            return Scope(moved.host, self.path)
        return moved

    def holds(self, address: str) -> bool:
        """Return whether a normalized address lies within."""
        _, _, after_scheme = address.partition("://")
        whole = f"{self.host}{self.path}"
        return after_scheme.startswith(whole) and after_scheme[len(whole) : len(whole) + 1] in ("", "/", "?")


def _refuse(address: str) -> NoReturn:
    raise AddressInvalid(
        f"{address[:200]!r} não é o endereço de uma página. Escreva como https://ajuda.exemplo.com.br/"
    )


def _host(host: str, address: str) -> str:
    host = host.rstrip(".")
    if ":" in host:
        return f"[{host}]"
    try:
        name = host.encode("idna").decode()
    except UnicodeError:
        _refuse(address)
    if not re.fullmatch(r"[a-z0-9_.-]+", name):
        _refuse(address)
    return name


def _path(path: str) -> str:
    path = quote(_SESSION.sub("", path), safe=_SAFE) or "/"
    if "/." not in path and "//" not in path:
        return path
    plain = posixpath.normpath(path).replace("//", "/")
    return plain + "/" if path.endswith(("/", "/.", "/..")) and plain != "/" else plain


def _query(query: str) -> str:
    kept = [part for part in query.split("&") if part and not _NO_PARAMETER.match(part)]
    return quote("&".join(kept), safe=_SAFE + "?")
