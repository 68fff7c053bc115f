import io
import shutil
import struct
import subprocess
import zlib

import pytest

from rosana.errors import DocumentBroken, DocumentEmpty, DocumentTooLarge, OcrMissing
from rosana.knowledge.loaders import load
from rosana.knowledge.loaders.ocr import Ocr, Scan
from tests.knowledge.loaders.samples import Line, pdf

Image = pytest.importorskip("PIL.Image", reason="Pillow, of the extra ocr, is not installed")
ImageDraw = pytest.importorskip("PIL.ImageDraw")
ImageFont = pytest.importorskip("PIL.ImageFont")

_TEXT = "A troca pode ser feita\nem 30 dias na loja."


def _has_tesseract() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    return b"por" in subprocess.run([program, "--list-langs"], capture_output=True, check=False).stdout.split()


needs_tesseract = pytest.mark.skipif(not _has_tesseract(), reason="Tesseract with Portuguese is not installed")


def _picture(text: str = _TEXT, *, kind: str = "PNG", turn: int = 0, pages: int = 1) -> bytes:
    image = Image.new("RGB", (1000, 400), "white")
    ImageDraw.Draw(image).text((60, 80), text, fill="black", font=ImageFont.load_default(60))
    image = image.rotate(turn, expand=True)
    more = {"save_all": True, "append_images": [image] * (pages - 1)} if pages > 1 else {}
    file = io.BytesIO()
    image.save(file, kind, resolution=150, **more)
    return file.getvalue()


def _words(name: str, data: bytes) -> str:
    return " ".join(block.text for block in load(name, data).blocks)


@needs_tesseract
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_pictures_are_read(kind: str) -> None:
    assert _words(f"aviso.{kind.lower()}", _picture(kind=kind)) == "A troca pode ser feita em 30 dias na loja."


@needs_tesseract
def test_a_scanned_pdf_is_read_page_by_page() -> None:
    document = load("aviso.pdf", _picture(kind="PDF", pages=2))
    assert document.title == "Aviso"
    assert [block.text for block in document.blocks].count("A troca pode ser feita em 30 dias na loja.") == 2


@needs_tesseract
def test_every_page_of_a_tiff_is_read() -> None:
    assert _words("aviso.tif", _picture(kind="TIFF", pages=2)).count("30 dias") == 2


@needs_tesseract
def test_a_picture_without_words_says_so() -> None:
    with pytest.raises(DocumentEmpty, match="Nenhum texto"):
        list(load("branco.png", _picture("")).blocks)
    with pytest.raises(DocumentEmpty, match="Nenhum texto"):
        list(load("branco.pdf", _picture("", kind="PDF")).blocks)


@needs_tesseract
def test_words_cut_at_the_end_of_a_line_are_joined() -> None:
    assert "da garantia vai" in _words("a.png", _picture("O prazo da garan-\ntia vai de 30 a 90 dias."))


def test_without_tesseract_the_reason_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(OcrMissing, match="apt install tesseract-ocr tesseract-ocr-por"):
        load("a.pdf", _picture(kind="PDF"))
    with pytest.raises(OcrMissing, match="Tesseract"):
        load("a.png", _picture())


def test_without_tesseract_the_pages_with_text_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    text: list[Line] = [(700, 11, "F1", "Você pode trocar o produto em até 30 dias depois da compra.")]
    garbage: list[Line] = [(700, 11, "F1", "12 34 56")]
    document = load("a.pdf", pdf(text, garbage))
    assert [block.text for block in document.blocks] == [text[0][3]]
    assert "(2)" in document.notes[0]
    assert "apt install" in document.notes[0]


@needs_tesseract
def test_pictures_with_too_many_pixels_are_refused() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    def png(side: int) -> bytes:
        return (
            b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
            + chunk(b"IDAT", b"")
        )

    for side in (9_000, 35_000):
        with pytest.raises(DocumentTooLarge, match="menos pixels"):
            list(load("a.png", png(side)).blocks)


@needs_tesseract
def test_damage_is_told() -> None:
    with pytest.raises(DocumentBroken):
        load("a.png", b"nada")
    with pytest.raises(DocumentBroken):
        load("a.png", _picture()[:2000])


@needs_tesseract
def test_noise_is_no_text() -> None:
    noise = Image.effect_noise((600, 600), 120)
    assert Ocr().read(Scan(600, 600, noise.tobytes(), dpi=300)) == ()
