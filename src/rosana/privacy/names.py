"""Names of people, where the words around them leave no doubt: "meu nome é", "Sra.", a signature."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from rosana.privacy.context import fold

__all__ = ["find_names"]

_WORD = r"[^\W\d_][\w'’]*\.?"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’]*"
_PARTICLE = r"d[aeo]s?|di|du|del|e|van|von|della|D[AEO]S?|E"
_PROPER = rf"(?:[A-Z]\.\s?|{_CAPITAL})(?:[^\S\n]+(?:(?:{_PARTICLE})[^\S\n]+)?(?:[A-Z]\.(?=\s)|{_CAPITAL})){{0,6}}"
_ANY = rf"{_WORD}(?:[^\S\n]+{_WORD}){{0,6}}"
_IS = r"\s*(?:(?:é|eh|e|seria|era)\b|:|=)\s*(?:[oa]\s+)?"
_SUBJECT = r"(?:titular|cliente|m[ãa]e|pai|filh[oa]|espos[oa]|marido|dele|dela|respons[áa]vel)"


@dataclass(frozen=True)
class _Rule:
    """Words after which a name stands."""

    words: tuple[str, ...]
    """How its pattern begins, in small letters."""
    pattern: str
    """What follows a word break and comes before the name."""
    any_case: bool = False
    """Whether the name may be in small letters."""
    words_needed: int = 1
    in_form: bool = False
    """Whether it counts only among other fields of a person."""

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        name = _ANY if self.any_case else _PROPER
        return re.compile(rf"(?i:{self.pattern})(?P<name>{name})")


_RULES = (
    _Rule(
        ("meu nome", "nome completo", "me cham", "chamo-me", "quem "),
        rf"meu nome(?: completo| todo)?{_IS}|nome completo\s*[:=-]\s*|me chamo:?\s+|chamo-me\s+|me chamam de\s+"
        rf"|quem (?:(?:est[áa]|t[áa]|vos) )?(?:fala(?:ndo)?|escreve(?:ndo)?)(?: aqui)?{_IS}",
        any_case=True,
    ),
    _Rule(
        (
            "sr",
            "dr",
            "prof",
            "eng.",
            "exm",
            "senhor",
            "doutor",
            "dona ",
            "ministr",
            "min.",
            "des",
            "juiz",
            "juíz",
            "promotor",
            "procurador",
            "delegad",
            "relator",
            "advogad",
        ),
        r"(?:(?:sra?|srta|dra?|profa?|eng|exmº?|exm[oa])\b[.ªº]{0,2}(?:\([aª]\)\.?)?|(?:min|des)\.ª?"
        r"|(?:senhor(?:a|ita)?|doutora?|dona|professora?|ministr[oa]|desembargadora?|ju[ií]za?|promotora?|procuradora?"
        r"|delegad[oa])\b"
        r"|relatora?\s?(?:\([ao]\)|/[ao]|a\b)?\s?p?/?\s?(?:ac[óo]rd[ãa]o)?\s?:|advogad[oa]s?(?:\([ao]s?\))?\s?:)"
        r"(?:\([aos]{1,2}\))?(?:\s(?:de direito|federal|convocad[oa]|substitut[oa]|relatora?)\b)*\s{0,3}:?\s{0,3}"
        r"(?:(?:sra?|dra?|min|des|ministr[oa]|desembargadora?|ju[ií]za?)\b\.?(?:\([ao]\))?\s{0,3}){0,3}",
    ),
    _Rule(
        (
            "aqui ",
            "sou ",
            "titular",
            "nome d",
            "nome titular",
            "favorecid",
            "cliente:",
            "cliente :",
            "solicitante",
            "destinat",
            "remetente",
            "paciente",
            "benefici",
            "comprador",
        ),
        rf"aqui (?:é|eh|e) (?:[oa] )?|sou [oa] |nome d[ao] {_SUBJECT}{_IS}|(?:nome )?titular(?: d[ao] \w+)?{_IS}"
        r"|(?:cliente|favorecid[oa]|solicitante|destinat[áa]ri[oa]|remetente|paciente|benefici[áa]ri[oa]|compradora?)\s?:\s*",
    ),
    _Rule(
        ("fal", "convers", "tratar com", "em nome de ", "no nome de ", "sou "),
        r"sou |(?:fala[r]?|falei|falo|falando|conversar|conversei|tratar) com (?:[oa] )?|(?:em|no) nome de ",
        words_needed=2,
    ),
    _Rule(
        ("atenciosamente", "att", "cordialmente", "respeitosamente", "assinado"),
        r"(?:atenciosamente|att|cordialmente|respeitosamente|assinado(?: por|(?=:)))\s?[.,:;!-]{0,2}\s+",
    ),
    _Rule(
        ("abra", "abs", "obrigad", "grat", "sauda", "sds", "bjs", "beijo"),
        r"(?:(?:abra[çc]os?|obrigad[oa]|sauda[çc][õo]es|beijos?)\b\s?[.,:;!-]{0,2}"
        r"|(?:abs|grat[oa]|sds|bjs)\s?[.,!])[^\S\n]*\n\s*",
    ),
    _Rule(("nome:", "nome :"), r"nome\s?:\s*", words_needed=2, in_form=True),
)
_WORDS = AhoCorasick([word for rule in _RULES for word in rule.words])
"""Finds the words of all rules in a tenth of the time that it takes to look for one after the other."""
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_RULE_OF = [rule for rule in _RULES for _ in rule.words]
_FIELDS = re.compile(r"cpf|\brg\b|e-?mail|telefone|celular|nascimento|endere[çc]o|\bcep\b|\[[A-Z]+_\d", re.IGNORECASE)
_NEAR = 120  # characters between the fields of a form

_OTHER_WORDS = """
    a administrador administradora administradores advogada advogado agora agradeco aguardo ai ainda alguem algum
    alguma ali amanha antes ao aos aparece apareceu aqui area as assim assistencia assistente ate atencao
    atenciosamente atendente atendimento banco boa boas bom bons cada cadastrada cadastrado cadastral cadastro
    cancelar cartao casa cel celular central cep certo chat chefe civel civil cliente clientes cnpj coisa com como
    compra comprei confirmo consegui consigo consta consumidor consumidora conta contato contatos convocada
    convocado coordenador coordenadora corregedor cpf criminal da dados data de dela dele delegada delegado
    departamento deputado desde desembargador desembargadora deve devem dia diferente digital direito diretor
    diretora do documento doutor doutora dr dra eireli ela ele em email empresa endereco engano equipe errada errado
    escrito esqueci essa esse esta estao este esteja estou eu excelencia falando falar falo faz federal fica ficou
    financeiro fiz foi fui funcionaria funcionario gerado geral gerente gosta gostaria grata grato grupo ha hoje
    incorreto informar informo inteiro isso ja juiz juiza justica ligo liguei lista loja ltda mae mais mas me medica
    medico meu meus minha minhas ministra ministro morador moradora moro motorista mudou muito municipal na nao
    nasci nascida nascido nem ninguem no noite nome nos nossa nosso nova novo num numero o obrigada obrigado obs
    ofertas oi ola onde ontem os ou ouvidoria paciente pai para pedi pedido pela pelo perdi pesquisei pessoa pessoal
    pix plantao pode podem poder poderia por porem porque portador portadora posso possui pq pra preciso prefeito
    presidente pretendo primeira primeiro procurador procuradora produto professor professora promotor promotora
    proprietaria proprietario ps publico qual quando que quem queria quero rapaz recebi relator relatora represento
    republica responsavel rg rosana sac saiu saudacoes se secretaria secretario segue seguinte sem senador sendo
    senha senhor senhora ser sera seria setor seu sim sindico site sobre solicito somente sou sr sra srta sua
    substituta substituto suporte tambem tarde tecnico tel telefone tem tenha tenho time titular to trabalha
    trabalho tribunal tudo turma um uma usuaria usuario vai vara veio vem vendas vendedor vendedora venho vi vice
    vim voce voces vossa vou whats whatsapp zap
