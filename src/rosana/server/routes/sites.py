"""The sites whose pages are documents."""

from fastapi import APIRouter, Response

from rosana.knowledge.sites.visits import How, Overview
from rosana.server.deps import DeskDep
from rosana.server.schemas import SiteAccepted, SiteOut, SiteRequest

__all__ = ["router"]

router = APIRouter(prefix="/sites", tags=["sites"])

_HOUR = 3_600


@router.post("", status_code=202)
async def add(body: SiteRequest, desk: DeskDep) -> SiteAccepted:
    """Add a site, or change how it is read; it is visited in the background."""
    said: How = {}
    if "depth" in body.model_fields_set:
        said["depth"] = body.depth
    if "every_hours" in body.model_fields_set:
        said["every"] = None if body.every_hours is None else body.every_hours * _HOUR
    return SiteAccepted.model_validate(await desk.visits.add(body.url, **said))


@router.get("")
async def index(desk: DeskDep) -> list[SiteOut]:
    """List all sites, by address, with what the last visit brought."""
    return [_shown(overview) for overview in await desk.visits.overview()]


@router.post("/{site_id}/visit", status_code=202)
async def visit(site_id: str, desk: DeskDep) -> SiteAccepted:
    """Have a site visited now, in the background; nothing new where a visit goes on."""
    return SiteAccepted.model_validate(await desk.visits.request(site_id))


@router.delete("/{site_id}", status_code=204)
async def remove(site_id: str, desk: DeskDep) -> Response:
    """Remove a site with the documents that are its pages."""
    await desk.visits.remove(site_id)
    return Response(status_code=204)


def _shown(overview: Overview) -> SiteOut:
    site = overview.site
    return SiteOut(
        id=site.id,
        url=site.url,
        status=site.status,
        depth=site.depth,
        every_hours=None if site.every is None else max(1, round(site.every / _HOUR)),
        visited_at=site.visited_at,
        pages=overview.pages,
        problem=overview.problem,
    )
