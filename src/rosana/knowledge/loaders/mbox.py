"""MBOX: a mailbox in one file, its mails put together as threads."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from email import policy
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

from rosana.errors import DocumentBroken, DocumentEmpty
from rosana.knowledge.loaders.document import Block, LazyBlocks, LoadedDocument, ReadPart
from rosana.knowledge.loaders.eml import addresses, header, parse_mail
from rosana.knowledge.loaders.mail import Notes, mail_blocks, role_of, thread_subject

__all__ = ["read_mbox"]

_SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\n")
_ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEADER = 100_000
_ID = re.compile(r"<[^<>\s]{1,400}>")
_NO_SUBJECT = "Sem assunto"


@dataclass(slots=True)
class _Entry:
    """A mail's place in the file, and what its header says about its thread."""

    start: int
    end: int
    id: str
    answers: tuple[str, ...]
    """The mails before it in its thread, the first one first."""
    subject: str
    sender: str
    time: float
    """Seconds since 1970; that of the mail before it in the file where the header has none."""


def read_mbox(data: bytes, stem: str, read_part: ReadPart) -> LoadedDocument:
    """Read a mailbox, thread by thread, one mail at a time; each is read as `read_eml` does.

    A thread is what Message-ID, In-Reply-To and References link; its mails stand by date, under its subject and
    the role of each sender. The company's own domain is the one that most mails were delivered to.

    Raises:
        DocumentBroken: it does not begin with the "From " line of a mailbox.
        DocumentEmpty: nobody wrote anything in any mail.
    """
    entries, own = _entries(data)
    if not entries:
        raise DocumentBroken
    notes = Notes()
    threads = _threads(entries)
    return LoadedDocument(stem, LazyBlocks(_blocks(data, threads, own, read_part, notes), len(entries)), notes)


def _blocks(
    data: bytes, threads: Sequence[Sequence[_Entry]], own: frozenset[str], read_part: ReadPart, notes: Notes
) -> Iterator[Block]:
    empty = True
    for thread in threads:
        subject = next((entry.subject for entry in thread if entry.subject), _NO_SUBJECT)
        for entry in thread:
            mail = parse_mail(_ESCAPED.sub(b"", data[entry.start : entry.end]))
            role = role_of(mail, opener=thread[0].sender, own=own)
            for block in mail_blocks(mail, role, read_part, notes):
                yield replace(block, heading=(subject, *block.heading))
                empty = False
    if empty:
        raise DocumentEmpty("Nenhuma mensagem da caixa de e-mail tem texto.")


def _entries(data: bytes) -> tuple[list[_Entry], frozenset[str]]:
    """Return the mails of a mailbox and the domain that most of them were sent to."""
    parser = BytesHeaderParser(policy=policy.compat32)
    entries: list[_Entry] = []
    domains = Counter[str]()
    time = 0.0
    for start, end in _places(data):
        limit = min(end, start + _LONGEST_HEADER)
        cut = _HEADER_END.search(data, start, limit)
        message = parser.parsebytes(data[start : cut.end() if cut else limit])
        with suppress(ValueError, TypeError, OverflowError, IndexError):
            time = parsedate_to_datetime(header(message, "Date")).timestamp()
        ids = _ID.findall(header(message, "Message-ID"))
        answers = _ID.findall(header(message, "References")) + _ID.findall(header(message, "In-Reply-To"))
        senders = addresses(message, "From")
        recipients = addresses(message, "Delivered-To", "X-Original-To", "To")
        domains.update({address.partition("@")[2] for address in recipients})
        entries.append(
            _Entry(
                start,
                end,
                id=ids[0] if ids else f"<{start}>",
                answers=tuple(answers),
                subject=thread_subject(header(message, "Subject")),
                sender=senders[0] if senders else "",
                time=time,
            )
        )
    return entries, _own_domain(domains, len(entries))


def _own_domain(domains: Counter[str], mails: int) -> frozenset[str]:
    found = domains.most_common(1)
    return frozenset(domain for domain, count in found if mails > 1 and count > mails / 2)


def _places(data: bytes) -> Iterator[tuple[int, int]]:
    start = None
    for found in _SEPARATOR.finditer(data):
        if start is not None:
            yield start, found.start()
        start = found.end()
    if start is not None:
        yield start, len(data)


def _threads(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    """Return the mails of each thread by date, the threads by the date of their first mail."""
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while (parent := parents.get(name, name)) != name:
            parents[name] = parents.get(parent, parent)  # halves the way for the next
            name = parent
        return name

    for entry in entries:
        for other in entry.answers:
            parents[root(entry.id)] = root(other)
    threads: dict[str, list[_Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.time):
        threads.setdefault(root(entry.id), []).append(entry)
    return list(threads.values())
