import pytest

from rosana.retrieval.slips import is_slip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rembolso", "reembolso"),
        ("reembollso", "reembolso"),
        ("reemboslo", "reembolso"),
        ("reembplso", "reembolso"),
        ("excessao", "excesao"),
        ("cancelr", "cancelar"),
        ("consiguo", "consigo"),
        ("proceso", "processo"),
        ("palno", "plano"),
        ("planoo", "plano"),
        ("backpu", "backup"),
        ("rpojeto", "projeto"),
    ],
)
def test_a_slip_is_one_letter_more_or_less_a_neighbour_or_two_that_changed_places(typed: str, meant: str) -> None:
    assert is_slip(typed, meant)
    assert is_slip(meant, typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("madeira", "maneira"),  # neither near on the keyboard nor alike in sound
        ("cartaz", "cartas"),  # another ending
        ("boletos", "boleto"),
        ("migrar", "emigrar"),  # another beginning
        ("conta", "costa"),  # short
        ("prazo", "praxo"),
        ("nota", "nato"),
        ("reembolso", "reembolso"),
        ("reembolso", "rmebolos"),  # two slips
        ("plano", "plaanno"),
        ("aaaaa", "aaaaa"),
        ("a", ""),
        ("", ""),
    ],
)
def test_other_words_are_no_slips(one: str, other: str) -> None:
    assert not is_slip(one, other)
    assert not is_slip(other, one)
