"""The ZIP packages that office documents and books are: parts by their names, within limits."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from rosana.errors import DocumentBroken, DocumentEncrypted, DocumentError, DocumentTooLarge
from rosana.knowledge.loaders.document import usable_title
from rosana.knowledge.loaders.xml import find_text, parse

__all__ = ["Package", "open_package", "refuse_ole"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of the OLE container: Office until 2003, and any Office file with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LARGEST = 30_000_000
"""Bytes of one part that is read as a whole: a book of a thousand pages stays below, a bomb does not."""
_LARGEST_STREAM = 500_000_000
"""Bytes of one part that is read row by row: a sheet of a million rows stays below."""
_MOST_PARTS = 20_000


class Package:
    """An open package; a part is refused by its stated size, beyond which zipfile never reads."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises:
            DocumentTooLarge: they are more than 30 MB.
            DocumentBroken: there is no such part.
        """
        info = self._info(name)
        if info.file_size > _LARGEST:
            raise DocumentTooLarge
        return self._archive.read(info)

    def stream(self, name: str) -> IO[bytes]:
        """Open a part of up to 500 MB; raises as `read` does."""
        info = self._info(name)
        if info.file_size > _LARGEST_STREAM:
            raise DocumentTooLarge
        return self._archive.open(info)

    def xml(self, name: str) -> Element:
        """Return the root of a part; raises as `read` does."""
        return parse(self.read(name))

    def main_part(self) -> str:
        """Return the name of the part of an Office document that the others hang on.

        Raises:
            DocumentBroken: there is none, so this is another kind of package.
        """
        for item in self.xml("_rels/.rels"):
            if item.get("Type", "").endswith("/officeDocument"):
                return resolve("", item.get("Target", ""))
        raise DocumentBroken

    def relations(self, name: str) -> Mapping[str, str]:
        """Return the parts that a part of an Office document refers to, by the ids of the relations."""
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self:
            return {}
        targets = ((item.get("Id", ""), item.get("Target", "")) for item in self.xml(relations))
        return {key: resolve(folder, target) for key, target in targets}

    def size_of_xml(self) -> int:
        """Return how many bytes the XML of all parts unpacks to."""
        parts = self._archive.infolist()
        return sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))

    def title(self) -> str:
        """Return the title among the properties of an Office document, "" where a program put it there."""
        name = "docProps/core.xml"
        return usable_title(find_text(self.xml(name), "title")) if name in self else ""

    def _info(self, name: str) -> zipfile.ZipInfo:
        real = self._names.get(name.lower())
        if real is None:
            raise DocumentBroken
        info = self._archive.getinfo(real)
        if info.flag_bits & 1:
            raise DocumentEncrypted
        return info


def resolve(folder: str, target: str) -> str:
    """Return the name of the part that a reference from a folder of the package means."""
    path = unquote(target.partition("#")[0])
    return path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))


@contextmanager
def open_package(data: bytes) -> Iterator[Package]:
    """Open a package, and name what is wrong with it, now or while it is read.

    Raises:
        DocumentEncrypted: it asks for a password.
        DocumentBroken: it is damaged, or no package.
    """
    refuse_ole(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > _MOST_PARTS:
                raise DocumentTooLarge
            yield Package(archive)
    except (DocumentError, MemoryError):
        raise
    except Exception as exc:  # a number that is none, a part cut short: damaged files end in any of Python's
        raise DocumentBroken from exc


def refuse_ole(data: bytes) -> None:
    """Refuse the container of Office files with a password, and of those before 2007.

    Raises:
        DocumentEncrypted: it asks for a password.
        DocumentBroken: it is of an older kind than its name says.
    """
    if not data.startswith(_OLE):
        return
    if _ENCRYPTED in data:
        raise DocumentEncrypted
    msg = "O arquivo é de um Office antigo. Abra-o e salve-o como .docx, .xlsx ou .pptx."
    raise DocumentBroken(msg)
