"""What a person wrote in a mail: without the mails it answers, signatures and legal footers."""

import re
from collections.abc import Iterator, Sequence

__all__ = ["own_lines"]

_WINDOW = 4
"""Lines that are read together, for what mail programs wrap."""
_LONGEST_SIGNATURE = 12
"""Lines below a closing phrase; with more of them it stands inside the text."""

_QUOTED = re.compile(r"\s*(?:>|\|\s)")
_ATTRIBUTION = re.compile(
    r"\s*(?:em |no dia |on |le |el )[^\n]{0,40}?\d[\s\S]{0,300}?(?:escreveu|wrote|a écrit|escribió)\s?:\s*$"
    r"|[^\n:]{1,80}<[^>\n]+@[^>\n]+>[^\n:]{0,40}(?:escreveu|wrote)\s?:\s*$",
    re.IGNORECASE,
)
_DIVIDER = re.compile(
    r"\s*[-_=* ]{2,}\s*(?:mensagem original|original message|original appointment)\s*[-_=* ]{2,}\s*$",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"\s*[-_=* ]{2,}\s*(?:mensagem encaminhada|forwarded message|mensagem reencaminhada)\s*[-_=* ]{2,}\s*$"
    r"|\s*(?:início da mensagem encaminhada|begin forwarded message)\s?:\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\s*\*?(?:de|from|enviad[ao](?: em)?|sent|data|date|para|to|c\.?c|cco|assunto|subject|prioridade|anexos?)"
    r"\s?:\*?(?:\s|$)",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s*\*?(?:de|from)\s?:\*?(?:\s|$)", re.IGNORECASE)
_SENT = re.compile(
    r"^\s*\*?(?:enviad[ao](?: em)?|sent|data|date|para|to|assunto|subject)\s?:", re.IGNORECASE | re.MULTILINE
)

_SIGNATURE = re.compile(
    r"-- ?$|\s*(?:enviad[ao] (?:do|da|de|a partir do|pelo|via|com)\b.{0,60}"
    r"(?:iphone|ipad|android|celular|smartphone|samsung|galaxy|outlook|yahoo|gmail|mail|motorola|xiaomi)"
    r"|sent (?:from|via) .{0,60}|obter o outlook|get outlook for|baixe o outlook)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*(?:muito |desde já )?(?:atenciosamente|cordialmente|respeitosamente|att?\.?|atte\.?|abs\.?|abraços?|um abraço|"
    r"grat[oa]|saudações|sem mais|(?:best|kind|warm)(?: regards| wishes)|regards|sincerely|cheers|yours truly)"
    r"(?: e bom trabalho)?\s*[,.!:-]*\s*$",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\s*\W{0,3}(?:(?:aviso|nota|declaração|cláusula|termo)(?: legal| de)? (?:de )?(?:confidencialidade|legal|sigilo)"
    r"|(?:esta|essa|a presente|o conteúdo d\w+) (?:mensagem|e-?mail|comunicação)[^\n]{0,400}?"
    r"(?:confidencia|privilegiad|sigilos|destinat[áa]ri|uso exclusivo)"
    r"|(?:este|esse) e-?mail[^\n]{0,400}?(?:confidencia|privilegiad|sigilos|destinat[áa]ri|uso exclusivo)"
    r"|th(?:is|e) (?:e-?mail|message|communication|information)[^\n]{0,400}?"
    r"(?:confidential|privileged|intended (?:only|solely))"
    r"|confidentiality notice)",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\s*(?:\[cid:[^\]\n]+\]|antes de imprimir.*|please consider the environment.*|não imprima.*|livre de vírus\..*"
    r"|(?:cuidado|atenção|caution|external)\W.{0,40}(?:remetente externo|fora da organização|e-?mail externo"
    r"|external sender|outside (?:of )?(?:the|your) organization).*)\s*$",
    re.IGNORECASE,
)


def own_lines(lines: Sequence[str]) -> list[int]:
    """Return the places of the lines that the sender wrote.

    Quoted lines are left out one by one, so answers between them stay; a copy of the mail below, a signature or a
    legal footer ends the text. A mail that only passes another one on is read with what it passes on.
    """
    kept = list(_kept(lines))
    if any(lines[place].strip() for place in kept):
        return kept
    start = next((place for place in range(len(lines)) if _begins_copy(lines, place)), None)
    if start is None:
        return kept
    body = start + 1
    while body < len(lines) and (not lines[body].strip() or _HEADER.match(lines[body])):
        body += 1
    return [body + place for place in _kept(lines[body:])]


def _kept(lines: Sequence[str]) -> Iterator[int]:
    place = 0
    while place < len(lines):
        if length := _attribution(lines, place):
            if not _is_quoted_next(lines, place + length):
                return
            place += length
            continue
        if _begins_copy(lines, place) or _ends_text(lines, place):
            return
        if not _QUOTED.match(lines[place]) and not _NOISE.match(lines[place]):
            yield place
        place += 1


def _attribution(lines: Sequence[str], place: int) -> int:
    """Return how many lines "On … wrote:" takes here, 0 where there is none."""
    for length in range(1, 1 + _WINDOW):
        text = "\n".join(lines[place : place + length])
        if not lines[place].strip() or (length > 1 and not lines[min(place + length, len(lines)) - 1].strip()):
            return 0
        if _ATTRIBUTION.match(text):
            return length
    return 0


def _is_quoted_next(lines: Sequence[str], place: int) -> bool:
    following = next((line for line in lines[place:] if line.strip()), "")
    return _QUOTED.match(following) is not None


def _begins_copy(lines: Sequence[str], place: int) -> bool:
    line = lines[place]
    if _DIVIDER.match(line) or _FORWARD.match(line):
        return True
    return _FROM.match(line) is not None and _SENT.search("\n".join(lines[place + 1 : place + 1 + _WINDOW])) is not None


def _ends_text(lines: Sequence[str], place: int) -> bool:
    line = lines[place]
    if _SIGNATURE.match(line):
        return True
    if _LEGAL.match(" ".join(lines[place : place + _WINDOW])):
        return True
    return _CLOSING.match(line) is not None and _lines_left(lines, place + 1) <= _LONGEST_SIGNATURE


def _lines_left(lines: Sequence[str], place: int) -> int:
    """Return how many lines follow before the copy of another mail, or the end."""
    count = 0
    for later in range(place, len(lines)):
        if _begins_copy(lines, later) or _attribution(lines, later) or _ends_hard(lines, later):
            break
        count += bool(lines[later].strip())
    return count


def _ends_hard(lines: Sequence[str], place: int) -> bool:
    return _SIGNATURE.match(lines[place]) is not None or _QUOTED.match(lines[place]) is not None
