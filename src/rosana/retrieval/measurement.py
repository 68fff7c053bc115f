"""Figures that were measured on a knowledge base, kept beside its index until the base has changed much."""

import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Measurement", "keep", "kept"]

_GROWTH = 1.25

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value, and the number of passages that the base had when it was measured."""

    passages: int
    value: float

    def holds(self, passages: int) -> bool:
        """Tell whether it can stand for a base of this size: less than a quarter larger or smaller."""
        return self.passages <= passages * _GROWTH and passages <= self.passages * _GROWTH


def keep(directory: Path, name: str, measurement: Measurement) -> None:
    """Write a measurement down; whoever reads meanwhile sees the old one or the new one.

    Where that fails, it is measured again by the next process.
    """
    temporary = directory / f"{name}.{os.getpid()}"
    try:
        temporary.write_text(json.dumps([measurement.passages, measurement.value]), encoding="ascii")
        temporary.replace(directory / name)
    except OSError as exc:
        _log.warning("measurement %s cannot be kept: %s", name, exc)


def kept(directory: Path, name: str) -> Measurement:
    """Return what was kept under this name; what holds for no base but an empty one, if nothing was."""
    try:
        passages, value = json.loads((directory / name).read_text(encoding="ascii"))
        return Measurement(int(passages), float(value))
    except (OSError, ValueError, TypeError):
        return Measurement(0, 0.0)
