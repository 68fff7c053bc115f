import pytest

from rosana.answering.claims import claims_something, is_refusal
from rosana.answering.prompts import REFUSAL, REFUSAL_REPLY, SMALL_TALK


@pytest.mark.parametrize(
    "sentence",
    [
        "Olá!",
        "Bom dia.",
        "Claro!",
        "Com prazer.",
        "De nada!",
        "Posso ajudar em mais alguma coisa?",
        "Você gostaria de abrir um ticket?",
        "Se precisar de mais alguma coisa, é só chamar.",
        "Se tiver mais dúvidas sobre o reembolso, estou à disposição.",
        "Caso precise de mais informações, não hesite em perguntar!",
        "Estou aqui para ajudar com o processo de reembolso.",
        "Espero ter ajudado.",
        "Siga os passos abaixo:",
        "**Desculpe**, não tenho essa informação específica.",
        "Infelizmente, não tenho informações sobre preços.",
        "1.",
        "...",
        "",
        REFUSAL,
    ],
)
def test_courtesy_needs_no_source(sentence: str) -> None:
    assert not claims_something(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "O suporte atende das 09h às 18h.",
        "Sim, o suporte atende aos sábados.",
        "Olá, o suporte fecha cedo.",
        "Se precisar de reembolso, abra um ticket no Jira.",
        "Caso queira cancelar, pague a multa.",
        "Para mais informações sobre reembolso, abra um ticket.",
        "Informações sobre clientes ficam guardadas para sempre.",
        "Posso ajudar com o reembolso, que é garantido.",
        "Posso ajudar com reembolso em 2 dias.",
        "Não tenho essa informação específica, mas o suporte abre cedo.",
        "O prazo é de trinta dias, certo?",
        "Sabia que o suporte fecha cedo?",
        "Não há multa.",
        "1. Abra um ticket.",
        "30 dias.",
    ],
)
def test_a_statement_needs_a_source(sentence: str) -> None:
    assert claims_something(sentence)


@pytest.mark.parametrize(
    "text",
    [
        REFUSAL,
        REFUSAL_REPLY,
        f'"{REFUSAL}"',
        f"**{REFUSAL}** Posso ajudar com outra coisa?",
        "Desculpe, não tenho essa informação específica.",
        "Olá! Infelizmente, não tenho essa informação.",
        "Sinto muito, mas não tenho informações sobre isso.",
        "NAO TENHO ESSA INFORMACAO ESPECIFICA",
    ],
)
def test_an_answer_that_begins_with_the_refusal_is_one(text: str) -> None:
    assert is_refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "O suporte atende das 09h às 18h. Sobre sábados, não tenho essa informação específica.",
        "Não há informações pessoais nos registros.",
        "Não é preciso ter essa informação específica.",
        "Desculpe a demora, o prazo é de 30 dias.",
        *SMALL_TALK.values(),
    ],
)
def test_any_other_answer_is_no_refusal(text: str) -> None:
    assert not is_refusal(text)
