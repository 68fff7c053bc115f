"""What mails of every format have in common: whose words they are, what they say and what is attached."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rosana.errors import ContainerTooLarge, DocumentEmpty, DocumentError
from rosana.knowledge.loaders.document import Block, LoadedDocument, ReadPart
from rosana.knowledge.loaders.html import read_markup
from rosana.knowledge.loaders.reply import own_lines
from rosana.knowledge.loaders.text import read_text

__all__ = ["AUTOMATIC", "CUSTOMER", "DESK", "Mail", "Notes", "mail_blocks", "one_mail", "role_of", "thread_subject"]

CUSTOMER = "Cliente"
DESK = "Atendimento"
AUTOMATIC = "Mensagem automática"

_DESK_MAILBOX = re.compile(
    r"(?:sac|suporte|support|atendimento|contato|contact|ajuda|help|helpdesk|service-?desk|ouvidoria|comercial"
    r"|vendas|sales|financeiro|cobranca|faleconosco|relacionamento|info|clientes?)\b",
    re.IGNORECASE,
)
_ROBOT_MAILBOX = re.compile(
    r"(?:no-?reply|n[ãa]o-?responda|do-?not-?reply|mailer-daemon|postmaster|bounces?|notific\w*|alerts?)\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"\s*(?:(?:re|res|enc|fwd?|tr|rv|resposta autom[áa]tica)\s*(?:\[\d+\])?:|\[(?:ext|externo|external)\])\s*",
    re.IGNORECASE,
)
_UNREAD = (".ics", ".vcf", ".p7s", ".p7m", ".asc", ".sig")
"""Invitations, contacts and signatures of programs: no text for a reader."""
_QUOTES = (
    ".gmail_quote, .gmail_quote_container, .gmail_attr, .gmail_signature, blockquote[type=cite], .moz-cite-prefix,"
    " .moz-signature, .yahoo_quoted, #appendonsend ~ *, #divRplyFwdMsg, #divRplyFwdMsg ~ *, #Signature,"
    " #ms-outlook-mobile-signature"
)
_MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail; addresses in lower case."""

    subject: str
    sender: str
    recipients: tuple[str, ...] = ()
    is_reply: bool = False
    is_automatic: bool = False
    html: str = ""
    text: str = ""
    attachments: Sequence[tuple[str, bytes]] = field(default=(), repr=False)
    """Names with suffix, and contents."""


class Notes(list[str]):
    """What was left out; after twenty sentences only how many more there are."""

    def __init__(self) -> None:
        super().__init__()
        self._more = 0

    def append(self, note: str) -> None:
        """Add a sentence once."""
        if note in self:
            return
        if len(self) < _MOST_NOTES:
            super().append(note)
            return
        self._more += 1
        self[_MOST_NOTES:] = [f"Outros {self._more} anexos também não foram lidos."]


def one_mail(mail: Mail, stem: str, read_part: ReadPart) -> LoadedDocument:
    """Return a mail as a document, under the role of its sender (see `role_of`).

    Raises:
        DocumentEmpty: nobody wrote anything in it, and what is attached cannot be read.
    """
    notes = Notes()
    blocks = tuple(mail_blocks(mail, role_of(mail), read_part, notes))
    if not blocks:
        msg = "O e-mail não tem texto." + "".join(f" {note}" for note in notes[:3])
        raise DocumentEmpty(msg)
    return LoadedDocument(thread_subject(mail.subject) or stem, blocks, notes)


def role_of(mail: Mail, *, opener: str = "", own: frozenset[str] = frozenset()) -> str:
    """Tell in which role a mail was sent, never by whom.

    Programs and mailboxes that take no answer are "Mensagem automática". "Atendimento" is a mailbox with a service's
    name (sac@, suporte@) or an address at one of the mailbox's own domains; who writes to such a mailbox, or from
    elsewhere to one's own domain, is "Cliente". Where neither is known, who opened the thread is "Cliente" and who
    replies is "Atendimento".

    Args:
        mail: what was sent.
        opener: the address that opened the thread; "" where only this mail is known.
        own: the domains of the company.
    """
    name, _, domain = mail.sender.partition("@")
    if mail.is_automatic or _ROBOT_MAILBOX.match(name):
        return AUTOMATIC
    if domain in own or _DESK_MAILBOX.match(name):
        return DESK
    to_desk = any(_DESK_MAILBOX.match(address) for address in mail.recipients)
    if to_desk or any(address.partition("@")[2] in own for address in mail.recipients):
        return CUSTOMER
    if opener:
        return CUSTOMER if mail.sender == opener else DESK
    return DESK if mail.is_reply else CUSTOMER


def thread_subject(subject: str) -> str:
    """Return a subject without the marks of replies and forwards."""
    subject = " ".join(subject.split())
    while found := _PREFIX.match(subject):
        subject = subject[found.end() :]
    return subject


def mail_blocks(mail: Mail, role: str, read_part: ReadPart, notes: Notes) -> Iterator[Block]:
    """Yield what a mail says under its role, then what is attached under the attachments' names.

    An attachment that cannot be read becomes a note.
    """
    for block in _written(mail):
        yield replace(block, heading=(role, *block.heading))
    for name, data in mail.attachments:
        if name.lower().endswith(_UNREAD):
            continue
        try:
            part = read_part(name, data)
            for block in part.blocks:
                yield replace(block, heading=(part.title, *block.heading))
        except ContainerTooLarge:
            raise
        except DocumentError as exc:
            notes.append(f"O anexo {name!r} não foi lido: {exc.detail}")
            continue
        for note in part.notes:
            notes.append(f"{name}: {note}")


def _written(mail: Mail) -> list[Block]:
    """Return the sender's own words: of the HTML, which keeps tables and lists, else of the text."""
    if mail.html.strip():
        blocks = _own_blocks(list(read_markup(_without_quotes(mail.html), "", "-").blocks))
        if blocks:
            return blocks
    lines = mail.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(lines[place] for place in own_lines(lines))
    return list(read_text(text.encode(), "").blocks)


def _without_quotes(html: str) -> str:
    from selectolax.lexbor import LexborHTMLParser  # here: the server starts without it

    page = LexborHTMLParser(html)
    whole = page.html or ""
    for node in page.css(_QUOTES):
        node.decompose()
    page_text = page.body.text(strip=True) if page.body is not None else ""
    return (page.html or "") if page_text else whole


def _own_blocks(blocks: list[Block]) -> list[Block]:
    lines = [(index, line) for index, block in enumerate(blocks) for line in block.text.split("\n")]
    own: dict[int, list[str]] = {}
    for place in own_lines([line for _, line in lines]):
        index, line = lines[place]
        own.setdefault(index, []).append(line)
    return [replace(blocks[index], text="\n".join(text)) for index, text in own.items()]
