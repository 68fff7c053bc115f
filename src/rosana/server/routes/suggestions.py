"""Questions that a chat suggests."""

from typing import Annotated

from fastapi import APIRouter, Query

from rosana.server.deps import DeskDep, VisitorDep
from rosana.server.reports import SuggestionsOut
from rosana.suggestions import MOST

__all__ = ["router"]

router = APIRouter(tags=["suggestions"])


@router.get("/suggestions")
async def index(
    desk: DeskDep, _visitor: VisitorDep, n: Annotated[int, Query(ge=1, le=MOST, description="How many at most.")] = 4
) -> SuggestionsOut:
    """List questions that the documents answer, made of their own headings."""
    return SuggestionsOut(questions=list(await desk.suggestions.questions(n)))
