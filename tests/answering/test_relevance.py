from collections.abc import Sequence

import pytest

from rosana.answering.relevance import Relevance, Scored
from rosana.types import Hit, Passage


def hits(*texts: str, title: str = "Ajuda", heading: str = "") -> list[Hit]:
    """Return passages of one document each, the first ones the better."""
    return [
        Hit(Passage(number, f"d{number}", title, heading, text), 1 - number / 10) for number, text in enumerate(texts)
    ]


def best(question: str, found: Sequence[Hit]) -> Scored:
    return Relevance().best(question, found)[0]


BANK = (
    "O cartão Azul não tem anuidade. O limite inicial é de R$ 500,00 e pode subir depois de três meses. "
    "A fatura vence no dia 10 e o boleto chega por e-mail. Para bloquear o cartão, abra o aplicativo."
)
CLINIC = (
    "A Clínica Aurora atende convênios e particulares. As consultas são marcadas pelo telefone 4002-8922. "
    "O resultado do exame de sangue sai em dois dias úteis. Em jejum de oito horas, só a água é permitida."
)
SHOP = (
    "Trocas são aceitas em até 30 dias depois da compra. O frete é grátis acima de R$ 199,00. "
    "Produtos em promoção não podem ser trocados. A loja fica na avenida Brasil, em Curitiba."
)
SCHOOL = (
    "As matrículas começam em novembro. A mensalidade é paga até o quinto dia útil. "
    "A diretora da escola é Marta Nunes. O uniforme é obrigatório a partir de março."
)


@pytest.mark.parametrize(
    ("text", "question", "begins"),
    [
        (BANK, "qual o limite do cartão?", "O limite inicial"),
        (BANK, "quando vence a fatura", "A fatura vence"),
        (BANK, "perdi meu cartao, como bloqueio?", "Para bloquear"),
        (BANK, "o cartão tem anuidade?", "O cartão Azul"),
        (CLINIC, "em quanto tempo fica pronto o exame de sangue?", "O resultado"),
        (CLINIC, "como marco uma consulta?", "As consultas"),
        (CLINIC, "posso beber água no jejum?", "Em jejum"),
        (SHOP, "a partir de que valor o frete é grátis?", "O frete"),
        (SHOP, "onde fica a loja?", "A loja"),
        (SHOP, "quantos dias tenho para trocar?", "Trocas"),
        (SCHOOL, "quem é a diretora?", "A diretora"),
        (SCHOOL, "quando começam as matrículas?", "As matrículas"),
        (SCHOOL, "até que dia pago a mensalidade?", "A mensalidade"),
    ],
)
def test_the_best_sentence_is_the_one_that_answers(text: str, question: str, begins: str) -> None:
    assert best(question, hits(text)).sentence.text.startswith(begins)


def test_all_sentences_come_back_best_first_with_their_places() -> None:
    found = hits(BANK, SHOP)
    scored = Relevance().best("qual o valor do frete grátis?", found)
    assert [one.score for one in scored] == sorted((one.score for one in scored), reverse=True)
    assert {(one.hit, one.place) for one in scored} == {(hit, place) for hit in (0, 1) for place in range(4)}
    assert (scored[0].hit, scored[0].place) == (1, 1)


def test_scores_are_in_reading_order_by_passage() -> None:
    first, second = Relevance().score("frete", hits(BANK, SHOP))
    assert [one.place for one in first] == [one.place for one in second] == [0, 1, 2, 3]
    assert all(
        found.passage.text[one.sentence.start :].startswith(one.sentence.text)
        for found, scored in zip(hits(BANK, SHOP), (first, second), strict=True)
        for one in scored
    )


@pytest.mark.parametrize(
    ("question", "worse", "better"),
    [
        ("qual a multa por atraso?", "A multa por atraso é justa.", "A multa por atraso é de 2 por cento."),
        ("o que é o pix?", "Com o pix você paga na hora.", "O pix é um meio de pagamento."),
        (
            "como pago o boleto?",
            "Para pagar o boleto, consulte o guia de boletos.",
            "Pague o boleto em qualquer banco.",
        ),
        ("tem multa por atraso?", "Observação: a multa por atraso varia.", "A multa por atraso varia com o mês."),
        ("qual o valor da consulta?", "O valor da consulta.", "O valor da consulta é fixo."),
        ("como cancelo o curso?", "Como cancelo o curso?", "O curso se cancela na secretaria."),
        ("como parcelo a compra?", "A compra não se parcela no boleto.", "A compra se parcela no cartão."),
        ("qual o valor do seguro?", "O valor do seguro acima é de 10 reais.", "O valor do seguro é de 10 reais."),
        ("como pago a fatura?", "Pague a fatura na tela abaixo, no app.", "Pague a fatura no menu Pagar, no app."),
        ("qual o preço do plano Azul?", "Plano: Azul; Preço: R$ 10; ", "O preço do plano Azul é R$ 10."),
    ],
)
def test_of_two_sentences_the_one_that_says_more_wins(question: str, worse: str, better: str) -> None:
    assert best(question, hits(f"{worse}\n\n{better}")).sentence.text == better
    assert best(question, hits(f"{better}\n\n{worse}")).sentence.text == better


def test_more_than_a_value_is_no_reference() -> None:
    text = "O frete é grátis acima de 199 reais.\n\nO frete é rápido."
    assert best("quando o frete é grátis?", hits(text)).place == 0


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Horário\nDas 9h às 18h.", ["label", "statement"]),
        ("Tem estacionamento?\nSim, grátis.", ["chrome", "statement"]),
        ("Pague no caixa. Para saber mais, leia o guia.", ["statement", "chrome"]),
        ("Traga:\n- RG\n- CPF", ["statement", "statement", "statement"]),
        ("Execute o comando:\nrosana serve", ["statement", "label"]),
        ("Siga os passos:\n\nContato\nLigue para nós.", ["label", "label", "statement"]),
    ],
)
def test_headings_questions_and_pointers_are_no_statements(text: str, roles: list[str]) -> None:
    (scored,) = Relevance().score("horário", hits(text))
    assert [one.role for one in scored] == roles


def test_a_sentence_below_the_heading_that_is_the_question_comes_first() -> None:
    text = "Das 9h às 18h, de segunda a sexta.\n\nO suporte responde a todos no mesmo horário do chat."
    assert best("horário de atendimento", hits(text, heading="Contato › Horário de atendimento")).place == 0


def test_the_sentence_before_lends_its_words() -> None:
    text = "O cartão Azul tem seguro de viagem. Ele cobre até 10 mil reais. O cartão Rosa não tem nada."
    assert best("quanto cobre o seguro de viagem do cartão Azul?", hits(text)).place == 1


def test_the_better_passage_wins_where_the_words_are_the_same() -> None:
    assert best("prazo de troca", hits("O prazo de troca é de 7 dias.", "O prazo de troca é de 9 dias.")).hit == 0


@pytest.mark.parametrize("question", ["", "?", "o que é", "😀", "a" * 4000, "frete " * 600, "*:AND OR \\ ("])
def test_any_question_is_scored(question: str) -> None:
    assert len(Relevance().best(question, hits(BANK, SHOP))) == 8


def test_a_passage_without_sentences_has_no_scores() -> None:
    assert Relevance().score("frete", hits(" \n ")) == [[]]
    assert Relevance().best("frete", []) == []
