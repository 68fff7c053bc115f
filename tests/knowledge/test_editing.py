import pytest

from rosana.errors import DocumentNotEditable
from rosana.knowledge.editing import Written, corrected, is_text, markdown, written
from rosana.knowledge.originals import Original


def open_text(name: str, text: str, title: str = "Do documento") -> Written:
    return written(Original(name, text.encode()), title=title, url=None)


@pytest.mark.parametrize(("name", "text"), [("a.md", True), ("A.MARKDOWN", True), ("a.txt", True), ("a.html", False)])
def test_markdown_and_plain_texts_can_be_corrected(name: str, text: bool) -> None:
    assert is_text(name) is text


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("# Frete\n\nÉ grátis.\n", "Frete", "É grátis."),
        ("#  Frete e *prazo* ##\nÉ grátis.", "Frete e *prazo*", "É grátis."),
        ("Frete\n=====\n\nÉ grátis.", "Frete", "É grátis."),
        ("\ufeff# Frete\r\n\r\nÉ grátis.", "Frete", "É grátis."),
        ("---\ntitle: Outro\nlang: pt\n---\n# Frete\n\nÉ grátis.", "Frete", "É grátis."),
        ("---\ntitle: Outro\n---\nÉ grátis.", "Do documento", "É grátis."),
        ("É grátis.\n\n## Prazo", "Do documento", "É grátis.\n\n## Prazo"),
        ("## Frete\n\nÉ grátis.", "Do documento", "## Frete\n\nÉ grátis."),
        ("#frete grátis", "Do documento", "#frete grátis"),
        ("# Só título", "Só título", ""),
    ],
)
def test_the_title_of_markdown_stands_apart_from_its_text(text: str, title: str, rest: str) -> None:
    assert open_text("a.md", text) == Written(title, rest)


def test_an_old_plain_text_is_shown_as_it_is() -> None:
    original = Original("a.txt", "# não é título\r\nAção".encode("cp1252"))
    assert written(original, title="A", url=None).text == "# não é título\nAção"


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"%PDF"), ("a.txt", bytes(range(20)))])
def test_what_is_no_text_is_not_shown(name: str, data: bytes) -> None:
    with pytest.raises(DocumentNotEditable):
        written(Original(name, data), title="A", url=None)


def test_a_text_that_was_sent_comes_back_as_it_was() -> None:
    text = "Primeiro.\n\n# Não é o título\n\n- um\n- dois"
    assert written(markdown(" Frete \n grátis ", text), title="", url="u") == Written("Frete grátis", text, "u")


@pytest.mark.parametrize("text", ["# Frete\n\nÉ grátis.\n", "É grátis.\n", "---\ntitle: Frete\n---\nÉ grátis.\n"])
def test_what_nobody_changed_stays_the_same_but_for_its_front_matter(text: str) -> None:
    original = Original("frete.md", text.encode())
    before = written(original, title="Frete", url=None)
    now = corrected(original, before=before, now=before)
    assert (now.name, written(now, title="", url=None)) == ("frete.md", before)


def test_a_plain_text_takes_its_new_title_as_its_name() -> None:
    original, before = Original("frete.txt", b"Gratis."), Written("Frete", "Gratis.")
    same = corrected(original, before=before, now=Written("Frete", "# Pago."))
    other = corrected(original, before=before, now=Written("Frete/envio", "Pago."))
    assert (same.name, same.data) == ("frete.txt", b"# Pago.")
    assert other.name == "Frete-envio.txt"
