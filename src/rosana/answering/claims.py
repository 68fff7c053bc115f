"""Whether a sentence of an answer claims something: courtesy, offers of help and refusals need no source."""

import re

from rosana.answering.prompts import REFUSAL
from rosana.retrieval.analysis import fold

__all__ = ["claims_something", "is_refusal"]

_REFUSAL = fold(REFUSAL).rstrip(".")
_COURTESY = re.compile(
    r"\W*(?:ola|oi|bom dia|boa tarde|boa noite|obrigad[oa]|de nada|claro|certo|com prazer|sim|nao)\W*$"
    r"|.*\?\W*$"
    r"|\W*(?:(?:e )?se (?:precisar|quiser|tiver|houver|desejar|restar|ainda)|caso (?:precise|queira|tenha|deseje)"
    r"|posso (?:te |lhe )?ajudar|estou (?:aqui|a disposicao)|fico a disposicao|conte comigo|espero (?:que|ter))\b"
)


def claims_something(sentence: str) -> bool:
    """Say whether a sentence states something that a document must support."""
    folded = fold(sentence)
    return any(map(str.isalnum, folded)) and not folded.startswith(_REFUSAL) and not _COURTESY.match(folded)


def is_refusal(text: str) -> bool:
    """Say whether a whole answer begins with the refusal."""
    return fold(text).lstrip(" \"'*").startswith(_REFUSAL)
