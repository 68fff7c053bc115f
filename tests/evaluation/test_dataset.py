from pathlib import Path

import pytest

from rosana.errors import DatasetInvalid
from rosana.evaluation.dataset import load_dataset, load_foreign
from tests.evaluation.samples import write_beir, write_foreign, write_help_center, write_lines


def test_a_beir_folder_gives_its_records_and_its_questions_with_their_answers(tmp_path: Path) -> None:
    dataset = load_dataset(write_beir(tmp_path / "loja"))
    assert dataset.name == "loja"
    assert [text.source for text in dataset.texts] == ["frete", "trocas", "garantia"]
    question = dataset.questions[0]
    assert (question.relevance, question.answers) == ({"frete": 1}, ("R$ 200", "acima de R$ 200"))


def test_a_help_center_gives_its_files_and_its_questions_with_their_kinds(tmp_path: Path) -> None:
    dataset = load_dataset(write_help_center(tmp_path / "loja"))
    assert sorted(file.path.name for file in dataset.files) == ["frete.md", "garantia.md", "trocas.md"]
    assert [question.kind for question in dataset.questions] == ["faq", "faq", "link", "link"]
    assert dataset.questions[0].relevance == {"ajuda/frete.md": 1}


def test_a_question_that_no_document_answers_is_not_asked(tmp_path: Path) -> None:
    folder = write_beir(tmp_path)
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tfrete\t2\nq2\ttrocas\t0\n")
    dataset = load_dataset(folder)
    assert [(question.id, question.relevance) for question in dataset.questions] == [("q1", {"frete": 2})]


def test_qrels_need_no_header_and_files_may_come_from_windows(tmp_path: Path) -> None:
    folder = write_beir(tmp_path)
    (folder / "qrels" / "test.tsv").write_bytes(b"q1\tfrete\t1\r\n\r\nq2\ttrocas\t1\r\n")
    queries = (folder / "queries.jsonl").read_bytes()
    (folder / "queries.jsonl").write_bytes(b"\xef\xbb\xbf" + queries.replace(b"\n", b"\r\n"))
    assert [question.id for question in load_dataset(folder).questions] == ["q1", "q2"]


def test_without_documents_the_questions_are_enough(tmp_path: Path) -> None:
    write_lines(tmp_path / "questions.jsonl", [{"_id": 1, "text": "Qual o prazo?", "documents": ["Frete"]}])
    dataset = load_dataset(tmp_path, with_documents=False)
    assert (dataset.files, dataset.questions[0].id) == ((), "1")


def test_a_missing_folder_and_one_of_another_format_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DatasetInvalid, match="não existe"):
        load_dataset(tmp_path / "nada")
    with pytest.raises(DatasetInvalid, match=r"falta queries\.jsonl .* ou questions\.jsonl"):
        load_dataset(tmp_path)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"_id": "q9", "text": ', "não é JSON válido"),
        ('{"_id": "q9"}', "falta o campo 'text'"),
        ('{"_id": "q9", "text": " "}', "o campo 'text' não é como deve ser"),
        ('{"text": "Qual?"}', "falta o campo '_id'"),
        ('["q9"]', "uma linha deve ser um objeto"),
        ('{"_id": "q9", "text": "a", "metadata": {"answers": 3}}', "o campo 'metadata.answers' não é como deve ser"),
    ],
)
def test_a_bad_line_is_named_by_file_and_number(tmp_path: Path, line: str, problem: str) -> None:
    queries = write_beir(tmp_path) / "queries.jsonl"
    queries.write_text(queries.read_text() + line + "\n")
    with pytest.raises(DatasetInvalid) as error:
        load_dataset(tmp_path)
    assert error.value.detail == f"{queries}, linha 5: {problem}."


@pytest.mark.parametrize("row", ["q2\ttrocas", "q2\ttrocas\tsim", "q2 trocas 1"])
def test_a_bad_row_of_qrels_is_named(tmp_path: Path, row: str) -> None:
    qrels = write_beir(tmp_path) / "qrels" / "test.tsv"
    qrels.write_text(f"query-id\tcorpus-id\tscore\nq1\tfrete\t1\n{row}\n")
    with pytest.raises(DatasetInvalid, match=r"test\.tsv, linha 3: esperado: pergunta, documento e nota"):
        load_dataset(tmp_path)


@pytest.mark.parametrize(
    ("qrels", "problem"),
    [
        ("", "vazio"),
        ("query-id\tcorpus-id\tscore\n", "vazio"),
        ("query-id\tcorpus-id\tscore\nq9\tfrete\t1\n", "nenhum documento para as perguntas"),
    ],
)
def test_qrels_that_judge_no_question_are_refused(tmp_path: Path, qrels: str, problem: str) -> None:
    (write_beir(tmp_path) / "qrels" / "test.tsv").write_text(qrels)
    with pytest.raises(DatasetInvalid, match=problem):
        load_dataset(tmp_path)


@pytest.mark.parametrize("missing", ["corpus.jsonl", "qrels/test.tsv"])
def test_a_missing_file_of_a_beir_folder_is_named(tmp_path: Path, missing: str) -> None:
    (write_beir(tmp_path) / missing).unlink()
    with pytest.raises(DatasetInvalid, match=f"Falta o arquivo .*{missing}"):
        load_dataset(tmp_path)


def test_a_help_center_without_documents_or_questions_is_refused(tmp_path: Path) -> None:
    write_lines(tmp_path / "questions.jsonl", [])
    with pytest.raises(DatasetInvalid, match=r"Falta a pasta .*docs"):
        load_dataset(tmp_path)
    (tmp_path / "docs").mkdir()
    with pytest.raises(DatasetInvalid, match="nenhuma pergunta"):
        load_dataset(tmp_path)


def test_a_data_set_without_any_document_is_refused(tmp_path: Path) -> None:
    (write_beir(tmp_path / "beir") / "corpus.jsonl").write_text("\n")
    with pytest.raises(DatasetInvalid, match=r"corpus\.jsonl: nenhum documento"):
        load_dataset(tmp_path / "beir")
    for path in (write_help_center(tmp_path / "ajuda") / "docs" / "ajuda").iterdir():
        path.unlink()
    with pytest.raises(DatasetInvalid, match="não tem nenhum documento"):
        load_dataset(tmp_path / "ajuda")


def test_foreign_questions_of_the_domains_left_out_are_not_asked(tmp_path: Path) -> None:
    path = write_foreign(tmp_path / "foreign.jsonl")
    assert len(load_foreign(path, leave_out=[])) == 3
    assert load_foreign(path, leave_out=["loja", "arte"]) == ["Qual é a capital da Mongólia?"]
    with pytest.raises(DatasetInvalid, match="nenhuma pergunta de outro domínio"):
        load_foreign(path, leave_out=["loja", "arte", "geografia"])


def test_a_file_that_is_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DatasetInvalid, match="não pôde ser lido"):
        load_foreign(tmp_path, leave_out=[])
