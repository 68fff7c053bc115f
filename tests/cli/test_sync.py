import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rosana.cli import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of three documents."""
    monkeypatch.setenv("ROSANA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ROSANA_MODEL", "extractive")
    made = tmp_path / "docs"
    made.mkdir()
    for name in "abc":
        (made / f"{name}.md").write_text(f"# Título {name}\n\nO texto de {name}.\n")
    return made


def rosana(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def test_a_folder_is_kept_in_step(folder: Path) -> None:
    assert json.loads(rosana("knowledge", "sync", str(folder), "--json").stdout)["added"] == 3
    (folder / "a.md").unlink()
    (folder / "d.md").write_text("# Título d\n\nNovo.\n")
    result = rosana("knowledge", "sync", str(folder))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "1 novos, 0 alterados, 1 removidos, 2 sem mudança, 0 com falha.",
        f"novo: {folder / 'd.md'}",
        f"removido: {folder / 'a.md'}",
    ]


def test_an_emptied_folder_asks_for_confirmation(folder: Path) -> None:
    for name in "de":
        (folder / f"{name}.md").write_text(f"# Título {name}\n\nO texto de {name}.\n")
    rosana("knowledge", "sync", str(folder))
    for path in folder.iterdir():
        path.unlink()
    refused = rosana("knowledge", "sync", str(folder))
    assert refused.exit_code == 1
    assert "--yes" in refused.stderr
    assert "5 removidos" in rosana("knowledge", "sync", str(folder), "--yes").stdout


def test_a_folder_that_is_not_there_is_an_error(folder: Path) -> None:
    result = rosana("knowledge", "sync", str(folder / "nada"))
    assert result.exit_code == 1
    assert "não está montada" in result.stderr
