"""Follow-ups ("e aos sábados?", "quem aprova?") as questions that are understood without their conversation.

What comes out is for search: the words of the earlier question, changed by the words of the new one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rosana.answering.claims import is_refusal
from rosana.answering.smalltalk import reply, strip_greeting
from rosana.retrieval.analysis import STOP_WORDS, fold
from rosana.retrieval.lexicon import ASKING, FRAMING
from rosana.types import Turn

__all__ = ["standalone"]

_TURNS = 20  # earlier messages that count
_LONGEST = 30  # words of a question that others may lean on
_TOPIC = 8  # words of it that are carried over
_FRAGMENT = 3  # words that count, at most, in a fragment such as "se eu perder o cartão"
_POINTING = 5  # words that count, from which a question with "isso" says enough


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LINKS = _set("e mas entao ou ah ai")
_INTERROGATIVES = _set("que qual quais quem quando quanto quanta quantos quantas onde aonde como porque cade")
_ARTICLES = _set("o a os as um uma uns umas algum alguma")
_SUBJECTS = _set("eu voce voces vc vcs ele ela eles elas gente se nao ja so")
_MODALS = _set("posso podemos pode podem poderia consigo conseguimos consegue dah preciso precisa devo tem")
_NEUTER = _set("isso isto aquilo disso disto daquilo nisso nisto")
_POINTERS = _NEUTER | _set(
    "esse essa esses essas desse dessa desses dessas deste desta destes destas nesse nessa nesses nessas aquele aquela"
    " aqueles aquelas daquele daquela naquele naquela"
)
_PRONOUNS = _set("ele ela eles elas dele dela deles delas nele nela neles nelas la")
_OWN = _set("""
    prazo prazos valor valores preco precos custo custos custa custam taxa taxas multa multas juros horario horarios
    endereco telefone telefones email site link documento documentos documentacao requisito requisitos limite limites
    validade duracao vantagem vantagens beneficio beneficios formulario regra regras condicao condicoes criterio
    criterios etapa etapas passo passos carencia frequencia tamanho quantidade idade responsavel responsaveis tempo
    demora demoram desconto descontos garantia gratis gratuito detalhes detalhe exemplo melhor mes ano dia dias hora
    horas semana explica explicar explique detalha detalhar certeza obrigatorio frete anuidade mensalidade
    """) | {"segunda via"}
"""Words that mean nothing without what they belong to."""
_DAYS = re.compile(
    r"segundas?|tercas?|quartas?|quintas?|sextas?|sabados?|domingos?|feriados?|feira|semana|fim|hoje|amanha|manha|tarde"
    r"|noite|madrugada|natal|carnaval|pascoa|ferias|janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro"
    r"|outubro|novembro|dezembro"
)
_PREPOSITIONS = {
    word: words.split()[0]
    for words in (
        "em no na nos nas num numa pelo",
        "ao aos",
        "para pra pro pras pros",
        "por pelo pela pelos pelas via",
        "com sem",
        "de do da dos das",
        "ate",
        "apos depois",
        "antes",
        "durante",
        "fora",
        "dentro",
        "se caso",
    )
    for word in words.split()
}
_SPELLED = {"dá": "dah", "é": "eh", "à": "ao", "às": "aos", "está": "estah"}
_WORD = re.compile(
    r"\b(?:caf[eé] da manh[ãa]|segunda (?:via|parcela|chamada|etapa|fase|parte|opção|opcao|vez))\b"
    r"|#?\w(?:[\w./@-]*\w)?",
    re.IGNORECASE,
)
_TIMED = _set("horario horarios quando horas abre abrem aberto fecha fecham atende atendem atendimento")
_MORE = _set("explica explicar explique detalha detalhar detalhes detalhe exemplo melhor mais certeza")
_WORKS = _set("funciona funcionam")
_CLAUSES = _INTERROGATIVES | _SUBJECTS | _MODALS | ASKING | {"eh"}
_BEFORE_VERBS = _SUBJECTS | _MODALS - {"tem"} | _set("quem quando onde aonde como porque mais tempo dias horas")
_FRAMES = FRAMING - _INTERROGATIVES
_EMPTY = STOP_WORDS | ASKING | FRAMING | _INTERROGATIVES


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    key: str
    """Folded, but `eh` for "é": "e" is the conjunction."""

    @property
    def means(self) -> bool:
        """Whether it says something by itself or of something else."""
        return self.key not in _EMPTY and self.key not in _SPELLED.values()

    @property
    def names(self) -> bool:
        """Whether it says what is spoken of."""
        return self.means and self.key not in _OWN

    @property
    def is_day(self) -> bool:
        return _DAYS.fullmatch(self.key) is not None


_Words = tuple[_Word, ...]


@dataclass(frozen=True, slots=True)
class _Thread:
    """What is being talked about."""

    asked: _Words
    """The last question, complete."""
    topic: _Words
    """The words of it that further questions are about."""
    answered: bool


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return a follow-up as words for search that need no conversation; any other question as it is.

    Small talk in between is passed over, and so is a follow-up that was refused.

    Args:
        question: what was asked, without courtesy around it.
        history: the conversation so far, oldest first.
    """
    words = _read(question)
    if not history or not _leans(words):
        return question
    thread = _latest(history[-_TURNS:], words)
    return " ".join(word.text for word in _follow(thread, words).asked) if thread else question


