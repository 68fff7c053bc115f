import pytest

from rosana.knowledge.loaders.phrase import Phrase


def phrase(*parts: str | tuple[str]) -> Phrase:
    """Return a phrase of plain text, `*bold*` text, "/" for a break and one-tuples for pictures."""
    made = Phrase()
    for part in parts:
        if isinstance(part, tuple):
            made.add_picture(part[0])
        elif part == "/":
            made.add_break()
        else:
            made.add(part.strip("*"), bold=part.startswith("*"))
    return made


def test_spaces_are_put_right_and_breaks_are_kept() -> None:
    assert phrase("  um \n dois\xa0", "/", " três", "/", "/", "quatro ").take() == "um dois\ntrês\nquatro"


def test_taking_empties_the_phrase() -> None:
    made = phrase("um", ("ícone",))
    assert made.take() == "um"
    assert made.take() == ""


@pytest.mark.parametrize(
    ("parts", "opening"),
    [
        (("*Como pago?*", "/", "Com Pix."), ("Como pago?", False)),
        (("*Como pago?*", " Com Pix."), ("Como pago?", False)),
        (("*O que é*", "?", "/", "Isto."), ("O que é?", False)),
        (("*Prazos*", " \n"), ("Prazos", True)),
        (("O *prazo*", "*é hoje*"), ("", False)),
        ((), ("", True)),
    ],
)
def test_opening_is_the_bold_words_of_the_first_line(parts: tuple[str, ...], opening: tuple[str, bool]) -> None:
    assert phrase(*parts).opening() == opening


def test_taking_the_opening_leaves_the_rest() -> None:
    made = phrase("*Como pago?*", "/", "Com Pix.")
    assert made.take_opening() == "Como pago?"
    assert made.take() == "Com Pix."


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("Clique em ", ("Salvar",), " e espere"), "Clique em Salvar e espere"),
        (("Clique em Salvar.", ("Captura de tela",), "Espere"), "Clique em Salvar.Espere"),
        (("Veja a tela ", ("Tela inicial",)), "Veja a tela"),
        ((("Tela inicial",),), ""),
        (("Clique em ", ("salvar.png",), " e espere"), "Clique em e espere"),
        (("Clique em ", ("palavra " * 10,), " e espere"), "Clique em e espere"),
    ],
)
def test_a_picture_is_read_only_where_it_stands_for_a_word(parts: tuple[str, ...], text: str) -> None:
    assert phrase(*parts).take() == text


def test_a_picture_that_is_all_of_a_cell_is_read() -> None:
    assert phrase(("Sim",)).take(labels_alone=True) == "Sim"
