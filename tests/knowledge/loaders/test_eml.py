from email.message import EmailMessage

import pytest

from rosana.errors import DocumentBroken, DocumentEmpty, DocumentEncrypted
from rosana.knowledge.loaders import load
from rosana.knowledge.loaders.document import Block


def _mail(text: str = "", **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"subject": "Troca", "from": "ana@cliente.com.br", "to": "bia@loja.com.br", **headers}.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    return message


def _role(message: EmailMessage) -> str:
    (block, *_) = load("m.eml", message.as_bytes()).blocks
    return block.heading[0]


def test_the_subject_is_the_title_and_the_senders_role_the_heading() -> None:
    document = load("m.eml", _mail("Quero trocar o sapato.", subject="RES: ENC: Troca do pedido").as_bytes())
    assert document.title == "Troca do pedido"
    assert list(document.blocks) == [Block("paragraph", "Quero trocar o sapato.", ("Cliente",))]


@pytest.mark.parametrize(
    ("headers", "role"),
    [
        ({}, "Cliente"),
        ({"from": "sac@loja.com.br"}, "Atendimento"),
        ({"in_reply_to": "<1@x>"}, "Atendimento"),
        ({"in_reply_to": "<1@x>", "to": "suporte@loja.com.br"}, "Cliente"),
        ({"from": "nao-responda@loja.com.br"}, "Mensagem automática"),
        ({"auto_submitted": "auto-replied"}, "Mensagem automática"),
    ],
)
def test_the_role_comes_from_mailboxes_and_place_in_the_thread(headers: dict[str, str], role: str) -> None:
    assert _role(_mail("Olá.", **headers)) == role


def test_nobodys_name_or_address_is_in_the_document() -> None:
    document = load("m.eml", _mail("Olá.", **{"from": "Ana Lima <ana@x.br>"}).as_bytes())
    assert "ana" not in str(document).lower()


def test_html_keeps_tables_and_loses_the_quoted_mail() -> None:
    message = _mail("Prazo Preço 10 dias 5")
    table = "<table><tr><th>Prazo<th>Preço<tr><td>10 dias<td>R$ 5</table>"
    message.add_alternative(f"{table}<div class='gmail_quote'>Em 3 de março escreveu: oi</div>", subtype="html")
    (block,) = load("m.eml", message.as_bytes()).blocks
    assert block == Block("row", "Prazo: 10 dias; Preço: R$ 5", ("Cliente",))


def test_attachments_follow_under_their_names_and_unread_ones_are_noted() -> None:
    message = _mail("Segue a tabela.")
    message.add_attachment("# Prazos\n\nDez dias.", filename="prazos.md", subtype="markdown")
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="jogo.exe")
    message.add_attachment("BEGIN:VCALENDAR", subtype="calendar", filename="convite.ics")
    document = load("m.eml", message.as_bytes())
    assert [(block.heading, block.text) for block in document.blocks] == [
        (("Cliente",), "Segue a tabela."),
        (("Prazos",), "Dez dias."),
    ]
    (note,) = document.notes
    assert note.startswith("O anexo 'jogo.exe' não foi lido: ")


def test_a_mail_inside_a_mail_is_a_part_and_depth_has_an_end() -> None:
    message = _mail("O mais fundo.", subject="Fundo")
    for number in range(6):
        outer = _mail(f"Camada {number}.", subject=f"Camada {number}")
        outer.add_attachment(message)
        message = outer
    document = load("m.eml", message.as_bytes())
    texts = [block.text for block in document.blocks]
    assert "Camada 5." in texts
    assert "O mais fundo." not in texts
    assert document.notes


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("iso-2022-jp", "すみません".encode("iso-2022-jp"), "すみません"),
        ("ks_c_5601-1987", "안녕".encode("cp949"), "안녕"),
        ("x-unknown", "Não é".encode(), "Não é"),
        ("utf-8", "Não é".encode("cp1252"), "Não é"),
        ("us-ascii", "Não é".encode(), "Não é"),
    ],
)
def test_charsets_that_are_rare_unknown_or_wrong_are_read(charset: str, data: bytes, text: str) -> None:
    head = f"From: a@b.c\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    (block,) = load("m.eml", head.encode() + data).blocks
    assert block.text == text


def test_broken_headers_do_not_end_the_header() -> None:
    data = b"From mike@x.com\nFrom  : a@b.c\nlixo sem dois pontos\nSubject : Troca\nDate: ontem\n\nQuero trocar."
    document = load("m.eml", data)
    assert document.title == "Troca"
    assert [block.text for block in document.blocks] == ["Quero trocar."]


def test_of_a_bounce_only_the_notice_is_read() -> None:
    data = (
        b'From: MAILER-DAEMON@x.com\nSubject: Falha\nContent-Type: multipart/report; boundary="b"\n\n'
        b"--b\nContent-Type: text/plain\n\nNao foi entregue.\n--b\nContent-Type: message/delivery-status\n\n"
        b"Status: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\nSubject: Oi\n\nO texto devolvido.\n--b--\n"
    )
    (block,) = load("m.eml", data).blocks
    assert block == Block("paragraph", "Nao foi entregue.", ("Mensagem automática",))


def test_what_has_no_text_says_why() -> None:
    with pytest.raises(DocumentEmpty):
        load("m.eml", b"From: a@b.c\nSubject: x\n\n\n")
    message = _mail()
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="jogo.exe")
    with pytest.raises(DocumentEmpty, match=r"jogo\.exe"):
        load("m.eml", message.as_bytes())
    with pytest.raises(DocumentBroken):
        load("m.eml", b"isto nao tem cabecalho nenhum")
    with pytest.raises(DocumentEncrypted):
        load("m.eml", b"From: a@b.c\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA")
