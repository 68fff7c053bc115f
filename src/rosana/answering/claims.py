"""Whether a sentence of an answer claims something: courtesy, offers of help and refusals need no source."""

import re

from rosana.retrieval.analysis import STOP_WORDS, fold

__all__ = ["claims_something", "is_refusal"]

_ABOUT = r"(?: (?:sobre|com|a respeito d[aeo]s?|em relacao a[os]*|no contexto|nos documentos)\b[^,.;:]*)?"
_REFUSAL = re.compile(
    r"[\W_]*(?:(?:ola|oi|(?:me )?desculp[ea](?:-me)?|peco desculpas|sinto muito|lamento|infelizmente)\b[\W_]*"
    r"(?:mas\b[\W_]*)?)*(?:eu )?nao (?:tenho|possuo|encontrei|disponho de) (?:(?:ess|est)as? |nenhuma |a )?"
    r"informac(?:ao|oes)\b(?: especificas?\b)?"
)
_OFFER = re.compile(
    r"\b(?:estou|estamos|fico|ficamos) (?:sempre )?(?:aqui|a (?:sua )?disposicao)\b|\bposso (?:te |lhe )?ajudar\b"
    r"|\b(?:e so|basta|pode) (?:me )?(?:perguntar|chamar|avisar|dizer)\b|\bme avise\b|\bconte comigo\b|\bhesite\b"
    r"|\ba vontade\b"
)
_TOPIC = re.compile(
    rf"\b(?:duvidas?|perguntas?|informac(?:ao|oes)|detalhes|ajuda|ajudar|auxiliar|saber mais)\b{_ABOUT}"
)
_ASSERTING = re.compile(r"\W*(?:voce )?sab(?:ia|e) que\b|, (?:certo|correto|ok|nao e(?: mesmo)?|combinado)\W+$")
_LIST_NUMBER = re.compile(r"\W*\d{1,2}[.)](?:\s|$)")
_COURTESY_WORDS = """
    ola oi bom boa dia tarde noite obrigado obrigada nada claro certo certamente prazer sim nao tudo bem otimo desculpe
    infelizmente se caso precisar precise precisando quiser queira tiver houver haja restar surgir desejar deseje ainda
    alguma algum algo coisa duvida duvidas pergunta perguntas ajuda ajudar auxiliar esclarecer informacao informacoes
    detalhes assunto posso podemos pode sempre disposicao fico ficamos conte comigo contar avisar avise perguntar
    pergunte chamar chame dizer diga falar fale saber hesite hesitar sinta vontade favor espero ajudado sido util
    esclarecido feliz basta entrar entre contato conosco conversar siga seguintes passos abaixo veja confira segue
    acordo documento documentos contexto segundo
"""
_COURTESY = STOP_WORDS.union(_COURTESY_WORDS.split())


def claims_something(sentence: str) -> bool:
    """Say whether a sentence states something that a document must support."""
    folded = _LIST_NUMBER.sub("", fold(sentence), count=1)
    if folded.rstrip("\"')*_ ").endswith("?"):
        return _ASSERTING.search(folded) is not None
    if any(map(str.isdigit, folded)):
        return True
    refusal = _REFUSAL.match(folded)
    if refusal:
        folded = re.sub(rf"^{_ABOUT}", "", folded[refusal.end() :])
    elif _OFFER.search(folded):
        folded = _TOPIC.sub("", folded)
    return any(word not in _COURTESY for word in re.findall(r"[a-z]+", folded))


def is_refusal(text: str) -> bool:
    """Say whether a whole answer begins with the refusal, with or without an apology before it.

    One that answers first and ends with it has answered in part.
    """
    return _REFUSAL.match(fold(text)) is not None
