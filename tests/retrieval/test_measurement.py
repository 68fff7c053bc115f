import logging
from pathlib import Path

import pytest

from rosana.retrieval.measurement import Measurement, keep, kept


@pytest.mark.parametrize(
    ("passages", "holds"), [(100, True), (120, True), (85, True), (130, False), (70, False), (0, False)]
)
def test_a_figure_holds_until_the_base_is_a_quarter_larger_or_smaller(passages: int, holds: bool) -> None:
    assert Measurement(100, 0.5).holds(passages) is holds


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    keep(tmp_path, "doubt", Measurement(7, -1.25))
    assert kept(tmp_path, "doubt") == Measurement(7, -1.25)
    assert [path.name for path in tmp_path.iterdir()] == ["doubt"]


@pytest.mark.parametrize("content", [None, "", "[1]", "{}", "null", '["a", 1]', "\x00"])
def test_what_cannot_be_read_was_never_measured(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "doubt").write_text(content, encoding="ascii")
    nothing = kept(tmp_path, "doubt")
    assert nothing.holds(0)
    assert not nothing.holds(1)


def test_what_cannot_be_kept_is_measured_again_another_time(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "rosana"):
        keep(tmp_path / "gone", "doubt", Measurement(7, -1.25))
    assert "doubt" in caplog.text
    assert kept(tmp_path / "gone", "doubt") == Measurement(0, 0.0)
