"""Questions and answers."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from rosana.exchange import WholeAnswer, collect
from rosana.server.deps import DeskDep, MetricsDep, VisitorDep
from rosana.server.disconnect import while_connected
from rosana.server.schemas import ChatAnswer, ChatRequest
from rosana.server.sse import begun, chat_frame, event_stream, frames

__all__ = ["router"]

router = APIRouter(tags=["chat"])

_STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}}}


@router.post("/chat", response_model=ChatAnswer, responses=_STREAM)
async def chat(
    body: ChatRequest,
    request: Request,
    desk: DeskDep,
    visitor: VisitorDep,
    metrics: MetricsDep,
) -> Response | ChatAnswer:
    """Answer a question, whole or (with `Accept: text/event-stream`) as it is written."""
    asked = desk.ask(body.message, conversation_id=body.conversation_id, request_id=body.request_id, visitor=visitor)
    events = metrics.counted(asked)
    if "text/event-stream" in request.headers.get("accept", ""):
        return event_stream(frames(await while_connected(request, begun(events)), chat_frame))
    return _whole(await while_connected(request, collect(events)))


def _whole(answer: WholeAnswer) -> ChatAnswer:
    return ChatAnswer.model_validate(
        {
            **{name: getattr(answer.done, name) for name in answer.done.__slots__},
            "sources": answer.sources,
            "citations": answer.citations,
        }
    )
