"""Ingestion per format beside LangChain's loaders and splitter, and markitdown; or what became of each file."""

import argparse
import asyncio
import io
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rosana.errors import RosanaError
from rosana.knowledge.files import find_files
from rosana.knowledge.loaders import SUFFIXES
from rosana.knowledge.sandbox import Finish, Piece, Sandbox
from rosana.privacy import KINDS
from rosana.settings import load_settings
from rosana.wiring import open_desk

Read = Callable[[Path], int]
"""Reads a file and returns how many chunks it gave."""

PATIENCE = 30
"""Seconds that a rival may take for one file."""
LOADERS = {
    ".csv": "CSVLoader",
    ".docx": "Docx2txtLoader",
    ".htm": "BSHTMLLoader",
    ".html": "BSHTMLLoader",
    ".md": "TextLoader",
    ".pdf": "PyPDFLoader",
    ".txt": "TextLoader",
}
"""LangChain's, where they need no other program."""


@dataclass(frozen=True)
class Row:
    """What became of one file."""

    path: Path
    status: str
    chunks: int
    seconds: float
    reason: str = ""


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+", help="folders of documents, or files")
    parser.add_argument("--table", action="store_true", help="what became of each file, as Markdown, and no rivals")
    parser.add_argument("--large", type=Path, metavar="FOLDER", help="make a large PDF, CSV and mailbox there first")
    options = parser.parse_args()
    if options.large:
        make_large(options.large)
    paths = sorted(path for root in options.paths for path in ([root] if root.is_file() else root.rglob("*")))
    paths = [path for path in paths if path.is_file() and path.name != "SOURCE"]
    if options.table:
        asyncio.run(print_table(paths))
        return
    formats: dict[str, list[Path]] = defaultdict(list)
    for path in paths:
        if path.suffix.lower() in SUFFIXES:
            formats[path.suffix.lower()].append(path)
    for suffix, files in sorted(formats.items()):
        compare(suffix, files)
    if ".md" in formats:
        compare_stores(formats[".md"])


def compare(suffix: str, files: Sequence[Path]) -> None:
    """Print the speed of each with the files of one format; each reads them twice, and the faster counts.

    The ratio is that of the seconds of computing, which other work on the machine disturbs less.
    """
    size = sum(path.stat().st_size for path in files)
    print(f"{suffix}: {len(files)} files, {size / 1e6:.2f} MB")
    rivals: dict[str, Callable[[], int]] = {"markitdown": partial(run, markitdown(), files)}
    if suffix in LOADERS:
        rivals["langchain loader, splitter"] = partial(run, langchain(LOADERS[suffix]), files)
    ours = 0.0
    for name, read in {"rosana, sandbox and masking": lambda: asyncio.run(sandboxed(files)), **rivals}.items():
        cpu, wall, failed = min(measured(read) for _ in range(2))
        ours = ours or cpu
        print(
            f"  {name:28} {len(files) / wall:7.1f} files/s {size / 1e6 / wall:6.2f} MB/s, {size / 1e6 / cpu:6.2f} MB/s "
            f"per core, {failed} failed, ratio {cpu / ours:.2f}"
        )


def measured(read: Callable[[], int]) -> tuple[float, float, int]:
    """Return the seconds of computing, of this process and its children, the wall seconds and the result."""
    cpu, wall = computing(), time.perf_counter()
    failed = read()
    return computing() - cpu, time.perf_counter() - wall, failed


def computing() -> float:
    """Return the seconds of computing until now, of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


async def sandboxed(files: Sequence[Path]) -> int:
    """Read all files and return how many failed; the start of the process is counted."""
    async with Sandbox() as sandbox:
        rows = [await read_one(sandbox, path, path.read_bytes()) for path in files]
        return sum(row.status == "failed" for row in rows)


async def read_one(sandbox: Sandbox, path: Path, data: bytes) -> Row:
    """Read one file as the server does."""
    began = time.perf_counter()
    chunks, notes = 0, ""
    try:
        async for part in sandbox.read(path.name, data, kinds=KINDS):
            if isinstance(part, Piece):
                chunks += len(part.chunks)
            elif isinstance(part, Finish):
                notes = " ".join(part.notes)
    except RosanaError as exc:
        return Row(path, "failed", 0, time.perf_counter() - began, str(exc))
    return Row(path, "ready", chunks, time.perf_counter() - began, notes)


def run(read: Read, files: Sequence[Path]) -> int:
    """Let a rival read all files, and return how many failed or took more than 30 s."""
    signal.signal(signal.SIGALRM, give_up)
    failed = 0
    for path in files:
        signal.alarm(PATIENCE)
        try:
            failed += not read(path)
        except Exception:  # whatever a rival raises is a failed file
            failed += 1
        finally:
            signal.alarm(0)
    return failed


def give_up(*_: object) -> None:
    """End what takes too long."""
    raise TimeoutError


def langchain(loader: str) -> Read:
    """Return LangChain's loader of this name with its recursive splitter."""
    from langchain_community import document_loaders
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    load = getattr(document_loaders, loader)
    splitter = RecursiveCharacterTextSplitter(chunk_size=1200, chunk_overlap=200)
    return lambda path: len(splitter.split_documents(load(str(path)).load()))


def markitdown() -> Read:
    """Return markitdown, which makes Markdown and no chunks."""
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return lambda path: len(converter.convert(str(path)).markdown)


