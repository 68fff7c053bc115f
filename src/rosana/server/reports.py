"""What goes over the wire of past conversations and of how well they went, as OpenAPI describes it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "ConversationList",
    "ConversationQuery",
    "Period",
    "QualityOut",
    "SuggestionsOut",
    "UnansweredOut",
    "WorstOut",
]


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ConversationQuery(BaseModel):
    """Which conversations are listed."""

    search: str = Field("", max_length=200, description="Words of one message; case and accents do not count.")
    filter: Literal["refused", "down", "no_source", "low_confidence"] | None = Field(
        None,
        description="Those with a refusal, a thumb down, an answer that no passage supports, or an answer in which "
        "confidence was below 0.6.",
    )
    cursor: str | None = Field(None, max_length=200, description="`next` of the page before.")
    limit: int = Field(50, ge=1, le=200, description="How many at most.")


class ConversationSummaryOut(_Out):
    """A conversation in the list; its texts are masked."""

    id: str
    created_at: str
    updated_at: str = Field(description="When its last question was asked.")
    title: str = Field(description="The first question, or the beginning of a long one.")
    questions: int
    refused: int
    up: int
    down: int
    no_source: int = Field(description="Answers that no passage supports.")
    lowest_confidence: float | None = Field(description="Of its answers, refusals and small talk left out.")


class ConversationList(_Out):
    """A page of conversations, the one with the newest question first."""

    items: list[ConversationSummaryOut]
    next: str | None = Field(description="`cursor` of the next page; none where this is the last.")


class Period(BaseModel):
    """The days that are looked back on, by the clock of who looks."""

    days: int = Field(30, ge=1, le=366, description="How many, today included.")
    tz: int = Field(
        0,
        ge=-14 * 60,
        le=14 * 60,
        description="Minutes that the local clock is ahead of UTC: -180 in Brasília. "
        "In a browser `-new Date().getTimezoneOffset()`.",
    )


class DayOut(_Out):
    """What became of one day's questions; small talk is left out."""

    date: str
    questions: int = Field(description="Those neither answered nor refused were cut short, or met a model that failed.")
    answered: int
    refused: int
    up: int
    down: int
    p50_ms: float | None = Field(description="Half of the whole answers came faster.")
    p95_ms: float | None


class TotalsOut(_Out):
    """What became of all questions."""

    questions: int
    answered: int
    refused: int
    up: int
    down: int
    p50_ms: float | None
    p95_ms: float | None


class EngineOut(_Out):
    """How fast one engine answered."""

    model: str
    answers: int
    p50_ms: float | None
    p95_ms: float | None


class QualityOut(_Out):
    """How well a period went."""

    days: list[DayOut]
    totals: TotalsOut
    engines: list[EngineOut]


class UnansweredQuestion(_Out):
    """A question that was refused."""

    text: str = Field(description="The beginning of a long one.")
    conversation_id: str
    message_id: str = Field(description="Of the refusal.")
    created_at: str


class ThemeOut(_Out):
    """Refused questions that share a word."""

    theme: str = Field(description="The word; `Outras` last, of those that share none.")
    count: int
    questions: list[UnansweredQuestion]


class UnansweredOut(_Out):
    """Refused questions by theme, the largest first."""

    themes: list[ThemeOut]


class JudgedAnswerOut(_Out):
    """An answer to look at."""

    conversation_id: str
    message_id: str
    question: str
    text: str
    model: str
    rating: Literal["up", "down"] | None = Field(description="What its reader thought of it.")
    comment: str | None
    confidence: float
    created_at: str


class WorstOut(_Out):
    """Answers with a thumb down, the newest first; then those in which confidence was low, the lowest first."""

    answers: list[JudgedAnswerOut]


class SuggestionsOut(_Out):
    """Questions that the documents answer."""

    questions: list[str]
