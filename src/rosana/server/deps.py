"""What a route may ask for, each by name; `async`, because FastAPI sends a plain function to a thread, for 0.2 ms."""

import time
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from rosana.desk import Desk
from rosana.errors import SessionExpired
from rosana.server.metrics import Metrics
from rosana.settings import Settings

__all__ = ["DeskDep", "MetricsDep", "SettingsDep", "VisitorDep"]


async def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


async def _metrics(request: Request) -> Metrics:
    metrics: Metrics = request.app.state.metrics
    return metrics


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


DeskDep = Annotated[Desk, Depends(_desk)]
MetricsDep = Annotated[Metrics, Depends(_metrics)]
SettingsDep = Annotated[Settings, Depends(_settings)]
_Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]


async def _visitor(request: Request, desk: DeskDep, bearer: _Bearer) -> str | None:
    """Return who asks through the widget; None for whoever asks here, or is no browser, and shows no session.

    Raises:
        SessionExpired: the session that is shown does not count, or a page of another site shows none.
    """
    if bearer is not None:
        return desk.visitors.recognise(bearer.credentials, origin=request.headers.get("origin"), now=time.time())
    if getattr(request.state, "foreign", False):
        raise SessionExpired
    return None


VisitorDep = Annotated[str | None, Depends(_visitor)]
