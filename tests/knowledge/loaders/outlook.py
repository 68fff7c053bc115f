"""The smallest Outlook message that tests need: a compound file (MS-CFB) with all streams in 64-byte sectors."""

import struct
from collections.abc import Mapping
from itertools import pairwise

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STRING, _BINARY = 0x001F, 0x0102

Properties = Mapping[int, str | bytes]


def msg(properties: Properties, *attachments: Properties) -> bytes:
    """Return a message with these properties (MS-OXPROPS numbers to values) and attachments."""
    root: dict[str, object] = _streams(properties, header=32)
    for number, attachment in enumerate(attachments):
        root[f"__attach_version1.0_#{number:08X}"] = _streams(attachment, header=8)
    return _compound_file(root)


def _streams(properties: Properties, *, header: int) -> dict[str, object]:
    table = bytes(header)
    streams: dict[str, object] = {}
    for number, value in properties.items():
        kind = _STRING if isinstance(value, str) else _BINARY
        data = value.encode("utf-16-le") if isinstance(value, str) else value
        table += struct.pack("<HHIII", kind, number, 6, len(data), 0)
        streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
    return {"__properties_version1.0": table, **streams}


def _compound_file(root: Mapping[str, object]) -> bytes:
    entries: list[list[object]] = [["Root Entry", 5, b"", []]]  # name, kind, data, children
    _collect(root, entries, 0)
    mini = b""
    mini_fat: list[int] = []
    places: list[int] = []
    for _, kind, data, _ in entries:
        assert isinstance(data, bytes)
        if kind == 2 and data:
            places.append(len(mini_fat))
            count = -(-len(data) // 64)
            mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), _END]
            mini += data.ljust(count * 64, b"\0")
        else:
            places.append(_END)
    tables = [
        _sectors(_directory(entries, places, mini)),
        _sectors(struct.pack(f"<{len(mini_fat)}I", *mini_fat), b"\xff"),
    ]
    tables.append(_sectors(mini))
    fat, starts = [_FAT], []
    for table in tables:
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + len(table) // 512), _END]
    body = b"".join(tables)
    body = body.replace(b"MINI", struct.pack("<I", starts[2]), 1)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, starts[0], 0, 4096, starts[1], len(tables[1]) // 512, _END, 0, 0)
    head += b"\xff" * (512 - len(head))
    return head + struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff") + body


def _collect(folder: Mapping[str, object], entries: list[list[object]], parent: int) -> None:
    for name, content in folder.items():
        children = entries[parent][3]
        assert isinstance(children, list)
        children.append(len(entries))
        entries.append(
            [name, 2 if isinstance(content, bytes) else 1, content if isinstance(content, bytes) else b"", []]
        )
        if isinstance(content, Mapping):
            _collect(content, entries, len(entries) - 1)


def _directory(entries: list[list[object]], places: list[int], mini: bytes) -> bytes:
    """Return the directory: the children of a folder hang on each other's right, in the order of their names."""
    right, first = [_FREE] * len(entries), [_FREE] * len(entries)
    for number, (_, _, _, children) in enumerate(entries):
        assert isinstance(children, list)
        ordered = sorted(children, key=lambda child: (len(str(entries[child][0])), str(entries[child][0]).upper()))
        first[number] = ordered[0] if ordered else _FREE
        for one, other in pairwise(ordered):
            right[one] = other
    table = b""
    for number, (name, kind, data, _) in enumerate(entries):
        assert isinstance(data, bytes)
        text = str(name).encode("utf-16-le") + b"\0\0"
        start = b"MINI" if number == 0 else struct.pack("<I", places[number])
        size = len(mini) if number == 0 else len(data)
        table += text.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(text), int(str(kind)), 1, _FREE, right[number], first[number]
        )
        table += bytes(36) + start + struct.pack("<Q", size)
    return table


def _sectors(data: bytes, fill: bytes = b"\0") -> bytes:
    return data.ljust(-(-len(data) // 512) * 512, fill)
