"""PowerPoint presentations: each slide under its title, with its tables, charts and speaker notes."""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from rosana.knowledge.loaders.document import LoadedDocument, Outline
from rosana.knowledge.loaders.package import Package, open_package
from rosana.knowledge.loaders.sheet import tidy
from rosana.knowledge.loaders.tables import Cell, has_header, label_row, lay_out

__all__ = ["read_pptx"]

_TITLES = frozenset(("title", "ctrTitle"))
_FURNITURE = frozenset(("dt", "ftr", "sldNum", "hdr", "sldImg"))
_NO_LABEL = re.compile(r"gerad[ao] automaticamente|generated|\.\w{3,4}$", re.IGNORECASE)
_SHORTEST_LABEL = 20
"""Characters of a picture's description that somebody wrote; below, it is a file's or a shape's name."""


def read_pptx(data: bytes, stem: str) -> LoadedDocument:
    """Read a presentation in the order of its slides; hidden ones are left out with a note.

    A slide gives its title as a heading, then its texts, tables, charts, diagrams, the descriptions of its
    pictures and its speaker notes. Macros are not looked at.

    Raises:
        DocumentEncrypted: it asks for a password.
        DocumentTooLarge: a slide unpacks to more than 30 MB.
        DocumentBroken: it is damaged, an old .ppt, or another kind of file.
    """
    with open_package(data) as package:
        main = package.main_part()
        parts = package.relations(main)
        names = [parts.get(item.get("rel", ""), "") for item in package.xml(main).iter("sldId")]
        outline = Outline()
        hidden = 0
        for name in names:
            if name not in package:
                continue
            slide = package.xml(name)
            if slide.get("show") in ("0", "false"):
                hidden += 1
                continue
            _Slide(package, package.relations(name), outline).read(slide)
        title = outline.first_heading or package.title() or stem
    note = f"Slides ocultos não foram lidos: {hidden}. Reexiba-os e envie o arquivo outra vez, se precisar."
    return LoadedDocument(title, outline.document(title).blocks, (note,) if hidden else ())


class _Slide:
    """Walks the shapes of one slide."""

    def __init__(self, package: Package, parts: Mapping[str, str], outline: Outline) -> None:
        self._package = package
        self._parts = parts
        self._outline = outline

    def read(self, slide: Element) -> None:
        self._outline.close(1)
        shapes = [shape for tree in slide.iter("spTree") for shape in _shapes(tree)]
        for shape in shapes:
            if _placeholder(shape) in _TITLES:
                self._outline.heading(1, " ".join(map(_text, shape.iter("p"))))
        for shape in shapes:
            self._shape(shape)
        self._notes()

    def _shape(self, shape: Element) -> None:
        kind = _placeholder(shape)
        if kind in _TITLES or kind in _FURNITURE:
            return
        if shape.tag == "sp":
            self._texts(shape, bulleted=kind in ("body", "obj"))
        elif shape.tag == "pic":
            label = next((item.get("descr", "") for item in shape.iter("cNvPr")), "")
            if len(label) >= _SHORTEST_LABEL and not _NO_LABEL.search(label):
                self._outline.add("paragraph", tidy(label))
        elif shape.tag == "graphicFrame":
            self._graphic(shape)

    def _texts(self, shape: Element, *, bulleted: bool) -> None:
        """Add the paragraphs of a shape; those of the slide's body are items, as its master has it."""
        paragraphs = [(paragraph, text) for paragraph in shape.iter("p") if (text := _text(paragraph))]
        number = 0
        for paragraph, text in paragraphs:
            properties = paragraph.find("pPr")
            marks = {item.tag for item in properties} if properties is not None else set()
            level = int(properties.get("lvl", "0")) if properties is not None else 0
            number = number + 1 if "buAutoNum" in marks else 0
            if "buNone" in marks or not (
                level or marks & {"buChar", "buAutoNum"} or (bulleted and len(paragraphs) > 1)
            ):
                self._outline.add("paragraph", text)
            else:
                self._outline.add("item", f"{'  ' * level}{f'{number}.' if number else '-'} {text}")

    def _graphic(self, shape: Element) -> None:
        for table in shape.iter("tbl"):
            self._table(table)
        for reference in shape.iter():
            part = self._parts.get(reference.get("rel" if reference.tag == "chart" else "dm", ""), "")
            if reference.tag == "chart" and part in self._package:
                self._chart(self._package.xml(part))
            elif reference.tag == "relIds" and part in self._package:
                for point in self._package.xml(part).iter("pt"):
                    self._outline.add("item", f"- {' '.join(map(_text, point.iter('p')))}")

    def _table(self, table: Element) -> None:
        marked = any(item.get("firstRow") in ("1", "true") for item in table.iter("tblPr"))
        rows = [
            [_cell(cell, names=marked and not number) for cell in row.iter("tc") if not _is_covered(cell)]
            for number, row in enumerate(table.iter("tr"))
        ]
        grid = lay_out(rows)
        header = grid.pop(0) if has_header(rows) else []
        for row in grid:
            self._outline.add("row", label_row(header, row))

    def _chart(self, chart: Element) -> None:
        for title in chart.iter("title"):
            self._outline.add("paragraph", "".join(part.text or "" for part in title.iter("t")))
        series = list(chart.iter("ser"))
        names = [next(_values(one, "tx"), "") for one in series]
        categories = next((found for one in series if (found := list(_values(one, "cat")))), [])
        columns = [list(_values(one, "val")) for one in series]
        for number, category in enumerate(categories):
            values = [column[number] if number < len(column) else "" for column in columns]
            self._outline.add("row", label_row(["", *names], [category, *values]))

    def _notes(self) -> None:
        part = next((part for part in self._parts.values() if "notesSlides/" in part and part in self._package), "")
        if not part:
            return
        bodies = [shape for shape in self._package.xml(part).iter("sp") if _placeholder(shape) == "body"]
        notes = [text for shape in bodies for paragraph in shape.iter("p") if (text := _text(paragraph))]
        if notes:
            self._outline.add("paragraph", "\n".join(["Notas do apresentador:", *notes]))


def _shapes(tree: Element) -> Iterator[Element]:
    """Yield the shapes of a tree or group, those of its groups among them; no fallbacks for old programs."""
    for shape in tree:
        if shape.tag in ("grpSp", "AlternateContent", "Choice"):
            yield from _shapes(shape)
        else:
            yield shape


def _placeholder(shape: Element) -> str:
    """Return the kind of a placeholder, "" for a shape that is none."""
    return next((item.get("type", "obj") for item in shape.iter("ph")), "")


def _text(paragraph: Element) -> str:
    parts: list[str] = []
    for run in paragraph:
        if run.tag == "br":
            parts.append("\n")
        elif run.tag == "r" or (run.tag == "fld" and not run.get("type", "").startswith(("slidenum", "datetime"))):
            parts.append(run.findtext("t") or "")
    return tidy("".join(parts))


def _cell(cell: Element, *, names: bool) -> Cell:
    text = " ".join(filter(None, map(_text, cell.iter("p"))))
    columns, rows = (int(cell.get(name, "1")) for name in ("gridSpan", "rowSpan"))
    return Cell(text.replace("\n", " "), columns=columns, rows=rows, names=names)


def _is_covered(cell: Element) -> bool:
    """Tell whether a cell only fills the room of a merged one."""
    return any(cell.get(name) in ("1", "true") for name in ("hMerge", "vMerge"))


def _values(series: Element, part: str) -> Iterator[str]:
    for found in series.findall(part):
        for value in found.iter("v"):
            yield (value.text or "").removesuffix(".0").replace(".", ",") if part == "val" else value.text or ""
