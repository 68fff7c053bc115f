"""What is written with letters: CNPJ of 2026, PIX keys, plates, passports, IP addresses, and bank accounts."""

import re
from collections.abc import Iterator
from functools import cache

from rosana.privacy.context import beginnings, fold
from rosana.privacy.kinds import Kind

__all__ = ["find_codes"]

_Span = tuple[Kind, int, int]

_CNPJ = (
    r"(?<![^\W_])[0-9A-Z]{2}[.\s-]{0,2}[0-9A-Z]{3}[.\s-]{0,2}[0-9A-Z]{3}[/\s.-]{0,3}[0-9A-Z]{4}[\s/.-]{0,3}\d\d"
    r"(?![^\W_])"
)
_CNPJ_END = r"/[0-9A-Za-z]{4}-?\d\d(?!\w)"
_CNPJ_WRITTEN = r"[0-9A-Z]{2}\.?[0-9A-Z]{3}\.?[0-9A-Z]{3}/[0-9A-Z]{4}-?\d\d"
_CNPJ_HEAD = r"[0-9A-Za-z]{8}0001\d\d(?!\w)"
_FORMS = (
    r"[0-9](?:(?P<ip>[0-9]{0,2}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?!\w|\.\d))"
    r"|(?P<plate>[A-Z][0-9]{2}(?!\w|-\w)(?<=[A-Z]{3}[0-9][A-Z][0-9]{2}))"
    r"|(?P<cnpj>[0-9](?!\w)(?<=[0-9A-Z]{14})))"
)
"""An IPv4 address, a Mercosul plate from its first digit, and a CNPJ in capitals from its check digits."""
_ALONE = 50
"""Characters of a message that may be nothing but a random key."""
_HEX = "[0-9A-Fa-f]"
_DASH = r"\s{0,2}[-\s]?\s{0,2}"
_RANDOM_KEY = rf"{_HEX}{{8}}{_DASH}{_HEX}{{4}}{_DASH}{_HEX}{{4}}{_DASH}{_HEX}{{4}}{_DASH}{_HEX}{{12}}(?![\w-])"
_BR_CODE = r"0002\d{2}(?:[^\n]{0,400}?)br\.gov\.bcb\.pix[^\n]{0,400}?6304[0-9a-f]{4}"
"""Source: Banco Central, Manual de Padrões para Iniciação do Pix: EMV fields from 00 to the checksum 63."""
_KEY = re.compile(r"chaves?(?: aleatorias?)?(?: (?:minha|essa|esta|abaixo|e|eh|a|seguinte))*\W*$")

_KEY_AFTER = re.compile(r"[ ,(-]*(?:(?:e|eh|essa|esta|a|minha|sua) )*chave")

_PLATE = r"(?<![^\W\d_])[A-Z]{3}\s?[-.·]?\s?\d[A-Z\d]\d\d(?![^\W_])"
_VEHICLE = re.compile(
    r"placas?|carros?|veiculos?|motos?|motocicleta|caminh\w+|automovel|\bvan\b|onibus|emplac\w+|\bauto\b"
)
_VEHICLES = (
    "placa", "carro", "veícul", "veicul", "moto", "caminh", "automóvel", "automovel", "ônibus", "emplac", "van ",
)  # fmt: skip

_PASSPORT = r"(?<![^\W\d_])[A-Z]{2}[\s.-]?\d{3}[\s.]?\d{3}(?!\d)"

_TRAVELLER = re.compile(r"(?:passap\w+|passport)[^\d/|]{0,40}$")
_TRAVELLER_AFTER = re.compile(r"[ ,(-]*(?:(?:e|eh|o|do|no|meu|numero|num|n[.o]{0,2}) )*(?:passap|passport)")

_IPV6 = r"(?<![\w:.])(?:[0-9a-f]{1,4}|:)?(?::[0-9a-f]{0,4}){2,7}(?![\w:])"
_IP_WORD = re.compile(r"\bip(?:v[46])?\b|\bendereco\b")
_VERSION = re.compile(
    r"\b(?:vers(?:ao|oes|ion)|v|item|secao|itens|artigo|art|capitulo|clausula|build|release|firmware|update)\W*$"
)

