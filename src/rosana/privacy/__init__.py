"""Personal data of Brazil: found, masked by placeholders, restored for its owner."""

from rosana.privacy.finding import Finding, find
from rosana.privacy.kinds import KINDS, Kind, MaskedKinds
from rosana.privacy.masking import ROLE_MAILBOXES, Masker, restore, without_placeholders

__all__ = [
    "KINDS",
    "ROLE_MAILBOXES",
    "Finding",
    "Kind",
    "MaskedKinds",
    "Masker",
    "find",
    "restore",
    "without_placeholders",
]
