"""How the process is doing."""

import time

from fastapi import APIRouter, Request, Response

from rosana import __version__
from rosana.server.deps import DeskDep, MetricsDep
from rosana.server.schemas import Health, ModelInfo, Readiness

__all__ = ["router"]

router = APIRouter(tags=["system"])


@router.head("/health", include_in_schema=False)
@router.get("/health")
async def health(request: Request, desk: DeskDep) -> Health:
    """Say that the process lives, and which engine answers."""
    return Health(
        status="ok",
        model=desk.engine.status.model,
        version=__version__,
        uptime_seconds=round(time.monotonic() - request.app.state.started, 1),
        passages=(await desk.retriever.status()).passages,
    )


@router.head("/ready", include_in_schema=False)
@router.get("/ready", responses={503: {"model": Readiness}})
async def ready(desk: DeskDep, response: Response) -> Readiness:
    """Say whether questions can be answered, with one entry per part; 503 when they cannot."""
    readiness = await _readiness(desk)
    response.status_code = 200 if readiness.status == "ready" else 503
    return readiness


@router.get("/model-info")
async def model_info(desk: DeskDep) -> ModelInfo:
    """Describe the engine that answers now."""
    status = desk.engine.status
    return ModelInfo(
        name=status.model,
        wanted=status.wanted,
        provider=status.model.partition(":")[0],
        context_window=status.context_window,
        language="pt-BR",
        use="Respostas de atendimento a partir dos documentos da empresa, com fontes.",
        embeddings=desk.preferences.settings.embeddings,
    )


@router.get("/metrics", response_class=Response)
async def metrics(desk: DeskDep, metrics: MetricsDep) -> Response:
    """Measure the process, in Prometheus' text format."""
    ready = desk.engine.status.state == "ready"
    body = metrics.render(passages=(await desk.retriever.status()).passages, model_ready=ready)
    return Response(body, media_type="text/plain; version=0.0.4")


async def _readiness(desk: DeskDep) -> Readiness:
    database, engine = await desk.database_answers(), desk.engine.status
    index = await desk.retriever.status() if database else None
    answers = database and desk.engine.can_answer
    return Readiness.model_validate(
        {
            "status": "ready" if answers else "unavailable",
            "parts": {
                "database": {"status": "ready" if database else "unavailable"},
                "index": {
                    "status": "ready" if index and index.applied == index.head else "behind",
                    "passages": index.passages if index else 0,
                },
                "model": {
                    "status": engine.state,
                    "model": engine.model,
                    "wanted": engine.wanted,
                    "detail": engine.detail,
                    "progress": engine.progress,
                    "context_window": engine.context_window,
                },
            },
        }
    )
