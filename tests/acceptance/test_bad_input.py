"""Wrong input of every kind: a clear problem, and nothing else lost."""

from pathlib import Path

import httpx
import pytest

from tests.acceptance.server import Server, running
from tests.acceptance.test_cli import rosana


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/chat", b'{"message": ""}', 422, "message_empty"),
        ("/chat", b'{"message": " \\n\\u0000 "}', 422, "message_empty"),
        ("/chat", b'{"message": "' + b"a" * 100_000 + b'"}', 413, "message_too_long"),
        ("/chat", b'{"message": "' + b"a" * 2_000_000 + b'"}', 413, "body_too_large"),
        ("/chat", b'{"message": "ol\xe9"}', 422, "invalid_request"),
        ("/chat", b'{"message": 7}', 422, "invalid_request"),
        ("/chat", b"", 422, "invalid_request"),
        ("/chat", b'{"message": "oi", "conversation_id": "nada"}', 404, "conversation_not_found"),
        ("/search", b'{"query": "oi", "k": 0}', 422, "invalid_request"),
        ("/search", b'{"query": ""}', 422, "message_empty"),
        ("/messages/nada/feedback", b'{"rating": "up"}', 404, "message_not_found"),
        ("/messages/nada/feedback", b'{"rating": "sideways"}', 422, "invalid_request"),
        ("/documents", b'{"title": "x"}', 422, "invalid_request"),
        ("/documents", b'{"title": "x", "text": "y", "url": "javascript:alert(1)"}', 422, "invalid_request"),
        ("/v1/chat/completions", b'{"messages": []}', 422, "invalid_request"),
        ("/v1/chat/completions", b'{"messages": [{"role": "king", "content": "x"}]}', 422, "invalid_request"),
    ],
)
def test_a_wrong_request_is_a_clear_problem(
    sample_server: Server, path: str, body: bytes, status: int, code: str
) -> None:
    headers = {"content-type": "application/json"}
    answer = httpx.post(f"{sample_server.url}{path}", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


@pytest.mark.parametrize("message", ["qual o horário \ud800 do suporte?", "qual o hor\u0000ário do suporte?"])
def test_what_no_keyboard_writes_is_passed_over(sample_server: Server, message: str) -> None:
    body = '{"message": "' + message.encode("unicode_escape").decode().replace("\\x", "\\u00") + '"}'
    headers = {"content-type": "application/json"}
    answer = httpx.post(f"{sample_server.url}/chat", content=body.encode(), headers=headers)
    assert "das 09h às 18h" in answer.json()["response"]


@pytest.mark.parametrize("path", ["/documents/nada", "/conversations/nada"])
def test_unknown_ids_are_404(sample_server: Server, path: str) -> None:
    answer = httpx.get(f"{sample_server.url}{path}")
    assert answer.status_code == 404
    assert answer.json()["code"].endswith("_not_found")


def test_an_upload_that_cannot_be_a_document_is_refused_at_once(sample_server: Server) -> None:
    url = f"{sample_server.url}/documents"
    refused = [
        httpx.post(url, files={"file": ("foto.exe", b"MZ")}),
        httpx.post(url, files={"file": ("vazio.md", b"")}),
        httpx.post(url, files={"other": ("a.md", b"x")}),
    ]
    found = [(answer.status_code, answer.json()["code"]) for answer in refused]
    assert found == [(415, "format_unsupported"), (422, "document_empty"), (422, "invalid_request")]


def test_a_broken_file_among_good_ones_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "pasta com espaço e acentuação"
    folder.mkdir()
    (folder / "política de troca.md").write_text("# Troca\n\nA troca pode ser pedida em até 30 dias.\n")
    (folder / "vazio.md").write_text("")
    (folder / "quebrado.pdf").write_bytes(b"%PDF-1.7 isto nao e um pdf")
    (folder / "quebrado.docx").write_bytes(b"PK\x03\x04 nao e um docx")
    (folder / "pasta.md").mkdir()
    outside = tmp_path / "segredo.md"
    outside.write_text("fora da pasta")
    (folder / "atalho.md").symlink_to(outside)
    (folder / "perdido.md").symlink_to(tmp_path / "nada.md")
    result = rosana("knowledge", "add", str(folder), str(folder / "política de troca.md"), data_dir=tmp_path / "data")
    assert result.returncode == 1
    assert "1 novos" in result.stdout
    for name in ("vazio.md", "quebrado.pdf", "quebrado.docx", "atalho.md", "perdido.md"):
        (line,) = [line for line in result.stderr.splitlines() if name in line]
        assert line.startswith("falhou: ")
        assert line.endswith(".")
    assert "Traceback" not in result.stderr
    with running(tmp_path / "data") as server:
        answer = httpx.post(f"{server.url}/chat", json={"message": "qual o prazo de troca?"}).json()
    assert "30 dias" in answer["response"]


def test_a_data_folder_that_cannot_be_used_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = rosana("ask", "oi", data_dir=tmp_path / "file" / "data")
    assert result.returncode == 1
    assert "ROSANA_DATA_DIR" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_setting_stops_the_start_by_name(tmp_path: Path) -> None:
    result = rosana("serve", data_dir=tmp_path, ROSANA_PROT="1")
    assert (result.returncode, result.stdout) == (1, "")
    assert "ROSANA_PROT" in result.stderr


def test_every_site_with_credentials_is_refused_at_the_start(tmp_path: Path) -> None:
    settings = {"ROSANA_CORS_ORIGINS": '["*"]', "ROSANA_CORS_CREDENTIALS": "true"}
    result = rosana("serve", data_dir=tmp_path, **settings)
    assert (result.returncode, result.stdout) == (1, "")
    assert "cors_credentials" in result.stderr
    assert len(result.stderr.splitlines()) == 1
