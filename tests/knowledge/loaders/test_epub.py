import pytest

from rosana.errors import DocumentBroken, DocumentEncrypted
from rosana.knowledge.loaders.document import Block
from rosana.knowledge.loaders.epub import read_epub
from tests.knowledge.loaders.office import package

_CONTAINER = '<container><rootfiles><rootfile full-path="O/book.opf"/></rootfiles></container>'
_BOOK = (
    '<package xmlns:dc="dc"><metadata><dc:title>Guia da loja</dc:title></metadata><manifest>'
    '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="a%20a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="x"/></spine></package>'
)


def book(**more: str) -> bytes:
    pages = {
        "O/nav.xhtml": "<html><body><p>Índice</p></body></html>",
        "O/a a.xhtml": "<html><head><title/></head><body><h1>Frete</h1><p>Grátis.</p></body></html>",
        "O/b.xhtml": "<html><head><title>Guia da loja</title></head><body><p>Fim.</p></body></html>",
    }
    return package({"META-INF/container.xml": _CONTAINER, "O/book.opf": _BOOK, **pages, **more})


def test_pages_come_in_reading_order_under_their_titles() -> None:
    document = read_epub(book(), "Arquivo")
    assert document.title == "Guia da loja"
    assert list(document.blocks) == [Block("paragraph", "Grátis.", ("Frete",)), Block("paragraph", "Fim.")]


@pytest.mark.parametrize(("protected", "error"), [("O/a%20a.xhtml", DocumentEncrypted), ("O/font.otf", None)])
def test_only_protected_pages_keep_a_book_closed(protected: str, error: type[Exception] | None) -> None:
    data = book(**{"META-INF/encryption.xml": f'<e><CipherReference URI="{protected}"/></e>'})
    if error is None:
        assert read_epub(data, "x").title == "Guia da loja"
    else:
        with pytest.raises(error, match="DRM"):
            read_epub(data, "x")


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", package({"a": "b"}), package({"META-INF/container.xml": "<container/>"})]
)
def test_what_is_no_book_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentBroken):
        read_epub(data, "x")
