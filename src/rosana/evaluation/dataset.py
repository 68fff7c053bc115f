"""Data sets for measuring: questions with the documents that answer them, and questions that no document answers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rosana.errors import DatasetInvalid
from rosana.knowledge.files import FoundFile, find_files
from rosana.knowledge.ingestion import Text

__all__ = ["Dataset", "Question", "load_dataset", "load_foreign"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and what is known of its answer."""

    id: str
    text: str
    relevance: Mapping[str, int]
    """How relevant each document is that answers it, by the document's name in the data set; at least 1."""
    answers: tuple[str, ...] = ()
    """Texts of which each is an answer, as annotators marked them."""
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """Questions, and the documents that they are asked of."""

    name: str
    questions: tuple[Question, ...]
    texts: tuple[Text, ...] = ()
    """The documents of a BEIR folder; a document's name is its source."""
    files: tuple[FoundFile, ...] = ()
    """The documents of a help center."""
    folder: Path | None = None
    """Where they are; a document's name is its path below this folder."""


class _Line(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True, defer_build=True)

    id: str = Field(alias="_id", min_length=1)
    text: str


class _Record(_Line):
    title: str | None = None


class _Metadata(BaseModel):
    model_config = ConfigDict(defer_build=True)

    answers: tuple[str, ...] = ()


class _Query(_Line):
    text: str = Field(pattern=r"\S")
    metadata: _Metadata | None = None


class _HelpQuestion(_Query):
    kind: str | None = None
    documents: tuple[str, ...] = Field(min_length=1)


class _ForeignQuestion(_Query):
    domain: str | None = None


_L = TypeVar("_L", bound=_Line)


def load_dataset(folder: Path, *, with_documents: bool = True) -> Dataset:
    """Load a BEIR folder (`queries.jsonl`) or a help center (`questions.jsonl`).

    Args:
        folder: the data set; its name is the folder's.
        with_documents: whether its documents must be there. Without them the questions are for a base that
            holds the documents already.

    Raises:
        DatasetInvalid: it is missing, of neither format, has a line that cannot be read, or nothing to ask.
    """
    if not folder.is_dir():
        raise DatasetInvalid(f"A pasta {str(folder)!r} não existe. Confira o caminho.")
    name = folder.resolve().name
    if (folder / "questions.jsonl").exists():
        return _load_help_center(folder, name, with_documents=with_documents)
    if (folder / "queries.jsonl").exists():
        return _load_beir(folder, name, with_documents=with_documents)
    raise DatasetInvalid(
        f"A pasta {str(folder)!r} não é um conjunto de perguntas: falta queries.jsonl (formato BEIR) ou "
        "questions.jsonl (central de ajuda)."
    )


def load_foreign(path: Path, *, leave_out: Sequence[str]) -> list[str]:
    """Load questions of other domains, from JSON lines with `_id`, `text` and `domain`.

    Args:
        path: the file.
        leave_out: domains whose questions the base may be able to answer.

    Raises:
        DatasetInvalid: the file cannot be read, or holds no question of another domain.
    """
    foreign = [line.text for line in _read_lines(path, _ForeignQuestion) if line.domain not in leave_out]
    if not foreign:
        raise DatasetInvalid(f"{path}: nenhuma pergunta de outro domínio além de {', '.join(leave_out)}.")
    return foreign


def _load_help_center(folder: Path, name: str, *, with_documents: bool) -> Dataset:
    docs = folder / "docs"
    if with_documents and not docs.is_dir():
        raise DatasetInvalid(f"Falta a pasta {str(docs)!r} com os documentos.")
    lines = _read_lines(folder / "questions.jsonl", _HelpQuestion)
    questions = [_question(line, dict.fromkeys(line.documents, 1), line.kind) for line in lines]
    if not questions:
        raise DatasetInvalid(f"{folder / 'questions.jsonl'}: nenhuma pergunta.")
    files = tuple(find_files([str(docs)])) if with_documents else ()
    if with_documents and not files:
        raise DatasetInvalid(f"A pasta {str(docs)!r} não tem nenhum documento.")
    return Dataset(name, tuple(questions), files=files, folder=docs.resolve())


def _load_beir(folder: Path, name: str, *, with_documents: bool) -> Dataset:
    qrels = _read_qrels(folder / "qrels" / "test.tsv")
    queries = _read_lines(folder / "queries.jsonl", _Query)
    questions = [_question(line, qrels[line.id]) for line in queries if line.id in qrels]
    if not questions:
        raise DatasetInvalid(f"{folder / 'qrels' / 'test.tsv'}: nenhum documento para as perguntas de queries.jsonl.")
    corpus = folder / "corpus.jsonl"
    records = _read_lines(corpus, _Record) if with_documents or corpus.exists() else []
    if with_documents and not records:
        raise DatasetInvalid(f"{corpus}: nenhum documento.")
    return Dataset(name, tuple(questions), tuple(Text(line.id, line.title or "", line.text) for line in records))


def _question(line: _Query, relevance: Mapping[str, int], kind: str | None = None) -> Question:
    answers = line.metadata.answers if line.metadata else ()
    return Question(line.id, line.text, relevance, answers, kind)


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = defaultdict(dict)
    for number, line in _lines(path):
        if number == 1 and line.startswith(b"query-id"):
            continue
        try:
            query, document, score = line.decode().rstrip("\r\n").split("\t")
            if int(score) > 0:
                qrels[query][document] = int(score)
        except ValueError as exc:
            problem = "esperado: pergunta, documento e nota (um inteiro), separados por tabulação"
            raise DatasetInvalid(f"{path}, linha {number}: {problem}.") from exc
    if not qrels:
        raise DatasetInvalid(f"{path}: vazio; nenhuma pergunta tem um documento que a responda.")
    return dict(qrels)


def _read_lines(path: Path, model: type[_L]) -> list[_L]:
    read = []
    for number, line in _lines(path):
        try:
            read.append(model.model_validate_json(line))
        except ValidationError as exc:
            raise DatasetInvalid(f"{path}, linha {number}: {_explain(exc)}.") from exc
    return read


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, and their numbers from 1."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as exc:
        raise DatasetInvalid(f"Falta o arquivo {str(path)!r}.") from exc
    except OSError as exc:
        raise DatasetInvalid(f"O arquivo {str(path)!r} não pôde ser lido: {exc.strerror}.") from exc
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            yield number, line


def _explain(error: ValidationError) -> str:
    problem = error.errors()[0]
    if problem["type"] == "json_invalid":
        return "não é JSON válido"
    if not problem["loc"]:
        return "uma linha deve ser um objeto"
    field = ".".join(map(str, problem["loc"]))
    return f"falta o campo {field!r}" if problem["type"] == "missing" else f"o campo {field!r} não é como deve ser"
