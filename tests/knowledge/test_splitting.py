import itertools
import random
import re
from collections import Counter
from pathlib import Path

import pytest

from rosana.knowledge.loaders import load
from rosana.knowledge.loaders.document import Block, Kind, LoadedDocument
from rosana.knowledge.splitting import LONGEST, SHORTEST
from rosana.knowledge.splitting import split as split_lazily
from rosana.types import Chunk

_HELP_CENTER = Path(__file__).parents[3] / "shared/eval/intune_pt/docs"


def document(*blocks: Block) -> LoadedDocument:
    return LoadedDocument("Manual", blocks)


def split(given: LoadedDocument) -> list[Chunk]:
    return list(split_lazily(given))


def words(count: int, word: str = "palavra") -> str:
    """Return a sentence of so many characters."""
    return (f"{word} " * count)[: count - 1].rstrip().capitalize().ljust(count - 1, "x") + "."


def test_a_short_document_is_one_passage_with_its_headings_as_lines() -> None:
    chunks = split(
        document(
            Block("paragraph", "Somos a Loja Azul.", ()),
            Block("paragraph", "Cinco dias.", ("Entrega", "Prazo")),
            Block("paragraph", "Não.", ("Entrega", "Tem frete?")),
        )
    )
    assert chunks == [Chunk("", "Somos a Loja Azul.\n\nEntrega\nPrazo\nCinco dias.\n\nTem frete?\nNão.")]


def test_sections_that_are_big_enough_stay_apart() -> None:
    blocks = [Block("paragraph", words(400), ("Entrega", name)) for name in ("Prazo", "Frete")]
    assert split(document(*blocks)) == [
        Chunk("Entrega › Prazo", words(400)),
        Chunk("Entrega › Frete", words(400)),
    ]


def test_tiny_sections_join_under_the_heading_that_they_share() -> None:
    blocks = [Block("paragraph", words(120), ("Entrega", name)) for name in ("Prazo", "Frete", "Troca")]
    (chunk,) = split(document(*blocks))
    assert chunk.heading == "Entrega"
    assert re.findall("Prazo|Frete|Troca", chunk.text) == ["Prazo", "Frete", "Troca"]


def test_a_tiny_section_takes_text_from_a_neighbour_that_is_full() -> None:
    blocks = [
        Block("paragraph", words(100), ("Aviso",)),
        *(Block("paragraph", words(390), ("Regras",)) for _ in range(3)),
    ]
    chunks = split(document(*blocks))
    assert [chunk.heading for chunk in chunks] == ["", "Regras"]
    assert all(SHORTEST <= len(chunk.text) <= LONGEST for chunk in chunks)


@pytest.mark.parametrize("kind", ["paragraph", "answer"])
def test_a_question_and_its_answer_are_a_passage_however_short(kind: Kind) -> None:
    blocks = [Block(kind, words(size), (f"Pergunta {size}?",)) for size in (40, 200, 500)]
    chunks = split(document(*blocks))
    assert [(chunk.heading, len(chunk.text)) for chunk in chunks] == [
        ("Pergunta 40?", 40),
        ("Pergunta 200?", 200),
        ("Pergunta 500?", 500),
    ]


def test_a_question_with_sections_below_it_is_a_heading_like_others() -> None:
    blocks = [
        Block("paragraph", words(100), ("Como comprar?",)),
        Block("paragraph", words(250), ("Como comprar?", "No site")),
    ]
    (chunk,) = split(document(*blocks))
    assert chunk.heading == "Como comprar?"


def test_a_long_answer_keeps_its_question_on_every_part() -> None:
    blocks = [Block("paragraph", words(700), ("Tem garantia?",)) for _ in range(3)]
    assert [chunk.heading for chunk in split(document(*blocks))] == ["Tem garantia?"] * 3


def test_a_line_that_announces_a_list_stays_with_it() -> None:
    blocks = [
        Block("paragraph", words(600)),
        Block("paragraph", words(300)),
        Block("paragraph", "Traga estes documentos:"),
        *(Block("item", f"- {words(200)}") for _ in range(3)),
    ]
    chunks = split(document(*blocks))
    assert chunks[1].text.startswith("Traga estes documentos:\n- Palavra")


def test_items_are_lines_and_what_belongs_to_an_item_stays_with_it() -> None:
    items = [Block("item", text) for n in range(6) for text in (f"{n}. {words(250)}", f"  Nota {n}.")]
    chunks = split(document(*items))
    assert len(chunks) == 2
    assert all(re.match(r"\d\. ", chunk.text) and re.search(r"\n  Nota \d\.$", chunk.text) for chunk in chunks)


def test_a_table_is_cut_between_rows_only() -> None:
    rows = [Block("row", f"Plano: {n}; Regra: {words(400)}") for n in range(7)]
    for chunk in split(document(*rows)):
        assert all(line.startswith("Plano: ") and line.endswith(".") for line in chunk.text.split("\n"))


def test_code_is_cut_between_lines_only() -> None:
    code = "\n".join(f"    linha {n} = {'x' * 60}" for n in range(40))
    chunks = split(document(Block("code", code)))
    assert len(chunks) > 1
    assert "\n".join(chunk.text for chunk in chunks).split() == code.split()
    assert all(line.strip().startswith("linha ") for chunk in chunks for line in chunk.text.split("\n"))


