"""Every setting of Rosana, and the only code that reads the environment.

A value comes from a `ROSANA_*` variable, else from `rosana.toml` in the data folder, else from the default
here. Groups are nested: `ROSANA_GENERATION__TEMPERATURE`, or `[generation] temperature` in the file.
"""

import os
import re
import tomllib
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as NotJson

from rosana.errors import SettingsError
from rosana.privacy.kinds import KINDS, Kind

__all__ = [
    "EmbeddingsName",
    "Generation",
    "ModelName",
    "OpenAI",
    "Privacy",
    "RefusedShare",
    "Settings",
    "Sites",
    "load_settings",
    "settings_file",
    "what_is_wrong",
]

_PREFIX = "ROSANA_"

ModelName = Annotated[str, Field(pattern=r"^(auto|extractive|[a-z][a-z0-9_-]*:.+)$")]
EmbeddingsName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*:.+$")]
RefusedShare = Annotated[float, Field(ge=0, le=0.5)]

_WANTED = {  # by pydantic's kind of problem
    "int_parsing": "um número inteiro",
    "int_type": "um número inteiro",
    "int_from_float": "um número inteiro",
    "float_parsing": "um número",
    "float_type": "um número",
    "bool_parsing": "true ou false",
    "bool_type": "true ou false",
    "string_type": "um texto",
    "tuple_type": "uma lista",
    "frozen_set_type": "uma lista",
    "too_short": "mais longo: ao menos {min_length} caracteres",
    "literal_error": "{expected}",
    "greater_than": "maior que {gt:g}",
    "greater_than_equal": "no mínimo {ge:g}",
    "less_than_equal": "no máximo {le:g}",
    "string_pattern_mismatch": "PROVEDOR:NOME, como ollama:llama3.2 (em model, também auto e extractive)",
}


class Generation(BaseModel):
    """How a chat model writes; sent with every call, unchanged, so that a runtime never reloads its model."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    temperature: float = Field(0.7, ge=0, le=2, description="Randomness of the words.")
    top_k: int = Field(40, ge=1, description="Words considered at each step (Ollama).")
    top_p: float = Field(0.9, gt=0, le=1, description="Share of probability considered at each step.")
    repeat_penalty: float = Field(1.1, ge=0, description="Penalty on repeated words (Ollama).")
    num_predict: int = Field(1024, ge=1, description="Longest answer, in tokens.")
    num_ctx: int = Field(4096, ge=512, description="Context window that prompts are budgeted for, in tokens.")
    keep_alive: str = Field("10m", description="How long Ollama keeps the model in memory.")
    timeout: float = Field(120, gt=0, description="Longest silence of the model, in seconds.")


class OpenAI(BaseModel):
    """A server that speaks OpenAI's API: OpenAI, vLLM, llama.cpp, TaskingAI."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    base_url: str | None = Field(None, description="Address of the server, up to /v1.")
    api_key: SecretStr | None = Field(None, description="Its key; local servers need none.")

    @field_validator("base_url")
    @classmethod
    def _refuse_what_is_no_address(cls, value: str | None) -> str | None:
        if value is not None:
            _check_address(value, given=value, like="http://127.0.0.1:8080/v1")
        return value