_BRANCH = (
    r"(?:ag(?:[êe]ncias?)?|agenc)[\s.:]{0,3}(?:(?:banc[áa]ria|n[º°o.]{0,2}|n[úu]mero|é|eh|e)[\s.:]{0,2}){0,2}"
    r"(?P<value>\d{3,5}(?:\s?-\s?[\dx])?)(?![\d.,/]*\d)"
)
_ACCOUNT = (
    r"(?:(?P<sure>c[/.]?c|c[/.]p|cp|cta|poupan[çc]a|conta[\s/-]{0,3}d[íi]gito"
    r"|(?:conta|c)[\s-]{0,3}(?:corrente|poupan[çc]a|sal[áa]rio|digital|de pagamentos?|banc[áa]ria))"
    r"|conta|ct)[\s.:]{0,3}"
    r"(?:\(?(?:corrente|poupan[çc]a|n[º°o.]{0,2}|n[úu]mero|com d[íi]gito|op\.? ?\d{3}|\d{3}(?=\s)|é|eh|e"
    r"|d[oa] \w{1,20}|nubank|ita[úu]|inter)\)?"
    r"[\s.:]{1,2}){0,3}"
    r"(?P<value>\d(?:\d|\.\s?(?=\d)|(?<=\d) (?=\d{2})){1,14}\d?(?P<check>\s?-\s?[\dx]{1,2}(?!\d))?)(?![^\W_])"
)
_ACCOUNT_WORDS = ("ag", "c/", "c.", "cc", "cp", "ct", "conta", "c corrente", "poupan")
_BANKING = re.compile(
    r"ag[êe]ncia|\bag\b|banco|ita[úu]|bradesco|santander|caixa|nubank|\binter\b|sicoob|sicredi|dep[óo]sit|transfer"
    r"|\b(?:ted|doc|pix)\b",
    re.IGNORECASE,
)
_TWO = r"(?P<branch>\d{3,5}(?:-[\dXx])?)\s?[/|e]\s?(?P<value>\d[\d.]{3,12}-[\dXx])(?!\w)"
"""Branch and account after one word for both: "ag/conta 1234/56789-0"."""


def find_codes(text: str, small: str) -> Iterator[_Span]:
    """Yield what stands in `plain` text for sure; `small` is it in lower case, and the same place may come twice."""
    if "pix" in small or "chave" in small or "evp" in small or len(text) < _ALONE:
        yield from _pix(text)
    yield from _by_form(text)
    if ":" in text:
        yield from _ipv6(text)
    yield from _companies(text, small)
    if any(word in small for word in _VEHICLES):
        yield from _plates(text)
    if "passap" in small or "passport" in small:
        yield from _passports(text)
    yield from _accounts(text, small)


def _by_form(text: str) -> Iterator[_Span]:
    """Yield what is known without a word: all of it is looked for from its digits, in one pass."""
    for found in _pattern(_FORMS).finditer(text):
        start = found.start() - {"plate": 3, "cnpj": 12, "ip": 0}[found.lastgroup or ""]
        if text[start - 1 : start] in ("-", ".", "_") or text[start - 1 : start].isalnum():
            continue
        if found.lastgroup == "plate":
            yield "plate", start, found.end()
        elif found.lastgroup == "cnpj" and _is_company(text[start : found.end()]):
            yield "cnpj", start, found.end()
        elif found.lastgroup == "ip" and _is_address(text, start, found.end()):
            yield "ip", start, found.end()


@cache
def _pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def _companies(text: str, small: str) -> Iterator[_Span]:
    """Yield the CNPJ with letters by their marks, those of a head office in small letters, and any near the word."""
    found: list[re.Match[str]] = []
    for end in _pattern(_CNPJ_END).finditer(text):
        found += _pattern(_CNPJ_WRITTEN, re.IGNORECASE).finditer(text, max(0, end.start() - 10), end.end())
    if "0001" in text:
        found += _pattern(_CNPJ_HEAD).finditer(text)
    for at in beginnings(small, ("cnpj", "c.n.p.j")):
        found += _pattern(_CNPJ, re.IGNORECASE).finditer(text, max(0, at - 40), at + 80)
    for match in found:
        if _is_company(match.group()) and not text[match.start() - 1 : match.start()].isalnum():
            yield "cnpj", match.start(), match.end()


