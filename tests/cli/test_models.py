import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rosana.cli import main
from tests.ollama_server import OllamaServer


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ollama: OllamaServer) -> Path:
    monkeypatch.setenv("ROSANA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ROSANA_OLLAMA_HOST", ollama.host)
    monkeypatch.delenv("ROSANA_MODEL", raising=False)
    return tmp_path


def rosana(*args: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["models", *args], input=typed)


@pytest.mark.usefixtures("data_dir")
def test_the_installed_models_are_listed() -> None:
    assert rosana("list").stdout.startswith("llama3.2:latest")
    assert json.loads(rosana("list", "--json").stdout) == [
        {"name": "llama3.2:latest", "size": 2019393189, "parameters": "3.2B", "quantization": "Q4_K_M"}
    ]


@pytest.mark.usefixtures("data_dir")
def test_an_empty_server_says_how_to_get_a_model(ollama: OllamaServer) -> None:
    ollama.models.clear()
    assert "rosana models pull llama3.2" in rosana("list").stdout


@pytest.mark.usefixtures("data_dir")
@pytest.mark.parametrize("name", ["qwen3:4b", "ollama:qwen3:4b"])
def test_a_model_is_pulled_by_either_of_its_names(ollama: OllamaServer, name: str) -> None:
    result = rosana("pull", name)
    assert (result.exit_code, result.stdout) == (0, "Modelo qwen3:4b pronto.\n")
    assert "qwen3:4b" in ollama.models


@pytest.mark.usefixtures("data_dir")
def test_programs_read_of_a_pull_in_json() -> None:
    assert json.loads(rosana("pull", "qwen3:4b", "--json").stdout) == {"model": "ollama:qwen3:4b"}


@pytest.mark.usefixtures("data_dir")
def test_a_model_that_does_not_exist_cannot_be_pulled() -> None:
    result = rosana("pull", "nao-existe")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("Erro: Não há modelo 'nao-existe' no catálogo.")


def test_a_migration_brings_tries_switches_and_asks_before_it_removes(data_dir: Path, ollama: OllamaServer) -> None:
    (data_dir / "rosana.toml").write_text("# da casa\nport = 9000\n")
    result = rosana("migrate", "llama3.2", "qwen3:4b", typed="s\n")
    assert result.exit_code == 0, result.stderr
    assert "O suporte fecha às 18 horas." in result.stdout
    assert (data_dir / "rosana.toml").read_text() == '# da casa\nport = 9000\nmodel = "ollama:qwen3:4b"\n'
    assert "Remover o modelo antigo llama3.2 do Ollama? [s/N] " in result.stderr
    assert ollama.models == {"qwen3:4b"}


@pytest.mark.parametrize("typed", ["s\n", "Sim\n", "s"])
@pytest.mark.usefixtures("data_dir")
def test_a_yes_removes_the_old_model(ollama: OllamaServer, typed: str) -> None:
    result = rosana("migrate", "llama3.2", "qwen3:4b", typed=typed)
    assert (result.exit_code, ollama.models) == (0, {"qwen3:4b"})
    assert "Modelo llama3.2 removido." in result.stdout


@pytest.mark.parametrize("typed", ["n\n", "\n", "talvez\n", ""])
@pytest.mark.usefixtures("data_dir")
def test_anything_else_keeps_the_old_model_and_says_so(ollama: OllamaServer, typed: str) -> None:
    result = rosana("migrate", "llama3.2", "qwen3:4b", typed=typed)
    assert (result.exit_code, ollama.models) == (0, {"llama3.2:latest", "qwen3:4b"})
    assert "O modelo antigo llama3.2 continua no Ollama." in result.stdout


@pytest.mark.parametrize("new", ["llama3.2", "llama3.2:latest", "ollama:llama3.2"])
def test_a_model_is_never_changed_for_itself(data_dir: Path, ollama: OllamaServer, new: str) -> None:
    result = rosana("migrate", "llama3.2", new, "--yes")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Erro: Os dois nomes são do mesmo modelo: llama3.2 e {new}. Nada mudou.\n"
    assert "llama3.2:latest" in ollama.models
    assert ollama.requests == []
    assert not (data_dir / "rosana.toml").exists()


def test_settings_that_cannot_be_written_are_one_line_and_keep_the_old_model(
    data_dir: Path, ollama: OllamaServer
) -> None:
    (data_dir / "rosana.part").mkdir()
    result = rosana("migrate", "llama3.2", "qwen3:4b", "--yes")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith(f"Erro: {data_dir / 'rosana.toml'} não pôde ser gravado")
    assert "llama3.2:latest" in ollama.models


def test_scripts_migrate_without_a_question(data_dir: Path, ollama: OllamaServer) -> None:
    result = rosana("migrate", "llama3.2", "ollama:qwen3:4b", "--yes", "--json")
    said = json.loads(result.stdout)
    assert (said["model"], said["removed"]) == ("ollama:qwen3:4b", True)
    assert ollama.models == {"qwen3:4b"}
    assert (data_dir / "rosana.toml").exists()


def test_a_model_that_answers_wrong_changes_nothing(data_dir: Path, ollama: OllamaServer) -> None:
    ollama.answer = ["Não sei."]
    result = rosana("migrate", "llama3.2", "qwen3:4b", "--yes")
    assert result.exit_code == 1
    assert "errou a pergunta de teste; a configuração ficou como estava" in result.stderr
    assert not (data_dir / "rosana.toml").exists()
    assert "llama3.2:latest" in ollama.models


@pytest.mark.usefixtures("data_dir")
def test_a_variable_that_wins_over_the_file_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSANA_MODEL", "ollama:llama3.2")
    result = rosana("migrate", "llama3.2", "qwen3:4b", "--yes")
    assert "a variável ROSANA_MODEL manda" in result.stderr
