import re
from collections.abc import Sequence

import pytest

from rosana.answering.extractive import Extractive
from rosana.types import Hit, Passage


def passage(number: int, text: str, *, document: str = "", heading: str = "") -> Passage:
    return Passage(number, document or f"d{number}", "Ajuda", heading, text)


def hits(*texts: str) -> list[Hit]:
    """Return passages of one document each, the first ones the better."""
    return [Hit(passage(number, text), 1 - number / 10) for number, text in enumerate(texts)]


def answer(question: str, found: Sequence[Hit]) -> str:
    return "".join(Extractive().pieces(question, found))


FACTS = [
    "O horário de atendimento do suporte humano é das 09h às 18h, de segunda a sexta, exceto feriados.",
    "Backups automáticos são realizados diariamente às 02h00 com retenção de 30 dias.",
    "A loja entrega em todo o Brasil.",
]


@pytest.mark.parametrize(
    ("question", "fact"),
    [("qual o horário do suporte?", 0), ("a que horas é feito o backup?", 1), ("vocês entregam no Brasil todo?", 2)],
)
def test_one_sentence_answers_a_question_for_one_fact(question: str, fact: int) -> None:
    found = hits(*FACTS[fact:], *FACTS[:fact])
    assert answer(question, found) == FACTS[fact]


async def test_the_stream_is_the_answer_in_pieces() -> None:
    found = hits("Para trocar, traga a nota. Depois, escolha outro produto.")
    pieces = [piece async for piece in Extractive().stream("como troco um produto?", found, [])]
    assert pieces == Extractive().pieces("como troco um produto?", found)
    assert "".join(pieces).startswith("Para trocar, traga a nota.")


def test_a_list_comes_with_the_line_that_announces_it() -> None:
    text = "A secretaria abre às 8h.\n\nPara a matrícula, traga:\n- RG\n- CPF\n- Foto\n\nO uniforme é azul."
    expected = "Para a matrícula, traga:\n- RG\n- CPF\n- Foto"
    assert answer("o que trazer para a matrícula?", hits(text)) == expected
    assert answer("a matrícula pede CPF?", hits(text)) == expected


def test_an_item_that_is_meant_comes_alone_and_without_its_bullet() -> None:
    text = (
        "- Plano Azul: cobre consultas e exames simples, sem carência.\n"
        "- Plano Rosa: cobre internação em quarto individual e parto.\n"
        "- Plano Verde: cobre só o pronto-socorro, em todo o Brasil."
    )
    expected = "Plano Rosa: cobre internação em quarto individual e parto."
    assert answer("qual plano cobre parto?", hits(text)) == expected


STEPS = (
    "O boleto vence no dia 10.\n\n1. Abra o aplicativo.\n2. Toque em Boletos.\n  - Se pedir, informe a senha.\n"
    "3. Escolha o mês e toque em Emitir segunda via."
)


@pytest.mark.parametrize("question", ["como emito a segunda via do boleto?", "emitir segunda via"])
def test_steps_come_whole_where_they_are_asked_for(question: str) -> None:
    steps = STEPS.partition("\n\n")[2]
    assert answer(question, hits(STEPS)).endswith(steps)


def test_a_fact_beside_the_steps_comes_without_them() -> None:
    assert answer("quando vence o boleto?", hits(STEPS)) == "O boleto vence no dia 10."


def test_steps_that_a_passage_cuts_are_completed_from_the_next() -> None:
    start = "Para pedir o cartão novo:\n1. Abra o aplicativo.\n2. Toque em Cartões."
    end = "Pedir o cartão\n3. Toque em Pedir cartão novo.\n4. Confirme.\n\nO cartão chega em dez dias."
    found = [Hit(passage(number, text, document="guia"), 1 / number) for number, text in ((8, end), (7, start))]
    assert answer("como peço um cartão novo?", found[::-1]) == answer("como peço um cartão novo?", found)
    assert re.findall(r"\d(?=\. )", answer("como peço um cartão novo?", found)) == ["1", "2", "3", "4"]


def test_steps_of_another_document_do_not_complete_them() -> None:
    found = hits("Para pedir o cartão:\n1. Abra o aplicativo.\n2. Toque em Cartões.", "3. Traga o RG.\n4. Assine.")
    assert "RG" not in answer("como peço o cartão?", found)


def test_steps_do_not_run_on_into_another_list() -> None:
    text = "Para bloquear o cartão:\n1. Ligue.\n2. Peça.\n\n1. Abra o app para pedir outro.\n2. Confirme."
    assert answer("como bloqueio o cartão?", hits(text)) == "Para bloquear o cartão:\n1. Ligue.\n2. Peça."


def test_a_command_comes_with_all_its_lines() -> None:
    text = "Para instalar, execute:\napt update\napt install rosana\n\nDepois, reinicie o servidor."
    assert answer("como instalar o servidor?", hits(text)).startswith(
        "Para instalar, execute:\napt update\napt install rosana"
    )


def test_a_command_inside_a_step_does_not_end_the_steps() -> None:
    text = "1. Abra o terminal.\n2. Execute:\nrosana doctor\n3. Leia o relatório da Rosana."
    assert answer("como ver o relatório da rosana?", hits(text)) == text