def _latest(history: Sequence[Turn], words: _Words) -> _Thread | None:
    """Return the thread that the words go on with."""
    latest = answered = None
    for turn, following in pairwise([*history, None]):
        if turn is None or turn.role != "user" or reply(turn.text) is not None:
            continue
        refused = following is not None and following.role == "assistant" and is_refusal(following.text)
        said = _read(strip_greeting(turn.text))
        if not said:
            continue
        thread = _pick(latest, answered, said) if _leans(said) else None
        if thread is None:
            latest = _Thread(said[:_LONGEST], _topic(said), not refused)
        elif not refused:
            latest = _follow(thread, said)
        if latest and latest.answered:
            answered = latest
    return _pick(latest, answered, words)


def _pick(latest: _Thread | None, answered: _Thread | None, words: _Words) -> _Thread | None:
    """Prefer the last question, but ask of days what was a question of times rather than one refused since."""
    if latest is None or answered is None or not any(word.is_day for word in words):
        return latest
    return answered if _is_timed(answered) and not _is_timed(latest) else latest


def _is_timed(thread: _Thread) -> bool:
    return any(word.key in _TIMED for word in thread.asked)


def _read(text: str) -> _Words:
    spelled = ((found, found.casefold()) for found in _WORD.findall(text))
    return tuple(_Word(found, _SPELLED.get(low) or fold(low)) for found, low in spelled)


def _topic(words: _Words) -> _Words:
    framed = tuple(word for word in words if word.means or word.key in _FRAMES)
    return (tuple(word for word in framed if word.key not in _OWN) or framed or words)[:_TOPIC]


def _leans(words: _Words) -> bool:
    """Say whether a question needs what was said before it."""
    rest = _without_links(words)
    if not rest:
        return False
    named = [place for place, word in enumerate(rest) if word.names]
    if not named or _points_back(rest, named):
        return True
    if len(rest) < len(words) and _is_clause(rest):
        return len(named) == 1 and not _is_owner(rest, named[0])
    return _is_fragment(words) or (len(named) == 1 and _lacks_object(rest, named[0]))


def _without_links(words: _Words) -> _Words:
    start = next((place for place, word in enumerate(words) if word.key not in _LINKS), len(words))
    return words[start:]


def _points_back(words: _Words, named: Sequence[int]) -> bool:
    """Say whether something is meant that the question does not name itself."""
    if len(named) >= _POINTING:
        return False
    return any(
        word.key in _POINTERS or (word.key in _PRONOUNS and sum(name < place for name in named) < 2)
        for place, word in enumerate(words)
    )


def _is_clause(words: _Words) -> bool:
    """Say whether words after "e" ask by themselves, as "como cancelo" does and "para o plano anual" does not."""
    first = words[0].key
    if first in _PREPOSITIONS or first in _ARTICLES:
        return len(words) > 1 and words[1].key in _INTERROGATIVES
    return first in _CLAUSES


def _is_owner(words: _Words, place: int) -> bool:
    """Say whether a word says whose the word before it is, as in "o prazo de entrega"."""
    return place > 1 and _PREPOSITIONS.get(words[place - 1].key) == "de" and words[place - 2].key in _OWN


def _is_fragment(words: _Words) -> bool:
    """Say whether a question only names a new circumstance, or after "e" a new thing."""
    rest = _without_links(words)
    linked = len(rest) < len(words)
    named = [word for word in rest if word.names]
    if not named or _is_clause(rest):
        return False
    if rest[0].key in _PREPOSITIONS:
        condition = rest[0].key in ("se", "caso")
        asks = any(word.key in _INTERROGATIVES or (word.key in ASKING and word.key not in _WORKS) for word in rest)
        return linked or (len(named) <= _FRAGMENT and (condition or not asks))
    if all(word.is_day for word in named):
        return True
    owned = next((word.key for word in rest if word.means), "") in _OWN
    return linked and not owned and len(named) <= _FRAGMENT


