"""The rival of bench/ingest.py: LangChain's loader, splitter and FAISS store, with vectors that cost nothing."""

import sys
import tempfile

import faiss
import numpy as np
from langchain_community.docstore.in_memory import InMemoryDocstore
from langchain_community.document_loaders import TextLoader
from langchain_community.vectorstores import FAISS
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

DIM = 384


class Free(Embeddings):
    """Random vectors of the size that small models give."""

    def __init__(self) -> None:
        self._dice = np.random.default_rng(0)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._dice.random((len(texts), DIM), dtype=np.float32).tolist()

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def main() -> None:
    """Load the files whose names stand in the input, a line each."""
    store = FAISS(Free(), faiss.IndexFlatL2(DIM), InMemoryDocstore(), {})
    splitter = RecursiveCharacterTextSplitter(chunk_size=1200, chunk_overlap=200)
    for name in sys.stdin.read().splitlines():
        store.add_documents(splitter.split_documents(TextLoader(name, encoding="utf-8").load()))
    with tempfile.TemporaryDirectory() as folder:
        store.save_local(folder)


if __name__ == "__main__":
    main()
