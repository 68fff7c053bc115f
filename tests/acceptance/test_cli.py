"""The command line, as an operator uses it."""

import json
import signal
import socket
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.acceptance.server import ROSANA, environment, running


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


def test_reindex_keeps_the_sample_of_a_fresh_installation(tmp_path: Path) -> None:
    assert rosana("ask", "oi", data_dir=tmp_path).returncode == 0
    result = rosana("knowledge", "reindex", data_dir=tmp_path)
    assert (result.returncode, result.stdout.split(";")[0]) == (
        0,
        "0 novos, 0 atualizados, 10 sem mudança, 0 com falha",
    )
    listed = json.loads(rosana("knowledge", "list", "--json", data_dir=tmp_path).stdout)
    assert {(document["status"], document["passages"]) for document in listed} == {("ready", 1)}


def test_a_wrong_path_is_one_line_and_code_1_and_no_document(tmp_path: Path) -> None:
    result = rosana("knowledge", "add", "nada.pdf", data_dir=tmp_path)
    assert result.returncode == 1
    (line,) = [line for line in result.stderr.splitlines() if "nada.pdf" in line]
    assert line.endswith("O arquivo não existe. Confira o caminho.")
    assert "Traceback" not in result.stderr
    assert json.loads(rosana("knowledge", "list", "--json", data_dir=tmp_path).stdout) == []


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


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["frobnicar"], "Não há o comando 'frobnicar'. Veja: rosana --help"),
        (["ask", "--nada"], "Não há a opção '--nada'. Veja: rosana ask --help"),
        (["ask"], "Falta 'PERGUNTA'. Veja: rosana ask --help"),
        (["ask", " "], "A mensagem está vazia. Escreva uma pergunta."),
        (["ask", "oi", "--model", "nada:x"], "pip install langchain-nada"),
        (["serve", "--port", "abc"], "Valor inválido em '--port'"),
        (["serve", "--port", "70000"], "port: valor inválido 70000"),
        (["serve", "--host", "192.0.2.1"], "Não é possível escutar em 192.0.2.1"),
        (["knowledge", "remove", "nada"], "Nenhum documento tem o id ou a origem 'nada'"),
        (["models", "list"], "O Ollama não responde em http://127.0.0.1:9"),
    ],
)
def test_what_went_wrong_is_one_line_and_code_1(tmp_path: Path, args: list[str], said: str) -> None:
    result = rosana(*args, data_dir=tmp_path, OLLAMA_HOST="127.0.0.1:9")
    assert (result.returncode, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("Erro: ")
    assert said in line


def test_a_port_in_use_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        result = rosana("serve", "--port", str(port), data_dir=tmp_path / "data")
    assert (result.returncode, result.stderr) == (
        1,
        f"Erro: A porta {port} já está em uso. Escolha outra com --port ou ROSANA_PORT.\n",
    )
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", [["ask", "oi"], ["serve", "--port", "18999"], ["knowledge", "list"]])
def test_a_damaged_database_is_said_in_one_line(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "rosana.db").write_text("isto não é uma base de dados" * 100)
    result = rosana(*command, data_dir=tmp_path)
    assert result.returncode == 1
    assert "rosana.db, na pasta de dados, está danificado" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    folder, database = tmp_path / "docs", tmp_path / "data" / "rosana.db"
    folder.mkdir()
    for n in range(400):
        (folder / f"{n}.md").write_text(f"# Documento {n}\n\n" + "Uma frase do documento. " * 200)
    process = subprocess.Popen(
        [*ROSANA, "knowledge", "add", str(folder)],
        env=environment(tmp_path / "data"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and not count_documents(database):
        pass
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 130
    assert "Interrompido; o que já estava pronto ficou guardado." in said
    assert "Traceback" not in said
    assert 0 < count_documents(database) < 400


def test_two_processes_may_begin_the_same_data_folder_at_once(tmp_path: Path) -> None:
    began = [
        subprocess.Popen(
            [*ROSANA, "ask", "tem backup?"],
            env=environment(tmp_path),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    ended = [process.communicate(timeout=60) for process in began]
    assert [process.returncode for process in began] == [0, 0, 0], ended
    assert all("02h00" in answer for answer, _ in ended)


def test_a_server_that_is_told_to_stop_closes_and_ends_well(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        said = server.stop()
    assert server.process.returncode == 0
    assert f"Rosana Desk em http://127.0.0.1:{server.port} " in said
    assert "Traceback" not in said
    assert not list(tmp_path.glob("rosana.db-*"))


def count_documents(database: Path) -> int:
    if not database.exists():
        return 0
    with closing(sqlite3.connect(database)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
        except sqlite3.OperationalError:  # not migrated yet
            return 0
