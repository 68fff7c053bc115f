"""Write docs/reference from the code: settings, commands, calls, errors; `--check` fails where it is stale."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
from pydantic import BaseModel

from rosana import errors
from rosana.cli import main as cli
from rosana.server.app import create_app
from rosana.settings import Settings

if TYPE_CHECKING:
    from rosana.desk import Desk

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
_FASTAPIS = ("HTTPValidationError", "ValidationError")  # described by FastAPI and never sent: see problems.py
NOTE = "<!-- Written by scripts/reference.py; run `make docs` to write it anew. -->\n\n"


def settings_page() -> str:
    """Return the page of all settings."""
    lines = [
        "# Settings",
        "",
        "Each is a variable, or a key of `rosana.toml` in the data folder; the variable wins. An unknown",
        "name is refused at start. `OLLAMA_HOST`, `OPENAI_BASE_URL` and `OPENAI_API_KEY` are read as well.",
        "",
        "| variable | default | what it does |",
        "|---|---|---|",
        *_settings_rows(Settings, "ROSANA_"),
    ]
    return "\n".join(lines) + "\n"


def _settings_rows(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _settings_rows(field.annotation, f"{prefix}{name.upper()}__")
            continue
        default = "the platform's user data folder" if name == "data_dir" else f"`{_shown(field.default)}`"
        yield f"| `{prefix}{name.upper()}` | {default} | {field.description} |"


def _shown(value: Any) -> str:
    if isinstance(value, frozenset):
        return json.dumps(sorted(value))
    return {None: "none", (): "[]"}.get(value, str(value))


def cli_page() -> str:
    """Return the page of every command's help."""
    return "# Command line\n\n" + "\n".join(_helps(cli, "rosana"))


def _helps(command: click.Command, path: str) -> Iterator[str]:
    context = click.Context(
        command, info_name=path, terminal_width=100, max_content_width=100, help_option_names=["-h", "--help"]
    )
    yield f"## `{path}`\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _helps(command.commands[name], f"{path} {name}")


def http_page() -> str:
    """Return the page of every call, from the server's own OpenAPI description."""
    app = create_app(cast("Desk", None), Settings())
    described = app.openapi()
    lines = [
        "# HTTP",
        "",
        "Every call of the server, as `/docs` shows it too. What goes wrong is a problem with one of the",
        "[error codes](errors.md). `POST /chat` with `Accept: text/event-stream` sends the events `sources`,",
        "`token`, `citation`, `done`, `error` and, every 15 s of silence, `ping`; each one's data is JSON.",
        "`GET /documents/{document_id}/events` sends `status` (a [DocumentOut](#documentout)), `error`, `ping`.",
        "",
        "| call | in | out | what it does |",
        "|---|---|---|---|",
    ]
    bodies = {name: body for name, body in described["components"]["schemas"].items() if name not in _FASTAPIS}
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            status, answer = next(iter(operation["responses"].items()))
            asked = operation.get("requestBody", {})
            bodies |= {schema["title"]: schema for schema in _schemas(asked).values() if "properties" in schema}
            out = f"{status} {_kinds(answer)}".strip()
            lines.append(f"| `{method.upper()} {path}` | {_kinds(asked)} | {out} | {operation['description']} |")
    for name in sorted(bodies):
        lines += ["", f"## {name}", "", *_fields(bodies[name])]
    return "\n".join(lines) + "\n"


def _schemas(content: dict[str, Any]) -> dict[str, Any]:
    return {kind: one.get("schema", {}) for kind, one in content.get("content", {}).items()}


def _kinds(content: dict[str, Any]) -> str:
    named = {kind: _type(schema) for kind, schema in _schemas(content).items()}
    return ", ".join(name or f"`{kind}`" for kind, name in named.items())


def _fields(schema: dict[str, Any]) -> Iterator[str]:
    yield schema["description"]
    yield ""
    for name, field in schema["properties"].items():
        needed = "" if name in schema.get("required", []) else ", may be left out"
        about = f": {field['description']}" if "description" in field else ""
        yield f"- `{name}` ({_type(field)}{needed}){about}"


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema or "properties" in schema:
        name = schema.get("title") or schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in schema or "const" in schema:
        return " or ".join(f"`{value}`" for value in schema.get("enum", [schema.get("const")]))
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return str(schema.get("format") or schema.get("type", ""))


def errors_page() -> str:
    """Return the page of all error codes."""
    rows = sorted({(each.code, each.status, each.detail) for each in _subclasses(errors.RosanaError)})
    lines = [
        "# Error codes",
        "",
        "Every failure is `application/problem+json` (RFC 9457) with `type`, `title`, `status`, `detail`",
        "(Portuguese, for people), `code` (stable, for programs) and `request_id`. Under `/v1` there is also",
        "`error`, as OpenAI's clients expect it. Inside a stream the code comes in its `error` event.",
        "",
        "| code | status | detail |",
        "|---|---|---|",
        *(f"| `{code}` | {status} | {detail} |" for code, status, detail in rows),
    ]
    return "\n".join(lines) + "\n"


def _subclasses(base: type[errors.RosanaError]) -> Iterator[type[errors.RosanaError]]:
    yield base
    for each in base.__subclasses__():
        yield from _subclasses(each)


def main() -> int:
    """Write the pages, or with `--check` compare them."""
    pages = {
        "settings.md": settings_page(),
        "cli.md": cli_page(),
        "http.md": http_page(),
        "errors.md": errors_page(),
    }
    if "--check" in sys.argv:
        stale = [name for name, text in pages.items() if _read(FOLDER / name) != NOTE + text]
        if stale:
            print(f"docs/reference is stale: {', '.join(stale)}. Run: make docs")
        return bool(stale)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (FOLDER / name).write_text(NOTE + text, encoding="utf-8")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
