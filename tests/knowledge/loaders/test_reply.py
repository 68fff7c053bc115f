import pytest

from rosana.knowledge.loaders.reply import own_lines


def _own(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(lines[place] for place in own_lines(lines)).strip()


@pytest.mark.parametrize(
    "copy",
    [
        "Em seg., 3 de mar. de 2025 às 10:12, Loja Azul <sac@loja.com.br> escreveu:\n\n> Qual é o pedido?",
        "Em seg., 3 de mar. de 2025 às 10:12, Loja Azul <\nsac@loja.com.br> escreveu:\nQual é o pedido?",
        "Em 03/03/2025 10:12, Loja Azul escreveu:\n> Qual é o pedido?",
        "De: Loja Azul\nEnviada em: segunda-feira, 3 de março\nPara: Ana\nAssunto: Pedido\n\nQual é o pedido?",
        "-----Mensagem original-----\nDe: Loja Azul\nQual é o pedido?",
        "On Mon, Mar 3, 2025 at 10:12 AM Loja Azul <sac@loja.com.br> wrote:\n> Qual é o pedido?",
        "> Qual é o pedido?",
    ],
)
def test_the_copy_of_the_mail_that_is_answered_is_left_out(copy: str) -> None:
    assert _own(f"O pedido é o 1234.\n\n{copy}") == "O pedido é o 1234."


@pytest.mark.parametrize(
    "ending",
    [
        "-- \nAna Lima\nGerente",
        "Atenciosamente,\n\nAna Lima\nLoja Azul",
        "Att,\nAna",
        "Att.\nAna",
        "Enviado do meu iPhone",
        "Obter o Outlook para Android",
        "Esta mensagem pode conter informação confidencial e é destinada apenas\na quem ela se dirige.",
        "AVISO LEGAL: o conteúdo é sigiloso.",
        "Antes de imprimir, pense no meio ambiente.",
    ],
)
def test_signatures_and_footers_are_left_out(ending: str) -> None:
    assert _own(f"O pedido é o 1234.\n\n{ending}") == "O pedido é o 1234."


def test_answers_between_quoted_lines_stay() -> None:
    text = "Em 03/03/2025, Loja escreveu:\n> Qual é o pedido?\nÉ o 1234.\n> E o prazo?\nDez dias."
    assert _own(text) == "É o 1234.\nDez dias."


@pytest.mark.parametrize(
    "text",
    [
        "De: segunda a sexta\nabrimos às 8h.",
        "Em 2024 a empresa mudou de sede.",
        "Att\n" + "Um parágrafo longo do texto.\n" * 20,
        "Para: o caso de troca, traga a nota.",
    ],
)
def test_text_that_only_looks_like_a_reply_stays(text: str) -> None:
    assert _own(text) == text.strip()


def test_what_is_only_passed_on_is_read() -> None:
    text = (
        "---------- Mensagem encaminhada ---------\nDe: Ana\nData: 3 de março\nAssunto: Troca\n\nQuero trocar o sapato."
    )
    assert _own(text) == "Quero trocar o sapato."
