import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from rosana.cli import main


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSANA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ROSANA_MODEL", "extractive")


def doctor() -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(main, ["doctor", "--json"])
    return result.exit_code, {finding["part"]: finding for finding in json.loads(result.stdout)}


def test_a_fresh_machine_is_fit_and_told_to_add_documents() -> None:
    code, found = doctor()
    assert code == 0
    assert (found["documentos"]["state"], found["modelo"]["state"]) == ("warning", "ok")
    assert "rosana knowledge add" in found["documentos"]["detail"]


def test_documents_that_failed_are_counted(tmp_path: Path) -> None:
    (tmp_path / "vazio.md").write_text("")
    CliRunner().invoke(main, ["knowledge", "add", str(tmp_path / "vazio.md")])
    _, found = doctor()
    assert found["documentos"]["detail"].startswith("1 documentos, 0 trechos; 1 não puderam ser lidos")


def test_a_model_that_cannot_be_reached_is_an_error_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSANA_MODEL", "ollama:llama3.2")
    monkeypatch.setenv("ROSANA_OLLAMA_HOST", "http://127.0.0.1:9")
    code, found = doctor()
    assert (code, found["modelo"]["state"]) == (1, "error")
    assert "`ollama serve`" in found["modelo"]["detail"]


@pytest.mark.parametrize("name", ["auto", "ollama:llama3.2"])
def test_a_model_that_something_may_replace_stops_nothing(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("ROSANA_MODEL", name)
    monkeypatch.setenv("ROSANA_FALLBACK", "extractive")
    monkeypatch.setenv("ROSANA_OLLAMA_HOST", "http://127.0.0.1:9")
    code, found = doctor()
    assert code == 0
    assert found["modelo"]["state"] in ("ok", "warning")


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSANA_PORT", "muitas")
    code, found = doctor()
    assert (code, list(found)) == (1, ["configuração"])
    assert "port" in found["configuração"]["detail"]


def test_a_damaged_database_is_named_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rosana.db").write_text("isto não é uma base de dados" * 100)
    code, found = doctor()
    assert code == 1
    assert "danificado" in found["base de dados"]["detail"]
    assert "página" in found


def test_people_get_a_line_for_each_part() -> None:
    lines = CliRunner().invoke(main, ["doctor"]).stdout.splitlines()
    assert lines[0].startswith("✓ configuração: ")
    assert {line[0] for line in lines} <= {"✓", "!"}
