"""The words of all passages of one workspace in a tantivy index, which follows the passages' changes.

Several processes may share the directory. Whoever applies changes holds tantivy's writer lock, commits, notes
in `applied` how far it came, and lets go; the others read. A crash between commit and note is harmless: a
change applied twice gives the same index. A directory that cannot be read is put aside and built anew.
"""

import json
import math
import os
import shutil
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Literal, NamedTuple, cast

import tantivy

from rosana.errors import StorageError
from rosana.retrieval import Change
from rosana.retrieval.analysis import BEGINNING, Analyzer
from rosana.retrieval.matching import SENTENCE_END
from rosana.retrieval.question import Question
from rosana.types import Passage

__all__ = ["Candidate", "LexicalIndex", "LexicalWriter", "open_lexical_index"]

_VERSION = 11  # of the fields and of the analysis: any change of either needs a new number
_HEAP = 150_000_000  # bytes, of which a change takes what it needs; with 60 MB, merging takes a tenth longer
_FOUND = 50  # passages by each query
_SURE = 5  # the best of each query, which are candidates whatever the others say
_CANDIDATES = 36  # of all that were found; 100 rank hardly better
_TERMS = 12  # in a query, at most; more find nothing more, and a long question has dozens
_OPTIONS: Mapping[str, Literal["position", "basic"]] = {"stems": "position", "names": "basic", "titles": "basic"}
"""The fields of terms; in `names` and `titles` it does not matter where and how often a term stands."""
_WEIGHTS = {"stems": 1.0, "pairs": 0.3, "names": 1.0, "titles": 1.0}  # of the queries, among candidates
_META = "meta.json"
_SETTINGS = {"docstore_compression": "none", "docstore_blocksize": 4096}
"""What is stored of 36 passages stands in as many blocks: unpacking these takes a twentieth of the time of a search."""
_HEADING_JOINT = " › "
_BREAK = f" {SENTENCE_END} "
_TOGETHER = 500  # passages added at once: to wake tantivy's thread for each takes a fifth longer
_REMEMBERED = 20_000  # words
_REMEMBERED_NAMES = 500  # titles and headings


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that shares something with the question."""

    id: int
    pairs: float
    """BM25 of the question's neighbouring words as neighbours; 0 where that did not find the passage."""
    names: tuple[str, ...]
    """Title and headings, each as its folded words joined by a blank."""
    words: str
    """The folded words of the text without stop words, and `SENTENCE_END` between sentences, joined by blanks."""
    kinds: list[str]
    """What is said of each sentence in `Sentence.kinds`."""

    @property
    def said(self) -> set[str]:
        """All its folded words, in its text and above it."""
        return set(self.words.split(" ")).union(*map(str.split, self.names))


