"""What goes over the wire, as OpenAPI describes it."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "ChatAnswer",
    "ChatRequest",
    "ConversationOut",
    "DocumentAccepted",
    "DocumentEdit",
    "DocumentFields",
    "DocumentOriginal",
    "DocumentOut",
    "DocumentPassage",
    "DocumentQuery",
    "DocumentText",
    "FeedbackRequest",
    "Health",
    "ModelInfo",
    "PassageQuery",
    "Readiness",
    "SearchAnswer",
    "SearchRequest",
    "SessionOut",
    "SessionRequest",
    "SourceOut",
    "WidgetOut",
]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ChatRequest(BaseModel):
    """A question, alone or in a conversation."""

    message: str = Field(description="The question, up to 20,000 characters.")
    conversation_id: str | None = Field(None, description="As an earlier answer gave it; none starts anew.")
    request_id: str | None = Field(
        None,
        pattern=r"^[0-9A-Za-z_-]{16,64}$",
        description="Your own id of this question, a random UUID. Sent again with the same one, after a connection "
        "broke, a question is not stored twice: a whole answer comes again, an incomplete one is written anew.",
    )


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

    title: str = Field(max_length=200, pattern=r"\S")
    text: str = Field(pattern=r"\S")


class DocumentQuery(BaseModel):
    """Which documents are listed."""

    search: str = Field("", max_length=200, description="Words of the title or source; case and accents do not count.")
    status: Literal["queued", "processing", "ready", "failed"] | None = None
    limit: int | None = Field(None, ge=1, le=500, description="How many at most; all where it is left out.")
    after: str | None = Field(None, max_length=32, description="The id of the last one of the page before.")


class PassageQuery(BaseModel):
    """Which passages of a document are shown."""

    limit: int = Field(200, ge=1, le=1000, description="How many at most.")
    after: int = Field(0, ge=0, le=2**63 - 1, description="The id of the last one of the page before.")


class DocumentEdit(BaseModel):
    """What a document that is a text becomes."""

    title: str = Field(max_length=200, pattern=r"\S")
    text: str = Field(pattern=r"\S", description="In Markdown, or plain where the document is a .txt.")
    url: str | None = Field(None, max_length=2000, pattern=r"^https?://", description="Where people can open it.")


class DocumentOriginal(_Out):
    """A document that is a text as its author wrote it, with what is masked everywhere else."""

    title: str
    url: str | None
    text: str


class DocumentPassage(_Out):
    """A passage as it was made of a document."""

    id: int
    heading: str
    text: str


class DocumentAccepted(BaseModel):
    """A document that will be read."""

    id: str
    status: Literal["queued", "processing", "ready", "failed"]
    replaces: bool = Field(description="Whether there was one of the same source, whose place it takes.")


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
    origin: Literal["file", "upload", "page", "text"] = Field(
        description="A path of the server, an upload, a page of a site, or a text that was sent."
    )
    editable: bool = Field(description="Whether GET /documents/{id}/text shows what PUT /documents/{id} replaces.")


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
    first_token_ms: float | None = Field(description="Of an answer: milliseconds to its first word.")
    total_ms: float | None = Field(description="Of an answer: milliseconds to its end.")
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


class WidgetOut(BaseModel):
    """How the widget looks, where the page that shows it does not say."""

    name: str = Field(description="Who answers.")
    title: str
    locale: Literal["auto", "pt-BR", "en"] = Field(description="`auto`: the page's own language.")
    color: str
    position: Literal["right", "left"]


class SessionRequest(BaseModel):
    """Whose session begins."""

    visitor: str | None = Field(None, max_length=2000, description="The token of before: the visitor stays the same.")


class SessionOut(_Out):
    """A visitor's session on one site."""

    token: str = Field(description="For `Authorization: Bearer`.")
    expires_at: datetime = Field(description="Renewed with the token of before, for 30 days after this.")


class SiteRequest(BaseModel):
    """A site, or one page, whose pages become documents; of a known one, what is not said stays."""

    url: str = Field(description="Of its first page, of its only one, or of a sitemap.")
    depth: int | None = Field(None, ge=0, le=100, description="Links to follow; 0: this page alone; null: no limit.")
    every_hours: int | None = Field(None, ge=1, le=8_760, description="Visit it again so often; null: when asked to.")


class SiteAccepted(_Out):
    """A site that will be visited."""

    id: str
    url: str
    status: Literal["queued", "visiting", "ready", "failed"]


class SiteOut(SiteAccepted):
    """A site and what its last visit brought."""

    depth: int | None
    every_hours: int | None
    visited_at: str | None
    pages: int = Field(description="Documents that are pages of it; grows while it is visited.")
    problem: str | None = Field(description="Why the last visit failed, or what it left out.")
