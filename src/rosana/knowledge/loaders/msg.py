"""MSG: a mail as Outlook saves it."""

import struct
from collections.abc import Iterator
from email.message import EmailMessage
from typing import TYPE_CHECKING

from rosana.errors import DocumentBroken, DocumentEncrypted
from rosana.knowledge.loaders.document import LoadedDocument, ReadPart
from rosana.knowledge.loaders.mail import Mail, one_mail

if TYPE_CHECKING:
    from oxmsg.properties import Properties
    from oxmsg.storage import Storage

__all__ = ["read_msg"]

# Properties (MS-OXPROPS).
_CLASS, _SUBJECT, _BODY, _HTML, _ANSWERED = 0x001A, 0x0037, 0x1000, 0x1013, 0x1042
_SENDER, _SENDER_SMTP, _RECIPIENT, _RECIPIENT_SMTP = 0x0C1F, 0x5D01, 0x3003, 0x39FE
_CONTENT, _LONG_NAME, _SHORT_NAME, _CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x3712
_INNER_MAIL = "__substg1.0_3701000D"
# Bytes before the properties of each kind of object (MS-OXMSG 2.4).
_TOP, _INNER, _OTHER = 32, 24, 8
_ENCRYPTED = "ipm.note.smime"
_DAMAGED = (OSError, struct.error, ValueError, LookupError, AssertionError, TypeError, RecursionError)
"""What oxmsg and olefile raise on damaged files."""


def read_msg(data: bytes, stem: str, read_part: ReadPart) -> LoadedDocument:
    """Read a mail that Outlook saved, as `read_eml` does; mails attached to it are parts.

    Raises:
        DocumentBroken: it is damaged, or not Outlook's.
        DocumentEncrypted: it is encrypted (S/MIME).
        DocumentEmpty: nobody wrote anything in it, and what is attached cannot be read.
    """
    from olefile import OleFileIO  # here: the server starts without them
    from oxmsg.storage import Storage

    try:
        with OleFileIO(data) as file:
            storage = Storage.from_ole(file)
        kind = (_properties(storage, _TOP).str_prop_value(_CLASS) or "").lower()
        mail = _mail(storage, _TOP)
    except _DAMAGED as exc:
        raise DocumentBroken from exc
    if kind.startswith(_ENCRYPTED) and not kind.endswith("multipartsigned"):
        raise DocumentEncrypted("O e-mail está cifrado. Abra-o no Outlook, copie o texto e envie-o outra vez.")
    return one_mail(mail, stem, read_part)


def _properties(storage: "Storage", offset: int) -> "Properties":
    from oxmsg.properties import Properties  # here: as above

    return Properties(storage, properties_header_offset=offset)


def _mail(storage: "Storage", offset: int) -> Mail:
    properties = _properties(storage, offset)
    recipients = (_properties(part, _OTHER) for part in storage.iter_recipient_storages())
    return Mail(
        subject=properties.str_prop_value(_SUBJECT) or "",
        sender=_address(properties, _SENDER_SMTP, _SENDER),
        recipients=tuple(_address(part, _RECIPIENT_SMTP, _RECIPIENT) for part in recipients),
        is_reply=bool(properties.str_prop_value(_ANSWERED)),
        html=_html(properties),
        text=properties.str_prop_value(_BODY) or "",
        attachments=list(_attachments(storage)),
    )


def _address(properties: "Properties", *places: int) -> str:
    found = (properties.str_prop_value(place) or "" for place in places)
    return next((address.lower() for address in found if "@" in address), "")


def _html(properties: "Properties") -> str:
    data = properties.binary_prop_value(_HTML)
    if data is None:
        return properties.str_prop_value(_HTML) or ""
    return data.decode(properties.body_encoding or "cp1252", errors="replace")


def _attachments(storage: "Storage") -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of what is attached, but for the pictures of the text."""
    for part in storage.iter_attachment_storages():
        inner = next((child for child in part.storages if child.name == _INNER_MAIL), None)
        if inner is not None:
            yield "mensagem.eml", _as_eml(_mail(inner, _INNER))
            continue
        properties = _properties(part, _OTHER)
        data = properties.binary_prop_value(_CONTENT)
        if data and not properties.str_prop_value(_CONTENT_ID):
            name = properties.str_prop_value(_LONG_NAME) or properties.str_prop_value(_SHORT_NAME)
            yield name or "anexo", data


def _as_eml(mail: Mail) -> bytes:
    """Return a mail as a file, so that it counts as a part like any other."""
    message = EmailMessage()
    message["Subject"] = " ".join(mail.subject.split())
    message["From"] = mail.sender if mail.sender.isascii() else ""
    if mail.is_reply:
        message["In-Reply-To"] = "<mail>"
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    for name, data in mail.attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()
