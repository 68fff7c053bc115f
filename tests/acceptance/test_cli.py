"""The command line, as an operator uses it."""

import json
import subprocess
from pathlib import Path

from tests.acceptance.server import ROSANA, environment


def rosana(*args: str, data_dir: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*ROSANA, *args],
        env=environment(data_dir, **settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_ask_on_a_fresh_machine_answers_from_the_sample_with_its_source(tmp_path: Path) -> None:
    result = rosana("ask", "como peço reembolso?", data_dir=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    answer, source = result.stdout.splitlines()
    assert "abrir ticket no Jira" in answer
    assert source.startswith("  [1] ")


def test_ask_gives_json_to_programs(tmp_path: Path) -> None:
    answer = json.loads(rosana("ask", "tem backup?", "--json", data_dir=tmp_path).stdout)
    assert (answer["model"], answer["refused"]) == ("extractive", False)
    assert answer["sources"][0]["text"].startswith("Backups automáticos")


def test_documents_are_added_skipped_replaced_listed_and_removed(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text("# Frete\n\nO frete é grátis acima de R$ 200.\n")
    (folder / "b.txt").write_text("A loja abre aos domingos das 10h às 16h.\n")

    def add() -> str:
        result = rosana("knowledge", "add", str(folder), data_dir=data)
        assert result.returncode == 0, result.stderr
        return result.stdout

    assert add().startswith("2 novos, 0 atualizados, 0 sem mudança")
    assert add().startswith("0 novos, 0 atualizados, 2 sem mudança")
    (folder / "a.md").write_text("# Frete\n\nO frete é grátis acima de R$ 300.\n")
    assert add().startswith("0 novos, 1 atualizados, 1 sem mudança")
    assert "R$ 300" in rosana("ask", "quando o frete é grátis?", data_dir=data).stdout
    listed = json.loads(rosana("knowledge", "list", "--json", data_dir=data).stdout)
    assert [set(document) for document in listed] == [{"id", "source", "title", "status", "reason", "passages"}] * 2
    assert rosana("knowledge", "remove", "*/a.md", data_dir=data).returncode == 0
    assert "Não tenho essa informação" in rosana("ask", "quando o frete é grátis?", data_dir=data).stdout


def test_reindex_reads_everything_again_and_keeps_what_is_gone(tmp_path: Path) -> None:
    data, document = tmp_path / "data", tmp_path / "a.md"
    document.write_text("# Frete\n\nO frete é grátis acima de R$ 200.\n")
    assert rosana("knowledge", "add", str(document), data_dir=data).returncode == 0
    assert rosana("knowledge", "reindex", data_dir=data).returncode == 0
    document.unlink()
    result = rosana("knowledge", "reindex", data_dir=data)
    assert result.returncode == 1
    assert "não está mais onde estava" in result.stderr
    assert "R$ 200" in rosana("ask", "quando o frete é grátis?", data_dir=data).stdout


def test_a_wrong_path_is_one_line_and_code_1(tmp_path: Path) -> None:
    result = rosana("knowledge", "add", "nada.pdf", data_dir=tmp_path)
    assert result.returncode == 1
    assert "nada.pdf" in result.stderr
    assert "Traceback" not in result.stderr


def test_doctor_looks_at_every_part(tmp_path: Path) -> None:
    findings = json.loads(rosana("doctor", "--json", data_dir=tmp_path).stdout)
    assert [finding["part"] for finding in findings] == [
        "configuração",
        "pasta de dados",
        "documentos",
        "índice de busca",
        "modelo",
        "página",
    ]
    assert {finding["state"] for finding in findings} <= {"ok", "warning"}
