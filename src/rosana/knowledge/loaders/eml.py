"""EML: a mail as it went over the network (RFC 5322, MIME), however badly it is written."""

import codecs
import mimetypes
import re
from collections.abc import Iterator
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses
from pathlib import PurePosixPath

from rosana.errors import DocumentBroken, DocumentEncrypted
from rosana.knowledge.loaders.charset import decode
from rosana.knowledge.loaders.document import LoadedDocument, ReadPart
from rosana.knowledge.loaders.mail import Mail, one_mail

__all__ = ["addresses", "header", "parse_mail", "read_eml"]

_CHARSETS = {
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "gb2312": "gb18030",
    "shift_jis": "cp932",
    "iso-8859-1": "cp1252",
}
"""Names that stand for a wider charset in mails, or that Python does not know."""
_SUFFIXES = {"text/html": ".html", "text/plain": ".txt", "image/jpeg": ".jpg", "image/jpg": ".jpg"}
_REPORT = "multipart/report"
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_BODY = ("text/plain", "text/html")
_FIELD = re.compile(rb"(?:From |[!-9;-~]+[ \t]*:|[ \t])")
_SPACED_FIELD = re.compile(rb"([!-9;-~]+)[ \t]+:")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEADER = 1_000_000
_RAW_NAME = re.compile(r"name\s*=\s*(\"[^\"]*\"|[^;\s]+)", re.IGNORECASE)
_MOST_PARTS = 1000


def read_eml(data: bytes, stem: str, read_part: ReadPart) -> LoadedDocument:
    """Read a mail: its subject is the title, its sender's role the heading, attachments follow under their names.

    Of a bounce only the notice is read. What is quoted, signatures, invitations and pictures inside the text are
    left out.

    Raises:
        DocumentBroken: it has no header, so this is not a mail.
        DocumentEmpty: nobody wrote anything in it, and what is attached cannot be read.
    """
    if not re.match(rb"\s*(?:From |[!-9;-~]+[ \t]*:)", data):
        raise DocumentBroken
    message = _parse(data)
    if message.get_content_type() in _ENCRYPTED and message.get_param("smime-type") != "signed-data":
        raise DocumentEncrypted("O e-mail está cifrado. Abra-o, copie o texto e envie-o outra vez.")
    return one_mail(_mail(message), stem, read_part)


def parse_mail(data: bytes) -> Mail:
    """Return what a mail holds; what is damaged in it is read as far as it goes."""
    return _mail(_parse(data))


def _parse(data: bytes) -> Message:
    # compat32: the newer policies raise on headers that spammers and old programs write.
    return BytesParser(policy=policy.compat32).parsebytes(_mended(data.lstrip()))


def _mended(data: bytes) -> bytes:
    """Return a mail without the lines of its header that are none: Python would take the rest of it for the text."""
    end = _HEADER_END.search(data, 0, _LONGEST_HEADER)
    if end is None:
        return data
    lines = [line for line in data[: end.start()].splitlines() if _FIELD.match(line)]
    return b"\n".join(_SPACED_FIELD.sub(rb"\1:", line) for line in lines) + data[end.start() :]


def _mail(message: Message) -> Mail:
    texts: dict[str, list[str]] = {kind: [] for kind in _BODY}
    attachments: list[tuple[str, bytes]] = []
    for part in _parts(message):
        if _is_body(part):
            texts[part.get_content_type()].append(_text(part))
        elif attachment := _attachment(part):
            attachments.append(attachment)
    senders = addresses(message, "From") or addresses(message, "Sender")
    return Mail(
        subject=header(message, "Subject"),
        sender=senders[0] if senders else "",
        recipients=tuple(addresses(message, "To", "Cc", "Delivered-To")),
        is_reply=bool(header(message, "In-Reply-To") or header(message, "References")),
        is_automatic=message.get_content_type() == _REPORT or _is_automatic(message),
        html="\n".join(texts["text/html"]),
        text="\n\n".join(texts["text/plain"]),
        attachments=attachments,
    )