def _is_company(written: str) -> bool:
    """Return whether it is a CNPJ with letters; `numbers` looks for the others."""
    if not any(map(str.isalpha, written)):
        return False
    from stdnum.br import cnpj

    return bool(cnpj.is_valid("".join(written.split())))


def _pix(text: str) -> Iterator[_Span]:
    for found in _pattern(_BR_CODE, re.IGNORECASE).finditer(text if "000" in text else ""):
        yield "pix", found.start(), found.end()
    for found in _pattern(_RANDOM_KEY).finditer(text):
        before = fold(text[max(0, found.start() - 100) : found.start()])
        after = fold(text[found.end() : found.end() + 60])
        alone = text.strip() == found.group()  # the answer to "what is your key?"
        if alone or "pix" in before + after or "evp" in before or _KEY.search(before) or _KEY_AFTER.match(after):
            yield "pix", found.start(), found.end()


def _plates(text: str) -> Iterator[_Span]:
    for found in _pattern(_PLATE, re.IGNORECASE).finditer(text):
        around = text[max(0, found.start() - 60) : found.start()] + "\n" + text[found.end() : found.end() + 30]
        if _VEHICLE.search(fold(around)):
            yield "plate", found.start(), found.end()


def _passports(text: str) -> Iterator[_Span]:
    for found in _pattern(_PASSPORT, re.IGNORECASE).finditer(text):
        before = fold(text[max(0, found.start() - 60) : found.start()])
        if _TRAVELLER.search(before) or _TRAVELLER_AFTER.match(fold(text[found.end() : found.end() + 40])):
            yield "passport", found.start(), found.end()


def _is_address(text: str, start: int, end: int) -> bool:
    """Return whether four numbers are the IP address of a device that may be somebody's, and no version."""
    from ipaddress import IPv4Address

    try:
        address = IPv4Address(text[start:end])
    except ValueError:  # an octet above 255, or with a zero before it
        return False
    octets = address.packed
    if address.is_loopback or address.is_multicast or octets[0] in (0, 255):
        return False
    if address.is_private and octets[3] in (0, 1, 254, 255):  # a network or its router, nobody's device
        return False
    before = fold(text[max(0, start - 30) : start])
    return _IP_WORD.search(before) is not None or not (_VERSION.search(before) or max(octets) < 10 or octets[3] == 0)


def _ipv6(text: str) -> Iterator[_Span]:
    from ipaddress import IPv6Address

    end = 0
    for colons in _pattern(":[0-9A-Fa-f]{0,4}:").finditer(text):
        if colons.start() < end:
            continue
        found = _pattern(_IPV6, re.IGNORECASE).search(text, max(0, colons.start() - 4), colons.end() + 40)
        if found is None or len(found.group()) < 8 or not any(char.isdigit() for char in found.group()):
            continue
        end = found.end()
        try:
            IPv6Address(found.group())
        except ValueError:  # a time, the address of a network card
            continue
        yield "ip", found.start(), found.end()


def _accounts(text: str, small: str) -> Iterator[_Span]:
    for at in beginnings(small, _ACCOUNT_WORDS):
        branch = _pattern(_BRANCH, re.IGNORECASE).match(text, at)
        account = branch or _pattern(_ACCOUNT, re.IGNORECASE).match(text, at)
        if account is None or (text[account.start("value") - 1].isalpha() and not (branch or account["check"])):
            continue
        around = text[max(0, at - 80) : at] + "\n" + text[account.end() : account.end() + 60]
        if branch or account["check"] or account["sure"] or _BANKING.search(around):
            yield "account", *account.span("value")
    if "-" in text and ("conta" in small or "banco" in small):
        for both in _pattern(_TWO).finditer(text):
            if _BANKING.search(text[max(0, both.start() - 60) : both.start()]):
                yield "account", *both.span("branch")
                yield "account", *both.span("value")
