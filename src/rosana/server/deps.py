"""What a route may ask for, each by name; `async`, because FastAPI sends a plain function to a thread, for 0.2 ms."""

from typing import Annotated

from fastapi import Depends, Request

from rosana.desk import Desk
from rosana.server.metrics import Metrics
from rosana.settings import Settings

__all__ = ["DeskDep", "MetricsDep", "SettingsDep"]


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
