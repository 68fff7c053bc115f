import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rosana.cli import main

Rosana = Callable[..., Result]


@pytest.fixture
def rosana(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rosana:
    """Run a command over a folder with two documents, of which one is empty."""
    monkeypatch.setenv("ROSANA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ROSANA_MODEL", "extractive")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "frete.md").write_text("# Frete\n\nO frete é grátis acima de R$ 200.\n")
    (tmp_path / "docs" / "vazio.md").write_text("")
    monkeypatch.chdir(tmp_path)
    return lambda *args: CliRunner().invoke(main, list(args))


def test_adding_counts_and_names_what_failed(rosana: Rosana) -> None:
    result = rosana("knowledge", "add", "docs")
    assert result.exit_code == 1
    assert result.stdout == "1 novos, 0 atualizados, 0 sem mudança, 1 com falha; 1 trechos escritos.\n"
    (failed,) = [line for line in result.stderr.splitlines() if line.startswith("falhou: ")]
    assert "vazio.md: O arquivo não tem texto." in failed


def test_programs_get_the_outcome_of_each_file(rosana: Rosana) -> None:
    outcomes = json.loads(rosana("knowledge", "add", "docs/*.md", "--json").stdout)
    assert [(outcome["status"], outcome["passages"]) for outcome in outcomes] == [("added", 1), ("failed", 0)]
    assert outcomes[1]["reason"]


def test_programs_get_the_list(rosana: Rosana) -> None:
    rosana("knowledge", "add", "docs")
    frete, vazio = json.loads(rosana("knowledge", "list", "--json").stdout)
    assert frete.keys() == {"id", "source", "title", "status", "reason", "passages"}
    assert (frete["title"], frete["status"], frete["reason"], frete["passages"]) == ("Frete", "ready", None, 1)
    assert (vazio["status"], vazio["passages"]) == ("failed", 0)


def test_people_get_the_list(rosana: Rosana) -> None:
    rosana("knowledge", "add", "docs")
    *lines, total = rosana("knowledge", "list").stdout.splitlines()
    assert ["pronto" in lines[0], "falhou" in lines[1]] == [True, True]
    assert total == "2 documentos, 1 trechos"


@pytest.mark.parametrize("name", ["*/frete.md", "id"])
def test_a_document_is_removed_by_its_source_or_its_id(rosana: Rosana, name: str) -> None:
    rosana("knowledge", "add", "docs/frete.md")
    (document,) = json.loads(rosana("knowledge", "list", "--json").stdout)
    chosen = document["id"] if name == "id" else name
    removed = json.loads(rosana("knowledge", "remove", chosen, "--json").stdout)
    assert removed == [{"id": document["id"], "source": document["source"]}]
    assert json.loads(rosana("knowledge", "list", "--json").stdout) == []


def test_nothing_is_removed_when_one_name_is_unknown(rosana: Rosana) -> None:
    rosana("knowledge", "add", "docs/frete.md")
    assert rosana("knowledge", "remove", "*/frete.md", "nada").exit_code == 1
    assert len(json.loads(rosana("knowledge", "list", "--json").stdout)) == 1


def test_reindexing_tells_the_outcome_of_each_document(rosana: Rosana) -> None:
    rosana("knowledge", "add", "docs/frete.md")
    (outcome,) = json.loads(rosana("knowledge", "reindex", "--json").stdout)
    assert (outcome["status"], outcome["passages"]) == ("unchanged", 0)


def test_the_sample_that_is_still_there_is_mentioned(rosana: Rosana) -> None:
    rosana("ask", "oi")
    assert "knowledge remove 'exemplo/*'" in rosana("knowledge", "add", "docs/frete.md").stderr


def test_an_answer_names_its_sources_below(rosana: Rosana) -> None:
    rosana("knowledge", "add", "docs/frete.md")
    result = rosana("ask", "quando o frete é grátis?")
    assert result.stdout == "O frete é grátis acima de R$ 200.\n  [1] Frete\n"


def test_programs_get_a_whole_answer(rosana: Rosana) -> None:
    rosana("knowledge", "add", "docs/frete.md")
    answer = json.loads(rosana("ask", "quando o frete é grátis?", "--json").stdout)
    assert answer["response"] == "O frete é grátis acima de R$ 200."
    assert answer["sources"][0]["title"] == "Frete"
    assert answer["citations"][0]["source"] == 1
