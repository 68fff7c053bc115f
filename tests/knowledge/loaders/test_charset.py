import codecs

import pytest

from rosana.errors import DocumentBroken
from rosana.knowledge.loaders.charset import decode, decode_lines


@pytest.mark.parametrize(
    "data",
    [
        "São João".encode(),
        "São João".encode("utf-8-sig"),
        "São João".encode("cp1252"),
        "São João".encode("cp850"),
        "São João".encode("utf-16"),
        codecs.BOM_UTF16_BE + "São João".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + "São João".encode("utf-32-le"),
    ],
)
def test_usual_charsets_are_recognised(data: bytes) -> None:
    assert decode(data) == "São João"


def test_newlines_of_every_system_become_one() -> None:
    assert decode(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_undefined_bytes_of_windows_1252_do_not_stop_the_reading() -> None:
    assert decode(b"pre\xe7o \x81") == "preço \ufffd"


def test_half_a_character_after_a_mark_does_not_stop_the_reading() -> None:
    assert decode(codecs.BOM_UTF16_LE + b"a\x00b") == "a\ufffd"


def test_a_picture_under_the_name_of_a_text_is_refused() -> None:
    with pytest.raises(DocumentBroken, match="não contém texto"):
        decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01")


def test_a_stray_control_character_is_no_reason_to_refuse_a_text() -> None:
    assert decode(b"palavra " * 20 + b"\x00") == "palavra " * 20 + "\x00"


def test_shift_jis_is_recognised() -> None:
    assert decode("名前,住所\n髙橋淳,名古屋".encode("cp932")) == "名前,住所\n髙橋淳,名古屋"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_lines_are_those_of_the_whole_text(charset: str) -> None:
    assert list(decode_lines("é\r\nã\rfim".encode(charset))) == ["é\n", "ã\n", "fim"]
