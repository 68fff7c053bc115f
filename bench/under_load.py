"""Latency of /chat at 20 questions a second: on an idle server, and while big files go in."""

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import httpx
from serving import PORT, ROSANA, resident, timed, wait_for_health

ADDRESS = f"http://127.0.0.1:{PORT}"
RATE = 20
"""Questions a second, sent whether or not those before are answered."""
SETTLING = 10
"""Seconds in which a new server measures its base."""
IDLE = 20
"""Seconds of questions before the files go in."""


def main() -> None:
    """Load a base, then measure the latency before and during the uploads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("docs", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    texts = [json.loads(line)["text"] for line in options.questions.read_text(encoding="utf-8").splitlines()]
    random.Random(0).shuffle(texts)
    with tempfile.TemporaryDirectory() as data_dir:
        environment = {**os.environ, "ROSANA_DATA_DIR": data_dir, "ROSANA_MODEL": "extractive"}
        timed([*ROSANA, "knowledge", "add", str(options.docs)], environment)
        server = subprocess.Popen(
            [*ROSANA, "serve", "--port", str(PORT)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for_health()
            time.sleep(SETTLING)
            asyncio.run(_compare(texts, options.files))
            print(f"server's memory after: {resident(server.pid):.0f} MB")
        finally:
            server.terminate()
            server.wait()


async def _compare(texts: list[str], files: list[Path]) -> None:
    limits = httpx.Limits(max_connections=100)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:  # an upload must not delay the questions
        async with httpx.AsyncClient(base_url=ADDRESS, timeout=120, limits=limits) as client:
            run = asyncio.get_running_loop().run_in_executor
            idle = await _ask_while(client, texts, run(other, time.sleep, IDLE))
            _report("idle", idle)
            for file in files:
                during = await _ask_while(client, texts, run(other, _load, file))
                _report(f"during {file.name}", during)
                print(f"  p95 is {_p95(during) / _p95(idle):.2f} of the idle one", flush=True)


def _load(file: Path) -> None:
    """Upload a file and wait until its passages can be found."""
    began = time.perf_counter()
    with httpx.Client(base_url=ADDRESS, timeout=120) as client:
        document = client.post("/documents", files={"file": (file.name, file.read_bytes())}).raise_for_status().json()
        while (state := client.get(f"/documents/{document['id']}").json())["status"] in ("queued", "processing"):
            time.sleep(0.2)
        read = time.perf_counter() - began
        while client.get("/ready").json()["parts"]["index"]["status"] != "ready":
            time.sleep(0.2)
    found = time.perf_counter() - began
    print(f"{file.name}: {state['status']}, {state['passages']} passages, read in {read:.1f} s, found in {found:.1f} s")


async def _ask_while(client: httpx.AsyncClient, texts: list[str], work: asyncio.Future[None]) -> list[float]:
    """Ask at a steady rate until some work is done; return the milliseconds of each answer."""
    times: list[float] = []

    async def ask(text: str) -> None:
        began = time.perf_counter()
        (await client.post("/chat", json={"message": text})).raise_for_status()
        times.append((time.perf_counter() - began) * 1000)

    began, asked = time.perf_counter(), []
    while not work.done():
        asked.append(asyncio.create_task(ask(texts[len(asked) % len(texts)])))
        await asyncio.sleep(max(0.0, began + len(asked) / RATE - time.perf_counter()))
    await asyncio.gather(work, *asked)
    return times


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _report(name: str, times: list[float]) -> None:
    print(f"{name}: {len(times)} questions, p50 {statistics.median(times):.1f} ms, p95 {_p95(times):.1f} ms")


if __name__ == "__main__":
    main()
