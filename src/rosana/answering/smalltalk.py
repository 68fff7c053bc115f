"""Greetings, thanks and the like: what is said out of courtesy alone gets a human reply, without a model."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rosana.answering.prompts import DAYTIME, GREETING, NAME, SMALL_TALK, called
from rosana.retrieval.analysis import fold

__all__ = ["reply", "strip_greeting"]

_YOU = "(?:voces?|vcs?|tu)"
_IS = "(?:e|eh|sao|ta|esta|foi)"
_VERY = "(?:(?:muito|mto|tao|super|bem|mesmo|realmente|uma?|o|a) )*"
_GOOD = (
    "(?:otim[oa]|boa|bom|legal|incrivel|maravilhos[oa]|excelente|perfeit[oa]|demais|top|show|fof[oa]|lind[oa]|bonit[oa]"
    "|educad[oa]|simpatic[oa]|inteligente|espert[oa]|gentil|eficiente|rapid[oa]|fantastic[oa])"
)
_BAD = (
    "(?:burr[oa]|idiota|inutil|pessim[oa]|horrivel|ruim|chat[oa]|lixo|lerd[oa]|estupid[oa]|imbecil|porcaria"
    "|merda|bosta|droga|trouxa|incompetente|vergonha)"
)
_ROBOT = "(?:robo|bot|chatbot|maquina|ia|inteligencia artificial|assistente virtual)"
_PERSON = "(?:pessoa|human[oa]|ser humano|mulher|homem|real)"
_WHO = f"(?:uma? )?(?:{_ROBOT}|{_PERSON})(?: (?:de verdade|real|mesmo))?"
_WELL = "(?:bem|bom|certo|joia|ok|otimo|tranquilo|na paz|em ordem)"
_DOUBT = "(?:duvidas?|perguntas?|ajuda)"
_THANKS = (
    "(?:(?:muito|mt|mto) )?(?:obrigad(?:[oa]+|inh[oa]|ao)|brigad(?:[oa]+|inh[oa]|ao)|obg|obgd[oa]?|vlw|valeu+"
    "|agradecid[oa]|grat[oa])"
)
_TOPIC = "(?:assuntos?|perguntas?|temas?|coisas)"

# By intent, over folded text; a blank stands for any white space. Where two match, the first counts.
_PATTERNS = {
    "daytime": "bom dia+|bomdia|boa tarde+|boatarde|boa noite+|boanoite",
    "greeting": "oi+e?|ola+|opa+|e a[ie]+|ea[ie]|iae+|hey|hi|hello|alo+|saudacoes|prezad[oa]s?",
    "complaint": f"""
        (?:{_YOU} )?nao (?:me )?(?:ajudou|ajuda|entendeu|entende|respondeu)(?: (?:em )?nada| direito| minha pergunta)?
        (?:{_YOU} )?(?:respondeu|entendeu) (?:tudo )?errado|{_YOU} errou|resposta errada|nao entendi(?: nada)?
        nao (?:foi|era|e) isso(?: que (?:eu )?(?:perguntei|queria|quero)(?: saber)?)?
        (?:{_YOU} {_IS} )?{_VERY}{_BAD}|que {_BAD}""",
    "identity": f"""
        quem {_IS} {_YOU}|{_YOU} {_IS} quem|quem (?:esta|ta) falando|com quem (?:eu )?(?:estou |to )?fal(?:o|ando)
        {_YOU} (?:e|eh) {_WHO}(?: ou {_WHO})?|(?:e|eh) (?:uma? )?{_ROBOT}
        (?:eu )?(?:estou|to) (?:falando|conversando) com {_WHO}(?: ou (?:com )?{_WHO})?
        qual (?:(?:e|eh) )?(?:o )?(?:seu|teu) nome|como {_YOU} se chama
        (?:me )?(?:fale|fala|conte|conta) (?:mais )?(?:sobre|de) {_YOU}""",
    "abilities": f"""
        (?:o )?que (?:mais )?{_YOU} (?:faz|sabe|pode|consegue|responde)(?: fazer| responder| falar)?
        (?:o )?que (?:eu )?posso (?:te )?perguntar|(?:o que|como|em que) {_YOU} podem? me ajudar
        (?:sobre )?(?:o que|que|quais)(?: as| os)?(?: {_TOPIC})? (?:mais )?{_YOU} (?:fala|sabe|responde)(?: falar)?
        (?:para|pra) que {_YOU} serve|como {_YOU} funciona
        (?:qual (?:e )?(?:o )?seu|{_YOU} tem (?:um|algum)) (?:objetivo|proposito)""",
    "opening": f"""
        (?:eu )?(?:quero|queria|preciso|gostaria)(?: (?:de|tirar|fazer|ter))* (?:uma? |umas |algumas )?{_DOUBT}
        (?:estou com|to com|tenho) (?:uma? |umas |algumas )?{_DOUBT}|uma (?:duvida|pergunta)
        (?:{_YOU} )?(?:pode|podem|poderia) me ajudar|(?:me )?ajuda|me ajud(?:e|ar)|socorro
        posso (?:te )?(?:fazer uma pergunta|perguntar(?: uma coisa)?|tirar uma duvida)|posso falar com {_YOU}
        (?:tem|ha) alguem (?:ai|aqui|online)|alguem (?:ai|online)
        (?:quero|queria|vamos|podemos) (?:conversar|bater um papo)""",
    "sadness": f"(?:eu )?(?:estou|to) {_VERY}(?:triste|mal|desanimad[oa]|chatead[oa])",
    "praise": f"""
        (?:{_YOU} {_IS} )?{_VERY}{_GOOD}|que {_GOOD}|parabens|mandou bem|arrasou|era isso(?: mesmo)?
        (?:eu )?(?:adorei|amei|gostei)(?: muito)?(?: (?:de )?{_YOU})?|(?:eu )?te (?:amo|adoro)
        (?:{_YOU} )?(?:ja )?me (?:ajudou|respondeu)(?: (?:muito|bastante|demais|tudo))?|ajudou muito""",
    "farewell": """
        tchau+(?: tchau)?|xau|adeus|flw+|falou|fui|bye|ate (?:logo|mais|breve|amanha|a proxima|depois)
        (?:tenha )?(?:um )?(?:bom|otimo) (?:fim de semana|final de semana|feriado|descanso|trabalho)
        tenha (?:um |uma )?(?:bom dia|boa tarde|boa noite|otimo dia|otima tarde|otima noite)
        (?:um )?(?:grande )?abracos?|abs|bjs?|beijos?|(?:era |e )?so isso|por (?:hoje|enquanto) e so""",
    "thanks": rf"""
        {_THANKS}(?: (?:mesmo|demais|de novo))?(?: por (?:tudo|me ajudar)| pel[oa]s? \w+)?(?! (?:a|para)\b)
        (?:(?:eu|te|lhe|desde ja) )*agradeco(?: (?:muito|demais|pel[oa] \w+|a (?:ajuda|atencao)))?
        gratidao|thanks|thx|thank you|tmj""",
    "well": rf"""
        (?:ta |esta )?(?:tudo|td) {_WELL}(?: (?:com|por) (?:{_YOU}|ai))?(?! (?:se|que)\b)
        como (?:{_YOU} )?(?:vai|vao|esta|estao|ta|tao)(?: {_YOU}| as coisas)?|{_YOU} (?:esta|ta|vai) bem
        como {_YOU} (?:se sente|tem passado)|como tem passado|(?:estou|to|vou) bem|e com {_YOU}|e {_YOU}""",
    "yes": r"""
        si+m+|claro(?: que sim)?|isso(?: mesmo| ai)?|exat(?:o|amente)|correto|com certeza|pode (?:ser|sim)|aceito
        quero(?: sim)?|positivo|bora|talvez|(?:ainda )?nao sei(?: (?:do|o) que (?:eu )?quero(?: \w+)?)?|acho que sim
        uhum|aham""",
    "no": """
        nao quero (?:falar|conversar)(?: sobre isso)?|nao (?:quero|preciso)(?: de)?(?: mais)?(?: nada| ajuda)?
        (?:agora|ainda|acho que|claro que) nao|nao mesmo|na+o|negativo|nenhuma?|jamais|de jeito nenhum
        nada(?: mais)?|deixa(?: (?:pra|para) la)?|esquece""",
    "understood": """
        ok+|okay|certo|entendi|(?:ta|esta) (?:bom|bem|certo|ok)|ta|beleza|blz|combinado|compreendi|hu+m+|a+h+|k{2,}|rs+
        (?:ha){2,}|sem problemas?""",
    "please": "por (?:favor|gentileza)|pfv?|com licenca|desculpe (?:o incomodo|incomodar)|desde ja|por tudo",
    "name": "rosana(?: desk)?|gente|pessoal|amig[oa]|moc[oa]|querid[oa]|senhor(?:a|es)?|a todos|equipe|robo|bot",
}
_FREE = {"greeting", "daytime", "thanks", "please"}
_BEFORE_PAUSE = {"opening", "praise", "no", "well", "yes", "understood", "name"}
_AFTER_GREETING = {"well", "name"}

_PHRASES = {intent: re.sub(r"\n\s+", "|", listed.strip()).replace(" ", r"\s+") for intent, listed in _PATTERNS.items()}
_PAUSE = re.compile(r"\s*[,.;!?:\n–-]|\s+(?:e|mas)\b")
_ASKING = re.compile(
    rf"\W*(?:(?:eu )?(?:quero|queria|gostaria de|preciso) saber|(?:{_YOU} )?(?:sabem?|podem?|poderiam?) (?:me )?"
    r"(?:dizer|informar|falar)|me (?:diz|diga|informe|fala))(?: se\b)?(?=\W+\w)".replace(" ", r"\s+")
)
_CLOSING = re.compile(
    r"(?:[,.;!?\n)]|\s(?=muito\s|desde\s|por\s))[\W_]*"
    rf"(?:(?:{'|'.join(_PHRASES[intent] for intent in ('thanks', 'please', 'farewell', 'daytime'))})(?!\w)[\W_]*)+$"
)
_LONGEST_CLOSING = 100  # characters
_THANKING_SIGNS = re.compile("[👍👌👏🙏🙌🤝😍🥰❤💙💚💛💜🧡]")


def reply(question: str, *, name: str = NAME) -> str | None:
    """Return what to say to a message that is nothing but courtesy; None where it must be searched.

    Args:
        question: the message.
        name: of who is spoken to.
    """
    folded = fold(question)
    if not any(map(str.isalnum, question)):
        return _reply_to_signs(question)
    phrases = list(_phrases(folded, name))
    intents = ["greeting" if phrase.lastgroup == "daytime" else phrase.lastgroup for phrase in phrases]
    said = next((intent for intent in SMALL_TALK if intent in intents), None)
    if said is None or any(map(str.isalnum, folded[phrases[-1].end() :])):
        return None
    return _greeted(SMALL_TALK[said].format(assistant=called(name)), phrases)


def strip_greeting(question: str, *, name: str = NAME) -> str:
    """Return the question without the courtesy around it; a message of courtesy alone stays as it is."""
    folded, places = _fold_with_places(question)
    start = _end_of_courtesy(folded, name)
    if asking := _ASKING.match(folded, start):
        start = asking.end()
    closing = _CLOSING.search(folded, max(start, len(folded) - _LONGEST_CLOSING))
    end = closing.start() + (folded[closing.start()] == "?") if closing else len(folded)
    if not any(map(str.isalnum, folded[start:end])):
        return question
    return question[places[start] : places[end]].lstrip(" ,.;:!?\n\t–-…").rstrip()


def _reply_to_signs(message: str) -> str | None:
    if _THANKING_SIGNS.search(message):
        return SMALL_TALK["thanks"]
    is_emoji = any(unicodedata.category(sign) == "So" for sign in message)
    return SMALL_TALK["greeting"] if is_emoji else None


@lru_cache(maxsize=8)
def _phrase(name: str) -> re.Pattern[str]:
    """Return what matches one phrase of courtesy, said to one of this name as well."""
    own = r"\s+".join(map(re.escape, fold(name).split()))
    phrases = _PHRASES | {"name": f"{own}|{_PHRASES['name']}"}
    return re.compile(
        rf"[\W_]*(?:{'|'.join(f'(?P<{intent}>{listed})' for intent, listed in phrases.items())})(?![\w-])"
    )


def _phrases(folded: str, name: str) -> Iterator[re.Match[str]]:
    """Yield the phrases of courtesy at the beginning, one after the other."""
    end, pattern = 0, _phrase(name)
    while phrase := pattern.match(folded, end):
        yield phrase
        end = phrase.end()


def _end_of_courtesy(folded: str, name: str) -> int:
    """Return where courtesy at the beginning ends; words that may belong to the question are not courtesy."""
    end = 0
    greeted = False
    for phrase in _phrases(folded, name):
        intent = phrase.lastgroup
        paused = intent in _BEFORE_PAUSE and _PAUSE.match(folded, phrase.end())
        if not (intent in _FREE or paused or (greeted and intent in _AFTER_GREETING)):
            break
        greeted = greeted or intent in ("greeting", "daytime")
        end = phrase.end()
    return end


def _greeted(said: str, phrases: Sequence[re.Match[str]]) -> str:
    """Greet back as the person did: first, or at the end where the greeting came last."""
    greets_first = phrases[0].lastgroup in ("greeting", "daytime")
    daytime = next((phrase["daytime"] for phrase in phrases if phrase.lastgroup == "daytime"), None)
    if daytime is None:
        return f"{GREETING} {said}" if greets_first else said
    greeting = next(words for time, words in DAYTIME.items() if time in daytime)
    return f"{greeting} {said}" if greets_first else f"{said} {greeting}"


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters and its end the place in the text."""
    pieces = [fold(char) for char in text]
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), [*places, len(text)]
