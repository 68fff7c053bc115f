"""axe-core, run in the page as it stands: https://github.com/dequelabs/axe-core."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

__all__ = ["faults"]

_AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async () => (await axe.run()).violations
    .filter(({impact}) => impact === "serious" || impact === "critical")
    .flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) => `${id}: ${html}\\n${failureSummary}`))"""


def faults(page: Page) -> list[str]:
    """Return what is seriously or critically wrong for people who see, hear or move otherwise, and where.

    Open the page with `reduced_motion="reduce"`: what is half faded in has no contrast yet.
    """
    if not _AXE.is_file():
        pytest.skip("needs axe-core: npm ci in web/")
    # Not as a script element, which the page's policy forbids.
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN)
    return found
