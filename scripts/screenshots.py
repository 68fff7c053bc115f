"""Take the pictures of docs/images anew: every screen, wide and narrow, by day and by night, and a film of an answer.

Shows an invented shop's help on a real server. Needs Chromium and the built page:
`make page && .venv/bin/python scripts/screenshots.py`. A word after it takes only the pictures whose name has it.
"""

import io
import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.shop import HELP, OPINIONS, QUESTIONS  # noqa: E402
from tests.acceptance.server import Server, running  # noqa: E402
from tests.acceptance.test_crash import wait_until_read  # noqa: E402
from tests.browser.site import EXAMPLES, serving_site  # noqa: E402
from tests.browser.visiting import ask, field  # noqa: E402

IMAGES = ROOT / "docs" / "images"
QUESTION = "Como troco um produto? Quem paga o frete da troca?"
SIZES: dict[int, dict[str, Any]] = {
    1440: {"viewport": {"width": 1440, "height": 900}},
    390: {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True},
}
DAYS = 30
SLOW = """const fetched = fetch;
window.fetch = async (url, options) => {
    const answer = await fetched(url, options);
    if (!answer.headers.get("Content-Type").startsWith("text/event-stream")) return answer;
    const text = await answer.text();
    const words = new ReadableStream({ async start(stream) {
        for (const frame of text.split(/(?<=\\n\\n)/)) {
            await new Promise((resume) => setTimeout(resume, 90));
            stream.enqueue(new TextEncoder().encode(frame));
        }
        stream.close();
    } });
    return new Response(words, answer);
};"""
"""Lets an answer come as slowly as from a model; the documents' own sentences come in one blink."""

Prepare = Callable[[Page], None]


@dataclass(frozen=True)
class Screen:
    """A picture to take: its name, its address, and what to do before."""

    name: str
    url: str
    prepare: Prepare = lambda _: None


def main() -> None:
    """Serve the invented shop, empty first, and keep what the browser shows."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server, chromium() as browser:
        for document in server.http.get("/documents").json():
            server.http.delete(f"/documents/{document['id']}").raise_for_status()
        photograph(browser, [Screen("console-first-run", f"{server.url}/console/")], wanted)
        fill(server)
        spread(Path(folder) / "rosana.db")
        with shop_site(server, Path(folder) / "site") as shop:
            photograph(browser, screens(server, shop), wanted)
        if wanted in "answer.gif":
            film(browser, server.url)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open Chromium until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


def fill(server: Server) -> None:
    """Put the shop's help into the base, and ask what its customers ask."""
    for title, text in HELP.items():
        server.http.post("/documents", json={"title": title, "text": f"# {title}\n{text}"}).raise_for_status()
    wait_until_read(server)
    for conversation in QUESTIONS:
        asked: dict[str, str] = {}
        for question in conversation:
            answer = server.http.post("/chat", json={"message": question, **asked}).raise_for_status().json()
            asked = {"conversation_id": answer["conversation_id"]}
            if opinion := OPINIONS.get(question):
                server.http.post(f"/messages/{answer['message_id']}/feedback", json=opinion).raise_for_status()


def spread(database: Path) -> None:
    """Spread the conversations over the last weeks, so that the charts have days to show."""
    dice = random.Random(4)
    with closing(sqlite3.connect(database, timeout=10)) as sql, sql:
        for (conversation,) in sql.execute("SELECT id FROM conversations").fetchall():
            ago = timedelta(days=dice.triangular(0, DAYS - 1, 0), hours=dice.uniform(0, 2))
            began = (datetime.now(UTC) - ago).isoformat()
            ids = "SELECT id FROM messages WHERE conversation_id = ?"
            sql.execute("UPDATE messages SET created_at = ? WHERE conversation_id = ?", (began, conversation))
            sql.execute(f"UPDATE feedback SET created_at = ? WHERE message_id IN ({ids})", (began, conversation))
            times = (began, began, conversation)
            sql.execute("UPDATE conversations SET created_at = ?, updated_at = ? WHERE id = ?", times)


@contextmanager
def shop_site(server: Server, folder: Path) -> Iterator[str]:
    """Serve the example in plain HTML, with the widget of this server."""
    shutil.copytree(EXAMPLES / "html", folder / "html")
    widget = server.http.get("/settings").raise_for_status().json()["widget"]["id"]
    with serving_site(folder) as site:
        server.http.patch("/settings", json={"widget": {"origins": [site.url]}}).raise_for_status()
        site.show_widget(server.url, widget)
        yield f"{site.url}/html/"


