import asyncio
import time
from collections.abc import AsyncIterator, Sequence

import pytest

from rosana.answering.followups import standalone
from rosana.answering.prompts import REFUSAL_REPLY
from rosana.desk import Desk
from rosana.exchange import WholeAnswer, collect
from rosana.settings import Settings
from rosana.types import Turn
from rosana.wiring import open_desk


def talk(*questions: str, refused: Sequence[str] = ()) -> list[Turn]:
    """Return a conversation in which each question got an answer, or the refusal."""
    turns = []
    for question in questions:
        turns += [Turn("user", question), Turn("assistant", REFUSAL_REPLY if question in refused else "Pois não.")]
    return turns


@pytest.mark.parametrize(
    ("earlier", "question", "understood"),
    [
        # a new circumstance takes the place of the one that it contrasts with, or is added
        ("qual o horário do suporte?", "e aos sábados?", "qual o horário do suporte aos sábados"),
        ("qual o horário do suporte aos sábados?", "e no domingo?", "qual o horário do suporte no domingo"),
        ("qual o horário do suporte?", "de segunda a sexta?", "qual o horário do suporte de segunda a sexta"),
        ("qual o horário do suporte?", "sábado também?", "qual o horário do suporte sábado também"),
        ("quanto custa o plano mensal?", "e para o plano anual?", "quanto custa o plano anual"),
        ("como instalo o app no iPhone?", "e no Android?", "como instalo o app no Android"),
        ("como instalo o app?", "no Android?", "como instalo o app no Android"),
        (
            "quanto custa a consulta com pediatra?",
            "e com dermatologista?",
            "quanto custa a consulta com dermatologista",
        ),
        ("vocês entregam em Manaus?", "e em Belém?", "vocês entregam em Belém"),
        ("onde fica a loja de Curitiba?", "e a de Londrina?", "onde fica a loja de Londrina"),
        ("qual a nota mínima para passar?", "e na recuperação?", "qual a nota mínima para passar na recuperação"),
        ("como faço para cancelar o plano?", "e para trocar?", "como faço para trocar o plano"),
        ("como troco a senha do wifi?", "e do aplicativo?", "como troco a senha do aplicativo"),
        ("quais as formas de pagamento?", "e à vista?", "quais as formas de pagamento à vista"),
        # a condition
        ("como peço reembolso?", "e se eu perder?", "como peço reembolso se eu perder"),
        ("como peço reembolso?", "se eu perder o recibo?", "como peço reembolso se eu perder o recibo"),
        ("qual a garantia do fogão se quebrar?", "e se queimar?", "qual a garantia do fogão se queimar"),
        # a new thing
        ("quanto custa o plano mensal?", "e o anual?", "quanto custa o plano anual"),
        ("quanto custa o plano mensal?", "e o plano anual?", "quanto custa o plano anual"),
        ("vocês integram com Salesforce?", "e HubSpot?", "vocês integram com HubSpot"),
        ("onde fica a biblioteca?", "e a secretaria?", "onde fica a secretaria"),
        ("qual a garantia da geladeira?", "e a máquina de lavar?", "qual a garantia da máquina de lavar"),
        ("vocês aceitam pix?", "e cartão?", "vocês aceitam cartão"),
        # a new question about the same thing
        ("como peço reembolso?", "quem aprova?", "quem aprova reembolso"),
        ("como peço reembolso?", "qual o prazo?", "qual o prazo reembolso"),
        ("como peço reembolso?", "e o prazo?", "o prazo reembolso"),
        ("como peço reembolso?", "quanto tempo leva?", "quanto tempo leva reembolso"),
        ("como peço reembolso?", "onde?", "onde reembolso"),
        ("como peço reembolso?", "por quê?", "por quê reembolso"),
        ("o que é o plano anual?", "quanto custa?", "quanto custa plano anual"),
        ("tem estacionamento?", "é pago?", "é pago estacionamento"),
        ("tem estacionamento?", "quantas vagas?", "quantas vagas estacionamento"),
        ("qual a multa por atraso?", "dá pra parcelar?", "dá pra parcelar atraso"),
        ("como emito a nota fiscal?", "e a segunda via?", "a segunda via emito nota fiscal"),
        ("como peço reembolso?", "e precisa de recibo?", "precisa de recibo reembolso"),
        # words that point back
        ("posso pedir reembolso?", "como faço isso?", "como faço reembolso"),
        ("o que é o Rosana Desk?", "ele integra com Zendesk?", "integra com Zendesk Rosana Desk"),
        ("quem cuida do setor financeiro?", "qual o telefone dele?", "qual o telefone cuida setor financeiro"),
        ("quais são os planos?", "qual a diferença entre eles?", "qual a diferença entre planos"),
        # nothing new
        ("como peço reembolso?", "explica melhor", "como peço reembolso"),
        ("como peço reembolso?", "pode me dar mais detalhes?", "como peço reembolso"),
        ("como peço reembolso?", "e agora?", "como peço reembolso"),
        # courtesy around the earlier question is not carried over
        ("Bom dia! Vocês fazem entrega?", "quanto custa?", "quanto custa entrega"),
    ],
)
def test_a_follow_up_is_completed(earlier: str, question: str, understood: str) -> None:
    assert standalone(question, talk(earlier)) == understood


