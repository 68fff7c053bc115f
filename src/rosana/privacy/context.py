"""What stands around a number says what it is: "meu cpf é", "protocolo nº", "me liga no"."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, cast

from rosana.privacy.kinds import Kind

__all__ = ["Label", "beginnings", "fold", "is_ordinal_of", "label_after", "label_before", "lower", "plain", "roots_in"]

Label = Kind | Literal["other"]
"""What the words near a number call it; "other" is anything that is no personal data: an order, a law."""

_REACH = 60  # characters before a number in which a word still speaks of it

_WORDS: dict[Label, str] = {
    "cnpj": r"c\.?\s?n\.?\s?p\.?\s?j\b|cadastro nacional (?:de|da) pessoas? juridicas?",
    "cpf": r"c\.?\s?p\.?\s?f\b|cadastro (?:de|da) pessoas? fisicas?|\bcic\b",
    "rg": r"\br\.?\s?g\b|\b(?:carteira|cedula|documento|numero|n[.o]{0,2}) d[ea] identidade\b|\bminha identidade\b"
    r"|\bidentidade(?=\W{0,2}(?:n|e |eh |(?:[a-z]{2}[-\s.]{0,2})?$))|registro geral",
    "cnh": r"\bc\.?n\.?h\b(?:\W+registro)?|habilitacao|(?:carteira|carta) (?:nacional )?de (?:motorista|habilitacao)",
    "pis": r"\b(?:pis|pasep|nis|nit)\b",
    "titulo_eleitor": r"titulo (?:de )?eleitor|titulo eleitoral|\btitulo\b|\beleitor\b",
    "passport": r"passaporte|passport",
    "cep": r"\bcep\b|\bc\.e\.p\b|codigo postal",
    "phone": r"(?:\b|tele)fones?\b|\btelef\w*|\btels?\b|\bcel(?:ular(?:es)?)?\b|whats\w*|\bwpp\b|\bwhats?\b|\bzap\w*"
    r"|contatos?\b|\blig(?:ar|ue|a|uem|am|o|acao|acoes|ando|uei|ou|aram|arem)\b|disque|discar|\bsms\b|\bfixo\b"
    r"|residencial|\brecados?\b|\bddd\b|\bchama[rm]?\b|\btelegram\b|\bphone\b|\bramal\b|meu numero"
    r"|retorn(?:ar|em|e|o)\b|\bfax\b|falar? comigo|me encontra",
    "card": r"\bcartao\b|\bcartoes\b|\bcard\b|\bvisa\b|\bmaster(?:card)?\b|\belo\b|\bamex\b|american express"
    r"|\bhipercard\b|\bcredito\b|\bdebito\b",
    "account": r"\bcontas?\b|\bc/c\b|\bagencias?\b|\bag\b|\bpoupanca\b|\bcc\b",
    "pix": r"\bpix\b|\bchave\b",
    "plate": r"\bplacas?\b",
    "ip": r"\bip(?:v[46])?\b",
    "other": r"protocolos?\b|\bpedidos?\b|\bnotas?(?: fiscal| fiscais)?\b|\bnf-?c?e?\b|processos?\b|boletos?\b"
    r"|codigos?\b"
    r"|\brastr\w+|chamados?\b|\bticket\b|\bcontratos?\b|matriculas?\b|\bseries?\b|\bserial\b|\bimei\b|\bleis?\b|decretos?\b"
    r"|artigos?\b|\bart\b|inscric(?:ao|oes)\b|ordem\b|\bcompras?\b|\bfaturas?\b|versao\b|\bregistros?\b|acordao\b|sumula\b"
    r"|\bbarras\b|digitavel\b|\bvalor\b|r\$|\bsku\b|\bref(?:erencia)?\b|\bprotocolado\b|\bos\b(?=\W*(?:n|\d|$))|\blote\b"
    r"|\bapolice\b|\bsinistro\b|\bcertidao\b|\bprotoc\b|\bnsu\b|\bmodelo\b|\bresolucao\b|\bportaria\b|\bautos\b"
    r"|\brecurso\b|\bagravo\b|\bresp\b|\brecibo\b|\bcupom\b|\bchassi\b|\brenavam\b|\bsenha\b|\btransacao\b|\bid\b"
    r"|\bcaso\b|\bocorrencia\b|\bsolicitacao\b|\batendimento\b|\bencomenda\b|\bproduto\b|\banatel\b",
}

_ROOTS = (
    "c.p", "cpf", "cic", "fisica", "c.n", "cnpj", "cnh", "juridica", "rg", "r.g", "identidade", "geral",
    "habilitacao", "motorista", "pis", "pasep", "nis", "nit", "titulo", "eleitor", "passap", "passp", "cep",
    "c.e.p", "postal", "fone", "tel", "cel", "whats", "wpp", "zap", "contato", "lig", "disq", "disc", "sms",
    "fixo", "residencial", "recado", "ddd", "chama", "phone", "ramal", "meu numero", "retorn", "fax", "fala",
    "encontra", "cart", "card", "visa", "master", "elo", "amex", "american", "hiper", "credito", "debito",
    "conta", "c/c", "agencia", "ag", "poupan", "cc", "pix", "chave",
)  # fmt: skip
"""One of these is in every text that calls a number personal data: to look for them is quicker than the words."""


@cache
def _label_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{label}>{words})" for label, words in _WORDS.items()))


_ORDINAL = (
    r"(?:" + _WORDS["other"] + r")"
    r"(?:\b(?:n[ro]?|num(?:ero)?|de|d[oa]|e|eh|foi|era|seguinte|meu|minha|compra|venda|cliente|interno|atendimento"
    r"|suporte|rastreio|rastreamento|fiscal|serie|barras|gerado)\b|\W)*$"
)
"""The word for something else, with nothing but filling between it and the number."""

_AFTER = re.compile(
    r"[ ,(-]*(?:(?:e|eh|esse|este|ai|sendo|seria|ta|o|a|do|da|no|na|meu|minha|nosso|nossa|numero|num|so)\s+){0,5}$"
)

_SPACES = "\u00a0\u00ad\u1680\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x2010)))
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00af"
_PLAIN: dict[int, str] = {
    **{ord(char): " " for char in _SPACES},
    **{ord(char): "-" for char in _DASHES},
    **{0xFF01 + i: chr(0x21 + i) for i in range(94) if chr(0x21 + i) != "-"},  # full width
    ord("．"): ".",
    ord("․"): ".",
    ord("⁄"): "/",
    ord("∕"): "/",
}
_EXOTIC = re.compile("[" + "".join(map(re.escape, map(chr, _PLAIN))) + "]|[^\\D0-9]")


_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
"""Nearly all that is left of the accents in a European text."""

_EXOTIC_LATIN = "\u00a0\u00ad\u00af"
"""Those of `_PLAIN` in Latin-1, which nearly every Portuguese text keeps to: to ask for them takes no time."""


def plain(text: str) -> str:
    """Return the text, character for character, with plain digits, dashes, spaces and punctuation."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return _EXOTIC.sub(_plain_character, text)
    if not any(char in text for char in _EXOTIC_LATIN):
        return text
    return _EXOTIC.sub(_plain_character, text)


