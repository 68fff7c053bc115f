import httpx
import pytest
from fastapi import FastAPI, Request

from rosana.errors import DocumentNotFound
from rosana.server.metrics import Metrics
from rosana.server.middleware import BodyLimit, Observation
from rosana.server.problems import add_problem_handlers


@pytest.fixture
def app() -> FastAPI:
    app = FastAPI()
    app.state.metrics = Metrics()
    app.add_middleware(BodyLimit, usual=10, uploads=100)
    app.add_middleware(Observation, metrics=app.state.metrics)
    add_problem_handlers(app)

    @app.post("/echo")
    async def echo(request: Request) -> int:
        return len(await request.body())

    @app.post("/number/{n}")
    async def number(n: int, body: dict[str, int]) -> int:
        return n

    @app.get("/missing")
    async def missing() -> None:
        raise DocumentNotFound

    @app.get("/bug")
    async def bug() -> None:
        raise ValueError("segredo")

    return app


def client(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


@pytest.mark.parametrize(
    ("call", "body", "status", "code"),
    [
        ("GET /missing", b"", 404, "document_not_found"),
        ("GET /nowhere", b"", 404, "not_found"),
        ("DELETE /missing", b"", 405, "method_not_allowed"),
        ("POST /number/x", b"{}", 422, "invalid_request"),
        ("POST /number/1", b"{", 422, "invalid_request"),
        ("POST /number/1", b'"\xff"', 422, "invalid_request"),
        ("POST /echo", b"x" * 11, 413, "body_too_large"),
        ("GET /bug", b"", 500, "internal_error"),
    ],
)
async def test_every_failure_has_one_shape(app: FastAPI, call: str, body: bytes, status: int, code: str) -> None:
    async with client(app) as http:
        answer = await http.request(*call.split(), content=body)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(problem) == {"type", "title", "status", "detail", "code", "request_id"}
    assert problem["code"] == code
    assert (answer.status_code, problem["status"]) == (status, status)
    assert answer.headers["x-request-id"] == problem["request_id"]
    assert "segredo" not in answer.text


async def test_a_body_without_a_declared_length_is_limited_too(app: FastAPI) -> None:
    async def chunks():
        for _ in range(3):
            yield b"xxxxx"

    async with client(app) as http:
        answer = await http.post("/echo", content=chunks())
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_requests_are_counted_by_route_and_status(app: FastAPI) -> None:
    async with client(app) as http:
        await http.post("/number/1", json={})
        await http.get("/nowhere")
    text = app.state.metrics.render(passages=7, model_ready=True).decode()
    assert 'rosana_http_requests_total{method="POST",route="/number/{n}",status="200"} 1.0' in text
    assert 'rosana_http_requests_total{method="GET",route="other",status="404"} 1.0' in text
    assert "rosana_passages 7.0" in text


@pytest.mark.parametrize(
    ("declared", "status"), [("sete", 200), ("-1", 200), ("", 200), ("101", 413), ("9" * 5000, 413)]
)
async def test_a_declared_length_that_is_no_number_is_passed_over(app: FastAPI, declared: str, status: int) -> None:
    async with client(app) as http:
        answer = await http.post("/echo", content=b"x", headers={"content-length": declared})
    assert answer.status_code == status


@pytest.mark.parametrize("call", ["POST /number/1", "GET /missing", "GET /bug"])
async def test_no_copy_of_an_answer_is_kept(app: FastAPI, call: str) -> None:
    method, path = call.split()
    async with client(app) as http:
        answer = await http.request(method, path, json={})
    assert answer.headers["cache-control"] == "no-store"
