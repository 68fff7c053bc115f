"""From bytes to text, for the formats that do not say which charset they are in."""

import codecs

from rosana.errors import DocumentBroken

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\f\r\x1a\x1b")


def decode(data: bytes) -> str:
    """Decode by the byte order mark, as UTF-8, else as Windows-1252, with newlines as "\\n".

    Raises:
        DocumentBroken: more than one byte in fifty is a control character, so this is not text.
    """
    return _to_text(data).replace("\r\n", "\n").replace("\r", "\n")


def _to_text(data: bytes) -> str:
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, errors="replace")
    if len(data) - len(data.translate(None, _CONTROLS)) > len(data) / 50:
        msg = "O arquivo não contém texto, embora o nome diga que sim. Abra-o e salve-o outra vez."
        raise DocumentBroken(msg)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
