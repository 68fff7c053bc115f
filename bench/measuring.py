"""Times and memory, as the benchmarks print them."""

import resource
import statistics
from collections.abc import Sequence
from pathlib import Path

__all__ = ["percentile", "percentiles", "resident"]


def percentile(seconds: Sequence[float], share: float) -> float:
    """Return the time, in ms, that this share of the times does not exceed."""
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))] * 1000


def percentiles(seconds: Sequence[float]) -> str:
    """Return p50 and p95 in words."""
    return f"p50 {statistics.median(seconds) * 1000:.2f} ms, p95 {percentile(seconds, 0.95):.2f} ms"


def resident() -> float:
    """Return the resident memory of this process in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
