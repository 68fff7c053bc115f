"""OCR: the words in pictures and scanned pages, recognised by Tesseract, which is a program of its own."""

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from rosana.errors import DocumentBroken, DocumentEmpty, DocumentTimeout, DocumentTooLarge, OcrMissing
from rosana.knowledge.loaders.document import Block, LazyBlocks, LoadedDocument
from rosana.knowledge.loaders.text import read_text

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["PIXELS", "Ocr", "Scan", "read_image"]

PIXELS = 10_000_000
"""Of a picture that is recognised, at most: A4 at 300 dots per inch has 8.7 million."""
_FEW_PIXELS = 1_500_000
"""Below this a picture is doubled: on screenshots letters are lower than the 20 pixels that Tesseract needs."""
_MOST_PIXELS = 60_000_000
"""Of a picture before it is made smaller, which takes up to 4 bytes each."""
_MOST_FRAMES = 200
_SECONDS = 45
"""For one page; a dense one takes 3 to 4 of computing, and waits for its turn where the machine is busy."""
_SUREST_NOISE = 55.0
"""Of a line whose words are this sure in the mean, out of 100, or less, nothing can be made."""
_RAGGED = 0.1
"""Share of a paragraph's width that a wrapped line may lack at its right edge."""
_CUT = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]$")
_WINDOWS = r"C:\Program Files\Tesseract-OCR\tesseract.exe"
_TOO_LARGE = "A imagem é grande demais. Salve-a com menos pixels e envie outra vez."
_INSTALL = (
    "No Debian ou Ubuntu: apt install tesseract-ocr tesseract-ocr-por; no macOS: brew install tesseract "
    "tesseract-lang; no Windows: instale o Tesseract com o idioma português. Depois envie o arquivo outra vez."
)


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture of a page: its pixels, one byte of grey each, row by row."""

    width: int
    height: int
    pixels: bytes
    dpi: int
    """Dots per inch."""


class Ocr:
    """Recognises Portuguese; English is read as well with it, and a second language costs a quarter more time."""

    def __init__(self) -> None:
        """Look for Tesseract.

        Raises:
            OcrMissing: it is not installed, or not its Portuguese.
        """
        program = shutil.which("tesseract") or (_WINDOWS if Path(_WINDOWS).exists() else None)
        if program is None:
            raise OcrMissing(f"{OcrMissing.detail} {_INSTALL}")
        try:
            known = _run([program, "--list-langs"], b"").split()
        except (OSError, subprocess.SubprocessError) as exc:
            raise OcrMissing(f"{OcrMissing.detail} {_INSTALL}") from exc
        if "por" not in known:
            raise OcrMissing(f"Para ler imagens falta o idioma português do Tesseract. {_INSTALL}")
        mode = "1" if "osd" in known else "3"  # 1 also finds out which way is up
        self._command = [program, "stdin", "stdout", "-l", "por", "--psm", mode]

    def read(self, scan: Scan) -> tuple[Block, ...]:
        """Return the paragraphs and lists on a page; lines that are mostly guessed are left out.

        Raises:
            DocumentTimeout: it takes longer than 45 seconds.
            DocumentBroken: Tesseract cannot make anything of it.
        """
        page = b"P5 %d %d 255\n" % (scan.width, scan.height) + scan.pixels
        try:
            table = _run([*self._command, "--dpi", str(scan.dpi), "tsv"], page)
        except subprocess.TimeoutExpired as exc:
            raise DocumentTimeout from exc
        except (OSError, subprocess.SubprocessError) as exc:
            raise DocumentBroken from exc
        text = "\n\n".join(_paragraphs(table))
        return tuple(read_text(text.encode(), "").blocks) if text else ()


def read_image(data: bytes, stem: str) -> LoadedDocument:
    """Read the words in a picture; each page of a TIFF.

    Raises:
        OcrMissing: Tesseract, its Portuguese or Pillow is not installed.
        DocumentBroken: it is damaged.
        DocumentTooLarge: it has more than 60 million pixels.
        DocumentEmpty: no words are recognised in it.
    """
    try:
        from PIL import Image  # here: only the extra brings it
    except ImportError as exc:
        raise OcrMissing("Para ler imagens, instale o extra de OCR: pip install 'rosana-desk[ocr]'.") from exc
    ocr = Ocr()
    try:
        image = Image.open(io.BytesIO(data))
    except Image.DecompressionBombError as exc:
        raise DocumentTooLarge(_TOO_LARGE) from exc
    except (OSError, ValueError) as exc:
        raise DocumentBroken from exc
    frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    notes = [f"Só as primeiras {_MOST_FRAMES} páginas foram lidas."] if frames > _MOST_FRAMES else []
    pages = min(frames, _MOST_FRAMES)
    return LoadedDocument(stem, LazyBlocks(_read_pages(image, pages, ocr), pages), notes)


def _read_pages(image: "Image", pages: int, ocr: Ocr) -> Iterator[Block]:
    empty = True
    for page in range(pages):
        for block in ocr.read(_scan(image, page)):
            yield block
            empty = False
    if empty:
        raise DocumentEmpty("Nenhum texto foi reconhecido na imagem. Envie uma mais nítida, se ela tiver texto.")


def _scan(image: "Image", page: int) -> Scan:
    from PIL import Image, ImageOps  # here: as above

    try:
        if page:
            image.seek(page)
        side = int(PIXELS**0.5)
        image.draft("L", (side, side))  # a JPEG is decoded smaller
        if image.width * image.height > _MOST_PIXELS:
            raise DocumentTooLarge(_TOO_LARGE)
        grey = ImageOps.exif_transpose(image).convert("RGBA" if image.has_transparency_data else "L")
        if grey.mode == "RGBA":
            grey = Image.alpha_composite(Image.new("RGBA", grey.size, "white"), grey).convert("L")
        pixels = grey.width * grey.height
        scale = (PIXELS / pixels) ** 0.5 if pixels > PIXELS else 2.0 if pixels < _FEW_PIXELS else 1.0
        if scale != 1:
            grey = grey.resize((max(int(grey.width * scale), 1), max(int(grey.height * scale), 1)))
    except (OSError, ValueError, SyntaxError) as exc:
        raise DocumentBroken from exc
    return Scan(grey.width, grey.height, grey.tobytes(), dpi=300)


def _run(command: list[str], data: bytes) -> str:
    # One thread: Tesseract's four take twice the time of one wherever the cores are busy.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=True, env=environment)  # noqa: S603
    return done.stdout.decode("utf-8", errors="replace")


def _paragraphs(table: str) -> Iterator[str]:
    """Yield the paragraphs in Tesseract's table of words, a line each for their lines."""
    words = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    found = [word for word in words if (word.get("text") or "").strip()]
    for _, paragraph in groupby(found, key=lambda word: (word["block_num"], word["par_num"])):
        lines = [list(line) for _, line in groupby(paragraph, key=lambda word: word["line_num"])]
        text = _join([line for line in lines if fmean(float(word["conf"]) for word in line) > _SUREST_NOISE])
        if sum(map(str.isalnum, text)) > 1:
            yield text


def _join(lines: Sequence[Sequence[Mapping[str, str]]]) -> str:
    """Return the text of a paragraph: lines that reach its right edge, or go on with a small letter, are wrapped."""
    ends = [int(line[-1]["left"]) + int(line[-1]["width"]) for line in lines]
    right, left = max(ends, default=0), min((int(line[0]["left"]) for line in lines), default=0)
    edge = right - _RAGGED * (right - left)
    text = ""
    for line, before in zip(lines, [0, *ends], strict=False):
        words = " ".join(word["text"] for word in line)
        if text and _CUT.search(text) and words[0].islower():
            text = _CUT.sub("", text) + words
        else:
            text += ("" if not text else " " if before >= edge or words[0].islower() else "\n") + words
    return text
