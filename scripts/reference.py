"""Write docs/reference from the code: settings, command line, errors; `--check` fails where it is stale."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from rosana import errors
from rosana.cli import main as cli
from rosana.settings import Settings

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
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
    return {None: "none", (): "[]"}.get(value, str(value))


def cli_page() -> str:
    """Return the page of every command's help."""
    return "# Command line\n\n" + "\n".join(_helps(cli, "rosana"))


def _helps(command: click.Command, path: str) -> Iterator[str]:
    context = click.Context(command, info_name=path, terminal_width=100, max_content_width=100)
    yield f"## `{path}`\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _helps(command.commands[name], f"{path} {name}")


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
    import rosana.server.problems  # noqa: F401 — its errors belong on the page

    pages = {"settings.md": settings_page(), "cli.md": cli_page(), "errors.md": errors_page()}
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