def _plain_character(found: re.Match[str]) -> str:
    char = found.group()
    return _PLAIN.get(ord(char)) or str(unicodedata.digit(char, 0))


def fold(text: str) -> str:
    """Return the text in lower case without accents; its length may differ."""
    small = text.lower()
    if small.isascii():
        return small
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", small))
    return bare if bare.isascii() else "".join(char for char in bare if not unicodedata.combining(char))


def lower(text: str) -> str:
    """Return the text in lower case, character for character."""
    small = text.lower()
    return (
        small if len(small) == len(text) else "".join(char if len(char.lower()) > 1 else char.lower() for char in text)
    )


def beginnings(text: str, words: Iterable[str]) -> Iterator[int]:
    """Yield where in a text one of some words begins, which are written as they stand there."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            if at == 0 or not text[at - 1].isalnum():
                yield at
            at = text.find(word, at + 1)


def roots_in(text: str) -> Sequence[str]:
    """Return what a text holds of that without which no word calls a number personal data."""
    folded = fold(text)
    return [root for root in _ROOTS if root in folded]


def label_before(text: str, start: int, begin: int, roots: Sequence[str]) -> Label | None:
    """Return what the nearest word before a number calls it.

    Args:
        text: the text.
        start: where the number begins.
        begin: where the number before it ends.
        roots: those in the text.
    """
    if not roots:
        return None
    window = fold(text[max(begin, start - _REACH) : start])
    return _last_label(window) if any(root in window for root in roots) else None


@lru_cache(maxsize=2048)  # the rows of a table say the same before every number
def _last_label(window: str) -> Label | None:
    last = None
    for last in _label_pattern().finditer(window):  # noqa: B007
        pass
    return None if last is None else cast("Label", last.lastgroup)


def label_after(text: str, end: int, roots: Sequence[str]) -> Label | None:
    """Return what the words just after a number call it, unless they announce the next one.

    Args:
        text: the text.
        end: where the number ends.
        roots: those in the text.
    """
    if not roots:
        return None
    rest = re.split(r"\d", fold(text[end : end + 40]), maxsplit=1)
    if not any(root in rest[0] for root in roots):
        return None
    found = _label_pattern().search(rest[0])
    if found is None or not _AFTER.match(rest[0][: found.start()]):
        return None
    announces = len(rest) > 1 and len(rest[0]) - found.end() < 12
    return None if announces else cast("Label", found.lastgroup)


def is_ordinal_of(text: str, start: int) -> bool:
    """Return whether a number is called by a word for something that is no personal data: "pedido nº 123"."""
    window = fold(text[max(0, start - _REACH) : start])
    return any(map(str.isalpha, window)) and _ordinal_pattern().search(window) is not None


@cache
def _ordinal_pattern() -> re.Pattern[str]:
    return re.compile(_ORDINAL)