class LexicalIndex:
    """An index as one process sees it; `reload` shows what others have committed."""

    def __init__(self, directory: Path, index: tantivy.Index, schema: tantivy.Schema) -> None:
        self.directory = directory
        self._index = index
        self._schema = schema
        self._index.config_reader("manual")
        self.reload()

    def reload(self) -> None:
        """Show the newest commit, whoever made it."""
        applied = _read_applied(self.directory)  # before the index, so that it is never ahead of what is shown
        self._index.reload()
        self._searcher = self._index.searcher()
        self.passages = int(self._searcher.num_docs)
        self._idfs: dict[tuple[str, str], float] = {}
        self._highest_idf = _idf(self.passages, 0)
        self.applied = applied

    def open_writer(self) -> "LexicalWriter | None":
        """Take the right to apply changes; None while another process has it."""
        try:
            return LexicalWriter(self.directory, self._index.writer(_HEAP, num_threads=1))
        except ValueError as exc:
            if "LockBusy" in str(exc):
                return None
            raise

    def candidates(self, question: Question) -> list[Candidate]:
        """Return the passages that any query finds best, in no order."""
        searcher = self._searcher  # an address belongs to it alone, and another thread may reload meanwhile
        pairs: dict[int, float] = {}
        addresses: dict[int, tantivy.DocAddress] = {}
        totals: dict[int, float] = {}
        sure: set[int] = set()
        for name, query in self._queries(question).items():
            hits = searcher.search(query, _FOUND, count=False).hits
            found = [address for _, address in hits]
            ids = _ids(searcher, found)
            sure.update(ids[:_SURE])
            for number, (score, address) in zip(ids, hits, strict=True):
                if name == "pairs":
                    pairs[number] = score
                addresses[number] = address
                totals[number] = totals.get(number, 0.0) + _WEIGHTS[name] * score / hits[0][0]
        best = sorted(totals, key=lambda number: (number not in sure, -totals[number]))[:_CANDIDATES]
        return [_candidate(searcher, number, pairs.get(number, 0.0), addresses[number]) for number in best]

    def lookup(self, ids: Sequence[int]) -> list[Candidate]:
        """Return those of the passages that can be found, without scores, in no order."""
        if not ids:
            return []
        query = tantivy.Query.term_set_query(self._schema, "id", list(ids))
        searcher = self._searcher
        hits = searcher.search(query, len(ids), count=False).hits
        found = [address for _, address in hits]
        pairs = zip(_ids(searcher, found), found, strict=True)
        return [_candidate(searcher, number, 0.0, address) for number, address in pairs]

    def idf(self, field: str, stem: str) -> float:
        """Return the weight of a stem in `stems` (the texts) or `names` (titles and headings).

        As BM25 has it: Robertson and Zaragoza, 2009, with the 1 that Lucene adds.
        """
        known = self._idfs.get((field, stem))
        if known is None:
            if len(self._idfs) >= _REMEMBERED:
                self._idfs.clear()
            known = self._idfs[field, stem] = _idf(self.passages, self._searcher.doc_freq(field, stem))
        return known

    def knows(self, stem: str) -> bool:
        """Tell whether any passage holds a stem, in its text or above it."""
        return any(self.idf(field, stem) < self._highest_idf for field in ("stems", "names"))

    def bearing(self, title: str) -> int:
        """Return how many documents have this title, as a candidate's `names` has it; 1 where none is known."""
        return self._searcher.doc_freq("titles", _whole(title)) or 1

    def _queries(self, question: Question) -> dict[str, tantivy.Query]:
        stems = {term.stem: term.weight for term in question.terms}
        for others in question.alternatives.values():
            for stem, weight in others:
                stems.setdefault(stem, weight)
        queries = {field: self._terms(field, self._rarest(field, stems)) for field in _OPTIONS}
        queries["stems"] += self._likely(question)
        queries["pairs"] = [self._neighbours(pair) for pair in question.pairs[:_TERMS]]
        return {name: _any_of(parts) for name, parts in queries.items() if parts}

    def _rarest(self, field: str, terms: Mapping[str, float]) -> Mapping[str, float]:
        """Return the terms that fewest passages hold: they say the most, and take the least time to search for."""
        if len(terms) <= _TERMS:
            return terms
        holding = {term: self._searcher.doc_freq(field, term) for term in terms}
        known = [term for term in terms if holding[term]] or list(terms)[:1]
        return {term: terms[term] for term in sorted(known, key=holding.__getitem__)[:_TERMS]}

    def _terms(self, field: str, terms: Mapping[str, float]) -> list[tantivy.Query]:
        return [
            _boosted(tantivy.Query.term_query(self._schema, field, term, index_option="freq"), weight)
            for term, weight in terms.items()
        ]

    def _neighbours(self, pair: tuple[str, str]) -> tantivy.Query:
        return tantivy.Query.phrase_query(self._schema, "stems", list(pair))

    def _likely(self, question: Question) -> list[tantivy.Query]:
        """Search for what a word that no text holds may be: another form ("patrocinador" where they say "patrocínio"),
        or one with a slip in it.
        """
        queries = []
        for term in question.terms:
            if len(term.word) >= BEGINNING and self.idf("stems", term.stem) == self._highest_idf:
                for query in (
                    tantivy.Query.fuzzy_term_query(
                        self._schema, "stems", term.word[:BEGINNING], distance=0, prefix=True
                    ),
                    tantivy.Query.fuzzy_term_query(self._schema, "stems", term.stem),
                ):
                    queries.append(_boosted(query, term.weight * self._highest_idf / 2))
        return queries


def _any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _boosted(query: tantivy.Query, weight: float) -> tantivy.Query:
    return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)


