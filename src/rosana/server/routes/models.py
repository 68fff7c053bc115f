"""The models of the Ollama server, and bringing more of them in."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from rosana.errors import ModelUnavailable
from rosana.model_server import RECOMMENDED
from rosana.server.deps import DeskDep

__all__ = ["router"]

router = APIRouter(prefix="/models", tags=["models"])


class InstalledOut(BaseModel):
    """A model that the server has."""

    name: str
    size: int = Field(description="Bytes on disk.")
    parameters: str
    uses: list[Literal["chat", "embeddings"]]


class RecommendedOut(BaseModel):
    """A model that is worth having."""

    name: str
    use: Literal["chat", "embeddings"]
    size: int = Field(description="Bytes on disk, about.")
    note: str


class ModelsOut(BaseModel):
    """What there is to choose from."""

    provider_reachable: bool
    advice: str | None = Field(description="What to do where the server cannot be reached.")
    installed: list[InstalledOut]
    recommended: list[RecommendedOut]


class PullRequest(BaseModel):
    """Which model is downloaded."""

    name: str = Field(description="As Ollama names it: llama3.2, qwen3:4b.")


class PullOut(BaseModel):
    """A download."""

    name: str
    status: Literal["pulling", "done", "failed"]
    progress: float | None = Field(description="0..1; null before the size is known.")
    detail: str


@router.get("")
async def list_(desk: DeskDep) -> ModelsOut:
    """List the models that Ollama has, and some that are worth having."""
    recommended = [RecommendedOut.model_validate(model, from_attributes=True) for model in RECOMMENDED]
    try:
        found = await desk.model_server.installed()
    except ModelUnavailable as exc:
        return ModelsOut(provider_reachable=False, advice=exc.detail, installed=[], recommended=recommended)
    installed = [InstalledOut.model_validate(model, from_attributes=True) for model in found]
    return ModelsOut(provider_reachable=True, advice=None, installed=installed, recommended=recommended)


@router.post("/pull", status_code=202)
async def pull(body: PullRequest, desk: DeskDep) -> PullOut:
    """Download a model in the background; one that is being downloaded is not begun again."""
    return PullOut.model_validate(desk.model_server.pull(body.name), from_attributes=True)


@router.get("/pulls")
async def pulls(desk: DeskDep) -> list[PullOut]:
    """List the downloads since the server's start, the newest last."""
    return [PullOut.model_validate(one, from_attributes=True) for one in desk.model_server.pulls]
