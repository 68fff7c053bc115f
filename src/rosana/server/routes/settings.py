"""What the console chooses, and the part of it that everybody's page needs."""

from typing import Any, Literal, get_args

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from rosana.choices import Greeting, Language, Persona
from rosana.desk import Desk
from rosana.preferences import Setting
from rosana.privacy import Kind
from rosana.server.deps import DeskDep

__all__ = ["router"]

router = APIRouter(tags=["settings"])


class ModelSetting(BaseModel):
    """Who writes; how that goes is in GET /ready."""

    value: str = Field(description="auto, extractive or PROVIDER:NAME.")
    fixed: bool = Field(description="Set by the environment or rosana.toml: it cannot be changed here.")


class EmbeddingsSetting(BaseModel):
    """The embedding model, and how far the passages have vectors of it."""

    value: str | None = Field(description="PROVIDER:NAME; null: search by words alone.")
    fixed: bool
    serving: str | None = Field(description="The one that searches now: another until all passages have new vectors.")
    embedded: int = Field(description="Passages that have a vector of the chosen one.")
    passages: int
    problem: str | None = Field(description="Why they get none.")


class RefusalSetting(BaseModel):
    """Share of answerable questions that may be refused."""

    value: float
    fixed: bool


class MaskedKindsSetting(BaseModel):
    """The kinds of personal data that are masked in questions, and in documents from their next reading on."""

    value: list[Kind]
    fixed: bool


class WidgetSettings(BaseModel):
    """The widget that other sites show."""

    id: str = Field(description="Public; for its tag.")
    origins: list[str]
    title: str | None = Field(description="null: the name of who answers.")
    color: str
    on_color: str = Field(description="Of text on that colour, so that it can be read.")
    position: Literal["right", "left"]
    locale: Literal["auto", "pt-BR", "en"]


class SettingsOut(BaseModel):
    """All that can be chosen."""

    model: ModelSetting
    embeddings: EmbeddingsSetting
    refused_share: RefusalSetting
    masked_kinds: MaskedKindsSetting
    persona: Persona
    greeting: Greeting
    languages: list[Language]
    suggestions: bool
    widget: WidgetSettings


class _Change(BaseModel):
    """What is left out stays as it is; null takes back what was chosen. The values are checked below HTTP."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class PersonaChange(_Change):
    """Who answers, partly."""

    name: str | None = None
    tone: str | None = None


class GreetingChange(_Change):
    """What stands above an empty conversation, partly."""

    pt_br: str | None = Field(None, alias="pt-BR")
    en: str | None = None


class WidgetChange(_Change):
    """The widget, partly."""

    origins: list[str] | None = None
    title: str | None = None
    color: str | None = None
    position: str | None = None
    locale: str | None = None


class SettingsChange(_Change):
    """A JSON merge patch (RFC 7396)."""

    model: str | None = None
    embeddings: str | None = None
    refused_share: float | None = None
    masked_kinds: list[str] | None = None
    persona: PersonaChange | None = None
    greeting: GreetingChange | None = None
    languages: list[str] | None = None
    suggestions: bool | None = None
    widget: WidgetChange | None = None


class RefusalChange(BaseModel):
    """A question of the past that another threshold treats otherwise."""

    text: str
    confidence: float
    conversation_id: str
    refused_then: bool


class RefusalEffectOut(BaseModel):
    """What another threshold would have done to the newest questions, up to 1,000."""

    questions: int
    refused_now: int
    refused_then: int
    changed: list[RefusalChange] = Field(description="The newest of those that it treats otherwise, up to 50.")


class PublicSettings(BaseModel):
    """What a page needs before anybody asks."""

    name: str
    greeting: Greeting
    languages: list[Language]
    suggestions: bool = Field(description="Whether an empty conversation suggests questions: GET /suggestions.")


@router.get("/settings")
async def show(desk: DeskDep) -> SettingsOut:
    """Show what was chosen, and what counts where nothing was."""
    return await _settings(desk)


@router.patch("/settings")
async def change(body: SettingsChange, desk: DeskDep) -> SettingsOut:
    """Change some of it: in force at once here, within a second in other processes."""
    await desk.preferences.change(body.model_dump(exclude_unset=True, by_alias=True))
    return await _settings(desk)


@router.get("/settings/refusal")
async def refusal(refused_share: float, desk: DeskDep) -> RefusalEffectOut:
    """Show what another share of refused questions would have done to those of the past."""
    effect = await desk.preferences.refusal(refused_share)
    changed = [
        RefusalChange(
            text=question.text,
            confidence=question.confidence,
            conversation_id=question.conversation_id,
            refused_then=refused,
        )
        for question, refused in effect.changed
    ]
    return RefusalEffectOut(
        questions=effect.questions,
        refused_now=effect.refused_now,
        refused_then=effect.refused_then,
        changed=changed,
    )


@router.get("/public/settings")
async def show_public(desk: DeskDep, response: Response) -> PublicSettings:
    """Show what the page of customers needs; public."""
    choices = await desk.preferences.current()
    response.headers["Cache-Control"] = "public, max-age=60"
    return PublicSettings(
        name=choices.persona.name,
        greeting=choices.greeting,
        languages=list(choices.languages),
        suggestions=choices.suggestions,
    )


async def _settings(desk: Desk) -> SettingsOut:
    preferences = desk.preferences
    choices, index = await preferences.current(), await desk.retriever.status()
    return SettingsOut(
        model=ModelSetting(**_setting(desk, "model")),
        embeddings=EmbeddingsSetting(
            **_setting(desk, "embeddings"),
            serving=index.embeddings,
            embedded=index.embedded,
            passages=index.passages,
            problem=index.problem,
        ),
        refused_share=RefusalSetting(**_setting(desk, "refused_share")),
        masked_kinds=MaskedKindsSetting(
            value=[kind for kind in get_args(Kind) if kind in preferences.settings.privacy.kinds],
            fixed=preferences.is_fixed("masked_kinds"),
        ),
        persona=choices.persona,
        greeting=choices.greeting,
        languages=list(choices.languages),
        suggestions=choices.suggestions,
        widget=WidgetSettings.model_validate(choices.widget, from_attributes=True),
    )


def _setting(desk: Desk, name: Setting) -> dict[str, Any]:
    preferences = desk.preferences
    return {"value": getattr(preferences.settings, name), "fixed": preferences.is_fixed(name)}