def compare_stores(files: Sequence[Path]) -> None:
    """Print the speed of `rosana knowledge add`, and of LangChain's loader, splitter and FAISS store.

    Both from the start of the command to its end; the vectors of the store are random and cost nothing.
    """
    size = sum(path.stat().st_size for path in files)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "ROSANA_DATA_DIR": folder}
        ours = timed([sys.executable, "-m", "rosana", "knowledge", "add", *map(str, files)], environment)
    theirs = timed([sys.executable, str(Path(__file__).with_name("langchain_store.py"))], environment, files)
    print("Markdown into the store, whole command:")
    for name, (wall, cpu) in {"rosana": ours, "langchain": theirs}.items():
        print(f"  {name:10} {wall:.2f} s, {cpu:.2f} s of computing: {size / 1e6 / cpu:.2f} MB/s per core")
    print(f"  ratio {theirs[1] / ours[1]:.2f} of computing")
    seconds = asyncio.run(until_found(files))
    speed = size / 1e6 / seconds
    print(f"Rosana opened before, until all is found: {seconds:.2f} s, {speed:.2f} MB/s")
    print(f"  to Open WebUI's 0.26 MB/s {speed / 0.26:.1f}")


async def until_found(files: Sequence[Path]) -> float:
    """Return the seconds in which a desk that is open takes files into an empty base and can find all of them."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_desk(load_settings(data_dir=Path(folder), model="extractive")) as desk:
            began = time.perf_counter()
            async for _ in desk.add_files(find_files(list(map(str, files)))):
                pass
            return time.perf_counter() - began


def timed(command: Sequence[str], environment: dict[str, str], files: Sequence[Path] = ()) -> tuple[float, float]:
    """Return the wall seconds of a command and its seconds of computing, those of its children included."""
    names = "\n".join(map(str, files))
    run_it = partial(
        subprocess.run, command, env=environment, input=names, text=True, stdout=subprocess.DEVNULL, check=True
    )
    cpu, wall, _ = measured(lambda: run_it().returncode)
    return wall, cpu


async def print_table(paths: Sequence[Path]) -> None:
    """Print status, chunks, seconds, peak memory of the parser in MB and reason of each file, as they come.

    The start of the process counts with the file that needs it.
    """
    root = Path(os.path.commonpath(paths)) if len(paths) > 1 else paths[0].parent
    print("| file | status | chunks | seconds | MB | reason |\n|---|---|---|---|---|---|")
    async with Sandbox() as sandbox:
        for path in paths:
            watch = asyncio.create_task(peak())
            await asyncio.sleep(0)
            row = await read_one(sandbox, path, path.read_bytes())
            watch.cancel()
            cells = (
                path.relative_to(root),
                row.status,
                row.chunks,
                f"{row.seconds:.2f}",
                f"{await watch:.0f}",
                row.reason,
            )
            print("| " + " | ".join(map(str, cells)) + " |", flush=True)


async def peak() -> float:
    """Return the largest memory of any child of this process, in MB, until it is cancelled."""
    largest = 0
    try:
        while True:
            largest = max([largest, *high_waters()])
            await asyncio.sleep(0.02)
    except asyncio.CancelledError:
        return max([largest, *high_waters()]) / 1000


def high_waters() -> Iterator[int]:
    """Yield the peak of resident memory of each child since it began, in kB."""
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            try:
                status = Path(f"/proc/{child}/status").read_text()
            except FileNotFoundError:
                continue
            yield from (int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def make_large(folder: Path) -> None:
    """Write a PDF of 400 pages, a CSV file of 50 MB and a mailbox of 10,000 messages."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        f"Linha {n}: o pedido {n} pode ser trocado em até {n % 30 + 1} dias após a entrega." for n in range(2_000_000)
    ]
    (folder / "large.pdf").write_bytes(pdf([lines[page * 45 : page * 45 + 45] for page in range(400)]))
    with (folder / "large.csv").open("w", encoding="utf-8") as table:
        table.write("pedido;cliente;regra\n")
        table.writelines(f"{n};Cliente {n};{line}\n" for n, line in enumerate(lines[:500_000]))
    with (folder / "large.mbox").open("w", encoding="utf-8") as box:
        box.writelines(message(n, lines[n * 10 : n * 10 + 10]) for n in range(10_000))


def message(n: int, lines: Sequence[str]) -> str:
    """Return a message of a mailbox."""
    body = "\n".join(lines)
    return (
        f"From ana@exemplo.com.br Mon Jan  5 10:00:00 2026\nFrom: Ana <ana@exemplo.com.br>\nTo: sac@loja.com.br\n"
        f"Subject: Pedido {n}\nMessage-ID: <{n}@exemplo.com.br>\nDate: Mon, 5 Jan 2026 10:00:00 -0300\n"
        f"Content-Type: text/plain; charset=utf-8\n\nBom dia,\n\n{body}\n\nObrigada,\nAna\n\n"
    )


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with these lines on its pages."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for lines in pages:
        text = b"".join(b"(" + line.encode("cp1252") + b") Tj T*\n" for line in lines)
        content = b"BT /F1 11 Tf 15 TL 50 780 Td\n" + text + b"ET"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    file, places = io.BytesIO(), []
    file.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = file.tell()
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    file.write(
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n"
        % (len(places) + 1, table, len(places) + 1)
    )
    file.write(b"startxref\n%d\n%%%%EOF" % start)
    return file.getvalue()


if __name__ == "__main__":
    main()
