import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rosana.cli import main
from tests.evaluation.samples import write_beir, write_foreign, write_help_center, write_lines
from tests.ollama_server import OllamaServer


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base in use, still empty."""
    folder = tmp_path / "data"
    monkeypatch.setenv("ROSANA_DATA_DIR", str(folder))
    return folder


def rosana(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def evaluate(folder: Path, *args: str | Path) -> Result:
    return rosana("evaluate", "--dataset", folder, *args)


def evaluate_to_json(folder: Path, *args: str | Path) -> dict[str, Any]:
    result = evaluate(folder, *args, "--json")
    assert result.exit_code == 0, result.stderr
    measured: dict[str, Any] = json.loads(result.stdout)
    return measured


def test_a_beir_folder_with_answers_and_foreign_questions_gives_every_figure(tmp_path: Path, data_dir: Path) -> None:
    foreign = write_foreign(tmp_path / "foreign.jsonl")
    measured = evaluate_to_json(write_beir(tmp_path / "loja"), "--foreign", foreign)
    assert measured["dataset"] == "loja"
    ranking = {"r@1": 1, "r@3": 1, "r@10": 1, "mrr@10": 1, "ndcg@10": 1}
    assert measured["metrics"].items() >= {**ranking, "answer@1": 1, "answer@2": 1, "auroc": 1, "refused@95": 1}.items()
    assert measured["metrics"].keys() >= {"unsupported_found", "supported_flagged", "own_refused", "foreign_refused"}
    assert (measured["questions"], measured["foreign"], measured["documents"]) == (4, 2, 3)
    assert not data_dir.exists()


def test_a_help_center_is_measured_by_kind_too(tmp_path: Path) -> None:
    measured = evaluate_to_json(write_help_center(tmp_path / "loja"))
    assert set(measured["by_kind"]) == {"faq", "link"}
    assert measured["metrics"].keys() == {"r@1", "r@3", "r@10", "mrr@10", "ndcg@10", "own_refused"}
    assert measured["metrics"]["r@1"] == 1


def test_people_read_a_table_in_portuguese(tmp_path: Path) -> None:
    result = evaluate(write_help_center(tmp_path / "loja"))
    assert result.stdout.startswith("loja: 4 perguntas, 0 de fora; 3 documentos, 3 trechos\n")
    row = next(line for line in result.stdout.splitlines() if "(R@3)" in line)
    assert row.split("(R@3)")[1].split() == ["100,0%"] * 3


def test_foreign_questions_of_more_domains_are_left_out(tmp_path: Path) -> None:
    foreign = write_foreign(tmp_path / "foreign.jsonl")
    measured = evaluate_to_json(write_beir(tmp_path / "loja"), "--foreign", foreign, "--foreign-except", "arte")
    assert measured["foreign"] == 1


def test_a_figure_below_its_minimum_ends_with_code_1_after_the_figures(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "loja")
    with (folder / "qrels" / "test.tsv").open("a") as qrels:
        qrels.write("q5\ttrocas\t1\n")
    with (folder / "queries.jsonl").open("a") as queries:
        queries.write('{"_id": "q5", "text": "O frete é grátis?"}\n')
    assert evaluate(folder, "--min-recall-1", "0.8", "--min-mrr", "0.8").exit_code == 0
    result = evaluate(folder, "--min-recall-1", "0.9", "--min-recall-3", "0.7", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["metrics"]["r@1"] == 0.8
    assert result.stderr.splitlines()[-1].endswith(": r@1 ficou em 0.8000, abaixo de 0.9.")


def test_a_minimum_of_refusals_needs_foreign_questions(tmp_path: Path) -> None:
    folder, foreign = write_beir(tmp_path / "loja"), write_foreign(tmp_path / "foreign.jsonl")
    assert evaluate(folder, "--foreign", foreign, "--min-refused", "1").exit_code == 0
    result = evaluate(folder, "--min-refused", "0.9")
    assert (result.exit_code, "--foreign" in result.stderr) == (1, True)


def test_the_base_in_use_is_asked_about_the_documents_it_has(tmp_path: Path) -> None:
    docs = write_help_center(tmp_path / "loja") / "docs"
    assert rosana("knowledge", "add", docs).exit_code == 0
    (docs / "ajuda" / "frete.md").unlink()
    questions = [
        {"_id": "q1", "text": "A partir de quanto o frete é grátis?", "documents": ["ajuda/frete.md"]},
        {"_id": "q2", "text": "Em quantos dias posso pedir a troca?", "documents": ["Trocas e Devoluções"]},
        {"_id": "q3", "text": "Qual o prazo da nota fiscal?", "documents": ["fiscal/nota.md"]},
    ]
    write_lines(tmp_path / "minhas" / "questions.jsonl", questions)
    result = evaluate(tmp_path / "minhas", "--base", "--json")
    assert json.loads(result.stdout)["metrics"]["r@1"] == pytest.approx(2 / 3, abs=1e-4)
    assert "sem documento na base: 1 (por exemplo q3: fiscal/nota.md)" in result.stderr


def test_records_of_a_beir_folder_are_known_in_the_base_by_their_titles(tmp_path: Path) -> None:
    rosana("knowledge", "add", write_help_center(tmp_path / "ajuda") / "docs")
    assert evaluate_to_json(write_beir(tmp_path / "loja"), "--base")["metrics"]["r@1"] == 1


def test_vectors_are_measured_where_an_embedding_model_is_set(
    tmp_path: Path, ollama: OllamaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ollama.models.add("bge-m3:latest")
    monkeypatch.setenv("ROSANA_EMBEDDINGS", "ollama:bge-m3")
    monkeypatch.setenv("ROSANA_OLLAMA_HOST", ollama.host)
    measured = evaluate_to_json(write_beir(tmp_path / "loja"))
    embedded = str(ollama.bodies("/api/embed"))
    assert "A etiqueta de envio" in embedded
    assert "Onde fica a assistência técnica?" in embedded
    assert measured["metrics"]["r@3"] == 1


def test_a_base_with_none_of_the_documents_is_an_error(tmp_path: Path) -> None:
    result = evaluate(write_beir(tmp_path / "loja"), "--base")
    assert result.exit_code == 1
    assert "A base não tem nenhum dos documentos do conjunto (por exemplo 'frete')" in result.stderr


def test_the_report_shows_what_was_expected_and_found_and_escapes_it(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "loja")
    write_lines(
        folder / "queries.jsonl",
        [{"_id": "q1", "text": "<script>alert(1)</script> garantia?", "metadata": {"answers": ["<b>nunca</b>"]}}],
    )
    report = tmp_path / "report.html"
    assert evaluate(folder, "--report", report).exit_code == 0
    page = report.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; garantia?" in page
    assert "&lt;b&gt;nunca&lt;/b&gt;" in page
    assert "<script" not in page
    assert page.index("<b>Frete e entrega</b>") < page.index("<b>Garantia</b>")


def test_a_report_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    result = evaluate(write_beir(tmp_path / "loja"), "--report", tmp_path / "nada" / "report.html")
    assert result.exit_code == 1
    assert "não pôde ser escrita" in result.stderr.splitlines()[-1]


def test_a_document_that_cannot_be_read_is_named_and_the_rest_is_measured(tmp_path: Path) -> None:
    folder = write_help_center(tmp_path / "loja")
    (folder / "docs" / "vazio.md").touch()
    result = evaluate(folder)
    assert result.exit_code == 0
    assert "vazio.md: O arquivo não tem texto" in result.stderr


@pytest.mark.parametrize(
    ("queries", "problem"),
    [
        ("{", "queries.jsonl, linha 1: não é JSON válido."),
        (json.dumps({"_id": "q1", "text": "a" * 20_001}), "A mensagem é longa demais."),
    ],
)
def test_what_cannot_be_asked_is_an_error_in_one_line(tmp_path: Path, queries: str, problem: str) -> None:
    folder = write_beir(tmp_path / "loja")
    (folder / "queries.jsonl").write_text(queries)
    result = evaluate(folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert problem in result.stderr.splitlines()[-1]


def test_a_missing_folder_is_an_error_in_one_line(tmp_path: Path) -> None:
    result = evaluate(tmp_path / "nada")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "não existe" in result.stderr
