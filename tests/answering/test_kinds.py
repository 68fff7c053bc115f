import pytest

from rosana.answering.kinds import asks_for_steps, kind_of
from rosana.retrieval.analysis import fold


def answers(question: str, sentence: str) -> bool:
    kind = kind_of(fold(question))
    assert kind is not None
    return kind.answered_by(sentence, fold(sentence), fold(question))


@pytest.mark.parametrize(
    ("question", "good", "bad"),
    [
        ("Quando vence a fatura?", "A fatura vence no dia 10.", "A fatura chega por e-mail."),
        ("Qual o horário da clínica?", "Abrimos às 8h.", "A clínica é ampla."),
        ("Em que ano a escola abriu?", "A escola abriu em 1998.", "A escola abriu com festa."),
        ("Quanto tempo demora a entrega?", "A entrega leva cinco dias úteis.", "A entrega é nossa."),
        ("Quanto custa o exame?", "O exame custa R$ 80,00.", "O exame é simples."),
        ("Qual é o limite do cartão?", "O limite é de 2.000 reais.", "O limite varia."),
        ("Quanto custa o estacionamento?", "É gratuito.", "Fica ao lado."),
        ("Quando abre a loja?", "Abre na segunda.", "Emite a segunda via."),
        ("Quantas parcelas posso fazer?", "Parcelamos em dez vezes.", "Parcelamos no cartão."),
        ("Quem assina o diploma?", "O diploma é assinado por Ana Lima.", "O diploma é assinado à mão."),
        ("Onde fica a loja?", "A loja fica na rua das Flores.", "A loja é grande."),
        ("Onde retiro o exame?", "Retire em Campinas.", "Retire depois de pronto."),
        ("Por que meu pix foi negado?", "Negamos porque o saldo era baixo.", "O pix é instantâneo."),
        ("O que é o cheque especial?", "O cheque especial é um crédito.", "O cheque especial tem juros."),
        ("Qual o telefone da escola?", "Ligue para (11) 4002-8922.", "Ligue de manhã."),
        ("Posso trocar o produto?", "O produto pode ser trocado.", "O produto é azul."),
        ("Aceitam cheque?", "Não aceitamos cheque.", "O cheque é antigo."),
    ],
)
def test_a_sentence_answers_where_it_holds_what_is_asked_for(question: str, good: str, bad: str) -> None:
    assert answers(question, good)
    assert not answers(question, bad)


def test_a_name_that_the_question_holds_does_not_answer_it() -> None:
    assert not answers("Quem atende na clínica Aurora?", "Atendemos na clínica Aurora.")


@pytest.mark.parametrize("question", ["", "???", "boleto", "falar sobre a fatura"])
def test_words_that_do_not_tell_the_kind_have_none(question: str) -> None:
    assert kind_of(fold(question)) is None


@pytest.mark.parametrize(
    ("question", "exact"),
    [("Quando abre?", True), ("Quanto custa?", True), ("O que é o pix?", False), ("Posso pagar?", False)],
)
def test_one_fact_answers_only_some_kinds(question: str, exact: bool) -> None:
    kind = kind_of(fold(question))
    assert kind is not None
    assert kind.exact is exact


@pytest.mark.parametrize(
    ("sentence", "opens"),
    [
        ("O cheque especial é um limite de crédito.", True),
        ("Cheque especial significa crédito pré-aprovado.", True),
        ("O cheque especial é necessário para quem atrasa.", False),
        ("O cheque especial tem juros.", False),
    ],
)
def test_a_definition_says_what_its_subject_is(sentence: str, opens: bool) -> None:
    kind = kind_of(fold("O que é o cheque especial?"))
    assert kind is not None
    assert kind.opened_by(fold(sentence)) is opens


@pytest.mark.parametrize(
    ("question", "steps"),
    [
        ("Como emito a segunda via?", True),
        ("como faço pra trocar a senha", True),
        ("Emitir segunda via do boleto", True),
        ("quero cancelar o curso", True),
        ("passo a passo da matrícula", True),
        ("Como é a consulta?", False),
        ("Como se chama o diretor?", False),
        ("Qual é o prazo de troca?", False),
        ("Quando abre a secretaria?", False),
        ("valor do frete", False),
        ("Quanto custa?", False),
    ],
)
def test_how_something_is_done_asks_for_steps(question: str, steps: bool) -> None:
    assert asks_for_steps(fold(question)) is steps


def test_a_question_of_any_length_is_read_at_once() -> None:
    for text in ("a" * 20_000, "como " * 4_000, "que qual " * 2_000, "quero aar" * 2_000):
        kind_of(text)
        asks_for_steps(text)