def _lacks_object(words: _Words, place: int) -> bool:
    """Say whether the one word that names something is a verb that nothing follows: "quem aprova", "posso parcelar"."""
    before = [word.key for word in words[:place]]
    after = [word.key for word in words[place + 1 :]]
    if not before or any(key in _PREPOSITIONS or key in _ARTICLES or key in ASKING for key in after):
        return False
    if before[-1] == "que":
        return before[-2:-1] in (["o"], ["por"])
    if before == ["eh"] or before[-2:] in (["dah", "pra"], ["dah", "para"]):
        return True
    asks = any(key in _INTERROGATIVES or key in _MODALS for key in before)
    return (asks and before[-1] in _BEFORE_VERBS) or (len(words) == 2 and before[0] in _INTERROGATIVES)


def _follow(thread: _Thread, words: _Words) -> _Thread:
    """Return the thread as the words take it further."""
    rest = tuple(word for word in _without_links(words) if word.key not in _POINTERS and word.key not in _PRONOUNS)
    asks = any(word.key in _INTERROGATIVES for word in rest)
    means = any(word.means and word.key not in _MORE for word in rest)
    if rest and _is_fragment(words) and (rest[0].key in _PREPOSITIONS or _replaces(thread.asked, rest)):
        asked = _vary(thread.asked, rest)
        topic = (word for word in asked if word in thread.topic or (word in rest and word.names))
        return _Thread(asked, tuple(dict.fromkeys(topic)), answered=True)
    if not means and not asks:
        return thread
    known = {word.key for word in rest}
    return _Thread((*rest, *(word for word in thread.topic if word.key not in known)), thread.topic, answered=True)


def _replaces(asked: _Words, words: _Words) -> bool:
    """Say whether words without a preposition stand for a thing of the question, as "o plano anual" may."""
    named = [word.key for word in words if word.names]
    return len(named) == 1 or words[0].key in _ARTICLES or any(word.key in named for word in asked)


def _vary(asked: _Words, words: _Words) -> _Words:
    """Return the question with the words in the place of those that they contrast with, or after it."""
    if any(word.is_day for word in words):
        return _without_days(asked) + words
    if words[0].key not in _PREPOSITIONS:
        words = tuple(word for word in words if word.key not in _ARTICLES)
    first = next((place for place, word in enumerate(words) if word.names), len(words))
    for place, word in enumerate(asked):
        if first < len(words) and word.key == words[first].key:
            return asked[:place] + words[first:] + asked[_end_of_phrase(asked, place) :]
    if words[0].key in _PREPOSITIONS:
        return _with_phrase(asked, words)
    return _with_thing(asked, words)


def _without_days(words: _Words) -> _Words:
    kept: list[_Word] = []
    for word in words:
        if not word.is_day:
            kept.append(word)
            continue
        while kept and (kept[-1].key in _PREPOSITIONS or kept[-1].key in _ARTICLES):
            kept.pop()
    return tuple(kept)


def _with_phrase(asked: _Words, words: _Words) -> _Words:
    """Replace the last phrase with the same preposition, unless one of the two is a purpose ("para cancelar")."""
    kind = _PREPOSITIONS[words[0].key]
    for place in reversed(range(len(asked) - 1)):
        if _PREPOSITIONS.get(asked[place].key) != kind or _is_infinitive(asked[place + 1]) != _is_infinitive(words[-1]):
            continue
        end = len(asked) if kind == "se" else _end_of_phrase(asked, place)
        if _is_infinitive(words[-1]) and len(words) == 2:
            end = place + 2
        return asked[:place] + words + asked[end:]
    return asked + words


def _with_thing(asked: _Words, words: _Words) -> _Words:
    """Replace the last thing that is named; one word takes the place of one."""
    end = next(
        (place + 1 for place in reversed(range(len(asked))) if asked[place].names and not asked[place].is_day), 0
    )
    start = end
    while start and asked[start - 1].names:
        start -= 1
    alone = not any(word.names for word in asked[:start])
    if len(words) == 1 or (alone and end - start > 1):
        start = max(start, end - 1)
    return asked[:start] + words + asked[end:]


def _end_of_phrase(words: _Words, place: int) -> int:
    for end in range(place + 1, len(words)):
        key = words[end].key
        if _PREPOSITIONS.get(key, "de") != "de" or key in _INTERROGATIVES or key in ASKING or key in _SUBJECTS:
            return end
    return len(words)


def _is_infinitive(word: _Word) -> bool:
    return len(word.key) >= 4 and word.key.endswith(("ar", "er", "ir")) and word.names
