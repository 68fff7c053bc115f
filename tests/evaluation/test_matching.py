import pytest

from rosana.errors import DatasetInvalid
from rosana.evaluation.dataset import Dataset, Question
from rosana.evaluation.matching import find_in_base, find_in_dataset
from rosana.knowledge.ingestion import Text
from rosana.types import Document


def document(key: str, source: str, title: str = "") -> Document:
    return Document(key, source, title, None, "ready", None, 1, "")


BASE = [
    document("1", "/srv/ajuda/conta/senha.md", "Trocar a senha"),
    document("2", "/srv/ajuda/loja/senha.md", "Senha da loja"),
    document("3", "exemplo/horario", "Horário"),
]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("conta/senha.md", ("1",)),
        ("senha.md", ("1", "2")),
        ("ha.md", ()),
        ("/srv/ajuda/loja/senha.md", ("2",)),
        ("horário", ("3",)),
        ("exemplo/horario", ("3",)),
        ("nada", ()),
    ],
)
def test_a_document_of_the_base_is_meant_by_the_end_of_its_source_or_its_title(
    name: str, found: tuple[str, ...]
) -> None:
    dataset = Dataset("x", (Question("q", "?", {"conta/senha.md": 1}),))
    assert find_in_base(dataset, BASE)(name) == found


def test_a_record_of_a_beir_folder_is_meant_by_its_title() -> None:
    dataset = Dataset(
        "x", (Question("q", "?", {"r7": 1}),), texts=(Text("r7", "Senha da Loja", ""), Text("r8", "", ""))
    )
    find = find_in_base(dataset, BASE)
    assert (find("r7"), find("r8")) == (("2",), ())


def test_a_base_that_has_none_of_the_documents_is_refused() -> None:
    with pytest.raises(DatasetInvalid, match="por exemplo 'outro'"):
        find_in_base(Dataset("x", (Question("q", "?", {"outro": 1}),)), BASE)


def test_a_base_made_of_the_data_set_knows_its_documents_by_their_whole_names() -> None:
    find = find_in_dataset(Dataset("x", ()), [document("1", "r1"), document("2", "a/r1")])
    assert (find("r1"), find("r2")) == (("1",), ())
