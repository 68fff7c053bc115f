import pytest

from rosana.errors import DocumentBroken, DocumentEmpty, DocumentEncrypted
from rosana.knowledge.loaders import load
from rosana.knowledge.loaders.document import Block
from tests.knowledge.loaders.outlook import msg

_CLASS, _SUBJECT, _BODY, _HTML, _ANSWERED, _SENDER = 0x001A, 0x0037, 0x1000, 0x1013, 0x1042, 0x5D01
_CONTENT, _NAME, _CONTENT_ID = 0x3701, 0x3707, 0x3712


def test_a_message_of_outlook_is_read_like_any_mail() -> None:
    data = msg(
        {
            _SUBJECT: "RES: Troca",
            _SENDER: "sac@loja.com.br",
            _BODY: "A troca é grátis.\r\n\r\nAtt,\r\nAna\r\n\r\nDe: Bia\r\nEnviada em: ontem\r\n\r\nPosso?",
        }
    )
    document = load("m.msg", data)
    assert document.title == "Troca"
    assert list(document.blocks) == [Block("paragraph", "A troca é grátis.", ("Atendimento",))]


def test_html_is_read_before_text_and_attachments_follow() -> None:
    data = msg(
        {_SUBJECT: "Prazos", _BODY: "x", _HTML: b"<ul><li>Dez dias.</ul>"},
        {_NAME: "precos.csv", _CONTENT: b"Produto,Valor\nSapato,100\n"},
        {_NAME: "logo.png", _CONTENT: b"png", _CONTENT_ID: "logo"},
        {_NAME: "jogo.exe", _CONTENT: b"MZ"},
    )
    document = load("m.msg", data)
    assert [(block.heading, block.text) for block in document.blocks] == [
        (("Cliente",), "- Dez dias."),
        (("Precos",), "Produto: Sapato; Valor: 100"),
    ]
    (note,) = document.notes
    assert "jogo.exe" in note


def test_damage_encryption_and_emptiness_are_told_apart() -> None:
    with pytest.raises(DocumentBroken):
        load("m.msg", b"nada")
    with pytest.raises(DocumentBroken):
        load("m.msg", msg({_BODY: "x"})[:900])
    with pytest.raises(DocumentEncrypted):
        load("m.msg", msg({_CLASS: "IPM.Note.SMIME", _BODY: "x"}))
    with pytest.raises(DocumentEmpty):
        load("m.msg", msg({_SUBJECT: "x"}))
