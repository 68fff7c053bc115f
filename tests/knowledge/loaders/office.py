"""The smallest office packages that tests need, made from their parts."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

__all__ = ["odf", "package", "pptx", "relations", "rows", "shape", "xls", "xlsx"]

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file of these parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def relations(targets: Mapping[str, str]) -> str:
    """Return the relations of a part, from their ids to the last word of their type and their target."""
    items = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{target.partition(" ")[0]}" Target="{target.partition(" ")[2]}"/>'
        for key, target in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{items}</Relationships>'


def xlsx(sheets: Mapping[str, str], *, texts: Sequence[str] = (), formats: Sequence[str] = (), more: str = "") -> bytes:
    """Return a workbook.

    Args:
        sheets: the XML inside the worksheet, by its name; one that begins with "!" is hidden.
        texts: those that cells of the type "s" share.
        formats: the format codes of the cell styles, from 1 on.
        more: XML at the front of the workbook.
    """
    listed, targets, parts = "", {"t": "sharedStrings sharedStrings.xml", "s": "styles styles.xml"}, {}
    for number, (name, content) in enumerate(sheets.items()):
        state = ' state="hidden"' if name.startswith("!") else ""
        listed += f'<sheet name="{name.lstrip("!")}" sheetId="{number}" r:id="r{number}"{state}/>'
        targets[f"r{number}"] = f"worksheet worksheets/sheet{number}.xml"
        parts[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet>{content}</worksheet>"
    codes = "".join(f'<numFmt numFmtId="{170 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{170 + n}"/>' for n in range(len(formats)))
    return package(
        {
            "_rels/.rels": relations({"r": "officeDocument xl/workbook.xml"}),
            "xl/workbook.xml": f'<workbook xmlns:r="{_OFFICE}">{more}<sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(targets),
            "xl/sharedStrings.xml": f"<sst>{''.join(f'<si>{text}</si>' for text in texts)}</sst>",
            "xl/styles.xml": f'<styleSheet><numFmts>{codes}</numFmts><cellXfs><xf numFmtId="0"/>{styles}</cellXfs>'
            "</styleSheet>",
            **parts,
        }
    )


def rows(*lines: Sequence[str]) -> str:
    """Return the rows of a sheet whose cells are texts; an empty line leaves a row out."""
    content = ""
    for number, line in enumerate(lines, start=1):
        cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in line)
        content += f'<row r="{number}">{cells}</row>' if line else ""
    return f"<sheetData>{content}</sheetData>"


def pptx(slides: Sequence[str], parts: Mapping[str, str] | None = None) -> bytes:
    """Return a presentation; a slide is the XML of its shapes, hidden where it begins with "!"."""
    shown = [
        f'<p:sld xmlns:p="p" xmlns:a="a" xmlns:r="r" xmlns:c="c" show="{0 if slide.startswith("!") else 1}">'
        f"<p:cSld><p:spTree>{slide.lstrip('!')}</p:spTree></p:cSld></p:sld>"
        for slide in slides
    ]
    listed = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in range(len(slides)))
    return package(
        {
            "_rels/.rels": relations({"r": "officeDocument ppt/presentation.xml"}),
            "ppt/presentation.xml": f'<p:presentation xmlns:p="p" xmlns:r="r">{listed}</p:presentation>',
            "ppt/_rels/presentation.xml.rels": relations(
                {f"r{n}": f"slide slides/slide{n}.xml" for n in range(len(slides))}
            ),
            **{f"ppt/slides/slide{n}.xml": slide for n, slide in enumerate(shown)},
            **(parts or {}),
        }
    )


def shape(*paragraphs: str, kind: str = "") -> str:
    """Return a shape of a slide; a kind makes it that placeholder."""
    texts = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
    placeholder = f'<p:ph type="{kind}"/>' if kind else ""
    return f"<p:sp><p:nvSpPr><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:txBody>{texts}</p:txBody></p:sp>"


def odf(body: str, *, styles: str = "", title: str = "", manifest: str = "") -> bytes:
    """Return an OpenDocument package with this XML inside its body; prefixes are left out but for attributes."""
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<document-content><automatic-styles>{styles}</automatic-styles><body>{body}</body>"
            "</document-content>",
            "meta.xml": f'<document-meta xmlns:dc="dc"><meta><dc:title>{title}</dc:title></meta></document-meta>',
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


def xls(name: str, lines: Sequence[Sequence[str | float]], *, percent: bool = False) -> bytes:
    """Return an old workbook of one sheet: bare BIFF8 records (MS-XLS 2.4), without the usual container."""
    font = _record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0, 400, 0, 0, 0, 0, 0) + _short("Arial"))
    style = _record(0xE0, struct.pack("<HHHBBBBIIH", 0, 9 if percent else 0, 0, 0, 0, 0, 0, 0, 0, 0))
    first = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + font + style
    title = _short(name)
    start = len(first) + 4 + 6 + len(title) + 4
    sheet = _record(0x85, struct.pack("<IBB", start, 0, 0) + title)
    cells = b""
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str):
                cells += _record(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
            else:
                cells += _record(0x203, place + struct.pack("<d", value))
    end = _record(0x0A, b"")
    return first + sheet + end + _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + end


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _short(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")
