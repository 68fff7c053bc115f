"""Measure the built pages with Lighthouse in the installed Chromium, and hold them to their budgets: `make check-web`.

Exits with 1 where a score is under 95 or a page weighs too much; says why where it cannot measure.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.acceptance.server import Server, running  # noqa: E402

LIGHTHOUSE = ROOT / "web" / "lighthouse"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CATEGORIES = ("performance", "accessibility", "best-practices")
LEAST = 95
# Lighthouse's own two devices: a phone on slow 4G with a quarter of this processor, and a desktop.
DEVICES: dict[str, list[str]] = {"phone": [], "desktop": ["--preset=desktop"]}
BUDGETS = {"widget": 45_000, "page": 50_000, "console": 140_000}
"""Bytes with gzip: the widget all in; what a first look loads, for the console at any of its screens."""
QUESTIONS = ("Como peço reembolso?", "tem backup?", "qual a capital da França?")


def main() -> int:
    """Measure every screen on both devices, and print a line for each."""
    if CHROMIUM is None or not shutil.which("npm"):
        print("check-web measures nothing here: it needs Chromium and Node.js.")
        return 0
    subprocess.run([ROOT / "scripts" / "web-packages", LIGHTHOUSE], check=True)
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        for path in screens(server):
            for device in DEVICES:
                failures += measure(server, path, device)
        failures += weigh(server, "widget", ["/widget.js"])
    print("\n".join(["", *failures] if failures else ["", "All is within its limits."]))
    return bool(failures)


def screens(server: Server) -> list[str]:
    """Ask a few questions, so that no screen is empty, and return the addresses of all screens."""
    asked = [server.http.post("/chat", json={"message": each}).raise_for_status().json() for each in QUESTIONS]
    conversation = asked[0]["conversation_id"]
    below = ("", "conversar", "conversas", f"conversas/{conversation}", "conhecimento", "qualidade", "ajustes")
    return ["/", *(f"/console/{each}" for each in below)]


def measure(server: Server, path: str, device: str) -> list[str]:
    """Print a screen's scores, and return what is wrong with it; a low one counts if two of three runs give it."""
    report = lighthouse(server.url + path, device)
    runs = [scores(report)]
    if min(runs[0].values()) < LEAST:
        runs += [scores(lighthouse(server.url + path, device)) for _ in range(2)]
    found = {name: statistics.median(run[name] for run in runs) for name in CATEGORIES}
    line = f"{device:8} {path:54} " + "  ".join(f"{name} {score:.0f}" for name, score in found.items())
    print(line, flush=True)
    low = [f"Under {LEAST}: {line}"] if min(found.values()) < LEAST else []
    return low + weigh(server, "page" if path == "/" else "console", loaded(report))


def lighthouse(url: str, device: str) -> dict[str, Any]:
    """Return Lighthouse's report on one address."""
    command = [
        *(str(LIGHTHOUSE / "node_modules" / ".bin" / "lighthouse"), url),
        *("--quiet", "--output=json", "--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}"),
        *("--chrome-flags=--headless=new --no-sandbox", *DEVICES[device]),
    ]
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": str(CHROMIUM)}, stdout=subprocess.PIPE, timeout=180, check=True
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def scores(report: dict[str, Any]) -> dict[str, float]:
    """Return a report's scores out of 100, and print what cost points."""
    for category in report["categories"].values():
        for each in category["auditRefs"]:
            audit = report["audits"][each["id"]]
            if each["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"    {each['id']}: {audit.get('displayValue') or audit['title']}")
    return {name: 100 * report["categories"][name]["score"] for name in CATEGORIES}


def loaded(report: dict[str, Any]) -> list[str]:
    """Return the addresses of the documents, scripts and styles that a page loaded until it was quiet."""
    requests = report["audits"]["network-requests"]["details"]["items"]
    return [each["url"] for each in requests if each["resourceType"] in ("Document", "Script", "Stylesheet")]


def weigh(server: Server, kind: str, urls: list[str]) -> list[str]:
    """Print what files weigh together, and return what is over the budget of their kind."""
    weight, budget = sum(transferred(server, url) for url in urls), BUDGETS[kind]
    line = f"{weight / 1000:.1f} kB of the {kind}'s {budget / 1000:.0f} kB in {len(urls)} files"
    print(f"         {line}", flush=True)
    return [f"Over its budget: {line}: {urls[0]}"] if weight > budget else []


def transferred(server: Server, url: str) -> int:
    """Return how many bytes a file has on its way, with gzip."""
    with server.http.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as answer:
        answer.raise_for_status()
        return sum(len(each) for each in answer.iter_raw())


if __name__ == "__main__":
    sys.exit(main())
