from pathlib import Path

import pytest

from rosana.errors import SettingsError
from rosana.privacy import KINDS
from rosana.settings import load_settings


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("OLLAMA_HOST", "OPENAI_BASE_URL", "OPENAI_API_KEY", "ROSANA_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ROSANA_DATA_DIR", str(tmp_path))


def test_a_laptop_needs_no_setting(tmp_path: Path) -> None:
    settings = load_settings()
    assert (settings.model, settings.port, settings.data_dir) == ("auto", 8000, tmp_path)


def test_the_command_line_wins_over_a_variable_and_that_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rosana.toml").write_text('port = 1\npassages = 5\nhost = "file"\n[generation]\ntop_k = 7\n')
    monkeypatch.setenv("ROSANA_PASSAGES", "4")
    monkeypatch.setenv("ROSANA_GENERATION__TEMPERATURE", "0")
    settings = load_settings(port=2)
    assert (settings.port, settings.passages, settings.host) == (2, 4, "file")
    assert (settings.generation.top_k, settings.generation.temperature) == (7, 0)


@pytest.mark.parametrize(
    ("variable", "value", "named"),
    [
        ("ROSANA_PROT", "1", "ROSANA_PROT"),
        ("ROSANA_PORT", "many", "port"),
        ("ROSANA_GENERATION__TEMPERATURE", "9", "generation.temperature"),
        ("ROSANA_MODEL", "llama", "model"),
        ("ROSANA_GENERATION__HEAT", "1", "ROSANA_GENERATION__HEAT"),
    ],
)
def test_a_wrong_variable_is_refused_by_name(
    variable: str, value: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=named):
        load_settings()


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PORT", "many", "port: valor inválido 'many'; precisa ser um número inteiro"),
        ("PORT", "0", "port: valor inválido '0'; precisa ser no mínimo 1"),
        ("PORT", "70000", "port: valor inválido '70000'; precisa ser no máximo 65535"),
        ("GENERATION__TOP_P", "0", "generation.top_p: valor inválido '0'; precisa ser maior que 0"),
        ("GENERATION__TOP_P", "x", "generation.top_p: valor inválido 'x'; precisa ser um número"),
        ("SAMPLE", "maybe", "sample: valor inválido 'maybe'; precisa ser true ou false"),
        ("FALLBACK", "x", "fallback: valor inválido 'x'; precisa ser 'none' ou 'extractive'"),
        ("LOG_LEVEL", "x", "log_level: valor inválido 'x'; precisa ser 'debug', 'info', 'warning' ou 'error'"),
        ("MODEL", "x", "model: valor inválido 'x'; precisa ser PROVEDOR:NOME, como ollama:llama3.2"),
        ("CORS_ORIGINS", "loja", "cors_origins: valor inválido; precisa ser uma lista em JSON"),
        ("OLLAMA_HOST", "http://localhost:abc", "ollama_host: endereço inválido 'http://localhost:abc'"),
        ("OLLAMA_HOST", "localhost:99999", "ollama_host: endereço inválido 'localhost:99999'"),
        ("OLLAMA_HOST", "ftp://gpu", "ollama_host: endereço inválido 'ftp://gpu'"),
        ("OPENAI__BASE_URL", "localhost:8080", "openai.base_url: endereço inválido 'localhost:8080'"),
        ("OPENAI__BASE_URL", "http://", "openai.base_url: endereço inválido 'http://'"),
        ("OPENAI__BASE_URL", "http://gpu:x/v1", "openai.base_url: endereço inválido 'http://gpu:x/v1'"),
    ],
)
def test_a_wrong_value_is_told_in_portuguese(
    variable: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"ROSANA_{variable}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert said in caught.value.detail
    assert "should" not in caught.value.detail


@pytest.mark.parametrize(
    ("text", "named"), [("prot = 1", "prot"), ("port = ", "TOML"), ('data_dir = "/x"', "ROSANA_DATA_DIR")]
)
def test_a_wrong_file_is_refused_by_name(text: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "rosana.toml").write_text(text)
    with pytest.raises(SettingsError, match=named):
        load_settings()


def test_any_site_together_with_credentials_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSANA_CORS_ORIGINS", '["*"]')
    monkeypatch.setenv("ROSANA_CORS_CREDENTIALS", "true")
    with pytest.raises(SettingsError, match=r"^Configuração inválida: cors_origins com .* cors_credentials"):
        load_settings()


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("gpu", "http://gpu:11434"),
        ("gpu:99", "http://gpu:99"),
        ("https://gpu.example/", "https://gpu.example:443"),
        ("https://gpu.example/ollama/", "https://gpu.example:443/ollama"),
        ("http://[::1]:99", "http://[::1]:99"),
    ],
)
def test_ollama_host_is_read_as_ollama_reads_it(given: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", given)
    assert load_settings().ollama_host == address


def test_openais_own_variables_are_read_and_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    settings = load_settings()
    assert settings.openai.base_url == "http://127.0.0.1:1/v1"
    assert "sk-secret" not in repr(settings)


def test_what_sites_may_reach_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSANA_SITES__ALLOW", '["10.0.0.0/8", "fd00::1", "intranet.empresa"]')
    assert load_settings(data_dir=tmp_path).sites.allow == ("10.0.0.0/8", "fd00::1", "intranet.empresa")
    monkeypatch.setenv("ROSANA_SITES__ALLOW", '["10.0.0.0/99"]')
    with pytest.raises(SettingsError, match=r"10\.0\.0\.0/99"):
        load_settings(data_dir=tmp_path)


def test_what_is_masked_can_be_chosen_and_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().privacy.kinds == KINDS
    monkeypatch.setenv("ROSANA_PRIVACY__KINDS", '["cpf", "card"]')
    monkeypatch.setenv("ROSANA_PRIVACY__KEY", "a long secret of the operator")
    privacy = load_settings().privacy
    assert privacy.kinds == {"cpf", "card"}
    assert "operator" not in repr(privacy)


@pytest.mark.parametrize(
    ("name", "value"), [("KINDS", '["iris"]'), ("KINDS", "cpf"), ("KEY", "short"), ("COLOUR", "red")]
)
def test_a_wrong_setting_of_privacy_is_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"ROSANA_PRIVACY__{name}", value)
    with pytest.raises(SettingsError):
        load_settings()
