"""Ingestion, cold start, idle memory and latency of the default engine on a folder of documents."""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

ROSANA = [sys.executable, "-m", "rosana"]
RIVAL = [sys.executable, "-m", "uvicorn", "--app-dir", str(Path(__file__).parent), "langchain_chain:app"]
PORT = 8765


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("docs", type=Path)
    parser.add_argument("questions", type=Path, nargs="?")
    parser.add_argument("--runs", type=int, default=5, help="cold starts of each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as data_dir:
        environment = {**os.environ, "ROSANA_DATA_DIR": data_dir, "ROSANA_MODEL": "extractive"}
        for name in ("first", "unchanged"):
            seconds = timed([*ROSANA, "knowledge", "add", str(options.docs)], environment)
            print(f"ingestion, {name}: {seconds:.2f} s")
        ours, theirs = [], []
        for _ in range(options.runs):  # in turn, so that a busy moment of the machine meets both
            ours.append(cold_start([*ROSANA, "serve", "--port", str(PORT)], environment))
            theirs.append(cold_start([*RIVAL, "--port", str(PORT)], environment))
        report("cold start", "s", [seconds for seconds, _ in ours], [seconds for seconds, _ in theirs])
        report("idle memory", "MB", [memory for _, memory in ours], [memory for _, memory in theirs])
        if options.questions:
            latency(options.questions, environment)


def timed(command: list[str], environment: dict[str, str]) -> float:
    """Return the wall seconds of a command; its failed files are its own affair."""
    began = time.perf_counter()
    subprocess.run(command, env=environment, capture_output=True, check=False)
    return time.perf_counter() - began


def cold_start(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Return seconds to the first 200 of /health, and MB resident 2 s later."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_health()
        seconds = time.perf_counter() - began
        time.sleep(2)
        return seconds, resident(process.pid)
    finally:
        process.terminate()
        process.wait()


def latency(questions: Path, environment: dict[str, str]) -> None:
    """Ask 200 questions one after the other, the server on one core and the client on another."""
    texts = [json.loads(line)["text"] for line in questions.read_text(encoding="utf-8").splitlines()]
    asked = random.Random(0).sample(texts, min(200, len(texts)))
    server = subprocess.Popen(
        [*ROSANA, "serve", "--port", str(PORT)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        first, *others = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(server.pid, {first})
        os.sched_setaffinity(0, others or {first})
        wait_for_health()
        with httpx.Client(base_url=f"http://127.0.0.1:{PORT}") as client:
            client.post("/chat", json={"message": asked[0]})
            times, refused = [], 0
            for text in asked:
                began = time.perf_counter()
                refused += client.post("/chat", json={"message": text}).json()["refused"]
                times.append((time.perf_counter() - began) * 1000)
        times.sort()
        print(
            f"extractive answer by HTTP, {len(times)} questions, one core: p50 {statistics.median(times):.1f} ms, "
            f"p95 {times[int(len(times) * 0.95)]:.1f} ms, longest {times[-1]:.1f} ms; {refused} refused; "
            f"memory after {resident(server.pid):.0f} MB"
        )
    finally:
        server.terminate()
        server.wait()


def report(what: str, unit: str, ours: list[float], theirs: list[float]) -> None:
    """Print the medians and their ratio."""
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"{what}: rosana {a:.2f} {unit}, langchain chain {b:.2f} {unit}, ratio {a / b:.2f}")


def wait_for_health() -> None:
    """Return at the first 200 of /health."""
    while True:
        try:
            if httpx.get(f"http://127.0.0.1:{PORT}/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.005)


def resident(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main()
