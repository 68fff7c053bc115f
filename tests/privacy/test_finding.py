import time

from rosana.privacy import find


def test_findings_come_in_order_with_their_places() -> None:
    text = "Tel (11) 98765-4321, cpf 529.982.247-25, e-mail a@b.com"
    findings = find(text)
    assert [finding.kind for finding in findings] == ["phone", "cpf", "email"]
    assert all(text[finding.start : finding.end] == finding.value for finding in findings)


def test_only_the_kinds_that_are_asked_for_are_told() -> None:
    assert [finding.kind for finding in find("a@b.com, cpf 529.982.247-25", {"email"})] == ["email"]


def test_a_number_is_not_told_as_another_kind_when_its_own_is_not_asked_for() -> None:
    assert find("52998224725", {"phone", "rg"}) == []


def test_places_hold_in_a_text_of_many_paragraphs() -> None:
    text = "Uma frase qualquer, sem dados.\n\n" * 200 + "cpf 529.982.247-25"
    (finding,) = find(text)
    assert text[finding.start : finding.end] == "529.982.247-25"


def test_a_hostile_text_takes_no_more_than_seconds() -> None:
    start = time.process_time()
    for text in ("pedido sr meu nome é" + " " * 5000, "1-" * 2500, "@a" * 2500, "12 " * 1700, "a arroba " * 550):
        find(text)
    assert time.process_time() - start < 5
