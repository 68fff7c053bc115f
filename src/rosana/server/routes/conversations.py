"""Stored conversations, and what people thought of the answers."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from rosana.server.deps import DeskDep, VisitorDep
from rosana.server.reports import ConversationList, ConversationQuery
from rosana.server.schemas import ConversationOut, FeedbackRequest

__all__ = ["router"]

router = APIRouter(tags=["conversations"])


@router.get("/conversations")
async def index(query: Annotated[ConversationQuery, Query()], desk: DeskDep) -> ConversationList:
    """List the conversations, the one with the newest question first; personal data is masked."""
    found = await desk.quality.conversations(
        search=query.search, only=query.filter, cursor=query.cursor, limit=query.limit
    )
    return ConversationList.model_validate(found)


@router.get("/conversations/{conversation_id}")
async def show(
    conversation_id: str,
    desk: DeskDep,
    visitor: VisitorDep,
    masked: Annotated[bool, Query(description="Whether personal data stays masked; for who is not its owner.")] = False,
) -> ConversationOut:
    """Show a conversation with the sources and citations of its answers."""
    if masked and visitor is None:
        return ConversationOut.model_validate(await desk.quality.conversation(conversation_id))
    return ConversationOut.model_validate(await desk.conversation(conversation_id, visitor=visitor))


@router.delete("/conversations/{conversation_id}", status_code=204)
async def remove(conversation_id: str, desk: DeskDep) -> Response:
    """Remove a conversation with its answers and what was thought of them, for good."""
    await desk.quality.remove(conversation_id)
    return Response(status_code=204)


@router.post("/messages/{message_id}/feedback", status_code=204)
async def rate(message_id: str, body: FeedbackRequest, desk: DeskDep, visitor: VisitorDep) -> Response:
    """Keep a thumb up or down for an answer; the last one counts."""
    await desk.rate(message_id, rating=body.rating, comment=body.comment, visitor=visitor)
    return Response(status_code=204)
