import logging

import pytest

from rosana.logs import set_up_logs


@pytest.fixture(autouse=True)
def _restored() -> object:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_line_says_when_how_bad_and_where(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info")
    logging.getLogger("rosana.engine").info("pronto")
    assert capsys.readouterr().err.endswith(" INFO rosana.engine pronto\n")


@pytest.mark.parametrize("name", ["aiosqlite", "httpx", "uvicorn.access", "alembic.runtime.migration"])
def test_libraries_are_quiet_unless_something_is_wrong(capsys: pytest.CaptureFixture[str], name: str) -> None:
    set_up_logs("debug")
    logging.getLogger(name).debug("valores")
    logging.getLogger(name).info("conversa")
    logging.getLogger(name).warning("problema")
    said = capsys.readouterr().err
    assert "valores" not in said
    assert "conversa" not in said
    assert "problema" in said
