"""Take the picture of README anew: an invented shop's help, a question, and one source open.

Needs Chromium and the built page: `make page && .venv/bin/python scripts/screenshots.py`.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.acceptance.server import running  # noqa: E402
from tests.acceptance.test_crash import wait_until_read  # noqa: E402

PICTURE = ROOT / "docs" / "images" / "chat.png"
QUESTION = "Como troco um produto? Quem paga o frete da troca?"
HELP = {
    "Trocas e devoluções": """
Você pode trocar um produto em até 30 dias corridos depois da entrega. O produto precisa estar sem uso, com
etiqueta e na embalagem original.
""",
    "Frete": """
A entrega é grátis em compras acima de R$ 199. O frete da primeira troca é pago pela loja: o código de postagem
chega por e-mail em até um dia útil. A partir da segunda troca do mesmo pedido, o frete fica com o cliente.
""",
    "Pagamento": """
Aceitamos Pix, boleto e cartão de crédito em até 6 vezes sem juros.
""",
}


def main() -> None:
    """Serve the invented help, ask, open a source and keep what the browser shows."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        for document in server.http.get("/documents").json():
            server.http.delete(f"/documents/{document['id']}").raise_for_status()
        for title, text in HELP.items():
            server.http.post("/documents", json={"title": title, "text": text}).raise_for_status()
        wait_until_read(server)
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        take_picture(server.url)


def take_picture(url: str) -> None:
    """Show the page at twice the resolution, so that it is sharp on every screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": 960, "height": 640}, device_scale_factor=2, locale="pt-BR", reduced_motion="reduce"
        )
        page.goto(url)
        page.get_by_label("Sua pergunta").fill(QUESTION)
        page.keyboard.press("Enter")
        page.locator(".answer-footer").wait_for()
        page.locator(".citation").last.click()
        page.locator(".passage mark").first.wait_for()
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
