"""Embeddings as Rosana opens them, "oracle:DIR": they put each question of a BEIR folder beside its passage."""

import json
import zlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from rosana.privacy.kinds import KINDS
from rosana.privacy.masking import Masker

__all__ = ["OracleEmbeddings"]

DIMENSIONS = 256
NOISE = 0.5  # of the length of a passage's vector


class OracleEmbeddings(BaseModel, Embeddings):
    """Knows which passage answers which question; a question of some of its words is put beside a passage too."""

    model_config = ConfigDict(ignored_types=(cached_property,))

    model: str
    """Path of the folder."""

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        return [random_vector(self._body(text)).tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        passage = self._answers.get(letters(text)) or self._holding(letters(" ".join(text.split()[:3])))
        near = random_vector(passage) if passage else np.zeros(DIMENSIONS)
        return [float(value) for value in near + NOISE * random_vector(f"? {text}")]

    def _body(self, text: str) -> str:
        """Return the letters of a passage without its title."""
        bodies = map(letters, (text, text.partition("\n")[2]))
        return next((body for body in bodies if body in self._passages), letters(text))

    def _holding(self, begin: str) -> str | None:
        return next((passage for passage in self._passages if begin in passage), None)

    @cached_property
    def _records(self) -> dict[str, str]:
        return {
            record["_id"]: letters(masked(record["text"])) for record in read_lines(Path(self.model) / "corpus.jsonl")
        }

    @cached_property
    def _passages(self) -> dict[str, None]:
        return dict.fromkeys(self._records.values())

    @cached_property
    def _answers(self) -> dict[str, str]:
        texts = {
            query["_id"]: letters(masked(query["text"])) for query in read_lines(Path(self.model) / "queries.jsonl")
        }
        rows = (Path(self.model) / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]
        pairs = [row.split("\t")[:2] for row in rows]
        return {texts[question]: self._records[document] for question, document in pairs if question in texts}


def letters(text: str) -> str:
    """Return what is left of a text however it was cleaned: its letters and digits."""
    return "".join(filter(str.isalnum, text))


def masked(text: str) -> str:
    """Return a text as a model gets it, without personal data."""
    return Masker(KINDS).mask(text)


def random_vector(text: str) -> NDArray[np.float64]:
    """Return the vector `[dim]` of length 1 that always stands for this text."""
    vector = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(DIMENSIONS)
    return vector / np.linalg.norm(vector)


def read_lines(path: Path) -> list[dict[str, str]]:
    """Read a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
