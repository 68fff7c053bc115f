"""stub"""

import re

from rosana.retrieval.analysis import fold


def strip_greeting(question: str) -> str:
    return re.sub(r"(?i)^\W*(oi|ola|olá|bom dia|boa tarde|boa noite)\W+", "", question)


def reply(question: str) -> str | None:
    if re.fullmatch(r"\W*(oi|ola|bom dia|boa tarde|boa noite|muito obrigad[oa]|tchau)\W*", fold(question)):
        return "Olá! Como posso ajudar?"
    return None