class Privacy(BaseModel):
    """What is masked before it is stored, searched or sent to a model."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: frozenset[Kind] = Field(
        KINDS, description='Kinds of personal data that are masked, as a JSON list: ["cpf", "phone"]. Default: all.'
    )
    key: SecretStr | None = Field(
        None,
        min_length=16,
        description="Secret that seals masked values and uploads. None: the file `key` of the data folder holds one.",
    )
    public: tuple[str, ...] = Field(
        (),
        description="What is the company's own and stays readable, as a JSON list: e-mail addresses, "
        '"@domain.com.br", phones, CNPJ.',
    )


class Sites(BaseModel):
    """How the pages of sites are fetched."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    allow: tuple[str, ...] = Field(
        (),
        description="What may be fetched of the internal network, as a JSON list of networks, addresses and names of "
        'hosts: ["10.0.0.0/8", "intranet.empresa"].',
    )
    delay: float = Field(0.5, ge=0, description="Least time between two requests to a site, in seconds.")
    timeout: float = Field(30, gt=0, description="Longest time for one page, in seconds.")

    @field_validator("allow")
    @classmethod
    def _refuse_what_is_no_place(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for entry in value:
            if not _is_network(entry) and not re.fullmatch(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*", entry):
                raise ValueError(f"{entry!r} não é uma rede, um endereço IP nem o nome de um servidor")
        return value


class Settings(BaseSettings):
    """The settings of one process; immutable after the start."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, env_parse_none_str="none"
    )

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("rosana", appauthor=False),
        description="Folder of the database, the indexes and rosana.toml. Only by variable.",
    )
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")
    model: ModelName = Field(
        "auto", description="Who writes the answers: auto, extractive, ollama:NAME, openai:NAME or PROVIDER:NAME."
    )
    fallback: Literal["none", "extractive"] = Field(
        "none", description="What answers when an explicit model cannot be reached."
    )
    embeddings: EmbeddingsName | None = Field(
        None, description="Embedding model: ollama:NAME, openai:NAME or PROVIDER:NAME. None: words only."
    )
    ollama_host: str = Field("http://127.0.0.1:11434", description="Address of Ollama; OLLAMA_HOST is read as well.")
    openai: OpenAI = OpenAI()
    generation: Generation = Generation()
    privacy: Privacy = Privacy()
    sites: Sites = Sites()
    refused_share: RefusedShare = Field(
        0.05,
        description="Share of answerable questions that may be refused: more refuses more of the unanswerable as well.",
    )
    passages: int = Field(3, ge=1, le=10, description="Passages that an answer is written from.")
    cors_origins: tuple[str, ...] = Field(
        (), description='Other sites whose pages may call the API, as a JSON list: ["https://loja.example"].'
    )
    cors_credentials: bool = Field(False, description="Whether those pages may send cookies.")
    max_upload_mb: int = Field(100, ge=1, description="Largest document, in MB.")
    worker: Literal["inside", "separate"] = Field(
        "inside", description="Who reads documents: the server itself, or processes of `rosana worker` beside it."
    )
    sample: bool = Field(True, description="Load the sample knowledge base into an empty data folder.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged.")

    @field_validator("ollama_host")
    @classmethod
    def _complete_address(cls, value: str) -> str:
        """Accept what Ollama accepts: `host`, `host:port`, `0.0.0.0` as the bind address of the server."""
        scheme, _, rest = (value if "://" in value else f"http://{value}").partition("://")
        place, slash, path = rest.rstrip("/").partition("/")
        host, _, port = place.rpartition(":") if re.search(r":\d*$", place) else (place, "", "")
        host = "127.0.0.1" if host in ("", "0.0.0.0") else host  # noqa: S104 — read, never bound
        default = "443" if scheme == "https" else "11434"
        address = f"{scheme}://{host}:{port or default}{slash}{path}"
        return _check_address(address, given=value, like="http://127.0.0.1:11434")

    @model_validator(mode="after")
    def _refuse_open_credentials(self) -> "Settings":
        if "*" in self.cors_origins and self.cors_credentials:
            raise ValueError('cors_origins com "*" não vale junto de cors_credentials; liste os sites um a um')
        return self

    @property
    def database_url(self) -> str:
        """The SQLAlchemy address of the database."""
        return f"sqlite+aiosqlite:///{self.data_dir / 'rosana.db'}"

    @property
    def index_dir(self) -> Path:
        """Where the indexes of the workspace are kept."""
        return self.data_dir / "index" / "default"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the call's arguments and the variables only; the file comes in by `load_settings`."""
        return init_settings, env_settings


def load_settings(**overrides: Any) -> Settings:
    """Read the settings of this process.

    Args:
        overrides: values that win over everything, as the command line gives them; None means "not given".

    Raises:
        SettingsError: a key is unknown or a value is wrong; the message names each one.
    """
    given = {key: value for key, value in overrides.items() if value is not None}
    _refuse_unknown_variables()
    try:
        data_dir = Path(given.get("data_dir") or Settings(**given).data_dir).expanduser().absolute()
        layers = (_read_file(settings_file(data_dir)), _environment(), given, {"data_dir": data_dir})
        return Settings(**_merge(*layers))
    except ValidationError as exc:
        raise SettingsError(_explain(exc)) from exc
    except NotJson as exc:
        name = str(exc).split('"')[1]
        raise SettingsError(f"Configuração inválida: {name}: valor inválido; precisa ser uma lista em JSON.") from exc


def settings_file(data_dir: Path) -> Path:
    """Return where the settings of a data folder are kept; the file need not exist."""
    return data_dir / "rosana.toml"


def _environment() -> dict[str, Any]:
    values = dict(EnvSettingsSource(Settings)())
    if "ollama_host" not in values and os.environ.get("OLLAMA_HOST"):
        values["ollama_host"] = os.environ["OLLAMA_HOST"]
    openai = dict(values.get("openai") or {})
    for name in ("base_url", "api_key"):
        if name not in openai and os.environ.get(f"OPENAI_{name.upper()}"):
            openai[name] = os.environ[f"OPENAI_{name.upper()}"]
    return {**values, "openai": openai} if openai else values


def _read_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise SettingsError(f"O arquivo {path} não pôde ser lido como TOML: {exc}.") from exc
    if "data_dir" in values:
        raise SettingsError(f"data_dir não pode estar em {path}; use a variável ROSANA_DATA_DIR.")
    return values


def _merge(*layers: dict[str, Any]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for layer in layers:
        for key, value in layer.items():
            both = isinstance(value, dict) and isinstance(merged.get(key), dict)
            merged[key] = {**merged[key], **value} if both else value
    return merged


def _refuse_unknown_variables() -> None:
    groups: dict[str, type[BaseModel]] = {
        "openai": OpenAI,
        "generation": Generation,
        "privacy": Privacy,
        "sites": Sites,
    }
    known = {name for name in Settings.model_fields if name not in groups}
    known |= {f"{group}__{name}" for group, model in groups.items() for name in model.model_fields}
    given = [name for name in os.environ if name.upper().startswith(_PREFIX)]
    unknown = sorted(name for name in given if name[len(_PREFIX) :].lower() not in known)
    if unknown:
        listed = ", ".join(unknown)
        raise SettingsError(f"Configuração desconhecida: {listed}. Veja docs/reference/settings.md.")


def what_is_wrong(error: ValidationError) -> list[tuple[str, str]]:
    """Return each wrong field by its dotted name, "" for the whole, and what is wrong with it, in Portuguese."""
    return [(".".join(map(str, problem["loc"])), _sentence(problem)) for problem in error.errors()]


def _explain(error: ValidationError) -> str:
    lines = [f"{name}: {sentence}".removeprefix(": ") for name, sentence in what_is_wrong(error)]
    return "Configuração inválida: " + "; ".join(lines) + "."


def _sentence(problem: ErrorDetails) -> str:
    if problem["type"] == "extra_forbidden":
        return "configuração desconhecida"
    if problem["type"] == "value_error":
        return str(problem["ctx"]["error"])
    shown = "" if str(problem["loc"][-1]).endswith("key") else f" {problem['input']!r}"
    return f"valor inválido{shown}{_wanted(problem)}"


def _wanted(problem: ErrorDetails) -> str:
    wanted = _WANTED.get(problem["type"])
    if wanted is None:
        return ""
    return f"; precisa ser {wanted.format(**problem.get('ctx', {}))}".replace(" or ", " ou ")


def _is_network(entry: str) -> bool:
    try:
        ip_network(entry, strict=False)
    except ValueError:
        return False
    return True


def _check_address(address: str, *, given: str, like: str) -> str:
    """Return the address of a server, if it can be one of HTTP."""
    try:
        parts = urlsplit(address)
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise ValueError(f"endereço inválido {given!r}; escreva como {like}")
    return address
