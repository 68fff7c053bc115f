from collections.abc import Sequence

import pytest

from rosana.privacy import MaskedKinds
from rosana.privacy.restoring import ConversationMasking, Restoring, restore_answer
from rosana.privacy.vault import Vault
from rosana.types import Citation, Event, Source, Sources, Token

MAPPING = {"[CPF_1]": "529.982.247-25", "[NOME_1]": "Rui"}


def source(text: str) -> Source:
    return Source(1, document_id="d", passage_id=1, title="t", heading="", url=None, text=text, score=1.0)


def shown(*events: Event) -> list[Event]:
    restoring = Restoring(MAPPING)
    return [*(out for event in events for out in restoring.take(event)), *restoring.finish()]


def text_of(events: Sequence[Event]) -> str:
    return "".join(event.text for event in events if isinstance(event, Token))


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_a_placeholder_in_pieces_is_restored(size: int) -> None:
    answer = "Oi, [NOME_1]! O CPF [CPF_1] está [ok], [CPF_9] e [CP"
    pieces = [Token(answer[at : at + size]) for at in range(0, len(answer), size)]
    assert text_of(shown(*pieces)) == "Oi, Rui! O CPF 529.982.247-25 está [ok], [CPF_9] e [CP"


def test_text_without_a_bracket_is_not_held_back() -> None:
    assert list(Restoring(MAPPING).take(Token("Olá, "))) == [Token("Olá, ")]


def test_a_placeholder_of_the_sources_is_the_documents_own() -> None:
    events = shown(Sources((source("ligue para o [CPF_1]"),)), Token("[CPF_1] de [NOME_1]"))
    assert text_of(events) == "[CPF_1] de Rui"


def test_citations_speak_of_the_restored_text() -> None:
    masked = "[NOME_1], sim. O [CPF_1] vale. Fim."
    events = shown(
        Token(masked[:20]), Citation(0, 14, supported=True), Token(masked[20:]), Citation(15, 30, supported=False)
    )
    text = text_of(events)
    cited = [text[event.start : event.end] for event in events if isinstance(event, Citation)]
    assert cited == ["Rui, sim.", "O 529.982.247-25 vale."]


def test_a_citation_waits_for_its_text() -> None:
    restoring = Restoring(MAPPING)
    assert list(restoring.take(Token("vale [CPF_1"))) == [Token("vale ")]
    assert list(restoring.take(Citation(0, 11, supported=True))) == []
    assert list(restoring.finish()) == [Token("[CPF_1"), Citation(0, 11, supported=True)]


def test_a_stored_answer_is_restored_with_its_citations() -> None:
    text, citations = restore_answer("[NOME_1] pode.", [Citation(0, 14, supported=False)], [source("x")], MAPPING)
    assert (text, citations) == ("Rui pode.", [Citation(0, 9, supported=False)])


def test_the_values_of_a_conversation_are_sealed_and_opened() -> None:
    masking = ConversationMasking(Vault(bytes(32)))
    sealed = masking.seal({"[NOME_1]": "Joaquina 😀"})
    assert b"Joaquina" not in sealed
    assert masking.masker(sealed).mapping == {"[NOME_1]": "Joaquina 😀"}
    assert masking.open(None) == {}


def test_a_conversation_is_masked_by_the_kinds_of_the_moment() -> None:
    kinds = MaskedKinds()
    masking = ConversationMasking(Vault(bytes(32)), kinds)
    before = masking.masker().mask("ana@lua.example, 529.982.247-25")
    kinds.now = frozenset({"cpf"})
    after = masking.masker().mask("ana@lua.example, 529.982.247-25")
    assert (before, after) == ("[EMAIL_1], [CPF_1]", "ana@lua.example, [CPF_1]")