def test_a_sentence_is_cut_only_where_it_is_longer_than_a_passage() -> None:
    text = " ".join([words(900), words(900), "y" * 2000])
    chunks = split(document(Block("paragraph", text)))
    assert [chunk.text for chunk in chunks][:2] == [words(900), words(900)]
    assert "".join(chunk.text for chunk in chunks[2:]) == "y" * 2000


def test_a_long_row_is_cut_between_its_cells() -> None:
    row = "; ".join(f"Coluna {n}: valor" for n in range(200))
    assert all(chunk.text.endswith(("valor", ";")) for chunk in split(document(Block("row", row))))


def test_an_empty_document_has_no_passages() -> None:
    assert split(document()) == []


def test_an_endless_document_is_cut_while_it_is_read() -> None:
    blocks = (Block("row", f"Linha {n}: {words(200)}") for n in itertools.count())
    chunks = list(itertools.islice(split_lazily(LoadedDocument("Tabela", blocks)), 2000))
    rows = [line for chunk in chunks for line in chunk.text.split("\n")]
    assert [int(row.split(":")[0].removeprefix("Linha ")) for row in rows] == list(range(len(rows)))
    assert all(len(chunk.text) <= LONGEST for chunk in chunks)


@pytest.mark.parametrize("kind", ["paragraph", "answer"])
def test_an_endless_answer_is_cut_while_it_is_read(kind: Kind) -> None:
    blocks = (Block(kind, f"{n}. {words(200)}", ("Tem garantia?",)) for n in itertools.count())
    chunks = itertools.islice(split_lazily(LoadedDocument("Ajuda", blocks)), 1000)
    assert {chunk.heading for chunk in chunks} == {"Tem garantia?"}


def random_document(seed: int) -> LoadedDocument:
    """Return a document of words and headings that occur once each, without questions."""
    dice = random.Random(seed)
    number = 0
    blocks: list[Block] = []
    path: tuple[str, ...] = ()
    for section in range(dice.randint(1, 25)):
        path = (*path[: dice.randint(0, min(3, len(path)))], f"H{section}")
        for _ in range(dice.choice((1, 1, 2, 5))):
            kind: Kind = dice.choice(("paragraph", "item", "row", "code"))
            sentences = []
            for _ in range(dice.randint(1, 12)):
                count = dice.randint(1, 15)
                sentences.append("A " + " ".join(f"w{n}" for n in range(number, number + count)) + ".")
                number += count
            prefix = dice.choice(("- ", "  - ")) if kind == "item" else ""
            blocks.append(Block(kind, prefix + " ".join(sentences[: 3 if kind in ("row", "code") else 12]), path))
    return document(*blocks)


@pytest.mark.parametrize("seed", range(60))
def test_every_word_is_in_one_passage_in_order_under_its_headings(seed: int) -> None:
    given = random_document(seed)
    chunks = split(given)
    expected = [word for block in given.blocks for word in re.findall(r"w\d+", block.text)]
    assert [word for chunk in chunks for word in re.findall(r"w\d+", chunk.text)] == expected
    place = {word: f" {chunk.heading} {chunk.text} " for chunk in chunks for word in re.findall(r"w\d+", chunk.text)}
    for block in given.blocks:
        around = place[re.findall(r"w\d+", block.text)[0]]
        assert all(re.search(rf"\s{heading}\s", around) for heading in block.heading)


@pytest.mark.parametrize("seed", range(60))
def test_passages_keep_their_bounds(seed: int) -> None:
    given = random_document(seed)
    lengths = [len(chunk.text) for chunk in split(given)]
    assert max(lengths) <= LONGEST
    assert min(lengths) >= min(SHORTEST, sum(len(block.text) for block in given.blocks))


@pytest.mark.parametrize("seed", range(10))
def test_a_passage_split_again_stays_whole(seed: int) -> None:
    for chunk in split(random_document(seed)):
        (again,) = split(document(Block("paragraph", chunk.text)))
        assert again.text.split() == chunk.text.split()


def test_many_tiny_pieces_take_no_longer_than_a_few_large_ones() -> None:
    blocks = [Block("item", f"- {n}") for n in range(50_000)]
    assert sum(chunk.text.count("- ") for chunk in split(document(*blocks))) == 50_000


@pytest.mark.skipif(not _HELP_CENTER.is_dir(), reason="the help center of ../shared/eval is not on this machine")
def test_a_real_help_center_loses_no_word_and_gains_only_headings() -> None:
    for path in sorted(_HELP_CENTER.rglob("*.md"))[::6]:
        loaded = load(path.name, path.read_bytes())
        chunks = split(loaded)
        given = Counter(word for block in loaded.blocks for word in block.text.split())
        found = Counter(word for chunk in chunks for word in chunk.text.split())
        headings = {word for block in loaded.blocks for name in block.heading for word in name.split()}
        assert not given - found, path
        assert set(found - given) <= headings, path
        assert max(len(chunk.text) for chunk in chunks) <= LONGEST, path


def test_the_pairs_of_a_short_list_of_questions_stay_apart() -> None:
    pairs = [Block("answer", "Trinta dias.", ("Qual o prazo?",)), Block("answer", "Sim.", ("Abrem no sábado?",))]
    assert [chunk.heading for chunk in split(LoadedDocument("Dúvidas", tuple(pairs)))] == [
        "Qual o prazo?",
        "Abrem no sábado?",
    ]
