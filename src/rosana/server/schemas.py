"""What goes over the wire, as OpenAPI describes it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "ChatAnswer",
    "ChatRequest",
    "ConversationOut",
    "DocumentAccepted",
    "DocumentFields",
    "DocumentOut",
    "DocumentText",
    "FeedbackRequest",
    "Health",
    "ModelInfo",
    "Readiness",
    "SearchAnswer",
    "SearchRequest",
    "SourceOut",
]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ChatRequest(BaseModel):
    """A question, alone or in a conversation."""

    message: str = Field(description="The question, up to 20,000 characters.")
    conversation_id: str | None = Field(None, description="As an earlier answer gave it; none starts anew.")


class SourceOut(_Out):
    """A passage that the answer was written from."""

    n: int
    document_id: str
    passage_id: int
    title: str
    heading: str
    url: str | None
    text: str
    score: float


class CitationOut(_Out):
    """Where a sentence of the answer comes from; offsets count code points."""

    start: int
    end: int
    supported: bool
    source: int | None
    source_start: int | None
    source_end: int | None


class ChatAnswer(_Out):
    """A whole answer."""

    response: str
    model: str
    sources: list[SourceOut]
    citations: list[CitationOut]
    conversation_id: str
    message_id: str
    refused: bool
    confidence: float
    cached: bool
    incomplete: bool
    timings: dict[str, float]


class SearchRequest(BaseModel):
    """What to look for."""

    query: str
    k: int = Field(3, ge=1, le=50, description="How many passages at most.")


class PassageOut(BaseModel):
    """A passage that was found."""

    document_id: str
    passage_id: int
    title: str
    heading: str
    url: str | None
    text: str
    score: float
    also_in: list[str] = Field(description="Other documents that say the same; shown once.")


class SearchAnswer(BaseModel):
    """The best passages, and whether they hold an answer."""

    passages: list[PassageOut]
    confidence: float
    answerable: bool


class DocumentFields(BaseModel):
    """What may be said of a document beside its content."""

    source: str | None = Field(None, max_length=500, description="Your own id: sent again, it replaces.")
    url: str | None = Field(None, max_length=2000, pattern=r"^https?://", description="Where people can open it.")


class DocumentText(DocumentFields):
    """A document as text, in Markdown."""

    title: str = Field(min_length=1, max_length=200)
    text: str = Field(min_length=1)


class DocumentAccepted(BaseModel):
    """A document that will be read."""

    id: str
    status: Literal["queued", "processing", "ready", "failed"]


class ProgressOut(_Out):
    """How much has been read: pages, rows or messages, as the format counts."""

    done: int
    total: int = Field(description="0 while nobody knows.")


class DocumentOut(_Out):
    """A document and what became of it."""

    id: str
    source: str
    title: str
    url: str | None
    status: Literal["queued", "processing", "ready", "failed"]
    reason: str | None = Field(description="Why it failed, or which parts of it were not read.")
    progress: ProgressOut | None = Field(description="While it is being read.")
    passages: int
    updated_at: str


class FeedbackRequest(BaseModel):
    """What a person thought of an answer."""

    rating: Literal["up", "down"]
    comment: str | None = Field(None, max_length=2000)


class FeedbackOut(_Out):
    """A stored opinion."""

    rating: Literal["up", "down"]
    comment: str | None


class MessageOut(_Out):
    """A stored message."""

    id: str
    role: Literal["user", "assistant"]
    text: str
    created_at: str
    model: str | None
    refused: bool
    confidence: float | None
    incomplete: bool
    sources: list[SourceOut]
    citations: list[CitationOut]
    feedback: FeedbackOut | None


class ConversationOut(_Out):
    """A stored conversation, oldest message first."""

    id: str
    created_at: str
    messages: list[MessageOut]


class Health(BaseModel):
    """The process lives."""

    status: Literal["ok"]
    model: str
    version: str
    uptime_seconds: float
    passages: int


class Part(BaseModel):
    """A running part."""

    status: str


class IndexPart(Part):
    """The lexical index; `behind` until it has followed the last change of the database."""

    passages: int


class ModelPart(_Out):
    """The engine that answers, and the one that is wanted."""

    status: Literal["ready", "pulling", "missing", "unavailable"]
    model: str
    wanted: str
    detail: str
    progress: float | None
    context_window: int | None


class Parts(BaseModel):
    """The running parts."""

    database: Part
    index: IndexPart
    model: ModelPart


class Readiness(BaseModel):
    """Whether questions can be answered, part by part."""

    status: Literal["ready", "unavailable"]
    parts: Parts


class ModelInfo(BaseModel):
    """The engine that answers now."""

    name: str
    wanted: str
    provider: str
    context_window: int | None
    language: Literal["pt-BR"]
    use: str
    embeddings: str | None
