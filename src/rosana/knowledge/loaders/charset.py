"""From bytes to text, for the formats that do not say which charset they are in."""

import codecs
import io
from collections.abc import Iterator

from rosana.errors import DocumentBroken

__all__ = ["decode", "decode_lines"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r\x1a\x1b")
_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
"""Bytes that Windows-1252 leaves open."""
_PIECE = 1 << 20
_LETTERS = "áàâãéêíóôõúçÁÀÂÃÉÊÍÓÔÕÚÇ"


def decode(data: bytes) -> str:
    """Decode by the byte order mark, as UTF-8, else as Windows-1252 or what old systems write; newlines are "\\n".

    Raises:
        DocumentBroken: more than one byte in fifty is a control character, so this is not text.
    """
    text = data.decode(_charset(data), errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_lines(data: bytes) -> Iterator[str]:
    """Yield the lines that `decode` gives, each with its "\\n", without holding them all; raises as it does."""
    yield from io.TextIOWrapper(io.BytesIO(data), _charset(data), errors="replace", newline=None)


def _charset(data: bytes) -> str:
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return charset
    if len(data.translate(None, _CONTROLS)) < len(data) * 0.98:
        msg = "O arquivo não contém texto, embora o nome diga que sim. Abra-o e salve-o outra vez."
        raise DocumentBroken(msg)
    if _is_utf8(data):
        return "utf-8"
    return "cp932" if _is_japanese(data) else max(("cp1252", "cp850"), key=lambda charset: _letters(data, charset))


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(data[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_japanese(data: bytes) -> bool:
    """Tell whether a text is Shift-JIS: it uses bytes that Windows-1252 does not have, and few of ASCII."""
    start = data[:_PIECE]
    if not any(map(start.count, _UNDEFINED)) or 3 * sum(map(start.count, range(128, 256))) < len(start):
        return False
    try:
        data.decode("cp932")
    except UnicodeDecodeError:
        return False
    return True


def _letters(data: bytes, charset: str) -> int:
    """Count the letters with a Portuguese accent that a text has in a charset."""
    return sum(map(data.count, _LETTERS.encode(charset)))
