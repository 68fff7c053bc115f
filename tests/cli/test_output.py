import click
import pytest
from click.testing import CliRunner

from rosana.cli.output import OneLineErrors, print_json
from rosana.errors import ModelMissing


@click.group(cls=OneLineErrors)
def program() -> None:
    """A program."""


@program.command()
@click.option("--how", type=click.Choice(["domain", "click", "abort", "ctrl-c", "exit", "well"]), required=True)
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


INTERRUPTED = "Interrompido; o que já estava pronto ficou guardado.\n"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["end", "--how", "domain"], 1, f"Erro: {ModelMissing.detail}\n"),
        (["end", "--how", "click"], 1, "Erro: Não deu.\n"),
        (["end", "--how", "abort"], 130, INTERRUPTED),
        (["end", "--how", "ctrl-c"], 130, "\n" + INTERRUPTED),
        (["end", "--how", "exit"], 3, ""),
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


def test_a_bug_is_not_hidden() -> None:
    @program.command()
    def broken() -> None:
        raise ZeroDivisionError

    assert isinstance(CliRunner().invoke(program, ["broken"]).exception, ZeroDivisionError)


def test_json_keeps_its_accents(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"título": "Atenção"})
    assert capsys.readouterr().out == '{\n  "título": "Atenção"\n}\n'
