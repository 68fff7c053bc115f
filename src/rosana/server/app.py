"""The HTTP server: one screen that says what it is made of."""

import time

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.cors import CORSMiddleware

from rosana import __version__
from rosana.desk import Desk
from rosana.server.metrics import Metrics
from rosana.server.middleware import BodyLimit, Observation
from rosana.server.origins import OriginGuard, WidgetOrigins
from rosana.server.page import add_page
from rosana.server.problems import add_problem_handlers
from rosana.server.routes import (
    chat,
    conversations,
    documents,
    models,
    openai,
    quality,
    search,
    settings,
    sites,
    suggestions,
    system,
    widget,
)
from rosana.settings import Settings

__all__ = ["create_app"]

_BODY_LIMIT = 1_000_000
_ROUTES = (
    chat,
    search,
    documents,
    sites,
    conversations,
    quality,
    suggestions,
    settings,
    models,
    system,
    openai,
    widget,
)


def create_app(desk: Desk, settings: Settings) -> FastAPI:
    """Return the app of an open desk."""
    app = FastAPI(title="Rosana Desk", version=__version__, generate_unique_id_function=_operation_id)
    app.state.desk = desk
    app.state.settings, app.state.metrics, app.state.started = settings, Metrics(), time.monotonic()
    uploads = settings.max_upload_mb * 1_000_000 + _BODY_LIMIT
    app.add_middleware(BodyLimit, usual=_BODY_LIMIT, uploads=uploads)
    app.add_middleware(OriginGuard, allowed=settings.cors_origins)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_credentials=settings.cors_credentials,
            allow_methods=["*"],
            allow_headers=["*"],
        )
    app.add_middleware(WidgetOrigins, everywhere=settings.cors_origins)
    app.add_middleware(Observation, metrics=app.state.metrics)
    add_problem_handlers(app)
    for routes in _ROUTES:
        app.include_router(routes.router)
    add_page(app)
    return app


def _operation_id(route: APIRoute) -> str:
    return f"{route.tags[0]}_{route.name}" if route.tags else route.name
