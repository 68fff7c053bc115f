"""What can be chosen in the console: its names, its rules and what counts where nothing was chosen."""

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from rosana.privacy.kinds import Kind
from rosana.settings import EmbeddingsName, ModelName, RefusedShare
from rosana.types import Tone

__all__ = ["Choices", "Greeting", "Language", "Persona", "Widget"]

Language = Literal["pt-BR", "en"]

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
_NAME_SIGNS = " -'’&"
_MOST_ORIGINS = 50
_LEGIBLE = 4.5
"""Contrast of text: https://www.w3.org/TR/WCAG22/#contrast-minimum."""


def _line(longest: int) -> Callable[[str], str]:
    def check(value: str) -> str:
        text = unicodedata.normalize("NFC", " ".join(value.split()))
        if not text or len(text) > longest or any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text):
            raise ValueError(f"escreva de 1 a {longest} caracteres, numa linha só")
        return text

    return check


def _name(value: str) -> str:
    """Return a name that can be nothing else: it stands in the rules that the model is given."""
    if not value[0].isalpha() or not all(sign.isalnum() or sign in _NAME_SIGNS for sign in value):
        raise ValueError("comece por uma letra e use só letras, números, espaços, hífen e apóstrofo")
    return value


def _origin(value: str) -> str:
    """Return the origin of a site as browsers name it in `Origin`."""
    try:
        parts = urlsplit(value.strip())
        port = parts.port
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else _ascii(parts.hostname or "")
    except ValueError:
        raise ValueError(_wrong_origin(value)) from None
    if parts.scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(host) or "@" in parts.netloc:
        raise ValueError(_wrong_origin(value))
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError(f"{value[:200]!r} traz uma página; escreva só o site, como {parts.scheme}://{host}")
    return f"{parts.scheme}://{host}" + ("" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}")


def _ascii(host: str) -> str:
    return host.encode("idna").decode()  # a UnicodeError is a ValueError


def _wrong_origin(value: str) -> str:
    return f"{value[:200]!r} não é o endereço de um site; escreva como https://www.loja.com.br"


class _Choice(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


class Persona(_Choice):
    """Who answers."""

    name: Annotated[str, AfterValidator(_line(40)), AfterValidator(_name)] = "Rosana"
    tone: Tone = "cordial"


class Greeting(_Choice):
    """What stands above an empty conversation, by language; None: the page's own words."""

    pt_br: Annotated[str, AfterValidator(_line(300))] | None = Field(None, alias="pt-BR")
    en: Annotated[str, AfterValidator(_line(300))] | None = None


class Widget(_Choice):
    """The widget that other sites show."""

    id: str = ""
    """Public; made once."""
    origins: tuple[Annotated[str, AfterValidator(_origin)], ...] = ()
    """The sites that may show it, as browsers name them: `https://www.loja.com.br`."""
    title: Annotated[str, AfterValidator(_line(60))] | None = None
    """None: the name of who answers."""
    color: str = "#8c2f53"
    position: Literal["right", "left"] = "right"
    locale: Literal["auto", "pt-BR", "en"] = "auto"

    @field_validator("color")
    @classmethod
    def _refuse_what_is_no_color(cls, value: str) -> str:
        if not re.fullmatch(r"#[0-9a-f]{6}", value.lower()):
            raise ValueError(f"{value[:20]!r} não é uma cor; escreva como #8c2f53")
        return value.lower()

    @field_validator("origins")
    @classmethod
    def _keep_each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(value) > _MOST_ORIGINS:
            raise ValueError(f"são {len(value)} sites; o máximo é {_MOST_ORIGINS}")
        return tuple(dict.fromkeys(value))

    @property
    def on_color(self) -> str:
        """The colour of text on `color`: white where that is legible, else black, which then always is."""
        return "#ffffff" if 1.05 / (_luminance(self.color) + 0.05) >= _LEGIBLE else "#000000"


class Choices(_Choice):
    """All of it; None in the first four: the settings of the process count."""

    model: ModelName | None = None
    embeddings: EmbeddingsName | None = None
    refused_share: RefusedShare | None = None
    masked_kinds: frozenset[Kind] | None = None
    """The kinds of personal data that are masked."""
    persona: Persona = Persona()
    greeting: Greeting = Greeting()
    languages: tuple[Language, ...] = ("pt-BR", "en")
    """Those that the page offers; the first is the usual one."""
    suggestions: bool = True
    """Whether an empty conversation suggests questions."""
    widget: Widget = Widget()

    @field_validator("languages")
    @classmethod
    def _keep_each_once(cls, value: tuple[Language, ...]) -> tuple[Language, ...]:
        if not value:
            raise ValueError("escolha ao menos um idioma")
        return tuple(dict.fromkeys(value))


def _luminance(color: str) -> float:
    """Return the relative luminance, 0..1: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