def _idf(passages: int, holding: int) -> float:
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def _ids(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[int]:
    return cast("list[int]", searcher.fast_field_values("id", addresses))  # of passages, which have one each


def _candidate(searcher: tantivy.Searcher, number: int, pairs: float, address: tantivy.DocAddress) -> Candidate:
    stored: bytes = searcher.doc(address).get_first("stored") or b""
    names, words, kinds = stored.decode().split("\n")
    return Candidate(number, pairs, tuple(names.split("\t")), words, kinds.split(" "))


class _Name(NamedTuple):
    """The folded words of a title or heading, and their stems, each joined by blanks."""

    words: str
    stems: str


class LexicalWriter:
    """Applies changes; other processes cannot until it is closed.

    It may be closed while a thread still applies: that thread is waited for, and finds it closed then.
    """

    def __init__(self, directory: Path, writer: tantivy.IndexWriter) -> None:
        self._directory = directory
        self._writer = writer
        self._using = RLock()  # tantivy-py fails where two threads use its writer
        self._analyzer = Analyzer()
        self._names: dict[str, _Name] = {}
        self._seq = 0
        self._new_up_to = 0
        self._read: list[tuple[str | None, tantivy.Document | None]] = []  # what to remove, and what to add then

    def expect_new(self, up_to: int) -> None:
        """Take documents with changes up to this `seq` as new to the index: to look for each takes a tenth longer."""
        self._new_up_to = up_to

    def apply(self, changes: Sequence[Change]) -> None:
        """Replace the passages of the changed documents; those of one document may come in several calls."""
        for change in changes:
            begins = change.seq != self._seq
            self._seq = change.seq
            document = self._document(change.passage, leads=begins) if change.passage else None
            replaces = begins and change.seq > self._new_up_to
            self._read.append((change.document_id if replaces else None, document))
            if len(self._read) >= _TOGETHER:
                self._write()

    def _write(self) -> None:
        with self._using:
            for old, document in self._read:
                if old is not None:
                    self._writer.delete_documents_by_term("document", old)
                if document is not None:
                    self._writer.add_document(document)
        self._read.clear()

    def clear(self) -> None:
        """Forget every passage."""
        self._read.clear()
        with self._using:
            self._writer.delete_all_documents()

    def commit(self, applied: int) -> None:
        """Make what was applied durable and visible, up to and with the change of this `seq`."""
        with self._using:
            self._write()
            self._writer.commit()
        temporary = self._directory / f"applied.{os.getpid()}"
        temporary.write_text(str(applied), encoding="ascii")
        temporary.replace(self._directory / "applied")

    def close(self) -> None:
        """Give the right back, after the segments that are being merged are done."""
        with self._using:
            self._writer.wait_merging_threads()

    def _document(self, passage: Passage, *, leads: bool) -> tantivy.Document:
        """Return the fields of a passage; the one that leads its document alone is found by its title too."""
        title, *headings = [self._name(name) for name in (passage.title, *passage.heading.split(_HEADING_JOINT))]
        sentences = self._analyzer.read(passage.text)
        words, stems = [sentence.words for sentence in sentences], [sentence.stems for sentence in sentences]
        shown = "\t".join([name.words for name in (title, *headings) if name.words])
        said = _BREAK.join(map(" ".join, words))
        document = tantivy.Document(
            document=passage.document_id,
            stems=_BREAK.join(map(" ".join, stems)),
            names=" ".join([title.stems, *[name.stems for name in headings]]),
            titles=f"{_whole(title.words)} {title.stems}" if leads else "",
            stored=f"{shown}\n{said}\n{' '.join([sentence.kinds for sentence in sentences])}".encode(),
        )
        document.add_unsigned("id", passage.id)
        return document

    def _name(self, text: str) -> "_Name":
        """Read a title or heading, which most passages share with the one before."""
        known = self._names.get(text)
        if known is None:
            if len(self._names) >= _REMEMBERED_NAMES:
                self._names.clear()
            sentences = self._analyzer.read(text)
            words, stems = [one.words for one in sentences], [one.stems for one in sentences]
            known = _Name(" ".join(map(" ".join, words)), " ".join(map(" ".join, stems)))
            self._names[text] = known
        return known


def _whole(title: str) -> str:
    """Return the term that stands for a whole title; no word is like it."""
    return f"={zlib.crc32(title.encode()):x}"


def open_lexical_index(directory: Path) -> LexicalIndex:
    """Open the index kept under a directory, or begin an empty one where there is none that can be read.

    Raises:
        StorageError: the directory cannot be used.
    """
    place = directory / f"lexical-{_VERSION}"
    for old in directory.glob("lexical-*"):
        if old != place:
            shutil.rmtree(old, ignore_errors=True)
    try:
        return _open(place)
    except (ValueError, OSError):
        return _open_anew(place)


def _open_anew(place: Path) -> LexicalIndex:
    """Put what cannot be read aside and begin an empty index."""
    aside = place.with_name(f"lexical-damaged-{os.getpid()}")
    try:
        place.rename(aside)  # in one step, so that another process sees the old one or a new one
        shutil.rmtree(aside, ignore_errors=True)
        return _open(place)
    except (ValueError, OSError) as exc:
        raise StorageError(
            f"A pasta do índice de busca não pode ser usada: {place.parent}. Confira as permissões e se não há um "
            "arquivo no lugar dela; o que houver ali pode ser apagado, pois o índice é refeito dos documentos."
        ) from exc


def _open(place: Path) -> LexicalIndex:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", fast=True, indexed=True)
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    for field, option in _OPTIONS.items():
        builder.add_text_field(field, tokenizer_name="whitespace", index_option=option)
    builder.add_bytes_field("stored", stored=True)
    schema = builder.build()
    if not (place / _META).exists():
        _create(place, schema)
    return LexicalIndex(place, tantivy.Index(schema, path=str(place)), schema)


def _create(place: Path, schema: tantivy.Schema) -> None:
    """Make an empty index with settings that tantivy keeps in a file, but tantivy-py has no parameters for."""
    made = place.with_name(f"new-{os.getpid()}")
    shutil.rmtree(made, ignore_errors=True)  # in a container, a process that was killed had the same number
    made.mkdir(parents=True)
    tantivy.Index(schema, path=str(made))
    meta = made / _META
    meta.write_text(json.dumps(json.loads(meta.read_text()) | {"index_settings": _SETTINGS}), encoding="utf-8")
    try:
        made.rename(place)
    except OSError:  # what is there already is opened, or put aside
        shutil.rmtree(made, ignore_errors=True)


def _read_applied(place: Path) -> int:
    try:
        return int((place / "applied").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
