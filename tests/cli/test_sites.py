import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rosana.cli import main
from tests.knowledge.sites.server import Site, article, running_site

Rosana = Callable[..., Result]


@pytest.fixture
def rosana(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rosana:
    """Run a command that may reach loopback."""
    monkeypatch.setenv("ROSANA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ROSANA_MODEL", "extractive")
    monkeypatch.setenv("ROSANA_SITES__ALLOW", '["127.0.0.1"]')
    monkeypatch.setenv("ROSANA_SITES__DELAY", "0")
    return lambda *args: CliRunner().invoke(main, list(args))


@pytest.fixture
def site() -> Iterator[Site]:
    pages = {"/": article("Início", links=("/frete",)), "/frete": article("O frete é grátis acima de R$ 200.")}
    with running_site(pages) as running:
        yield running


def test_a_site_is_added_and_listed(rosana: Rosana, site: Site) -> None:
    result = rosana("knowledge", "add", site.address, "--every", "24h")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[0] == "2 novos, 0 alterados, 0 removidos, 0 sem mudança, 0 com falha."
    listed = rosana("knowledge", "sites").stdout
    assert f"{site.address}/  até 1000 páginas, a cada 1 d, próxima visita" in listed
    assert "2 novos" in listed


def test_what_is_not_said_anew_stays(rosana: Rosana, site: Site) -> None:
    rosana("knowledge", "add", site.address, "--every", "24h", "--depth", "3", "--max-pages", "7")
    rosana("knowledge", "add", site.address, "--yes")
    (row,) = json.loads(rosana("knowledge", "sites", "--json").stdout)
    assert (row["every"], row["depth"], row["max_pages"]) == (86_400, 3, 7)
    assert row["report"]["unchanged"] == 2
    rosana("knowledge", "add", site.address, "--every", "nunca")
    (row,) = json.loads(rosana("knowledge", "sites", "--json").stdout)
    assert (row["every"], row["due"]) == (None, None)


def test_one_page_can_be_added_alone(rosana: Rosana, site: Site) -> None:
    report = json.loads(rosana("knowledge", "add", site.address, "--only-this-page", "--json").stdout)
    assert report["sources"]["added"] == [f"{site.address}/"]


def test_a_site_is_removed_with_its_pages(rosana: Rosana, site: Site) -> None:
    rosana("knowledge", "add", site.address)
    assert rosana("knowledge", "remove", site.address).stdout == "2 removidos.\n"
    assert json.loads(rosana("knowledge", "sites", "--json").stdout) == []
    assert json.loads(rosana("knowledge", "list", "--json").stdout) == []


def test_an_internal_address_is_refused_by_default(rosana: Rosana, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ROSANA_SITES__ALLOW")
    result = rosana("knowledge", "add", "http://127.0.0.1/")
    assert result.exit_code == 1
    assert "ROSANA_SITES__ALLOW" in result.stderr
    assert site.asked == []


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (("https://a.com", "docs"), "comandos separados"),
        (("https://maria:x@a.com",), "usuário ou senha"),
        (("https://a.com", "--every", "10s"), "30min, 24h ou 7d"),
        (("docs", "--depth", "2"), "só para sites"),
        (("docs", "--every", "nunca"), "só para sites"),
        (("docs", "--yes"), "só para sites"),
        (("https://a.com", "--every", "sempre"), "--every"),
    ],
)
def test_what_cannot_be_is_said(rosana: Rosana, args: tuple[str, ...], problem: str) -> None:
    result = rosana("knowledge", "add", *args)
    assert result.exit_code == 1
    assert problem in result.stderr


def test_a_first_visit_that_reads_nothing_leaves_no_site(rosana: Rosana, site: Site) -> None:
    assert rosana("knowledge", "add", f"{site.address}nada").exit_code == 1
    assert json.loads(rosana("knowledge", "sites", "--json").stdout) == []
    rosana("knowledge", "add", site.address)
    site.pages.clear()
    assert rosana("knowledge", "add", site.address).exit_code == 1
    assert len(json.loads(rosana("knowledge", "sites", "--json").stdout)) == 1


def test_a_page_that_fails_ends_with_code_1(rosana: Rosana, site: Site) -> None:
    site.pages["/frete"] = article("x", head="<title>Página não encontrada</title>")
    result = rosana("knowledge", "add", site.address)
    assert result.exit_code == 1
    assert "diz que não existe" in result.stderr
