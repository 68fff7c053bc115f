"""Portuguese text as search terms: folded words, their stems, and 5-grams of characters.

Documents and questions go through the same functions, so a term of one is like the same term of the other.
"""

import re
import unicodedata
from typing import NamedTuple

import Stemmer

from rosana.retrieval.kinds import MARKS

__all__ = ["BEGINNING", "STOP_WORDS", "Analyzer", "Sentence", "Term", "fold", "grams"]

_FUNCTION_WORDS = """
    a ao aos aquela aquelas aquele aqueles aquilo as ate com como cujo cuja cujos cujas da das de dela
    delas dele deles dessa dessas desse desses desta destas deste destes disso disto do dos e ela elas
    ele eles em entao entre era eram essa essas esse esses esta estao estas estava este estes estou eu
    foi foram for ha isso isto ja la lhe lhes lo los mais mas me mesma mesmo meu meus minha minhas muito
    na nas nem no nos nossa nossas nosso nossos num numa o onde os ou para pela pelas pelo pelos per
    pois por porque pra pro qual quais quando quanto quanta quantos quantas que quem se seja sejam sem
    ser sera serao seu seus si so sob sobre sua suas tal tambem te tem tinha teu tua vc vcs um uma umas
    uns voce voces vos sao sendo sido esteja estejam ter tenha tenham teve temos tenho estamos somos sou
    ai eh ne pq q oq d etc cada outra outras outro outros quer aqui ali
"""

STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Folded words that say nothing about what a text is about; question words are read by `question`."""

BEGINNING = 5
"""Letters; two words that share their first ones are likely forms of one: "patrocínio", "patrocinador"."""

_GRAM = 5
_LONGEST = 40  # characters of a term: longer ones are encoded data, not words
_CACHED = 16_000  # pieces in each of two generations, about 8 MB; with half of them indexing takes a tenth longer
_TOKEN = re.compile(r"[a-z0-9]+(?:[-./,:'][a-z0-9]+)*|[.!?;](?=\s)")
_JOINERS = re.compile(r"[-./,:']")
_ENDS = frozenset(".!?;")
_DIGITS = frozenset("0123456789")
_IS = frozenset(("eh", "sao"))
_VERB = "="  # one of these
_END = "."  # of a sentence
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_HOUR = re.compile(r"0?(\d{1,2})(?:h|hs|hrs|:)(\d\d)?(?:min|h|hs|hrs)?")
_ENCLITICS = frozenset(("a", "as", "o", "os", "la", "las", "lo", "los", "se", "me", "te", "nos", "lhe", "lhes"))
_PREFIXES = frozenset((
    "aero", "agro", "ante", "anti", "auto", "bio", "contra", "eletro", "extra", "foto", "geo", "hidro", "hiper",
    "infra", "inter", "intra", "macro", "micro", "mini", "multi", "neo", "pseudo", "radio", "semi", "socio", "sub",
    "super", "tele", "ultra", "video",
))  # fmt: skip
"""Before 2009 they took a hyphen where they now do not, and the other way round: "infra-estrutura", "microondas"."""
_DOUBLED = re.compile(rf"({'|'.join(sorted(_PREFIXES))})([rs])(?=\2)")
"""A letter that such a prefix doubles: "autossuficiência" was "auto-suficiência"."""
# Endings that Snowball knows only with their accents, which questions are often typed without.
_ACCENTED = {
    "acao": "ação",
    "acoes": "ação",
    "ucao": "ução",
    "ucoes": "ução",
    "encia": "ência",
    "encias": "ência",
    "ancia": "ância",
    "ancias": "ância",
    "avel": "ável",
    "aveis": "ável",
    "ivel": "ível",
    "iveis": "ível",
}
_PLURALS = {"oes": "ao", "aes": "ao", "ais": "al", "eis": "el", "ois": "ol", "uis": "ul", "ns": "m"}
_ENDINGS = (*_ACCENTED, *_PLURALS)


class Term(NamedTuple):
    """One word that counts: as it stands (folded), and its stem."""

    word: str
    stem: str


class Sentence(NamedTuple):
    """The terms of one sentence, and what may be read from it."""

    words: list[str]
    stems: list[str]
    """As many as words."""
    kinds: str
    """The kinds of answer that it may hold, as in `kinds.MARKS`; then, where terms stand before its first "é" or
    "são", how many."""


_Piece = tuple[tuple[str, ...], tuple[str, ...], str, str]
"""What stands between two blanks: its words, their stems and kinds, and which of `_VERB` and `_END` it holds."""


class Analyzer:
    """Turns text into terms; remembers the words it has seen. Not for use by two threads at once."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("portuguese", 0)  # no cache of its own: whole terms are cached here
        self._known: dict[str, _Piece] = {}
        self._older: dict[str, _Piece] = {}

    def sentences(self, text: str) -> list[list[Term]]:
        """Split text into sentences of terms, stop words left out; sentences without terms are left out."""
        return [list(map(Term, sentence.words, sentence.stems)) for sentence in self.read(text)]

    def read(self, text: str) -> list[Sentence]:
        """Split text as `sentences` does, and say what kinds of answer each sentence may hold."""
        sentences: list[Sentence] = []
        words: list[str] = []
        stems: list[str] = []
        kinds: set[str] = set()
        subject = 0  # words before the verb
        known = self._known
        for piece in _apart(fold(text.replace(" é ", " eh "))).split():
            try:
                more, their, marks, signs = known[piece]
            except KeyError:
                more, their, marks, signs = self._remember(piece)
            if more:
                words += more
                stems += their
            if marks:
                kinds.update(marks)
            if signs:
                if _VERB in signs and not subject:
                    subject = len(words)
                if _END in signs:
                    if words:
                        sentences.append(Sentence(words, stems, f"{''.join(kinds)}{subject or ''}"))
                        words, stems = [], []
                    kinds.clear()
                    subject = 0
        return sentences

    def words(self, text: str) -> list[str]:
        """Return the folded words in order, stop words included."""
        return [token for token in _TOKEN.findall(fold(text)) if token[0].isalnum()]

    def stem(self, word: str) -> str:
        """Return the stem of one folded word."""
        _, stems, _, _ = self._known.get(word) or self._remember(word)
        return stems[0] if len(stems) == 1 else word

    def _remember(self, piece: str) -> _Piece:
        """Look a piece up; those that are in use outlive a full memory, those of long ago do not."""
        found = self._older.get(piece) or self._look_up(piece)
        if len(piece) <= _LONGEST:
            if len(self._known) >= _CACHED:
                self._known, self._older = {}, self._known
            self._known[piece] = found
        return found

    def _look_up(self, piece: str) -> _Piece:
        tokens = [piece] if piece.isalpha() and piece.islower() else _TOKEN.findall(f"{piece} ")
        if len(tokens) == 1 and tokens[0] in self._known:  # "palavra)", after "palavra"
            return self._known[tokens[0]]
        words: list[str] = []
        kinds = signs = ""
        for token in tokens:
            if token in _ENDS:
                signs += _END
                continue
            words += [word for word in _spellings(token) if word not in STOP_WORDS]
            kinds += "n" if token[0] in _DIGITS else MARKS.get(token, "")
            if token in _IS:
                signs += _VERB
        stems = [self._stem(word) for word in words]
        said = tuple(words)
        return said, said if stems == words else tuple(stems), kinds, signs

    def _stem(self, word: str) -> str:
        if word[0].isdigit():
            return word
        return fold(self._stemmer.stemWord(_restore(word))) or word