@pytest.mark.parametrize(
    "question",
    [
        "qual o prazo de entrega?",
        "e qual o prazo de entrega?",
        "tem backup?",
        "vocês usam Kubernetes?",
        "quem desenvolveu a Rosana?",
        "Quem coordena o curso de Direito?",
        "qual o horário de atendimento?",
        "e como faço para cancelar o plano?",
        "e vocês integram com Salesforce?",
        "e a taxa de cancelamento?",
        "como cancelo o plano?",
        "por que meu boleto não chegou?",
        "para quem é o auxílio moradia?",
        "em que cidade fica a sede?",
        "se o pedido atrasar recebo o dinheiro de volta?",
        "posso levar cachorro no hotel?",
        "qual o telefone da loja de Londrina?",
        "a que horas é o check-in?",
        "o boleto vence quando ele chega?",
        "o que é custo vinculado?",
        "posso falar com vocês no sábado?",
        "quero falar com uma pessoa",
        "😀",
        "?",
    ],
)
def test_a_change_of_topic_is_left_alone(question: str) -> None:
    assert standalone(question, talk("como peço reembolso?")) == question


@pytest.mark.parametrize("history", [[], talk("oi"), talk("obrigado", "tchau"), [Turn("assistant", "Olá!")]])
def test_without_an_earlier_question_nothing_can_be_completed(history: list[Turn]) -> None:
    assert standalone("e aos sábados?", history) == "e aos sábados?"


@pytest.mark.parametrize(
    ("questions", "understood"),
    [
        (("qual o horário do suporte?", "e aos sábados?", "e aos domingos?"), "qual o horário do suporte aos domingos"),
        (("qual o horário do suporte?", "obrigado", "e no sábado?"), "qual o horário do suporte no sábado"),
        (("como peço reembolso?", "quem aprova?", "e quanto tempo demora?"), "quanto tempo demora reembolso"),
        (("o que é o plano mensal?", "quanto custa?", "e o anual?"), "quanto custa plano anual"),
        (("como peço reembolso?", "tem backup?", "a que horas?"), "a que horas backup"),
        (("qual o limite do cartão gold?", "e do platinum?", "como aumento?"), "como aumento platinum"),
        (
            ("como faço a matrícula?", "quais documentos?", "e para estrangeiros?"),
            "quais documentos matrícula para estrangeiros",
        ),
    ],
)
def test_follow_ups_follow_each_other(questions: tuple[str, ...], understood: str) -> None:
    *earlier, question = questions
    assert standalone(question, talk(*earlier)) == understood


