import itertools

import pytest

from rosana.errors import DocumentBroken, DocumentEmpty
from rosana.knowledge.loaders import load
from rosana.knowledge.loaders.document import LoadedDocument
from rosana.knowledge.loaders.mbox import read_mbox


def _mail(number: int, text: str, *, sender: str, to: str, day: int, answers: int = 0) -> str:
    link = f"In-Reply-To: <{answers}@x>\n" if answers else ""
    return (
        f"From x Mon Jan  1 00:00:00 2025\nFrom: {sender}\nTo: {to}\nSubject: {'Re: ' if answers else ''}Assunto\n"
        f"Message-ID: <{number}@x>\n{link}Date: {day} Mar 2025 10:00:00 -0300\n\n{text}\n\n"
    )


_ANA, _BIA, _LOJA = "ana@gmail.com", "bia@gmail.com", "joao@loja.com.br"
_BOX = "".join(
    (
        _mail(3, "Chega em dez dias.\n\n> Quando chega?", sender=_LOJA, to=_ANA, day=5, answers=1),
        _mail(2, "Tem garantia?", sender=_BIA, to=_LOJA, day=4),
        _mail(1, "Quero saber o prazo.\n>From aqui", sender=_ANA, to=_LOJA, day=3),
        _mail(4, "Obrigada!", sender=_ANA, to=_LOJA, day=6, answers=3),
    )
).encode()


def test_threads_are_put_together_and_stand_by_date() -> None:
    document = load("caixa.mbox", _BOX)
    assert document.title == "Caixa"
    assert [(block.heading, block.text) for block in document.blocks] == [
        (("Assunto", "Cliente"), "Quero saber o prazo.\nFrom aqui"),
        (("Assunto", "Atendimento"), "Chega em dez dias."),
        (("Assunto", "Cliente"), "Obrigada!"),
        (("Assunto", "Cliente"), "Tem garantia?"),
    ]


def test_mails_are_read_one_at_a_time() -> None:
    read: list[str] = []

    def read_part(name: str, _: bytes) -> LoadedDocument:
        read.append(name)
        return LoadedDocument(name, ())

    head = "MIME-Version: 1.0\nContent-Type: application/pdf; name={}.pdf\nContent-Transfer-Encoding: 7bit\n"
    mails = (f"From x\n{head.format(number)}\nconteudo\n\n" for number in range(5))
    blocks = read_mbox(_BOX + "".join(mails).encode(), "x", read_part).blocks
    next(iter(blocks))
    assert len(read) < 5


def test_a_circle_of_answers_ends() -> None:
    circle = _mail(1, "Um.", sender=_ANA, to=_LOJA, day=1, answers=2) + _mail(
        2, "Dois.", sender=_ANA, to=_LOJA, day=2, answers=1
    )
    assert [block.text for block in load("x.mbox", circle.encode()).blocks] == ["Um.", "Dois."]


def test_an_empty_box_and_no_box_say_so() -> None:
    with pytest.raises(DocumentBroken):
        load("x.mbox", b"nada disso")
    with pytest.raises(DocumentEmpty):
        load("x.mbox", b"From x\nSubject: vazio\n\n\n")


def test_many_unread_attachments_make_few_notes() -> None:
    head = "From x\nSubject: a\nMIME-Version: 1.0\nContent-Type: application/x; name=jogo{}.exe\n\nMZ\n\n"
    box = _BOX + "".join(head.format(number) for number in range(50)).encode()
    document = load("x.mbox", box)
    assert sum(1 for _ in itertools.chain(document.blocks)) == 4
    assert len(document.notes) == 21
    assert "30" in document.notes[-1]
