"""The smallest DOCX and PDF files that tests need, made from their text."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Line = tuple[int, int, str, str]
"""Distance from the bottom and size, both in points, font (F1 regular, F2 bold) and text."""


def paragraph(text: str, style: str = "") -> str:
    """Return a paragraph of a Word document, bold where the style is "b"."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style not in ("", "b") else ""
    run = "<w:rPr><w:b/></w:rPr>" if style == "b" else ""
    return f'<w:p>{properties}<w:r>{run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table of a Word document."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx(*body: str, title: str = "") -> bytes:
    """Return a Word document with "heading 1", "heading 2" and "Title" as the styles H1, H2 and T."""
    names = {"H1": "heading 1", "H2": "heading 2", "T": "Title"}
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/></w:style>'
    styles = "".join(style.format(*pair) for pair in names.items())
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1"'
        f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1"'
        f' Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_WORD}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_WORD}>{styles}</w:styles>",
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="urn:x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title></cp:coreProperties>",
    }
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return package.getvalue()


def pdf(*pages: Sequence[Line], title: str = "", encrypted: bool = False) -> bytes:
    """Return a PDF of A4 pages with these lines."""
    numbers = [6 + 2 * index for index in range(len(pages))]
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{n} 0 R' for n in numbers)}]>>".encode(),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        4: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
        5: b"<</Title(" + title.encode("cp1252") + b")>>",
    }
    for number, lines in zip(numbers, pages, strict=True):
        shown = (f"BT /{font} {size} Tf 72 {y} Td ({text}) Tj ET" for y, size, font, text in lines)
        stream = "\n".join(shown).encode("cp1252")
        objects[number] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>"
            b"/Contents %d 0 R>>" % (number + 1)
        )
        objects[number + 1] = b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)
    locked = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"00" * 32, b"11" * 32)
    return _write_pdf(objects, locked if encrypted else b"")


def _write_pdf(objects: dict[int, bytes], trailer: bytes) -> bytes:
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in objects.items():
        offsets.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    places = b"".join(b"%010d 00000 n \n" % place for place in offsets)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, places)
    end = b"trailer<</Size %d/Root 1 0 R/Info 5 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(data))
    return data + table + end