"""
_NO_NAMES = frozenset(_OTHER_WORDS.split())
"""Words that are no part of a name, without accents: what people say next, roles, departments."""

_INNER = frozenset(("da", "de", "do", "das", "dos", "e", "di", "du", "del", "van", "von", "della"))


def find_names(text: str, small: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand for sure; `small` is the text in lower case, and the same place may come twice."""
    try:
        words = _WORDS.find_matches_as_indexes(small, overlapping=True)
    except UnicodeEncodeError:  # half a character, which some program cut
        words = _WORDS.find_matches_as_indexes(_HALF_CHARACTER.sub("?", small), overlapping=True)
    for number, at, _ in sorted(words):
        if at and small[at - 1].isalnum():
            continue
        rule = _RULE_OF[number]
        found = rule.compiled.match(text, at)
        if found:
            yield from _name(text, rule, *found.span("name"))


def _name(text: str, rule: _Rule, start: int, end: int) -> Iterator[tuple[int, int]]:
    end = _cut(text, start, end, any_case=rule.any_case)
    name = text[start:end]
    if len(name.split()) < rule.words_needed or not _is_even(name):
        return
    if rule.in_form and not _FIELDS.search(text[max(0, start - _NEAR) : start] + "\n" + text[end : end + _NEAR]):
        return
    yield start, end


def _is_even(name: str) -> bool:
    """Return whether its words are written alike: "Azure AD" is no person."""
    words = [word for word in name.replace("'", " ").split() if fold(word) not in _INNER and len(word.rstrip(".")) > 1]
    return bool(words) and (all(word.isupper() for word in words) or not any(word.isupper() for word in words))


def _cut(text: str, start: int, end: int, *, any_case: bool) -> int:
    """Return where a name ends among the words after its beginning: at the beginning if there is none."""
    last = start
    capital = text[start].isupper()
    longest = 4 if any_case and not capital else 8
    for count, word in enumerate(re.finditer(r"\S+", text[start:end])):
        bare = word.group().rstrip(".,")
        if fold(bare) in _INNER and count:
            continue
        if not _may_be_name(bare, capital=capital) or count >= longest:
            break
        initial = len(bare) == 1 and word.group().endswith(".")
        last = start + word.start() + len(word.group() if initial else bare)
        if word.group() != bare and not initial:
            break
    return last


def _may_be_name(word: str, *, capital: bool) -> bool:
    return fold(word) not in _NO_NAMES and (word[:1].isupper() or not capital)
