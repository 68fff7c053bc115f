import errno
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from rosana.cli.output import OneLineErrors, print_json
from rosana.errors import ModelMissing, StorageFull


@click.group(cls=OneLineErrors)
def program() -> None:
    """A program."""


@program.command()
@click.option(
    "--how", type=click.Choice(["domain", "click", "abort", "ctrl-c", "exit", "full", "denied", "well"]), required=True
)
def end(how: str) -> None:
    """End in one of the ways."""
    if how == "domain":
        raise ModelMissing
    if how == "click":
        raise click.ClickException("Não deu.")
    if how == "abort":
        raise click.Abort
    if how == "ctrl-c":
        raise KeyboardInterrupt
    if how == "exit":
        raise click.exceptions.Exit(3)
    if how == "full":
        raise OSError(errno.ENOSPC, "No space left on device")
    if how == "denied":
        raise PermissionError(errno.EACCES, "Permission denied", "rosana.db")


INTERRUPTED = "Interrompido; o que já estava pronto ficou guardado.\n"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["end", "--how", "domain"], 1, f"Erro: {ModelMissing.detail}\n"),
        (["end", "--how", "click"], 1, "Erro: Não deu.\n"),
        (["end", "--how", "abort"], 130, INTERRUPTED),
        (["end", "--how", "ctrl-c"], 130, "\n" + INTERRUPTED),
        (["end", "--how", "exit"], 3, ""),
        (["end", "--how", "full"], 1, f"Erro: {StorageFull.detail}\n"),
        (
            ["end", "--how", "denied"],
            1,
            "Erro: O sistema não permitiu ler ou gravar 'rosana.db' (Permission denied).\n",
        ),
        (["end", "--how", "well"], 0, ""),
        (["end"], 1, "Erro: Falta '--how'. Veja: program end --help\n"),
        (["end", "--how", "badly"], 1, "Erro: Valor inválido em '--how'. Veja: program end --help\n"),
        (["end", "--where"], 1, "Erro: Não há a opção '--where'. Veja: program end --help\n"),
        (["begin"], 1, "Erro: Não há o comando 'begin'. Veja: program --help\n"),
    ],
)
def test_every_end_has_its_code_and_one_line(args: list[str], code: int, said: str) -> None:
    result = CliRunner().invoke(program, args)
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", said)


def test_a_group_alone_shows_its_commands() -> None:
    result = CliRunner().invoke(program, [])
    assert result.exit_code == 0
    assert "end  End in one of the ways." in result.stdout


def run(*args: str, data_dir: Path, stdout: int) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ROSANA_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-m", "rosana", *args]
    return subprocess.run(
        command, env=environment, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False, timeout=60
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full (Linux)")
@pytest.mark.parametrize("args", [[], ["--version"]])
def test_output_that_cannot_be_written_is_one_line(tmp_path: Path, args: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        result = run(*args, data_dir=tmp_path, stdout=full.fileno())
    assert (result.returncode, result.stderr) == (1, f"Erro: {StorageFull.detail}\n")


@pytest.mark.parametrize("args", [[], ["--version"]])
def test_a_reader_that_has_gone_ends_the_program_quietly(tmp_path: Path, args: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = run(*args, data_dir=tmp_path, stdout=writing)
    os.close(writing)
    assert (result.returncode, result.stderr) == (1, "")


def test_the_help_is_in_portuguese() -> None:
    said = CliRunner().invoke(program, ["end", "--help"]).stdout
    assert said.startswith("Uso: program end [OPÇÕES]\n")
    assert "\nOpções:\n" in said
    assert "--help" in said
    assert "Mostra esta ajuda." in said
    assert "[obrigatório]" in said
    assert "\nComandos:\n" in CliRunner().invoke(program, ["--help"]).stdout


def test_a_bug_is_not_hidden() -> None:
    @program.command()
    def broken() -> None:
        raise ZeroDivisionError

    assert isinstance(CliRunner().invoke(program, ["broken"]).exception, ZeroDivisionError)


def test_json_keeps_its_accents(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"título": "Atenção"})
    assert capsys.readouterr().out == '{\n  "título": "Atenção"\n}\n'
