"""The web page, as it was built into the package."""

from pathlib import Path

from fastapi import FastAPI
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

__all__ = ["add_page", "page_is_built"]

_FOLDER = Path(__file__).parent / "page"
_CSP = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
_MISSING = """<!doctype html>
<html lang="pt-BR"><meta charset="utf-8"><title>Rosana Desk</title>
<h1>A página ainda não foi construída</h1>
<p>O Rosana está no ar, mas a página precisa do Node.js 20 ou mais novo para ser construída.
Instale o Node.js e rode <code>make setup</code>.
Enquanto isso, a API responde em <a href="/docs">/docs</a>.</p>
"""


class _Page(StaticFiles):
    """Hashed assets are kept for ever by browsers; the page that names them is asked for each time."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Serve one file with the headers of its kind."""
        response = await super().get_response(path, scope)
        lasting = path.startswith("assets/")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
        response.headers["Content-Security-Policy"] = _CSP
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response


def page_is_built() -> bool:
    """Return whether the package holds the page."""
    return (_FOLDER / "index.html").is_file()


def add_page(app: FastAPI) -> None:
    """Serve the page at `/`, or say what is missing when it was not built."""
    if page_is_built():
        app.mount("/", _Page(directory=_FOLDER, html=True))
        return

    @app.get("/", include_in_schema=False)
    async def missing() -> HTMLResponse:
        return HTMLResponse(_MISSING)
