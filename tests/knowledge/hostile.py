"""Files that somebody made to do harm; small ones, for what is slow to make proves no more."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

__all__ = ["HARMLESS", "HOSTILE"]

_DEEP = 100_000
_LAUGHS = "".join(f'<!ENTITY {a} "{f"&{b};" * 10}">' for a, b in zip("bcdefghij", "abcdefghi", strict=True))
_ENTITIES = {
    "bomb": f'<!DOCTYPE x [<!ENTITY a "ha">{_LAUGHS}]>',
    "external": '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>',
}
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def _package(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def _relation(kind: str, target: str) -> str:
    one = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_RELATIONS}">{one}</Relationships>'


def _docx(entities: str, body: str) -> bytes:
    document = f'{entities}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    return _package(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _relation("officeDocument", "word/document.xml"),
            "word/document.xml": document,
        }
    )


def _xlsx(entities: str) -> bytes:
    cell = '<c r="A1" t="inlineStr"><is><t>&j;</t></is></c>'
    sheets = '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
    book = f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}">{sheets}</workbook>'
    return _package(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'{entities}<worksheet xmlns="{_SHEET}"><sheetData><row r="1">{cell}</row>'
            "</sheetData></worksheet>",
        }
    )


def _pptx(entities: str) -> bytes:
    slides = '<p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst>'
    text = "<p:sp><p:txBody><a:p><a:r><a:t>&j;</a:t></a:r></a:p></p:txBody></p:sp>"
    slide = f'<p:sld xmlns:p="{_SLIDE}" xmlns:a="{_DRAWING}"><p:cSld><p:spTree>{text}</p:spTree></p:cSld></p:sld>'
    return _package(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _relation("officeDocument", "ppt/presentation.xml"),
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{_SLIDE}" xmlns:r="{_OFFICE}">{slides}</p:presentation>',
            "ppt/_rels/presentation.xml.rels": _relation("slide", "slides/slide1.xml"),
            "ppt/slides/slide1.xml": entities + slide,
        }
    )


def _odt(entities: str) -> bytes:
    names = f'xmlns:office="{_OASIS}:office:1.0" xmlns:text="{_OASIS}:text:1.0"'
    body = "<office:body><office:text><text:p>&j;</text:p></office:text></office:body>"
    return _package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{entities}<office:document-content {names}>{body}</office:document-content>",
        }
    )


def _epub(entities: str) -> bytes:
    root = '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/>'
    item = '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    return _package(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": f'{entities}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            f"<rootfiles>{root}</rootfiles></container>",
            "a.opf": f'{entities}<package xmlns="http://www.idpf.org/2007/opf">{item}'
            '<spine><itemref idref="a"/></spine></package>',
        }
    )


def _pdf(*objects: bytes) -> bytes:
    body, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(body))
    return bytes(body) + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, table) + end


def _pages(count: int, *, content: bytes = b"", filters: bytes = b"", size: int = 800) -> bytes:
    """Return a PDF whose pages share their content."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 3 0 R>>" % (size, size)
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b" ".join(b"%d 0 R" % (4 + n) for n in range(count))),
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content),
        *[page] * count,
    )


def _deep_pages() -> bytes:
    tree = (b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % number for number in range(3, _DEEP // 10))
    return _pdf(b"<</Type/Catalog/Pages 2 0 R>>", *tree, b"<</Type/Page/MediaBox[0 0 9 9]>>")


def _zeros(megabytes: int) -> bytes:
    """Return so much packed twice, which makes a thousandth of a thousandth of it."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()
    return zlib.compress(packed, 9)


def _png(width: int, height: int) -> bytes:
    """Return a white picture of one bit per pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\xff" * (width // 8 + 1)) * height, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _zip_bomb() -> bytes:
    data = _package({"a.txt": b"0" * 60_000_000})
    for _ in range(3):
        data = _package({f"{number}.zip": data for number in range(9)})
    return data


def _mime() -> bytes:
    parts = (b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(_DEEP // 20))
    return b"From: a@b.c\r\nSubject: x\r\n" + b"".join(parts) + b"\r\nTexto\r\n"


HOSTILE: Mapping[str, bytes] = {
    "page bomb.pdf": _pages(6_000),
    "page tree.pdf": _deep_pages(),
    "stream bomb.pdf": _pages(1, content=_zeros(500), filters=b"/Filter[/FlateDecode/FlateDecode]"),
    "large page.pdf": _pages(3, size=35_000),
    **{f"{kind}.docx": _docx(entity, "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>") for kind, entity in _ENTITIES.items()},
    **{f"{kind}.xlsx": _xlsx(entity) for kind, entity in _ENTITIES.items()},
    **{f"{kind}.pptx": _pptx(entity) for kind, entity in _ENTITIES.items()},
    **{f"{kind}.odt": _odt(entity) for kind, entity in _ENTITIES.items()},
    **{f"{kind}.epub": _epub(entity) for kind, entity in _ENTITIES.items()},
    "picture.svg": (_ENTITIES["external"] + "<svg><text>&j;</text></svg>").encode(),
    "deep.docx": _docx("", "<w:tbl><w:tr><w:tc>" * 20_000),
    "large.docx": _docx("", "<w:p><w:r><w:t>palavra</w:t></w:r></w:p>" * 900_000),
    "bomb.zip": _zip_bomb(),
    "deep.json": b"[" * _DEEP + b"]" * _DEEP,
    "deep.jsonl": b'{"a":' * _DEEP,
    "deep.ipynb": b'{"cells":' + b"[" * _DEEP,
    "deep.html": b"<div>" * _DEEP + b"Texto",
    "deep.eml": _mime(),
    "zeros.txt": bytes(10_000_000),
    "zeros.pdf": b"%PDF-1.7" + bytes(1_000_000),
    "zeros.docx": bytes(1_000_000),
    "zeros.eml": bytes(1_000_000),
    "large picture.png": _png(35_000, 3_000),
}
"""Files that end with a reason, by name."""

HARMLESS: Mapping[str, bytes] = {
    "quotes.md": b"> " * _DEEP + b"Texto",
    "lists.md": b"- " * _DEEP + b"Texto",
    "brackets.md": b"[a](" * 20_000,
    "bold.html": b"<b>" * _DEEP + b"Texto",
    "external.html": (_ENTITIES["external"] + "<p>Texto &j;</p>").encode(),
    "line.txt": b"a" * 3_000_000,
    "line.md": b"a " * 500_000,
    "stops.txt": b"a. " * 300_000,
    "digits.txt": b"1" * 1_000_000,
    "spaces.txt": b"a" + b" " * 3_000_000 + b"b",
    "lines.txt": b"a" + b"\n " * 1_000_000 + b"b",
    "some zeros.txt": (b"palavra " * 10 + b"\0") * 1000,
}
"""Files that are read all the same, in the time that their length takes."""
