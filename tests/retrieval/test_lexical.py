import json
import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread

import pytest

from rosana.errors import StorageError
from rosana.retrieval import Change
from rosana.retrieval.lexical import Candidate, LexicalIndex, open_lexical_index
from rosana.retrieval.question import QuestionReader
from rosana.types import Passage


def _change(seq: int, document_id: str, *texts: str, title: str = "", heading: str = "") -> list[Change]:
    passages = [Passage(100 * seq + n, document_id, title, heading, text) for n, text in enumerate(texts)]
    return [Change(seq, document_id, passage) for passage in passages or (None,)]


def _apply(index: LexicalIndex, *documents: list[Change]) -> None:
    writer = index.open_writer()
    assert writer is not None
    for changes in documents:
        writer.apply(changes)
    writer.commit(documents[-1][0].seq)
    writer.close()
    index.reload()


def _found(index: LexicalIndex, question: str) -> list[int]:
    return sorted(candidate.id for candidate in index.candidates(QuestionReader().read(question)))


def _one(index: LexicalIndex, question: str) -> Candidate:
    [candidate] = index.candidates(QuestionReader().read(question))
    return candidate


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    return open_lexical_index(tmp_path)


def test_an_empty_index_finds_nothing(index: LexicalIndex) -> None:
    assert (index.passages, index.applied, _found(index, "prazo de entrega")) == (0, 0, [])


@pytest.mark.parametrize("question", ["boleto vencido", "BOLETOS", "boletto", "fatura"])
def test_a_passage_is_found_by_word_form_typo_and_synonym(index: LexicalIndex, question: str) -> None:
    _apply(index, _change(1, "a", "Pague o boleto até sexta."), _change(2, "b", "Nada disso."))
    assert _found(index, question) == [100]


def test_a_candidate_holds_names_words_and_kinds(index: LexicalIndex) -> None:
    _apply(index, _change(1, "a", "Custa 30 reais. Pague já.", title="Segunda via", heading="Boletos › No site"))
    candidate = _one(index, "quanto custa")
    assert candidate.names == ("segunda via", "boletos", "site")
    assert candidate.words == "custa 30 reais | pague"
    assert candidate.kinds == ["n", ""]


def test_a_document_whose_passages_are_outnumbered_is_found_by_its_title(index: LexicalIndex) -> None:
    crowd = _change(1, "a", *[f"senha {number}" for number in range(200)], title="Ajuda", heading="Trocar senha")
    _apply(index, crowd, _change(2, "b", "Outro assunto.", title="Trocar senha"))
    assert 200 in _found(index, "trocar senha")


def test_a_change_replaces_what_the_document_held(index: LexicalIndex) -> None:
    _apply(index, _change(1, "a", "boleto"), _change(2, "b", "boleto"))
    _apply(index, _change(3, "a", "prazo"))
    assert _found(index, "boleto") == [200]
    assert _found(index, "prazo") == [300]


def test_a_removed_document_is_gone(index: LexicalIndex) -> None:
    _apply(index, _change(1, "a", "boleto"))
    _apply(index, _change(2, "a"))
    assert (index.passages, _found(index, "boleto")) == (0, [])


def test_a_change_applied_twice_changes_nothing(index: LexicalIndex) -> None:
    change = _change(1, "a", "boleto")
    _apply(index, change)
    _apply(index, change)
    assert (index.passages, _found(index, "boleto")) == (1, [100])


def test_documents_expected_to_be_new_are_replaced_by_their_later_changes(index: LexicalIndex) -> None:
    writer = index.open_writer()
    assert writer is not None
    writer.expect_new(2)
    for change in (_change(1, "a", "boleto", "multa"), _change(2, "b", "boleto"), _change(3, "a", "prazo")):
        writer.apply(change)
    writer.commit(3)
    writer.close()
    index.reload()
    assert (index.passages, _found(index, "boleto"), _found(index, "prazo")) == (2, [200], [300])


def test_clear_forgets_everything(index: LexicalIndex) -> None:
    _apply(index, _change(1, "a", "boleto"))
    writer = index.open_writer()
    assert writer is not None
    writer.clear()
    writer.commit(0)
    writer.close()
    index.reload()
    assert (index.passages, index.applied) == (0, 0)


