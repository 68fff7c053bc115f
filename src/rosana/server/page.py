"""The web pages and the widget, as they were built into the package."""

import hashlib
import re
from contextlib import suppress
from pathlib import Path, PurePath

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

__all__ = ["add_page", "page_is_built"]

_FOLDER = Path(__file__).parent / "page"
_COMPRESSED = {"br": ".br", "gzip": ".gz"}  # the better first
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
<p>A Rosana está no ar, mas a página precisa do Node.js (20.19, 22.12 ou mais novo) para ser construída.
Instale o Node.js, rode <code>make page</code> e inicie a Rosana de novo.
Enquanto isso, a API responde: veja <a href="docs">/docs</a>.</p>
"""


class _Page(StaticFiles):
    """The customers' page, the console below `/console/`, the widget, and the hashed assets that the three need."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Serve one file with the headers of its kind."""
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        match PurePath(path).parts:
            case ():
                response = self._document("page", scope)
            case ("console",) if not scope["path"].endswith("/"):
                return RedirectResponse("console/")
            case ("console", *deeper) if not PurePath(*deeper).suffix:
                response = self._document("console", scope)
            case ("assets", _):
                response = await self._asset(path, scope)
                response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
            case ("widget.js",):
                response = await self._asset(path, scope)
                response.headers["Cache-Control"] = "public, max-age=300"
                response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
                response.headers["Access-Control-Allow-Origin"] = "*"  # for pages that name its hash
            case _:
                raise HTTPException(404)
        response.headers.update(_HEADERS)
        return response

    def _document(self, name: str, scope: Scope) -> Response:
        """Return a page that finds its assets from any depth, and behind a proxy that serves it under a path."""
        up = "../" * (scope["path"].count("/") - 1) or "./"
        text = (Path(str(self.directory)) / name / "index.html").read_text(encoding="utf-8")
        text = text.replace("../assets/", f"{up}assets/")
        etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
        response = HTMLResponse(text, headers={"ETag": etag, "Cache-Control": "no-cache"})
        unchanged = self.is_not_modified(response.headers, Headers(scope=scope))
        return NotModifiedResponse(response.headers) if unchanged else response

    async def _asset(self, path: str, scope: Scope) -> Response:
        """Return a file, as the build compressed it where the browser takes that."""
        if path.endswith(tuple(_COMPRESSED.values())):
            raise HTTPException(404)
        accepted = _accepted(Headers(scope=scope).get("accept-encoding", ""))
        for encoding, suffix in _COMPRESSED.items():
            if encoding not in accepted:
                continue
            with suppress(HTTPException):
                response = await super().get_response(path + suffix, scope)
                response.headers["Content-Encoding"] = encoding
                break
        else:
            response = await super().get_response(path, scope)
        response.headers["Vary"] = "Accept-Encoding"
        return response


def _accepted(header: str) -> set[str]:
    """Return the encodings that an `Accept-Encoding` names without refusing them."""
    named = (each.partition(";") for each in header.replace(" ", "").lower().split(","))
    return {name for name, _, weight in named if not re.fullmatch(r"q=0(\.0*)?", weight)}


def page_is_built(folder: Path = _FOLDER) -> bool:
    """Return whether the folder, the package's own by default, holds the page."""
    return (folder / "page" / "index.html").is_file()


def add_page(app: FastAPI, folder: Path = _FOLDER) -> None:
    """Serve the pages, or say what is missing when they were not built."""
    if page_is_built(folder):
        # Not mounted: a mount would also take the calls that a route answers with 405.
        app.router.default = _Page(directory=folder)
        return

    @app.get("/", include_in_schema=False)
    async def missing() -> HTMLResponse:
        return HTMLResponse(_MISSING, headers=_HEADERS)
