"""Stored conversations, and what people thought of the answers."""

from fastapi import APIRouter, Response

from rosana.server.deps import DeskDep
from rosana.server.schemas import ConversationOut, FeedbackRequest

__all__ = ["router"]

router = APIRouter(tags=["conversations"])


@router.get("/conversations/{conversation_id}")
async def show(conversation_id: str, desk: DeskDep) -> ConversationOut:
    """Show a conversation with the sources and citations of its answers."""
    return ConversationOut.model_validate(await desk.conversation(conversation_id))


@router.post("/messages/{message_id}/feedback", status_code=204)
async def rate(message_id: str, body: FeedbackRequest, desk: DeskDep) -> Response:
    """Keep a thumb up or down for an answer; the last one counts."""
    await desk.rate(message_id, rating=body.rating, comment=body.comment)
    return Response(status_code=204)
