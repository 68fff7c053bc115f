"""Data as JSON: lists of questions become an FAQ, everything else lines that name their values."""

import json
import re
from collections.abc import Iterator, Mapping

from rosana.errors import DocumentBroken
from rosana.knowledge.loaders.charset import decode, decode_lines
from rosana.knowledge.loaders.document import Block, LazyBlocks, LoadedDocument, clean
from rosana.knowledge.loaders.sheet import record_blocks, tidy

__all__ = ["read_json", "read_jsonl"]

_DEEPEST = 20
"""Levels of values inside values that are told apart by headings."""
_LONGEST_HEADING = 300
_TITLE = re.compile(r"(?:title|t[íi]tulo|subject|assunto)$", re.IGNORECASE)
_BODY = re.compile(r"(?:body|content|conte[úu]do|text|texto|corpo|artigo|article)$", re.IGNORECASE)


def read_json(data: bytes, stem: str) -> LoadedDocument:
    """Read a JSON value: records as rows, the groups of an object under their names.

    A record with a title and a text is a section; one with a question and an answer is a pair.

    Raises:
        DocumentBroken: it is no JSON.
    """
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError) as exc:
        try:
            return LoadedDocument(stem, tuple(_line_blocks(data)))
        except DocumentBroken:
            raise DocumentBroken(_NO_JSON) from exc
    return LoadedDocument(stem, LazyBlocks(_blocks(value, ()), len(value) if isinstance(value, list) else 0))


def read_jsonl(data: bytes, stem: str) -> LoadedDocument:
    """Read a JSON value from each line, as they are asked for.

    Raises:
        DocumentBroken: a line is no JSON.
    """
    return LoadedDocument(stem, LazyBlocks(_line_blocks(data), data.count(b"\n") + 1))


_NO_JSON = "O arquivo não é JSON válido. Confira vírgulas, aspas e chaves e envie outra vez."


def _line_blocks(data: bytes) -> Iterator[Block]:
    for number, line in enumerate(decode_lines(data), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as exc:
            msg = f"A linha {number} não é JSON válido. Corrija-a e envie o arquivo outra vez."
            raise DocumentBroken(msg) from exc
        yield from _blocks(value, ())


def _blocks(value: object, path: tuple[str, ...]) -> Iterator[Block]:
    if isinstance(value, dict):
        yield from _object(value, path)
    elif isinstance(value, list) and len(path) < _DEEPEST:
        for item in value:
            yield from _blocks(item, path)
    elif text := _text(value):
        yield Block("item", f"- {text}", path)


def _object(value: Mapping[str, object], path: tuple[str, ...]) -> Iterator[Block]:
    """Yield the values of an object as one row, then what it holds deeper down under the names."""
    fields = {tidy(name): text for name, item in value.items() if _is_plain(item) and (text := _text(item))}
    title = next((name for name, text in fields.items() if _TITLE.match(name) and len(text) <= _LONGEST_HEADING), "")
    if title and len(value) > 1:
        path = (*path, " ".join(fields.pop(title).split()))
        for name in [name for name in fields if _BODY.match(name)]:
            yield Block("paragraph", fields.pop(name), path)
    if fields:
        yield from record_blocks(list(fields), [list(fields.values())], path)
    for name, item in value.items():
        if _is_plain(item):
            continue
        if len(path) < _DEEPEST:
            yield from _blocks(item, (*path, " ".join(clean(name).split())))
        else:
            yield Block("code", clean(json.dumps(item, ensure_ascii=False)), path)


def _is_plain(value: object) -> bool:
    """Tell whether a value is read in the line of its object: no object, nor a list of them."""
    return not isinstance(value, dict) and not (isinstance(value, list) and any(map(_is_nested, value)))


def _is_nested(value: object) -> bool:
    return isinstance(value, dict | list)


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, bool):
        return "sim" if value else "não"
    return "" if value is None else clean(tidy(str(value)))
