from operator import length_hint

import pytest

from rosana.knowledge.loaders.document import Block, LazyBlocks, Outline, clean, usable_title


def test_blocks_stand_under_the_headings_that_are_open() -> None:
    outline = Outline()
    outline.add("paragraph", "Antes de tudo.")
    outline.heading(1, "Entrega")
    outline.heading(2, "Prazos")
    outline.add("paragraph", "Cinco dias.")
    outline.heading(2, "Frete")
    outline.add("paragraph", "Grátis.")
    assert outline.document("Manual").blocks == (
        Block("paragraph", "Antes de tudo."),
        Block("paragraph", "Cinco dias.", ("Entrega", "Prazos")),
        Block("paragraph", "Grátis.", ("Entrega", "Frete")),
    )


def test_a_heading_with_nothing_under_it_reads_as_a_paragraph() -> None:
    outline = Outline()
    outline.heading(1, "Senhas")
    outline.heading(2, "Senha forte")
    outline.heading(2, "Senha fraca")
    assert [(block.text, block.heading) for block in outline.document("x").blocks] == [
        ("Senha forte", ("Senhas",)),
        ("Senha fraca", ("Senhas",)),
    ]


def test_a_top_heading_that_repeats_the_title_leaves_the_paths() -> None:
    outline = Outline()
    outline.heading(1, "Para que serve o nobreak?")
    outline.heading(2, "Uso")
    outline.add("paragraph", "Fornece energia.")
    assert outline.document("Para que serve o NoBreak").blocks[0].heading == ("Uso",)


def test_a_first_line_that_repeats_the_title_is_dropped_unless_it_is_all_there_is() -> None:
    outline = Outline()
    outline.add("paragraph", "Manual")
    assert [block.text for block in outline.document("Manual").blocks] == ["Manual"]
    outline.add("paragraph", "Texto.")
    assert [block.text for block in outline.document("Manual").blocks] == ["Texto."]


def test_a_heading_as_long_as_a_text_reads_as_a_paragraph() -> None:
    outline = Outline()
    outline.heading(2, "palavra " * 50)
    outline.add("paragraph", "Fim.")
    assert [block.heading for block in outline.document("x").blocks] == [(), ()]


def test_text_without_letters_is_left_out_and_a_list_mark_makes_an_item() -> None:
    outline = Outline()
    outline.heading(1, "=====")
    outline.add("paragraph", "-----")
    outline.add("paragraph", "• Item")
    outline.add("paragraph", "1) Outro")
    assert [(block.kind, block.heading) for block in outline.document("x").blocks] == [("item", ())] * 2


def test_outline_knows_that_the_last_block_announces_the_next() -> None:
    outline = Outline()
    assert not outline.announces
    outline.add("paragraph", "Faça assim:")
    assert outline.announces
    outline.heading(1, "Outra coisa")
    assert not outline.announces


def test_invisible_characters_go_and_accents_are_composed() -> None:
    assert clean("a\x00b\u200bc\xadd\ud800 Ac\u0327a\u0303o\n\tfim\ufeff") == "abcd Ação\n\tfim"


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Política  de trocas", "Política de trocas"),
        ("Microsoft Word - trocas.doc", ""),
        ("trocas_final.docx", ""),
        ("sample_pdf", ""),
        ("Documento1", ""),
        ("untitled", ""),
        ("(anonymous)", ""),
        ("Sumário", ""),
    ],
)
def test_titles_that_programs_make_up_are_not_used(given: str, title: str) -> None:
    assert usable_title(given) == title


def test_lazy_blocks_are_made_while_they_are_read_and_say_how_many_may_come() -> None:
    made: list[str] = []
    blocks = LazyBlocks((made.append(text) or Block("paragraph", text) for text in "ab"), 2)
    assert (length_hint(blocks), made) == (2, [])
    assert next(iter(blocks)).text == "a"
    assert made == ["a"]