def fold(text: str) -> str:
    """Lower the case, and drop accents and every character that has no Latin letter or digit in it."""
    if text.isascii():
        return text.lower()
    try:
        return text.encode("cp1252").translate(_FOLDED, _DROPPED).decode("ascii")
    except UnicodeError:
        return _fold_any(text)


def _fold_any(text: str) -> str:
    return unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()


def _folded_bytes() -> tuple[bytes, bytes]:
    """Return what each character of the code page that Portuguese is written in becomes, and those that are dropped.

    One that becomes several stays as it is, which is no ASCII.
    """
    table, dropped = bytearray(range(256)), bytearray()
    for code in range(256):
        folded = _fold_any(bytes([code]).decode("cp1252", "ignore"))
        if len(folded) == 1:
            table[code] = ord(folded)
        elif not folded:
            dropped.append(code)
    return bytes(table), bytes(dropped)


_FOLDED, _DROPPED = _folded_bytes()


def _apart(folded: str) -> str:
    """Set line breaks and the commonest marks apart from the words, so that there are fewer pieces to remember.

    The full stop of an abbreviation ends nothing where a comma follows.
    """
    return f"{folded}\n".replace("\n", " ; ").replace(".,", ",").replace(". ", " ; ").replace(", ", " ")


def _spellings(token: str) -> list[str]:
    """Return the words that one token stands for: `nf-e` is `nfe`, `09h00` is `9h`, `10.3.1` is also `10`."""
    token = token[:_LONGEST]
    if token.isalpha():
        doubled = _DOUBLED.match(token)
        return [doubled[1] + token[doubled.end() :] if doubled else token]
    if token[0].isdigit():
        return _numbers(token)
    parts = [part for part in _JOINERS.split(token) if part]
    short = [part for part in parts if len(part) < 3]
    if parts[0] in _PREFIXES and token.startswith(f"{parts[0]}-"):
        return ["".join(parts), *(part for part in parts[1:] if len(part) >= 3)]
    if len(parts) > 1 and short and not (len(parts) == 2 and parts[1] in _ENCLITICS):
        return ["".join(parts), *(part for part in parts if len(part) >= 3)]
    return parts


def _numbers(token: str) -> list[str]:
    if _THOUSANDS.fullmatch(token):
        return [token.replace(".", "")]
    if hour := _HOUR.fullmatch(token):
        minutes = hour[2] if hour[2] not in (None, "00") else ""
        return [f"{hour[1]}h{minutes}"]
    if not _JOINERS.search(token):
        return [token]
    first, *rest = _JOINERS.split(token)
    if all(part.isdigit() for part in rest):
        return [token.replace(",", "."), first]
    return [token, first, *(part for part in rest if len(part) >= 3)]


def _restore(word: str) -> str:
    """Give a folded word the accent or the singular by which Snowball recognises its ending."""
    if len(word) < 4:
        return word
    if word.endswith(_ENDINGS):
        for ending, accented in _ACCENTED.items():
            if word.endswith(ending) and len(word) > len(ending) + 1:
                return word[: -len(ending)] + accented
        for ending, singular in _PLURALS.items():
            if word.endswith(ending) and len(word) > 4:
                return word[: -len(ending)] + singular
    if word[-1] == "s" and word[-2] not in "aeious":
        return word[:-1]
    return word[:-1] + "m" if word[-1] == "n" else word


def grams(word: str) -> tuple[str, ...]:
    """Return the 5-grams of a word; the word itself where it is no longer than one."""
    if len(word) <= _GRAM:
        return (word,)
    return tuple([word[start : start + _GRAM] for start in range(len(word) - _GRAM + 1)])
