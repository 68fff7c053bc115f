"""OpenAI's chat format, so that every client of that API can talk to Rosana.

Source: https://platform.openai.com/docs/api-reference/chat. Sampling parameters and system messages are
accepted and have no effect: the rules and the documents are Rosana's.
"""

import json
import time
from dataclasses import asdict
from typing import Any, Literal
from uuid import uuid4

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from rosana.errors import MessageEmpty, RosanaError
from rosana.exchange import WholeAnswer, collect
from rosana.server.deps import DeskDep, MetricsDep
from rosana.server.disconnect import while_connected
from rosana.server.problems import openai_error
from rosana.server.sse import begun, event_stream, frames
from rosana.types import Done, Event, Sources, Token, Turn

__all__ = ["router"]

router = APIRouter(prefix="/v1", tags=["openai"])

MODEL = "rosana"
_END = "data: [DONE]\n\n"


class ContentPart(BaseModel):
    """A piece of a message; what is no text is passed over."""

    model_config = ConfigDict(extra="ignore")
    type: str
    text: str = ""


class ChatMessage(BaseModel):
    """One message of the conversation."""

    model_config = ConfigDict(extra="ignore")
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class CompletionRequest(BaseModel):
    """What OpenAI's clients send."""

    model_config = ConfigDict(extra="ignore")
    model: str = MODEL
    messages: list[ChatMessage] = Field(min_length=1)
    stream: bool = False


@router.get("/models")
async def models() -> dict[str, Any]:
    """List the one model there is: Rosana, whichever engine writes."""
    return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "rosana"}]}


@router.post("/chat/completions", response_model=None)
async def complete(
    body: CompletionRequest, request: Request, desk: DeskDep, metrics: MetricsDep
) -> Response | dict[str, Any]:
    """Answer the last user message; the earlier ones are its history."""
    *earlier, last = body.messages
    if last.role != "user":
        raise MessageEmpty("A última mensagem precisa ser do usuário (role «user»).")
    history = [Turn(m.role, m.text) for m in earlier if m.role in ("user", "assistant")]
    events = metrics.counted(desk.ask(last.text, history=history))
    if body.stream:
        return event_stream(frames(await while_connected(request, begun(events)), _Chunks()))
    return _completion(await while_connected(request, collect(events)))


def _completion(answer: WholeAnswer) -> dict[str, Any]:
    done = answer.done
    message = {"role": "assistant", "content": done.response, "refusal": None}
    return {
        "id": f"chatcmpl-{done.message_id}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": done.model,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": _finish(done)}],
        "sources": [asdict(source) for source in answer.sources],
    }


class _Chunks:
    """Writes one answer's events as OpenAI's chunks; the last carries the sources."""

    def __init__(self) -> None:
        self._head = {
            "id": f"chatcmpl-{uuid4().hex}",
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": MODEL,
        }
        self._role = {"role": "assistant"}  # in the first piece of text alone
        self._sources: list[dict[str, Any]] = []

    def __call__(self, event: Event | RosanaError | None) -> str:
        match event:
            case None:
                return ": ping\n\n"
            case Sources(found):
                self._sources = [asdict(source) for source in found]
            case Token(text):
                role, self._role = self._role, {}
                return self._chunk({**role, "content": text})
            case Done():
                return self._chunk({}, finish=_finish(event), sources=self._sources) + _END
            case RosanaError():
                return _data({"error": openai_error(event)}) + _END
        return ""

    def _chunk(self, delta: dict[str, Any], *, finish: str | None = None, **extra: Any) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _data({**self._head, "choices": [choice], **extra})


def _data(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"


def _finish(done: Done) -> str:
    return "length" if done.incomplete else "stop"