def test_what_was_committed_is_there_after_opening_anew(index: LexicalIndex, tmp_path: Path) -> None:
    _apply(index, _change(7, "a", "boleto"))
    again = open_lexical_index(tmp_path)
    assert (again.applied, _found(again, "boleto")) == (7, [700])


def test_another_reader_sees_a_commit_after_reloading(index: LexicalIndex, tmp_path: Path) -> None:
    other = open_lexical_index(tmp_path)
    _apply(index, _change(1, "a", "boleto"))
    assert other.passages == 0
    other.reload()
    assert (other.passages, other.applied) == (1, 1)


def test_only_one_may_write_at_a_time(index: LexicalIndex, tmp_path: Path) -> None:
    writer = index.open_writer()
    assert writer is not None
    assert open_lexical_index(tmp_path).open_writer() is None
    writer.close()
    second = open_lexical_index(tmp_path).open_writer()
    assert second is not None
    second.close()


def test_a_writer_may_be_closed_while_a_thread_applies(index: LexicalIndex, tmp_path: Path) -> None:
    writer = index.open_writer()
    assert writer is not None
    began = Event()

    def apply() -> None:
        for seq in range(1, 100_000):
            writer.apply(_change(seq, f"d{seq}", "boleto"))
            began.set()

    with ThreadPoolExecutor(1) as threads:
        applying = threads.submit(apply)
        began.wait()
        writer.close()
        with pytest.raises(RuntimeError, match="consumed"):
            applying.result()
    again = open_lexical_index(tmp_path).open_writer()
    assert again is not None
    again.close()


@pytest.mark.parametrize("blocked", ["index", "index/default"])
def test_a_file_in_the_place_of_the_directory_is_told(tmp_path: Path, blocked: str) -> None:
    place = tmp_path / blocked
    place.parent.mkdir(exist_ok=True)
    place.write_text("isto não é uma pasta")
    with pytest.raises(StorageError, match="não pode ser usada"):
        open_lexical_index(tmp_path / "index" / "default")
    assert place.read_text() == "isto não é uma pasta"


def test_a_damaged_directory_is_built_anew(index: LexicalIndex, tmp_path: Path) -> None:
    _apply(index, _change(1, "a", "boleto"))
    (index.directory / "meta.json").write_text("{broken", encoding="ascii")
    anew = open_lexical_index(tmp_path)
    assert (anew.passages, anew.applied) == (0, 0)
    _apply(anew, _change(1, "a", "boleto"))
    assert _found(anew, "boleto") == [100]


def test_what_is_stored_is_not_packed_and_nothing_is_left_of_making_the_index(
    index: LexicalIndex, tmp_path: Path
) -> None:
    _apply(index, _change(1, "a", "boleto"))
    settings = json.loads((index.directory / "meta.json").read_text())["index_settings"]
    assert settings == {"docstore_compression": "none", "docstore_blocksize": 4096}
    assert list(tmp_path.iterdir()) == [index.directory]


def test_what_a_killed_process_left_of_making_the_index_is_in_nobodys_way(tmp_path: Path) -> None:
    left = tmp_path / f"new-{os.getpid()}"
    left.mkdir()
    (left / "meta.json").write_text('{"index_sett', encoding="ascii")
    assert open_lexical_index(tmp_path).passages == 0
    assert not left.exists()


def _passages_of_a_new_index(directory: Path) -> int:
    return open_lexical_index(directory).passages


def test_processes_that_make_the_index_at_the_same_time_share_it(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, get_context("spawn")) as processes:
        for round_ in range(5):
            place = tmp_path / str(round_)
            assert list(processes.map(_passages_of_a_new_index, [place] * 4)) == [0, 0, 0, 0]
            assert [path.name.partition("-")[0] for path in place.iterdir()] == ["lexical"]
            assert open_lexical_index(place).passages == 0


def test_an_index_of_an_older_version_is_removed(tmp_path: Path) -> None:
    (tmp_path / "lexical-1").mkdir()
    open_lexical_index(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] != []
    assert not (tmp_path / "lexical-1").exists()


def test_a_word_that_no_text_holds_is_found_by_others_that_begin_like_it(index: LexicalIndex) -> None:
    texts = ("O patrocínio do time.", "Um apatrocínio.", "1000x7")
    _apply(index, *[_change(n + 1, f"d{n}", text) for n, text in enumerate(texts)])
    assert _found(index, "patrocinador") == [100]
    assert _found(index, "1000,5") == []


