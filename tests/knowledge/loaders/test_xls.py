import pytest

from rosana.errors import DocumentBroken
from rosana.knowledge.loaders.document import Block
from rosana.knowledge.loaders.xls import read_xls
from tests.knowledge.loaders.office import xls


def test_rows_name_their_columns_and_numbers_show_as_in_excel() -> None:
    data = xls("Preços", [["Plano", "Prazo", "Frete"], ["Ouro", "2 dias", 0.5]], percent=True)
    assert list(read_xls(data, "Arquivo").blocks) == [
        Block("row", "Plano: Ouro; Prazo: 2 dias; Frete: 50%", ("Preços",)),
    ]


@pytest.mark.parametrize("data", [b"texto", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"\x09\x08\x10\x00"])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentBroken):
        read_xls(data, "x")
