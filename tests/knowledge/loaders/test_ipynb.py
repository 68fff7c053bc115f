import json

import pytest

from rosana.errors import DocumentBroken
from rosana.knowledge.loaders.document import Block
from rosana.knowledge.loaders.ipynb import read_ipynb


def test_texts_and_code_are_read_and_outputs_are_not() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Guia\n", "Abra a loja."]},
        {"cell_type": "code", "source": 'print("```")', "outputs": [{"text": ["saída"]}]},
        {"cell_type": "raw", "source": "cru"},
        {"cell_type": "markdown", "source": "## Fim\n\nFeche."},
    ]
    document = read_ipynb(json.dumps({"cells": cells}).encode(), "Arquivo")
    assert document.title == "Guia"
    assert list(document.blocks) == [
        Block("paragraph", "Abra a loja."),
        Block("code", 'print("```")'),
        Block("paragraph", "Feche.", ("Fim",)),
    ]


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"cells": 1}', b"[" * 100_000])
def test_what_is_no_notebook_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentBroken):
        read_ipynb(data, "x")
