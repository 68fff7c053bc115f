import pytest

from rosana.answering.budget import estimate_tokens, fit_prompt
from rosana.errors import ContextExceeded
from rosana.types import Turn

FIRST, SECOND = "O prazo é de sete dias.", "Depois disso, abra um chamado."
EXCHANGE = (Turn("user", "Qual é o prazo?"), Turn("assistant", "Sete dias."))


@pytest.mark.parametrize(
    ("text", "true"),  # with the vocabulary of Llama 3
    [
        (
            "O horário do suporte humano é das 09h às 18h, de segunda a sexta, exceto feriados.",
            28,
        ),
        ("Processo de reembolso: abrir ticket no Jira com tag #financeiro e anexar comprovantes.", 26),
        ("nao consigo aceçar minha comta ja tentei d tudo blz", 18),
        ("NÃO CONSIGO ACESSAR O SISTEMA, FAVOR VERIFICAR URGENTE!!!", 22),
        ("https://exemplo.com.br/a/b/c?x=1&y=2&token=Zx9_-Q8", 26),
        ("| Plano | Preço |\n|---|---|\n| Básico | R$ 49,90 |", 24),
        ("", 0),
    ],
)
def test_the_estimate_is_not_below_the_true_number_and_not_twice_it(text: str, true: int) -> None:
    assert true <= estimate_tokens(text) <= 2 * true


def test_all_of_it_is_sent_where_there_is_room() -> None:
    prompt = fit_prompt("regras", [("Prazos:", FIRST), ("Suporte:", SECOND)], EXCHANGE, room=1000)
    assert prompt.passages == [f"Prazos:\n{FIRST}", f"Suporte:\n{SECOND}"]
    assert prompt.history == list(EXCHANGE)


def test_the_oldest_exchanges_go_first() -> None:
    history = [*EXCHANGE, Turn("user", "E para trocar?"), Turn("assistant", "Trinta dias.")]
    whole = fit_prompt("regras", [("Prazos:", FIRST)], history, room=1000)
    prompt = fit_prompt("regras", [("Prazos:", FIRST)], history, room=whole.tokens - 1)
    assert prompt.history == history[2:]
    assert prompt.passages == whole.passages


def test_then_the_last_passages_are_cut_at_the_end_of_a_sentence() -> None:
    passages = [("A:", FIRST), ("B:", f"{FIRST} {SECOND}"), ("C:", SECOND)]
    whole = fit_prompt("regras", passages[:2], (), room=1000)
    prompt = fit_prompt("regras", passages, EXCHANGE, room=whole.tokens - 1)
    assert prompt.passages == [f"A:\n{FIRST}", f"B:\n{FIRST}"]
    assert prompt.history == []


def test_a_question_that_leaves_no_room_for_a_passage_is_refused() -> None:
    with pytest.raises(ContextExceeded):
        fit_prompt("palavra " * 200, [("A:", FIRST)], (), room=300)


def test_the_tokens_of_a_prompt_never_pass_the_room() -> None:
    passages = [("Título:", f"{FIRST} {SECOND} " * 10)] * 3
    for room in range(60, 900, 7):
        assert fit_prompt("regras", passages, EXCHANGE * 5, room=room).tokens <= room


def test_only_questions_with_their_answers_are_sent() -> None:
    history = [Turn("assistant", "Olá!"), Turn("user", "Sem resposta"), *EXCHANGE, Turn("user", "Oi?")]
    assert fit_prompt("regras", [("A:", FIRST)], history, room=1000).history == list(EXCHANGE)