def test_a_word_that_a_text_holds_is_found_as_it_stands(index: LexicalIndex) -> None:
    _apply(index, _change(1, "a", "O patrocínio do time."), _change(2, "b", "O patrocinador."))
    assert _found(index, "patrocinador") == [200]


def test_neighbours_in_the_question_are_found_as_neighbours_in_a_sentence(index: LexicalIndex) -> None:
    texts = ("Peça a segunda via.", "A via segunda.", "Na segunda. Via postal.")
    _apply(index, *[_change(n + 1, f"d{n}", text) for n, text in enumerate(texts)])
    found = index.candidates(QuestionReader().read("segunda via"))
    assert {one.id: one.pairs > 0 for one in found} == {100: True, 200: False, 300: False}


def test_lookup_gives_known_passages_without_scores(index: LexicalIndex) -> None:
    _apply(index, _change(1, "a", "boleto", "prazo"))
    assert [(one.id, one.pairs, one.words) for one in index.lookup([101, 999])] == [(101, 0.0, "prazo")]
    assert index.lookup([]) == []


def test_rare_stems_weigh_more_than_common_ones(index: LexicalIndex) -> None:
    _apply(index, _change(1, "a", "prazo boleto", "prazo", "prazo"))
    stem = {term.word: term.stem for term in QuestionReader().read("prazo boleto").terms}
    assert index.idf("stems", stem["boleto"]) > index.idf("stems", stem["prazo"]) > 0
    assert index.idf("names", stem["prazo"]) == index.idf("names", stem["boleto"])


@pytest.mark.parametrize(
    "question",
    [
        "a",
        "x",
        "",
        "o que é",
        "🎉🎉🎉",
        "How long does delivery take?",
        "'; DROP TABLE passages; --",
        "stems:boleto AND NOT (id:[0 TO 999]) OR *:*",
        '"prazo de entrega"~2^4 +boleto -prazo /.*/',
        "prazo:*",
        "\\ \x00 \ud800",
        "%_%",
        "日本語",
    ],
)
def test_no_question_is_an_error_or_a_query_of_its_own(index: LexicalIndex, question: str) -> None:
    _apply(index, _change(1, "a", "Horta e jardim."), _change(2, "b", "Violetas e rosas."))
    assert _found(index, question) == []


@pytest.mark.parametrize("question", ["boleto" * 3_400, "boleto prazo " * 1_600, "a" * 20_000, "palavra " * 2_500])
def test_twenty_thousand_characters_are_searched_like_any_others(index: LexicalIndex, question: str) -> None:
    _apply(index, _change(1, "a", "O boleto vence no prazo."))
    assert _found(index, question) in ([], [100])
    assert _found(index, "boleto prazo " * 1_600) == [100]


@pytest.mark.parametrize("question", ["NOT boleto", "-boleto", "boleto^0", "+boleto", "(boleto", 'boleto"', "x:boleto"])
def test_query_syntax_is_read_as_words(index: LexicalIndex, question: str) -> None:
    _apply(index, _change(1, "a", "Pague o boleto."), _change(2, "b", "Violetas."))
    assert _found(index, question) == [100]


def test_the_rare_words_of_a_long_question_are_searched_for(index: LexicalIndex) -> None:
    common = " ".join(f"comum{chr(97 + number)}" for number in range(20))
    changes = [_change(number, f"d{number}", common) for number in range(1, 61)]
    _apply(index, *changes, _change(61, "rare", "violeta"))
    assert 6100 in _found(index, f"{common} violeta inexistente")


def test_a_search_keeps_its_passages_while_others_are_shown(index: LexicalIndex) -> None:
    words = ["boleto", "frete", "senha", "multa", "prazo", "cupom", "troca", "vidro", "lousa", "ponte"]
    _apply(index, *[_change(n + 1, f"d{n}", f"Texto sobre {word}.") for n, word in enumerate(words)])
    reloading = Thread(target=_rewrite, args=(index, words))
    reloading.start()
    while reloading.is_alive():
        for n, word in enumerate(words):
            assert all(word in one.words for one in index.candidates(QuestionReader().read(word))), n
    reloading.join()


def _rewrite(index: LexicalIndex, words: list[str]) -> None:
    for seq in range(30, 40):
        n = seq % len(words)
        _apply(index, _change(seq, f"d{n}", f"Texto novo sobre {words[n]}."))
