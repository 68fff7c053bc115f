"""The HTTP server: one screen that says what it is made of."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.cors import CORSMiddleware

from rosana import __version__
from rosana.desk import Desk
from rosana.server.metrics import Metrics
from rosana.server.middleware import BodyLimit, Observation
from rosana.server.page import add_page
from rosana.server.problems import add_problem_handlers
from rosana.server.routes import chat, conversations, documents, openai, search, system
from rosana.settings import Settings
from rosana.wiring import open_serving_desk

__all__ = ["create_app"]

_BODY_LIMIT = 1_000_000


def create_app(settings: Settings) -> FastAPI:
    """Return the app; its parts are opened when it starts and closed when it stops."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Desk]]:
        async with open_serving_desk(settings) as desk:
            yield {"desk": desk}

    app = FastAPI(
        title="Rosana Desk",
        version=__version__,
        lifespan=lifespan,
        generate_unique_id_function=_operation_id,
    )
    app.state.settings, app.state.metrics, app.state.started = settings, Metrics(), time.monotonic()
    uploads = settings.max_upload_mb * 1_000_000 + _BODY_LIMIT
    app.add_middleware(BodyLimit, usual=_BODY_LIMIT, uploads=uploads)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_credentials=settings.cors_credentials,
            allow_methods=["*"],
            allow_headers=["*"],
        )
    app.add_middleware(Observation, metrics=app.state.metrics)
    add_problem_handlers(app)
    for routes in (chat, search, documents, conversations, system, openai):
        app.include_router(routes.router)
    add_page(app)
    return app


def _operation_id(route: APIRoute) -> str:
    return f"{route.tags[0]}_{route.name}" if route.tags else route.name
