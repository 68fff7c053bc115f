"""What the widget asks for before anybody writes: how it looks, and a session for its visitor."""

import time
from typing import Annotated

from fastapi import APIRouter, Header, Response

from rosana.choices import Widget
from rosana.errors import WidgetNotFound
from rosana.server.deps import DeskDep
from rosana.server.schemas import SessionOut, SessionRequest, WidgetOut

__all__ = ["router"]

router = APIRouter(prefix="/widget", tags=["widget"])


@router.get("/{widget_id}")
async def show(widget_id: str, desk: DeskDep, response: Response) -> WidgetOut:
    """Show how a widget looks; public, as its id is."""
    widget = await _widget(widget_id, desk)
    name = desk.preferences.persona.name
    response.headers["Cache-Control"] = "public, max-age=60"
    return WidgetOut(
        name=name,
        title=widget.title or name,
        locale=widget.locale,
        color=widget.color,
        position=widget.position,
    )


@router.post("/{widget_id}/sessions", status_code=201)
async def begin_session(
    widget_id: str, body: SessionRequest, desk: DeskDep, origin: Annotated[str, Header()] = ""
) -> SessionOut:
    """Begin a visitor's session, or renew one: `Authorization: Bearer` of the calls that the widget makes."""
    widget = await _widget(widget_id, desk)
    session = desk.visitors.begin(widget=widget.id, origin=origin, previous=body.visitor, now=time.time())
    return SessionOut.model_validate(session)


async def _widget(widget_id: str, desk: DeskDep) -> Widget:
    widget = await desk.preferences.widget()
    if widget.id != widget_id:
        raise WidgetNotFound
    return widget