@pytest.mark.parametrize(
    ("questions", "refused", "understood"),
    [
        # a refused follow-up is passed over
        (
            ("qual o horário do suporte?", "e no carnaval?", "e aos domingos?"),
            1,
            "qual o horário do suporte aos domingos",
        ),
        # a refused question may be asked in another way
        (("qual a política de troca?", "e de reembolso?"), 0, "qual a política de reembolso"),
        (("qual o horário do suporte?", "como cancelo a conta?", "e pelo app?"), 1, "como cancelo a conta pelo app"),
        # but days are asked of what has hours
        (
            ("qual o horário do suporte?", "qual a capital da França?", "e no sábado?"),
            1,
            "qual o horário do suporte no sábado",
        ),
    ],
)
def test_a_refusal_in_between_is_minded(questions: tuple[str, ...], refused: int, understood: str) -> None:
    *earlier, question = questions
    assert standalone(question, talk(*earlier, refused=[questions[refused]])) == understood


@pytest.mark.parametrize("question", ["e o?", "e de?", "e isso?", "isso"])
def test_a_follow_up_without_words_of_its_own_asks_the_same_again(question: str) -> None:
    assert standalone(question, talk("como peço reembolso?", "?")) == "como peço reembolso"


def test_only_the_last_turns_count() -> None:
    history = talk("qual o horário do suporte?", *["obrigado"] * 10)
    assert standalone("e aos sábados?", history) == "e aos sábados?"


def test_a_long_question_is_carried_over_in_part() -> None:
    history = talk(" ".join(f"palavra{number}" for number in range(1_000)))
    assert len(standalone("e aos sábados?", history).split()) < 40
    assert len(standalone("quanto custa?", history).split()) == 10


@pytest.mark.parametrize("piece", ["e aos sábados ", "isso ", "reembolso ", ". "])
def test_long_messages_are_read_quickly(piece: str) -> None:
    message = (piece * 4_000)[:4_000]
    started = time.perf_counter()
    standalone(message, talk(*[message] * 5))
    assert time.perf_counter() - started < 1  # 0.05 s


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a data folder with the sample base, made once; tests only ask it."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("sample"), model="extractive")
    asyncio.run(fill(settings))
    return settings


async def fill(settings: Settings) -> None:
    async with open_desk(settings) as desk:
        await desk.add_sample()


@pytest.fixture
async def desk(sample: Settings) -> AsyncIterator[Desk]:
    async with open_desk(sample) as opened:
        yield opened


async def ask_all(desk: Desk, questions: Sequence[str]) -> list[WholeAnswer]:
    """Ask in one conversation."""
    answers: list[WholeAnswer] = []
    for question in questions:
        conversation_id = answers[0].done.conversation_id if answers else None
        answers.append(await collect(desk.ask(question, conversation_id=conversation_id)))
    return answers


@pytest.mark.parametrize(
    ("questions", "parts"),
    [
        (
            ("qual o horário do suporte?", "e aos sábados?", "e aos domingos?"),
            ("09h", "segunda a sexta", "segunda a sexta"),
        ),
        (("qual o horário do suporte?", "valeu!", "e no sábado?"), ("09h", "Por nada", "segunda a sexta")),
        (("como peço reembolso?", "o que preciso anexar?", "explica melhor"), ("Jira", "comprovantes", "#financeiro")),
        (("tem backup?", "a que horas?", "com que frequência?"), ("Backups", "02h00", "diariamente")),
        (("vocês integram com zap?", "e com o Salesforce?", "e HubSpot?"), ("PlugChat", "Salesforce", "HubSpot")),
        (
            ("o que é o Rosana Desk?", "quem desenvolveu?", "ele integra com Zendesk?"),
            ("plataforma", "Verzel", "Zendesk"),
        ),
        (("como peço reembolso?", "qual o prazo de entrega?"), ("Jira", "sprint planning")),
    ],
)
async def test_a_conversation_on_the_sample_base(desk: Desk, questions: Sequence[str], parts: Sequence[str]) -> None:
    answers = await ask_all(desk, questions)
    for answer, part in zip(answers, parts, strict=True):
        assert part in answer.done.response
        assert not answer.done.refused


async def test_a_topic_that_the_base_lacks_is_refused_in_the_middle_too(desk: Desk) -> None:
    _, other, back = await ask_all(desk, ["qual o horário do suporte?", "qual a capital da França?", "e aos sábados?"])
    assert other.done.refused
    assert "de segunda a sexta" in back.done.response
