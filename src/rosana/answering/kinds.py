"""What kind of answer a question asks for (a time, a number, a name …), and whether a sentence holds one."""

import re
from dataclasses import dataclass

from rosana.retrieval.analysis import fold

__all__ = ["Kind", "asks_for_steps", "kind_of"]

_NUMBERS = (
    "um uma dois duas tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze vinte trinta quarenta "
    "cinquenta sessenta setenta oitenta noventa cem cento duzentos trezentos mil milhao milhoes metade dobro terco "
    "primeiro primeira segundo segunda(?!\\svia) diariamente semanalmente mensalmente anualmente gratis gratuit[oa]s?"
)
_TIMES = (
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro seculo ano anos dia dias "
    "mes meses semana semanas semestre semestral anual anualmente horas hora minutos prazo ate durante apos antes "
    "inicio final periodo segunda(?!\\svia) terca quarta quinta sexta sabado sabados domingo feriado feriados "
    "diariamente imediato imediatamente"
)
_NAME = re.compile(r"(?<=[\w,;:(\"'“] )[A-ZÁÉÍÓÚÂÊÔÃÕÇ][\wÀ-ÿ]+")
_PLACE = re.compile(r"\b(?:[Ee]m|[Nn][oa]s?|[Aa]o|à|d[oae]s?) (?:[oa]s? )?([A-ZÁÉÍÓÚÂÊÔÃÕÇ][\wÀ-ÿ]+)")
_STEPS = re.compile(
    r"\bcomo\b(?! (?:e|sao|esta|estao|foi|se chama)\b)|\bpasso a passo\b|\bde que (?:forma|maneira|modo)\b"
    r"|^(?:passos|etapas|tutorial)\b|\bprocedimento\b|^(?!quando\b)[a-z]{2,}(?:ar|er|ir|ando|endo|indo)\b"
    r"|\b(?:quero|preciso|gostaria de|queria) [a-z]{2,}(?:ar|er|ir)\b"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: how it is asked, and what a sentence that answers it holds (folded text)."""

    asked: re.Pattern[str]
    answered: re.Pattern[str]
    named: re.Pattern[str] | None = None
    """Capitalised words that answer it too, unless the question has them."""
    opening: re.Pattern[str] | None = None
    """How a sentence goes on that begins with the question's words and answers them best."""
    exact: bool = False
    """One fact answers it."""

    def answered_by(self, sentence: str, folded: str, question: str) -> bool:
        """Say whether a sentence, also given folded, may answer a folded question of this kind."""
        if self.answered.search(folded):
            return True
        return self.named is not None and any(fold(name) not in question for name in self.named.findall(sentence))

    def opened_by(self, folded: str) -> bool:
        """Say whether a folded sentence, which begins with the question's words, goes on as the best answers do."""
        return self.opening is not None and self.opening.match(folded) is not None


def _any(listed: str) -> str:
    return rf"\b(?:{'|'.join(listed.split())})\b"


def _which(nouns: str) -> str:
    """Return a pattern for `qual é o prazo`, `em que cidade`, `quais os motivos` and the like."""
    return rf"\b(?:que|qual|quais)\b (?:(?:e|era|foi|sao|seria) )?(?:[oa]s? )?(?:{nouns})\b"


def _fact(asked: str, answered: str, named: re.Pattern[str] | None = None) -> Kind:
    return Kind(re.compile(asked), re.compile(answered), named, exact=True)


def _account(asked: str, answered: str, opening: str | None = None) -> Kind:
    return Kind(re.compile(asked), re.compile(answered), opening=re.compile(opening) if opening else None)


# The first whose pattern is found counts.
_KINDS = (
    _fact(
        r"\bquando\b|\bque horas\b|\bquanto tempo\b|\ba partir de que\b|\bhorarios?\b|\bprazos?\b|"
        + _which("anos?|datas?|dias?|mes(?:es)?|epoca|seculo|horarios?|horas?|periodo|prazos?|expediente"),
        rf"\b(?:1[5-9]|20)\d\d\b|\d{{1,2}}/\d{{1,2}}|\b\d+ ?h\b|\d[h:]\d\d|{_any(_TIMES)}",
    ),
    _fact(
        r"\bquant[oa]s?\b|\bprecos?\b|"
        + _which(
            "numeros?|valor(?:es)?|precos?|custos?|porcentage[nm]s?|percentua(?:l|is)|carga|taxas?|quantidades?"
            "|duracao|notas?|medias?|limites?|minimo|maximo|tamanho|multa"
        ),
        rf"\d|{_any(_NUMBERS)}",
    ),
    _fact(r"\bquem\b|" + _which("nomes?|autor(?:es)?|responsave(?:l|is)|empresas?"), r"(?!)", _NAME),
    _fact(
        r"\baonde\b|\bonde\b|" + _which("lugar(?:es)?|loca(?:l|is)|cidades?|pais(?:es)?|estados?|regiao|endereco"),
        r"\bhttps?://|\bwww\.|\b(?:rua|avenida|av\.|sede|site|portal|menu|pagina)\b",
        _PLACE,
    ),
    _account(
        r"\bpor ?que\b|\bp(?:a)?ra que\b|" + _which("motivos?|razao|razoes|causas?|finalidade|objetivos?"),
        r"\b(?:porque|pois|visto que|ja que|uma vez que|devido|por causa|em razao|para que|a fim|visando|visam?"
        r"|objetiv[oa]|finalidade|pretende|para|por)\b",
    ),
    _account(
        r"\bo que (?:e|sao|significa|quer dizer)\b|\bque e\b|\bdefin|^(?:o )?conceito",
        r"\b(?:e|sao) (?:u[mn]s?|umas?|[oa]s?|tod[oa]|qualquer|aquel\w+)\b|\b(?:consiste|significa|refere|define"
        r"|trata-se|denomina|chamad|conhecid|definid|entende)",
        r"[^.:;]{1,60}\b(?:e|sao|significa|consiste|refere|trata)\b(?! (?:necess|possive|precis|important|obrigat))",
    ),
    _account(
        r"\b(?:telefones?|e-?mails?|contatos?|contactar|falar com|ligar|whatsapp|zap|site|link)\b",
        r"@\w|https?://|\bwww\.|\(?\d\d\)? ?\d{4,5}-?\d{4}|\b0800\b|\bcanal\b|\bramal\b",
    ),
    _account(
        r"^(?:eu |voces? |vcs? |ele |ela )?(?:posso|podemos|pode|podem|e possivel|da para|da pra|tem como|existe|ha|tem"
        r"|preciso|devo|funciona|aceitam?|fazem|faz|oferecem?|trabalham?|entregam?|integram?|suporta)\b",
        r"^(?:sim|nao)\b|\b(?:pode|podem|permit\w+|aceit\w+|suporta\w*|possivel|precisa|deve|obrigatori\w+|compative\w+)\b",
    ),
)


def kind_of(question: str) -> Kind | None:
    """Return the kind of a folded question; None where its words do not say."""
    return next((kind for kind in _KINDS if kind.asked.search(question)), None)


def asks_for_steps(question: str) -> bool:
    """Say whether a folded question asks how something is done, as titles in the infinitive do."""
    return _STEPS.search(question) is not None
