"""What people typed into a PDF: the values of form fields, and comments."""

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage
    from pypdfium2.raw import FPDF_ANNOTATION

__all__ = ["remarks"]

_MOST = 500
"""On one page."""
_LONGEST = 10_000
"""Bytes of a value, two to a character."""


def remarks(page: "PdfPage") -> Iterator[str]:
    """Yield the filled fields of a page as "name: value", and its comments."""
    from pypdfium2 import raw  # here: a base may hold no PDF

    for number in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind == raw.FPDF_ANNOT_WIDGET:
                name, value = _value(annotation, b"TU") or _value(annotation, b"T"), _value(annotation, b"V")
                if name and value not in ("", "Off"):
                    yield f"{name}: {value}"
            elif kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP) and (
                comment := _value(annotation, b"Contents")
            ):
                yield comment
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _value(annotation: "FPDF_ANNOTATION", key: bytes) -> str:
    from pypdfium2 import raw  # here: as above

    buffer = ctypes.create_string_buffer(_LONGEST)
    size = raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), _LONGEST)
    return buffer.raw[: max(min(size, _LONGEST) - 2, 0)].decode("utf-16-le", errors="ignore").strip()