def test_a_line_below_a_step_belongs_to_it_and_one_below_the_list_does_not() -> None:
    text = "1. Abra o app.\nEle fica na tela inicial.\n2. Toque em Pix.\n3. Confirme o pix.\nO limite é de 500 reais."
    assert answer("como faço um pix?", hits(text)) == text.rpartition("\n")[0]
    assert answer("qual é o limite?", hits(text)) == "O limite é de 500 reais."


def test_a_step_that_announces_items_comes_with_them() -> None:
    text = (
        "- Documentos do aluno que a escola pede no ato da matrícula:\n  - RG\n  - CPF\n"
        "- Documentos dos pais, que podem ser entregues depois: comprovante de renda e de endereço, autenticados."
    )
    assert "RG\n  - CPF" in answer("quais documentos do aluno a escola pede?", hits(text))


@pytest.mark.parametrize(
    "leaning", ["Ele cobre até 10 mil reais", "Esse seguro cobre roubo", "O valor desse seguro é 10"]
)
def test_a_sentence_that_leans_on_the_one_before_comes_with_it(leaning: str) -> None:
    text = f"O cartão Azul tem seguro de viagem. {leaning} e furto de bagagem. A anuidade é grátis."
    question = "o que cobre em caso de roubo ou furto de bagagem, e até que valor?"
    assert answer(question, hits(text)).startswith(f"O cartão Azul tem seguro de viagem. {leaning}")


def test_sentences_come_in_reading_order() -> None:
    first, second = "O frete para Manaus custa R$ 40,00.", "O prazo de troca de sapatos é de 30 dias."
    question = "quanto custa o frete para Manaus e qual o prazo de troca de sapatos?"
    assert answer(question, hits(f"{first}\n\nFale conosco.\n\n{second}")) == f"{first}\n\n{second}"
    assert answer(question, hits(f"{second}\n\nFale conosco.\n\n{first}")) == f"{second}\n\n{first}"


def test_two_documents_answer_two_halves_of_a_question() -> None:
    first, second = "O frete para Manaus custa R$ 40,00.", "O prazo de troca de sapatos é de 30 dias."
    written = answer("quanto custa o frete para Manaus e qual o prazo de troca de sapatos?", hits(first, second))
    assert written == f"{first}\n\n{second}"


def test_the_same_sentence_is_not_said_twice() -> None:
    assert answer("qual o prazo de troca?", hits("O prazo de troca é de 7 dias.", "O prazo de troca é de 7 dias!")) == (
        "O prazo de troca é de 7 dias."
    )


def test_a_statement_is_written_without_the_heading_above_it() -> None:
    text = "Horário de atendimento\nDas 9h às 18h, de segunda a sexta.\n\nEndereço\nRua das Flores, 10."
    assert answer("qual o horário de atendimento?", hits(text)) == "Das 9h às 18h, de segunda a sexta."


def test_a_question_in_the_text_is_no_answer_but_what_follows_it() -> None:
    text = "Vocês entregam aos sábados?\nSim, até o meio-dia.\n\nTem loja física?\nNão, só vendemos pela internet."
    assert answer("vocês entregam aos sábados?", hits(text)) == "Sim, até o meio-dia."


def test_a_row_comes_with_the_names_of_its_columns() -> None:
    rows = [f"Exame: {name}; Jejum: {hours} horas" for name, hours in (("Sangue", 8), ("Urina", 2), ("Glicemia", 12))]
    assert answer("quantas horas de jejum para glicemia?", hits("\n".join(rows))) == rows[2]


def test_pointers_to_other_pages_are_left_out() -> None:
    text = "O seguro cobre roubo. Para obter mais informações sobre o seguro contra roubo, consulte o guia do seguro."
    assert answer("o seguro cobre roubo?", hits(text)) == "O seguro cobre roubo."


def test_a_note_does_not_stand_for_the_statement() -> None:
    text = "O plano é cancelado pelo chat.\n\nObservação: Quem cancela o plano perde os pontos do plano."
    assert answer("como cancelo o plano?", hits(text)).startswith("O plano é cancelado pelo chat.")


def test_lines_of_fixed_length_are_written_as_one() -> None:
    assert answer("qual o prazo de troca?", hits("O prazo de troca de\nsapatos é de sete\ndias.")) == (
        "O prazo de troca de sapatos é de sete dias."
    )


def test_long_lists_are_cut_between_items() -> None:
    items = [f"- Convênio {number}: consultas, exames e internação" for number in range(40)]
    written = answer("quais convênios vocês aceitam?", hits("\n".join(["Aceitamos estes convênios:", *items])))
    assert written.split("\n")[1:] == items[: written.count("\n")]
    assert 300 < len(written) <= 700


@pytest.mark.parametrize(
    "question",
    ["", "?", "o que é", "😀", "a" * 4000, "como " * 800, "qual o prazo?", "como faço?", "quem?", "quero tudo"],
)
def test_every_word_of_an_answer_stands_in_a_passage(question: str) -> None:
    found = hits(STEPS, *FACTS, "Título\n\nTexto sem ponto", "Lista:", "- só um item\n\n1. outro\n\nA: b; C: d; E: f")
    words = set(re.findall(r"\w+", " ".join(hit.passage.text for hit in found)))
    written = answer(question, found)
    assert written
    assert set(re.findall(r"\w+", written)) <= words
