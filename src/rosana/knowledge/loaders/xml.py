"""XML from files that nobody vouches for: no entities, no endless nesting, names without their namespaces."""

from collections.abc import Callable, Iterator
from typing import IO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from rosana.errors import DocumentBroken

__all__ = ["feed", "find_text", "local", "parse", "pieces"]

_DEEPEST = 200
"""Nesting beyond any real document, and well below Python's own limit."""
_PIECE = 1 << 16


def parse(data: bytes) -> Element:
    """Return the root of a document, its tags and attributes by their local names.

    The attribute `id` of a namespace, which refers to a relation of an Office package, is called `rel`.

    Raises:
        DocumentBroken: it is not well-formed, declares entities or is nested too deeply.
    """
    tree = TreeBuilder()

    def start(name: str, attributes: dict[str, str]) -> None:
        tree.start(local(name), {_attribute(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        tree.end(local(name))

    for _ in feed(iter([data]), start, end, tree.data):
        pass
    return tree.close()


def feed(
    parts: Iterator[bytes],
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object],
    text: Callable[[str], object],
) -> Iterator[None]:
    """Read a document piece by piece, call back for what is in it, and yield after each piece.

    Names come as they are written, with their prefixes.

    Raises:
        DocumentBroken: as `parse` does.
    """
    depth = 0

    def enter(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise DocumentBroken
        start(name, attributes)

    def leave(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = _refuse_entity
    try:
        for part in parts:
            parser.Parse(part, False)
            yield
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as exc:  # the last two: a charset that is unknown
        raise DocumentBroken from exc
    yield


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file's bytes in pieces of 64 KiB."""
    while piece := file.read(_PIECE):
        yield piece


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name[name.find(":") + 1 :]


def find_text(root: Element, tag: str) -> str:
    """Return the text of the first element with this tag, at any depth, "" where there is none."""
    found = next(root.iter(tag), None)
    return "" if found is None else " ".join("".join(found.itertext()).split())


def _refuse_entity(*_: object) -> None:
    raise DocumentBroken


def _attribute(name: str) -> str:
    return "rel" if name.endswith(":id") else local(name)
