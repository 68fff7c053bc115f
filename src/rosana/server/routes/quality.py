"""How well questions were answered, and what the documents lack."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated

from fastapi import APIRouter, Query

from rosana.server.deps import DeskDep
from rosana.server.reports import Period, QualityOut, UnansweredOut, WorstOut

__all__ = ["router"]

router = APIRouter(prefix="/quality", tags=["quality"])

PeriodQuery = Annotated[Period, Query()]


@router.get("")
async def report(period: PeriodQuery, desk: DeskDep) -> QualityOut:
    """Say how many questions were answered, refused and found helpful, by day, and how fast each engine was."""
    return QualityOut.model_validate(await desk.quality.report(period.days, now=_now(period)))


@router.get("/unanswered")
async def unanswered(period: PeriodQuery, desk: DeskDep) -> UnansweredOut:
    """List the questions that were refused, by theme."""
    themes = await desk.quality.unanswered(period.days, now=_now(period))
    return UnansweredOut.model_validate({"themes": themes})


@router.get("/worst")
async def worst(period: PeriodQuery, desk: DeskDep) -> WorstOut:
    """List the answers that somebody should look at, the worst first."""
    return WorstOut.model_validate({"answers": await desk.quality.worst(period.days, now=_now(period))})


def _now(period: Period) -> datetime:
    return datetime.now(UTC).astimezone(timezone(timedelta(minutes=period.tz)))
