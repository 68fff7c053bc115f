import time

import pytest

from rosana.answering.prompts import GREETING, NAME, SMALL_TALK, called
from rosana.answering.smalltalk import reply, strip_greeting


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("obrigado", "thanks"),
        ("Muito obrigada pela ajuda!", "thanks"),
        ("valeu 👍", "thanks"),
        ("agradeço a atenção", "thanks"),
        ("não, obrigado", "thanks"),
        ("👍🏽", "thanks"),
        ("🙏🙏", "thanks"),
        ("😀😀", "greeting"),
        ("😡!", "greeting"),
        ("☺️", "greeting"),
        ("tchau", "farewell"),
        ("Obrigado, até logo!", "farewell"),
        ("tenha um bom dia", "farewell"),
        ("tudo bem?", "well"),
        ("como vai você", "well"),
        ("quem é você?", "identity"),
        ("vc é um robô ou uma pessoa?", "identity"),
        ("estou falando com um robô?", "identity"),
        ("qual o seu nome?", "identity"),
        ("o que você sabe fazer?", "abilities"),
        ("como você pode me ajudar?", "abilities"),
        ("sobre o que você sabe falar", "abilities"),
        ("preciso de ajuda", "opening"),
        ("gostaria de tirar uma dúvida", "opening"),
        ("tem alguém aí?", "opening"),
        ("você é muito simpática!", "praise"),
        ("parabéns", "praise"),
        ("me ajudou muito", "praise"),
        ("você é burra", "complaint"),
        ("que porcaria", "complaint"),
        ("não foi isso que eu perguntei", "complaint"),
        ("não entendi", "complaint"),
        ("estou muito triste", "sadness"),
        ("sim", "yes"),
        ("claro que sim", "yes"),
        ("ainda não sei", "yes"),
        ("não", "no"),
        ("não quero mais nada", "no"),
        ("entendi", "understood"),
        ("ok, beleza", "understood"),
        ("kkkkk", "understood"),
    ],
)
def test_courtesy_alone_gets_its_reply(message: str, intent: str) -> None:
    assert reply(message) == SMALL_TALK[intent].format(assistant=called(NAME))


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("oi", f"{GREETING} {SMALL_TALK['greeting']}"),
        ("Oiiii Rosana!!!", f"{GREETING} {SMALL_TALK['greeting']}"),
        ("Boa tarde", f"Boa tarde! {SMALL_TALK['greeting']}"),
        ("BOM DIA, TUDO BEM?", f"Bom dia! {SMALL_TALK['well']}"),
        ("olá,\n\nboa\nnoite", f"Boa noite! {SMALL_TALK['greeting']}"),
        ("obrigado, boa noite", f"{SMALL_TALK['thanks']} Boa noite!"),
    ],
)
def test_a_greeting_is_given_back(message: str, said: str) -> None:
    assert reply(message) == said


def test_an_assistant_says_her_own_name_and_knows_when_she_is_called_by_it() -> None:
    assert reply("oi, você é um robô?") == (
        "Olá! Eu sou a Rosana, assistente virtual, não uma pessoa. Respondo com base nos documentos da empresa."
    )
    said = reply("Qual é o seu nome?", name="Ana Clara")
    assert said is not None
    assert said.startswith("Eu sou Ana Clara, assistente virtual")
    assert reply("Oi, ana  clara!", name="Ana Clara") == f"{GREETING} {SMALL_TALK['greeting']}"
    assert strip_greeting("Oi Ana Clara, qual o prazo?", name="Ana Clara") == "qual o prazo?"
    assert reply("Oi, Ana Clara!") is None


@pytest.mark.parametrize(
    "question",
    [
        "bom dia, qual o horário?",
        "oi, quero cancelar",
        "como agradecer um cliente?",
        "quem é o responsável pelo suporte?",
        "qual o canal de voz da empresa?",
        "quero falar com um atendente",
        "posso falar com vocês no sábado?",
        "ajuda de custo",
        "preciso de ajuda com o boleto",
        "obrigado a pagar multa?",
        "tudo bem se eu atrasar?",
        "não consigo entrar",
        "o sistema está lento",
        "tem alguém no plantão?",
        "o que é a Claro?",
        "qual seu time?",
        "quem criou a Rosana?",
        "vocês têm WhatsApp?",
        "rosana",
        "?",
        "!!!",
        "日本",
        "",
    ],
)
def test_what_may_be_in_the_documents_is_searched(question: str) -> None:
    assert reply(question) is None


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("bom dia, qual o horário?", "qual o horário?"),
        ("oi tudo bem? queria saber qual o horário, obrigado", "qual o horário"),
        ("Olá! Boa tarde, pessoal. Vocês emitem NF-e?", "Vocês emitem NF-e?"),
        ("Vocês atendem no sábado? Obrigada!", "Vocês atendem no sábado?"),
        ("por favor, me diga o prazo", "o prazo"),
        ("gostaria de saber se vocês entregam em SP, por favor", "vocês entregam em SP"),
        ("ok, e aos sábados?", "e aos sábados?"),
        ("entendi e o prazo?", "e o prazo?"),
        ("não, quero o plano anual", "quero o plano anual"),
        ("Estou com uma dúvida: como cancelo?", "como cancelo?"),
        ("Ola\u0301! É de graça?", "É de graça?"),
    ],
)
def test_courtesy_around_a_question_is_taken_off(message: str, question: str) -> None:
    assert strip_greeting(message) == question


@pytest.mark.parametrize(
    "message",
    [
        "oi",
        "muito obrigado!",
        "qual o horário?",
        "não consigo entrar",
        "tudo bem se eu atrasar?",
        "ajuda de custo: quem recebe?",
        "equipe de suporte atende quando?",
        "em que caso sou obrigado?",
        "certo modelo não liga",
        "Rosana Desk integra com Zendesk?",
        "😀",
        "",
    ],
)
def test_a_message_without_courtesy_around_it_stays_as_it_is(message: str) -> None:
    assert strip_greeting(message) == message


@pytest.mark.parametrize("piece", ["oi ", "muito ", ". ", "obrigado, ", "a ", "\n", "quero "])
def test_a_long_message_is_read_quickly(piece: str) -> None:
    message = (piece * 4_000)[:4_000]
    started = time.perf_counter()
    reply(message)
    strip_greeting(message)
    assert time.perf_counter() - started < 1  # 0.04 s