def header(message: Message, name: str) -> str:
    """Return a header as text on one line, "" where there is none."""
    raw = next((value for key, value in message.raw_items() if key.strip().lower() == name.lower()), "")
    value = str(raw)
    if not value.isascii():  # bytes that nobody declared
        value = decode(value.encode("utf-8", "surrogateescape"))
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        return " ".join(value.split())
    text = "".join(part if isinstance(part, str) else _decoded(part, charset) for part, charset in parts)
    return " ".join(text.split())


def addresses(message: Message, *names: str) -> list[str]:
    """Return the addresses in some headers, in lower case."""
    found = getaddresses([header(message, name) for name in names])
    return [address.lower() for _, address in found if "@" in address]


def _is_automatic(message: Message) -> bool:
    submitted = header(message, "Auto-Submitted").lower()
    precedence = header(message, "Precedence").lower()
    return submitted not in ("", "no") or precedence in ("bulk", "junk", "auto_reply")


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something, in order; of alternatives all that are text, of a bounce the notice."""
    waiting = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        if part.get_content_type() == "message/rfc822" or not part.is_multipart():
            yield part
            continue
        parts = [inner for inner in part.get_payload() if isinstance(inner, Message)]
        waiting += reversed(parts[:1] if part.get_content_type() == _REPORT else parts)


def _is_body(part: Message) -> bool:
    return part.get_content_type() in _BODY and part.get_content_disposition() != "attachment" and not _file_name(part)


def _attachment(part: Message) -> tuple[str, bytes] | None:
    """Return the name and content of what is attached; None for pictures of the text and for programs' own parts."""
    kind = part.get_content_type()
    if kind.startswith("multipart/") or kind in ("text/calendar", "message/delivery-status", "text/rfc822-headers"):
        return None
    if kind.startswith("image/") and part.get_content_disposition() != "attachment" and part["Content-ID"]:
        return None
    name = _file_name(part)
    if kind == "message/rfc822":
        return f"{PurePosixPath(name or 'mensagem').stem}.eml", _inner_mail(part)
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return None
    suffix = _SUFFIXES.get(kind) or mimetypes.guess_extension(kind) or ""
    return name or f"anexo{suffix}", data


def _inner_mail(part: Message) -> bytes:
    inner = part.get_payload()
    return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], Message) else b""


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename("")
    except (LookupError, UnicodeError, ValueError, TypeError):
        return ""
    if not name.isascii() and "\ufffd" in name:  # bytes that nobody declared
        name = _raw_name(part)
    pieces = decode_header(name) if "=?" in name else [(name, None)]
    return "".join(piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces)


def _raw_name(part: Message) -> str:
    for key, value in part.raw_items():
        if key.lower() in ("content-disposition", "content-type") and (found := _RAW_NAME.search(str(value))):
            return decode(found[1].strip('"').encode("utf-8", "surrogateescape"))
    return ""


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        charset = part.get_content_charset("")
    except (LookupError, UnicodeError):
        charset = ""
    text = _decoded(data, charset)
    return _reflowed(text) if str(part.get_param("format", "")).lower() == "flowed" else text


def _decoded(data: bytes, charset: str | None) -> str:
    name = _CHARSETS.get((charset or "").lower(), charset or "ascii")
    try:
        return data.decode(codecs.lookup(name).name)
    except (LookupError, UnicodeError, ValueError):
        try:
            return decode(data)
        except DocumentBroken:
            return data.decode("latin-1")


def _reflowed(text: str) -> str:
    """Join the lines that "format=flowed" has cut: those that end in a space (RFC 3676), but for a signature's mark."""
    return re.sub(r"(?<=[^\n] )(?<!^-- )\r?\n(?![> \r\n])", "", text, flags=re.MULTILINE)
