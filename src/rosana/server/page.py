"""The web page, as it was built into the package."""

from pathlib import Path

from fastapi import FastAPI
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

__all__ = ["add_page", "page_is_built"]

_FOLDER = Path(__file__).parent / "page"
_HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_MISSING = """<!doctype html>
<html lang="pt-BR">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rosana Desk</title>
<h1>A página ainda não foi construída</h1>
<p>O Rosana está no ar, mas a página precisa do Node.js (20.19, 22.12 ou mais novo) para ser construída.
Instale o Node.js, rode <code>make page</code> e inicie o Rosana de novo.
Enquanto isso, a API responde: veja <a href="docs">/docs</a>.</p>
"""


class _Page(StaticFiles):
    """Hashed assets are kept for ever by browsers; the page that names them is asked for each time."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Serve one file with the headers of its kind."""
        response = await super().get_response(path, scope)
        lasting = path.startswith("assets/")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
        response.headers.update(_HEADERS)
        return response


def page_is_built(folder: Path = _FOLDER) -> bool:
    """Return whether the folder, the package's own by default, holds the page."""
    return (folder / "index.html").is_file()


def add_page(app: FastAPI, folder: Path = _FOLDER) -> None:
    """Serve the page at `/`, or say what is missing when it was not built."""
    if page_is_built(folder):
        # Not mounted: a mount would also take the calls that a route answers with 405.
        app.router.default = _Page(directory=folder, html=True)
        return

    @app.get("/", include_in_schema=False)
    async def missing() -> HTMLResponse:
        return HTMLResponse(_MISSING, headers=_HEADERS)
