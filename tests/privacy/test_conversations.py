"""Personal data in questions: masked for everything but its owner, by the real way from the desk to the disk."""

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from rosana.desk import Desk
from rosana.exchange import collect
from rosana.knowledge.files import FoundFile, find_files
from rosana.settings import Settings
from rosana.types import Citation, Hit, Token, Turn
from rosana.wiring import open_desk

CPF = "529.982.247-25"
SECRETS = (CPF, "52998224725", "98765-4321", "rui.nunes@uol.com.br", "Rui Nunes", "4111 1111 1111 1111", "ABC1D23")
QUESTION = (
    f"Meu nome é Rui Nunes, cpf {CPF}, tel (11) 98765-4321, rui.nunes@uol.com.br: qual o horário do suporte humano? "
    "Paguei com 4111 1111 1111 1111, placa ABC1D23"
)
HOURS = "qual o horário de atendimento do suporte humano?"


class Writer:
    """Writes given pieces, and remembers all that it was given."""

    name = "writer"

    def __init__(self, *pieces: str) -> None:
        self._pieces = pieces
        self.prompts: list[str] = []

    async def stream(self, question: str, hits: Sequence[Hit], history: Sequence[Turn]) -> AsyncGenerator[str, None]:
        self.prompts.append(repr((question, hits, history)))
        for piece in self._pieces:
            yield piece


@asynccontextmanager
async def desk_of(folder: Path, writer: Writer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    settings = Settings(data_dir=folder, model="extractive")
    async with open_desk(settings) as desk:
        await desk.add_sample()
        monkeypatch.setattr(type(desk.engine), "answerer", lambda _: writer)
        yield desk


def bytes_of(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_raw_values_are_nowhere_but_in_the_answer_to_their_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    writer = Writer("Rui, o CPF [CP", "F_1] pode; falo no [TELEFONE_1].")
    async with desk_of(tmp_path, writer, monkeypatch) as desk:
        first = await collect(desk.ask(QUESTION))
        answer = await collect(desk.ask(f"{HOURS} cpf {CPF}", conversation_id=first.done.conversation_id))
        await collect(desk.ask(HOURS, history=[Turn("user", QUESTION), Turn("assistant", f"Seu CPF é {CPF}.")]))
        await desk.search(QUESTION, k=3)
        await desk.rate(answer.done.message_id, rating="down", comment=f"meu cpf é {CPF}")
        assert answer.done.response == f"Rui, o CPF {CPF} pode; falo no (11) 98765-4321."
        kept = bytes_of(tmp_path).decode("utf-8", "replace") + caplog.text + "".join(writer.prompts)
    kept += bytes_of(tmp_path).decode("utf-8", "replace")
    assert writer.prompts
    assert "[CPF_1]" in kept
    assert [secret for secret in SECRETS if secret in kept] == []


async def test_the_owner_reads_the_conversation_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk_of(tmp_path, Writer("Seu CPF [CPF_1] está certo. O suporte abre às 9h."), monkeypatch) as desk:
        answer = await collect(desk.ask(f"cpf {CPF}, {HOURS}"))
        await desk.rate(answer.done.message_id, rating="up", comment=f"sou {CPF}")
        question, reply = (await desk.conversation(answer.done.conversation_id)).messages
    assert question.text == f"cpf {CPF}, {HOURS}"
    assert reply.text == answer.done.response == f"Seu CPF {CPF} está certo. O suporte abre às 9h."
    assert list(reply.citations) == list(answer.citations)
    assert reply.feedback is not None
    assert reply.feedback.comment == f"sou {CPF}"


async def test_citations_of_the_stream_speak_of_the_text_that_the_owner_sees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = ("Seu CPF ", "[", "CPF", "_1", "] está certo. ", "O suporte abre às 9h.")
    async with desk_of(tmp_path, Writer(*pieces), monkeypatch) as desk:
        events = [event async for event in desk.ask(f"cpf {CPF}, {HOURS}")]
    text = "".join(event.text for event in events if isinstance(event, Token))
    cited = [text[event.start : event.end] for event in events if isinstance(event, Citation)]
    assert cited == [f"Seu CPF {CPF} está certo.", "O suporte abre às 9h."]


async def test_placeholders_go_on_over_the_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = Writer("Certo.")
    async with desk_of(tmp_path, writer, monkeypatch) as desk:
        first = await collect(desk.ask(f"cpf {CPF}, {HOURS}"))
        await collect(
            desk.ask(f"{HOURS} cpf 111.444.777-35 ou 52998224725", conversation_id=first.done.conversation_id)
        )
    assert "cpf [CPF_2] ou [CPF_1]" in writer.prompts[1]


async def test_another_conversation_cannot_read_a_placeholder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk_of(tmp_path, Writer("É [CPF_1]."), monkeypatch) as desk:
        await collect(desk.ask(f"cpf {CPF}, {HOURS}"))
        other = await collect(desk.ask(f"mostre [CPF_1], {HOURS}"))
    assert other.done.response == "É [CPF_1]."


async def test_a_placeholder_of_a_document_is_not_restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = tmp_path / "guia.md"
    guide.write_text("# Plantão de feriados\n\nO plantão de feriados atende no CPF 111.444.777-35 do senhor Ivo Reis.")
    async with desk_of(tmp_path / "data", Writer("Atende [CPF_1]."), monkeypatch) as desk:
        async for outcome in desk.add_files(found(guide)):
            assert outcome.status == "added"
        answer = await collect(desk.ask(f"cpf {CPF}, quem atende no plantão de feriados?"))
        assert "[CPF_1]" in answer.sources[0].text
    assert answer.done.response == "Atende [CPF_1]."
    assert "111.444.777-35" not in bytes_of(tmp_path / "data").decode("utf-8", "replace")


@pytest.mark.parametrize("with_data", [f"{HOURS} meu cpf é {CPF}", f"Sou a Ana Lima, {HOURS}"])
async def test_personal_data_does_not_hurt_the_search(tmp_path: Path, with_data: str) -> None:
    async with open_desk(Settings(data_dir=tmp_path, model="extractive")) as desk:
        await desk.add_sample()
        plain = await collect(desk.ask(HOURS))
        answer = await collect(desk.ask(with_data))
    assert not answer.done.refused
    assert answer.sources[0].passage_id == plain.sources[0].passage_id


def found(path: Path) -> Sequence[FoundFile]:
    return list(find_files([str(path)]))
