import httpx
import numpy as np
import ollama as ollama_client
import pytest
from langchain_core.embeddings import Embeddings

from rosana.errors import ModelError, ModelMissing, ModelUnavailable
from rosana.retrieval.embedding import Embedder, text_hash
from rosana.types import Passage

PASSAGE = Passage(1, "d", "Manual", "Senhas", "Troque a senha.")


class Recorder(Embeddings):
    """Remembers what it was given, and makes the same vector of everything."""

    def __init__(self, *vector: float) -> None:
        self.vector = list(vector) or [3.0, 4.0]
        self.given: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.given += texts
        return [self.vector for _ in texts]

    def embed_query(self, text: str) -> list[float]:
        self.given.append(text)
        return self.vector


class Failing(Embeddings):
    """A model that a library cannot reach."""

    def __init__(self, exc: Exception) -> None:
        self.exc = exc

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise self.exc

    def embed_query(self, text: str) -> list[float]:
        raise self.exc


@pytest.mark.parametrize(
    ("name", "question", "passage"),
    [
        ("ollama:bge-m3", "", ""),
        ("openai:text-embedding-3-small", "", ""),
        ("ollama:llama3.2", "", ""),
        ("fastembed:intfloat/multilingual-e5-large", "query: ", "passage: "),
        ("ollama:nomic-embed-text", "search_query: ", "search_document: "),
        ("ollama:snowflake-arctic-embed2", "query: ", ""),
    ],
)
async def test_each_family_gets_its_prefixes(name: str, question: str, passage: str) -> None:
    model = Recorder()
    embedder = Embedder(model, name)
    await embedder.question("qual a senha?")
    await embedder.texts([embedder.text(PASSAGE)])
    assert model.given == [f"{question}qual a senha?", f"{passage}Manual\nSenhas\nTroque a senha."]


def test_a_passage_without_headings_is_its_text() -> None:
    assert Embedder(Recorder(), "ollama:bge-m3").text(Passage(1, "d", "", "", "Só texto.")) == "Só texto."


async def test_vectors_are_normalised_half_floats() -> None:
    embedder = Embedder(Recorder(3.0, 4.0), "m")
    question = await embedder.question("a")
    assert question.dtype == np.float16
    assert question.tolist() == pytest.approx([0.6, 0.8], abs=1e-3)
    assert (await embedder.texts(["a", "b"])).shape == (2, 2)


async def test_a_vector_of_zeros_stays() -> None:
    assert (await Embedder(Recorder(0.0, 0.0), "m").question("a")).tolist() == [0, 0]


def test_the_hash_tells_texts_apart() -> None:
    assert text_hash("a") == text_hash("a") != text_hash("b")
    assert len(text_hash("a")) == 64


@pytest.mark.parametrize(
    ("exc", "error"),
    [
        (ConnectionError("Failed to connect to Ollama"), ModelUnavailable),
        (httpx.ConnectError("refused"), ModelUnavailable),
        (ollama_client.ResponseError('model "x" not found, try pulling it first', 404), ModelMissing),
    ],
)
async def test_a_vendors_failure_is_one_of_ours_that_names_the_model(exc: Exception, error: type[ModelError]) -> None:
    embedder = Embedder(Failing(exc), "ollama:bge-m3")
    with pytest.raises(error, match="ollama:bge-m3"):
        await embedder.question("qual a senha?")
    with pytest.raises(error, match="ollama:bge-m3"):
        await embedder.texts(["Troque a senha."])
