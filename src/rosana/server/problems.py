"""Errors as `application/problem+json` (RFC 9457): one shape for every failure, and no stack trace."""

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from rosana.errors import InvalidRequest, NotFound, PreferenceInvalid, RequestError, RosanaError

__all__ = [
    "BodyTooLarge",
    "MethodNotAllowed",
    "OriginRefused",
    "Problem",
    "add_problem_handlers",
    "openai_error",
    "problem",
]

_log = logging.getLogger(__name__)

_NO_SUCH_PAGE = """<!doctype html>
<html lang="pt-BR"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Página não encontrada · Rosana Desk</title>
<h1>Não há nada neste endereço</h1>
<p>Confira o endereço ou <a href="/">volte para a conversa</a>.</p>
</html>
"""


class Problem(BaseModel):
    """What went wrong: `code` is stable and for programs, `detail` is in Portuguese and for people."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    request_id: str


class MethodNotAllowed(RequestError):
    status = 405
    code = "method_not_allowed"
    title = "Método não aceito"
    detail = "Este endereço não aceita este método HTTP. Veja /docs."


class OriginRefused(RequestError):
    status = 403
    code = "origin_refused"
    title = "Site não autorizado"
    detail = (
        "Este site não está autorizado. Quem cuida da Rosana pode autorizá-lo nos Ajustes do widget ou, para usar "
        "a API inteira, em ROSANA_CORS_ORIGINS."
    )


class BodyTooLarge(RequestError):
    status = 413
    code = "body_too_large"
    title = "Pedido grande demais"
    detail = "O pedido é maior que o limite. Envie arquivos menores, um por vez."


_BY_STATUS: dict[int, type[RosanaError]] = {
    400: InvalidRequest,
    404: NotFound,
    405: MethodNotAllowed,
    413: BodyTooLarge,
}

_HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "10"}}


def problem(error: RosanaError, request: Request) -> JSONResponse:
    """Return the response that tells `error`; where one field is to blame, the member `field` names it.

    Under `/v1` it also has the member `error` of OpenAI's format, so that its clients show the same sentence.
    """
    body: dict[str, Any] = Problem(
        title=error.title,
        status=error.status,
        detail=error.detail,
        code=error.code,
        request_id=request.state.request_id,
    ).model_dump()
    if isinstance(error, PreferenceInvalid):
        body["field"] = error.field
    if request.url.path.startswith("/v1/"):
        body["error"] = openai_error(error)
    return JSONResponse(body, error.status, _HEADERS.get(error.status), media_type="application/problem+json")


def openai_error(error: RosanaError) -> dict[str, str | None]:
    """Return an error as OpenAI's clients read it."""
    kind = "invalid_request_error" if error.status < 500 else "server_error"
    return {"message": error.detail, "type": kind, "param": None, "code": error.code}


def add_problem_handlers(app: FastAPI) -> None:
    """Make every failure of a route answer as a problem; what nobody expects, `Observation` answers."""

    @app.exception_handler(RosanaError)
    async def rosana(request: Request, exc: RosanaError) -> JSONResponse:
        if exc.status >= 500:
            _log.error("%s %s: %s", request.state.request_id, exc.code, exc)
        return problem(exc, request)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, exc: RequestValidationError) -> JSONResponse:
        fields = sorted({".".join(str(part) for part in error["loc"][1:]) or "corpo" for error in exc.errors()})
        detail = f"O pedido tem campos ausentes ou inválidos: {', '.join(fields)}. Veja /docs."
        return problem(InvalidRequest(detail), request)

    @app.exception_handler(HTTPException)
    async def http(request: Request, exc: HTTPException) -> Response:
        error = _BY_STATUS.get(exc.status_code, RosanaError)()
        if isinstance(error, NotFound) and "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(_NO_SUCH_PAGE, error.status)
        response = problem(error, request)
        response.headers.update(exc.headers or {})
        return response
