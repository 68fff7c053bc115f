"""What kind of thing a question asks for, and which words of a sentence say that it holds such a thing."""

from collections.abc import Sequence

__all__ = ["KINDS", "MARKS", "kind_asked"]

_HOLDING = {
    "t": """
        janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro seculo ano anos dia
        dias mes meses semana semanas semestre semestral anual anualmente hora horas minutos prazo quando ate durante
        apos antes inicio final periodo segunda terca quarta quinta sexta sabado sabados domingo feriado feriados
    """,
    "n": """
        dois duas tres quatro cinco seis sete oito nove dez onze doze quinze vinte trinta quarenta cinquenta sessenta
        setenta oitenta noventa cem cento duzentos trezentos mil milhao milhoes metade dobro terco
    """,
    "r": """
        porque pois visto devido razao visando visa visam objetivo objetiva finalidade pretende para por causa causado
        causada motivo
    """,
    "d": """
        eh sao consiste consistem significa significam refere referem define definem definido definida definidos
        definidas trata tratam denomina denominado denominada denominados denominadas chamado chamada chamados chamadas
        conhecido conhecida conhecidos conhecidas entende designa
    """,
    "p": """
        http https www rua avenida sede site portal menu pagina cidade estado campus link endereco localizado
        localizada sistema secretaria
    """,
}
_ASKING = {
    "t": "quando horario horarios hora horas prazo prazos data datas dia dias mes ano anos epoca seculo periodo",
    "n": """
        quanto quanta quantos quantas numero numeros preco precos valor valores custo custos percentual porcentagem
        porcentagens idade carga taxa taxas limite maximo minimo duracao nota media
    """,
    "r": "porque motivo motivos razao razoes causa causas finalidade objetivo objetivos",
    "p": "onde aonde lugar lugares local locais cidade pais estado endereco",
    "d": "definicao conceito significa significam significado define defina",
}
_BY_PHRASE = {("por", "que"): "r", ("para", "que"): "r", ("pra", "que"): "r", ("quanto", "tempo"): "t"}
_WHAT_IS = frozenset((("que", "e"), ("que", "eh"), ("que", "sao")))

KINDS = "".join(_HOLDING)
"""(t)ime, (n)umber, (r)eason, (d)efinition, (p)lace."""

MARKS = {
    word: "".join(kind for kind, listed in _HOLDING.items() if word in listed.split())
    for words in _HOLDING.values()
    for word in words.split()
}
"""`KINDS` by folded word. A word with a digit is a number."""

_KINDS = {word: kind for kind, words in reversed(_ASKING.items()) for word in words.split()}


def kind_asked(words: Sequence[str]) -> str:
    """Return the kind that a question's folded words ask for, "" where they do not say."""
    for place, word in enumerate(words):
        pair = (word, *words[place + 1 : place + 2])
        if pair in _BY_PHRASE:
            return _BY_PHRASE[pair]
        if pair in _WHAT_IS and place < 2:
            return "d"
        if word in _KINDS:
            return _KINDS[word]
    return ""
