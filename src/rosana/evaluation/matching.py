"""Which documents of a base a data set means by a name."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from rosana.errors import DatasetInvalid
from rosana.evaluation.dataset import Dataset
from rosana.types import Document

__all__ = ["Finder", "find_in_base", "find_in_dataset"]

Finder = Callable[[str], tuple[str, ...]]
"""Returns the ids of the documents that a name means, none if the base has no such document."""


def find_in_dataset(dataset: Dataset, documents: Sequence[Document]) -> Finder:
    """Return how documents are found in a base that holds the data set and nothing else."""
    ids = {document.source: document.id for document in documents}

    def find(name: str) -> tuple[str, ...]:
        source = (dataset.folder / name).resolve().as_posix() if dataset.folder else name
        return (ids[source],) if source in ids else ()

    return find


def find_in_base(dataset: Dataset, documents: Sequence[Document]) -> Finder:
    """Return how documents are found in a base that people made.

    A name means each document whose source it is, whose source ends with it from a slash on, or whose title it
    is; for a record of a BEIR corpus, so does its title.

    Raises:
        DatasetInvalid: the base has none of the data set's documents.
    """
    titles = {text.source: text.title for text in dataset.texts if text.title}
    ids: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        parts = document.source.split("/")
        for known in (*("/".join(parts[start:]) for start in range(len(parts))), document.title):
            ids[known.casefold()].add(document.id)

    def find(name: str) -> tuple[str, ...]:
        names = (name, titles.get(name, name))
        return tuple(sorted({one for each in names for one in ids.get(each.casefold(), ())}))

    names = [name for question in dataset.questions for name in question.relevance]
    if not any(map(find, names)):
        raise DatasetInvalid(
            f"A base não tem nenhum dos documentos do conjunto (por exemplo {names[0]!r}). "
            "Compare com as origens e os títulos em: rosana knowledge list --json"
        )
    return find
