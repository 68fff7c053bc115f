import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from rosana.errors import SettingsError
from rosana.models import longest_answer, open_chat_model, open_embeddings, require_provider, split_name
from rosana.settings import Generation, OpenAI, Settings
from tests.ollama_server import OllamaServer

LOCAL = OpenAI(base_url="http://127.0.0.1:9/v1")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("ollama:llama3.2", ("ollama", "llama3.2")),
        ("ollama:qwen3:4b", ("ollama", "qwen3:4b")),
        ("openai:org/model", ("openai", "org/model")),
    ],
)
def test_a_name_is_a_provider_and_what_the_provider_calls_the_model(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts


@pytest.mark.parametrize(("num_ctx", "num_predict", "longest"), [(4096, 1024, 1024), (2048, 1024, 682)])
def test_an_answer_takes_at_most_a_third_of_the_window(num_ctx: int, num_predict: int, longest: int) -> None:
    assert longest_answer(Generation(num_ctx=num_ctx, num_predict=num_predict)) == longest


async def test_ollama_gets_the_same_options_with_every_call(ollama: OllamaServer) -> None:
    model = open_chat_model("ollama:llama3.2", Settings(ollama_host=ollama.host))
    for question in ("Oi?", "Qual é o prazo de entrega?"):
        await model.ainvoke(question)
    first, second = ollama.bodies("/api/chat")
    assert first["options"] == {
        "temperature": 0.7,
        "top_k": 40,
        "top_p": 0.9,
        "repeat_penalty": 1.1,
        "num_predict": 1024,
        "num_ctx": 4096,
    }
    assert (first["keep_alive"], first["think"]) == ("10m", False)
    assert {**first, "messages": None} == {**second, "messages": None}


@pytest.mark.parametrize(("setting", "sent"), [("10m", "10m"), ("-1", -1), ("300", 300)])
async def test_ollama_gets_seconds_as_a_number(ollama: OllamaServer, setting: str, sent: object) -> None:
    settings = Settings(ollama_host=ollama.host, generation=Generation(keep_alive=setting))
    await open_chat_model("ollama:llama3.2", settings).ainvoke("Oi?")
    assert ollama.bodies("/api/chat")[0]["keep_alive"] == sent


def test_a_server_that_speaks_openai_needs_no_key_and_is_asked_once() -> None:
    model: Any = open_chat_model("openai:local", Settings(openai=LOCAL))
    assert (model.model_name, model.openai_api_base) == ("local", "http://127.0.0.1:9/v1")
    assert (model.temperature, model.top_p, model.max_tokens, model.max_retries) == (0.7, 0.9, 1024, 0)


def test_openai_without_key_and_address_is_refused_by_the_names_of_the_settings() -> None:
    with pytest.raises(SettingsError, match=r"ROSANA_OPENAI__API_KEY.*ROSANA_OPENAI__BASE_URL"):
        require_provider("openai:gpt-5", Settings())


def test_a_provider_without_its_package_is_refused_with_the_command_that_installs_it() -> None:
    with pytest.raises(SettingsError, match="pip install langchain-nao-existe"):
        open_chat_model("nao-existe:modelo", Settings())


@pytest.mark.skipif(find_spec("fastembed") is not None, reason="fastembed is installed")
def test_fastembed_without_its_package_is_refused_with_the_extra_that_installs_it() -> None:
    with pytest.raises(SettingsError, match=r"pip install 'rosana-desk\[fastembed\]'"):
        open_embeddings("fastembed:intfloat/multilingual-e5-large", Settings())


EXAMPLE = """
from langchain_core.embeddings import DeterministicFakeEmbedding
from langchain_core.language_models import GenericFakeChatModel

class ChatExample(GenericFakeChatModel):
    messages: object = None
    model: str
    max_tokens: int
    key: str = ""
    def __init__(self, **given):
        if given["model"] == "sem-chave":
            raise ValueError("EXAMPLE_KEY is not set")
        super().__init__(**given)

class AzureChatExample(ChatExample): ...
"""


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a provider's package, as `pip install langchain-example` would."""
    (tmp_path / "langchain_example.py").write_text(EXAMPLE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "langchain_example", raising=False)


@pytest.mark.usefixtures("example")
def test_any_installed_provider_can_be_named() -> None:
    model: Any = open_chat_model("example:grande", Settings())
    assert type(model).__name__ == "ChatExample"
    assert (model.model, model.max_tokens) == ("grande", 1024)


@pytest.mark.usefixtures("example")
def test_a_provider_that_refuses_its_settings_is_named() -> None:
    with pytest.raises(SettingsError, match=r"'example:sem-chave'.*confira a chave"):
        open_chat_model("example:sem-chave", Settings())


@pytest.mark.usefixtures("example")
def test_a_provider_without_embeddings_of_its_own_is_refused() -> None:
    with pytest.raises(SettingsError, match="não tem modelos deste tipo"):
        open_embeddings("example:vetores", Settings())


async def test_ollama_embeds_with_the_window_that_it_chats_with(ollama: OllamaServer) -> None:
    embeddings = open_embeddings("ollama:llama3.2", Settings(ollama_host=ollama.host))
    assert await embeddings.aembed_documents(["abertura", "senha"]) == [[1.0, 0.0], [0.0, 1.0]]
    assert ollama.bodies("/api/embed")[0]["options"]["num_ctx"] == 4096


def test_openai_embeds_texts_without_downloading_a_vocabulary() -> None:
    embeddings: Any = open_embeddings("openai:bge-m3", Settings(openai=LOCAL))
    assert (embeddings.model, embeddings.check_embedding_ctx_length) == ("bge-m3", False)


def test_nothing_of_a_model_is_imported_before_one_is_opened() -> None:
    script = (
        "import sys, rosana.engine\n"
        "print([n for n in sys.modules if n.split('.')[0] in ('langchain_core', 'httpx', 'numpy', 'ollama')])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