def screens(server: Server, shop: str) -> list[Screen]:
    """Return every screen there is to see."""
    console = f"{server.url}/console"
    conversations = server.http.get("/conversations?filter=down").raise_for_status().json()["items"]
    document = next(each for each in server.http.get("/documents").json() if each["title"] == "Troca")
    return [
        Screen("console", f"{console}/"),
        Screen("console-conversations", f"{console}/conversas"),
        Screen("console-conversation", f"{console}/conversas/{conversations[0]['id']}"),
        Screen("console-knowledge", f"{console}/conhecimento"),
        Screen("console-document", f"{console}/conhecimento", lambda page: open_document(page, document["title"])),
        Screen("console-quality", f"{console}/qualidade"),
        Screen("console-settings", f"{console}/ajustes"),
        # What asks comes last: the console shall show the customers' questions alone.
        Screen("chat", f"{server.url}/"),
        Screen("chat-answer", f"{server.url}/", ask_and_open),
        Screen("chat-refusal", f"{server.url}/", lambda page: settle(ask(page, "Vocês vendem para o Japão?").page)),
        Screen("console-try", f"{console}/conversar", lambda page: settle(ask(page, QUESTION).page)),
        Screen("widget", shop, open_widget),
    ]


def ask_and_open(page: Page) -> None:
    """Ask the question, and open the last source."""
    ask(page, QUESTION)
    page.locator(".citation").last.click()
    page.locator(".passage mark").first.wait_for()


def open_document(page: Page, title: str) -> None:
    """Show a document with its passages."""
    page.get_by_role("main").get_by_text(title, exact=True).first.click()


def open_widget(page: Page) -> None:
    """Ask in the widget of the shop's site."""
    page.wait_for_function("window.Rosana && document.querySelector('rosana-chat')")
    page.evaluate("question => Rosana.send(question)", QUESTION)
    page.locator("rosana-chat .answer[aria-busy=false]").wait_for()


def photograph(browser: Browser, shown: list[Screen], wanted: str) -> None:
    """Take each screen's four pictures."""
    for screen in (each for each in shown if wanted in each.name):
        for width, size in SIZES.items():
            for scheme in ("light", "dark"):
                options = {**size, "color_scheme": scheme}
                with browser.new_context(locale="pt-BR", reduced_motion="reduce", **options) as visitor:
                    page = visitor.new_page()
                    page.goto(screen.url)
                    settle(page)
                    screen.prepare(page)
                    settle(page)
                    keep(page.screenshot(), IMAGES / f"{screen.name}-{width}-{scheme}.png")


def settle(page: Page) -> None:
    """Wait until nothing is on its way."""
    page.wait_for_load_state("networkidle")
    expect(page.locator(".ui-skeleton, .skeleton")).to_have_count(0)
    page.evaluate("document.fonts.ready")


def keep(picture: bytes, path: Path) -> None:
    """Write a picture in 256 colours: a third of the bytes, and nobody sees it."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


def film(browser: Browser, url: str) -> None:
    """Film a question, its answer word by word, and the source of a sentence."""
    frames: list[tuple[Image.Image, int]] = []
    with browser.new_context(viewport={"width": 800, "height": 620}, locale="pt-BR") as visitor:
        page = visitor.new_page()
        page.add_init_script(SLOW)

        def frame(milliseconds: int) -> None:
            image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            if frames and image == frames[-1][0]:
                frames[-1] = (image, frames[-1][1] + milliseconds)
            else:
                frames.append((image, milliseconds))

        page.goto(url)
        settle(page)
        frame(1000)
        for end in range(0, len(QUESTION) + 1, 6):
            field(page).fill(QUESTION[:end])
            frame(80)
        field(page).fill(QUESTION)
        frame(500)
        page.keyboard.press("Enter")
        while not page.locator(".answer[aria-busy=false]").count():
            frame(120)
        frame(1500)
        page.locator(".citation").last.click()
        page.locator(".passage mark").first.wait_for()
        frame(200)
        page.wait_for_timeout(400)
        frame(4000)
    write_film(frames, IMAGES / "answer.gif")


def write_film(frames: list[tuple[Image.Image, int]], path: Path) -> None:
    """Write a GIF in the colours of its last picture, which shows everything."""
    palette = frames[-1][0].quantize(128, method=Image.Quantize.MEDIANCUT)
    first, *others = [image.quantize(palette=palette, dither=Image.Dither.NONE) for image, _ in frames]
    first.save(path, save_all=True, append_images=others, duration=[each for _, each in frames], loop=0, optimize=True)


if __name__ == "__main__":
    main()
