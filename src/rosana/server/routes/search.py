"""Retrieval without a model."""

from fastapi import APIRouter

from rosana.server.deps import DeskDep
from rosana.server.schemas import PassageOut, SearchAnswer, SearchRequest

__all__ = ["router"]

router = APIRouter(tags=["search"])


@router.post("/search")
async def search(body: SearchRequest, desk: DeskDep) -> SearchAnswer:
    """Find the passages that fit a query, and say whether they hold an answer."""
    result = await desk.search(body.query, k=body.k)
    return SearchAnswer(
        passages=[
            PassageOut(
                document_id=hit.passage.document_id,
                passage_id=hit.passage.id,
                title=hit.passage.title,
                heading=hit.passage.heading,
                url=hit.passage.url,
                text=hit.passage.text,
                score=hit.score,
                also_in=list(hit.also_in),
            )
            for hit in result.hits
        ],
        confidence=result.confidence,
        answerable=result.answerable,
    )
