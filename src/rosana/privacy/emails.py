"""E-mail addresses, written or spelled out ("fulano arroba gmail ponto com")."""

import re
from collections.abc import Iterator, Sequence

__all__ = ["find_emails"]

_LOCAL = r"[^\W_][\w.+'%&-]{0,63}"
_DOMAIN = r"[^\W_][\w-]{0,62}"
_PROVIDER = r"(?:gmail|hotmail|outlook|yahoo|ymail|icloud|live|msn|uol|bol|terra|ig|globo|protonmail|proton)"

_WRITTEN = re.compile(rf"{_LOCAL}@{_DOMAIN}(?:\.{_DOMAIN})*\.[^\W\d_]{{2,24}}(?![\w-])")
_SPACED = re.compile(
    rf"{_LOCAL}\s{{0,3}}@\s{{0,3}}{_DOMAIN}(?:\s?[.,]\s?{_DOMAIN}){{0,3}}?"
    r"\s?[.,]\s?(?:com|net|org|gov|edu|br|info|me|io|app|co|pt)\b(?:\s?[.,]\s?br\b)?",
    re.IGNORECASE,
)
_BARE = re.compile(rf"{_LOCAL}\s?@\s?{_PROVIDER}\b(?:\s?com\b)?(?:\s?br\b)?", re.IGNORECASE)
_AT = r"\s*(?:\barroba\b|[\[({]\s?(?:arroba|at|@)\s?[\])}])\s*"
_DOT = r"\s*(?:\bponto\b|\.|[\[({]\s?(?:ponto|dot|\.)\s?[\])}])\s*"
_PART = r"(?!ponto\b|arroba\b)[^\W_][\w+-]*"
_SPELLED = re.compile(
    rf"{_PART}(?:(?:{_DOT}|\s*\b(?:underline|underscore|traço|hífen|hifen)\b\s*){_PART}){{0,4}}{_AT}"
    rf"(?:{_PART}(?:{_DOT}{_PART}){{0,2}}?{_DOT}(?:com|net|org|gov|edu|br|info)\b(?:{_DOT}br\b)?|{_PROVIDER}\b)",
    re.IGNORECASE,
)


_SPELLED_AT = re.compile(r"arroba|[\[({]\s?(?:at|@)\s?[\])}]", re.IGNORECASE)
_BEFORE, _AFTER = 100, 120  # characters around the sign; a pattern that began at every word would take the time of 64


def find_emails(text: str, small: str) -> Iterator[tuple[int, int]]:
    """Yield where the addresses of `plain` text stand; `small` is it in lower case."""
    if "@" in text:
        for sign in re.finditer("@", text):
            yield from _around(text, sign, (_WRITTEN, _SPACED, _BARE))
    if "arroba" in small or "at)" in small or "at]" in small or "at}" in small or "@)" in small or "@]" in small:
        for sign in _SPELLED_AT.finditer(text):
            for found in _SPELLED.finditer(text, max(0, sign.start() - _BEFORE), sign.end() + _AFTER):
                if found.start() < sign.start() < found.end():
                    yield found.span()


def _around(text: str, sign: re.Match[str], patterns: Sequence[re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    start = _mailbox(text, sign.start())
    for pattern in patterns:
        found = pattern.match(text, start, sign.end() + _AFTER)
        if found:
            yield found.span()
            return


def _mailbox(text: str, sign: int) -> int:
    """Return where the word before an at sign begins, at most three blanks away."""
    start = sign
    while start > max(0, sign - 3) and text[start - 1].isspace():
        start -= 1
    while start > max(0, sign - _BEFORE) and (text[start - 1].isalnum() or text[start - 1] in "._+'%&-"):
        start -= 1
    while start < sign and not text[start].isalnum():
        start += 1
    return start
