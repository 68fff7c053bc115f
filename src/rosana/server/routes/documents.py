"""The knowledge base."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.responses import StreamingResponse

from rosana.errors import DocumentEmpty, DocumentTooLarge, FormatUnsupported, InvalidRequest, RosanaError
from rosana.knowledge.loaders import SUFFIXES
from rosana.server.deps import DeskDep, SettingsDep
from rosana.server.disconnect import while_connected
from rosana.server.schemas import DocumentAccepted, DocumentFields, DocumentOut, DocumentText
from rosana.server.sse import begun, event_stream, frame, frames
from rosana.types import Document

__all__ = ["router"]

router = APIRouter(prefix="/documents", tags=["documents"])

_STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}}}

_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": DocumentText.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "title": "DocumentFile",
                    "description": "A document as a file; its suffix says how to read it.",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "source": {"type": "string", "description": "Your own id: sent again, it replaces."},
                        "url": {"type": "string", "format": "uri"},
                    },
                }
            },
        },
    }
}


@dataclass(frozen=True, slots=True)
class _Upload:
    name: str
    data: bytes
    source: str | None
    called: str
    """What it is known by where nobody gave it a source."""
    url: str | None


@router.post("", status_code=202, openapi_extra=_BODY)
async def add(request: Request, desk: DeskDep, settings: SettingsDep) -> DocumentAccepted:
    """Take a document in, as a file or as Markdown text; it is read in the background."""
    upload = await _read_upload(request)
    if len(upload.data) > settings.max_upload_mb * 1_000_000:
        raise DocumentTooLarge(f"O arquivo passa de {settings.max_upload_mb} MB. Divida-o em partes.")
    if not upload.data:
        raise DocumentEmpty
    source = upload.source or desk.source_of(upload.called)
    document = await desk.add_document(upload.name, upload.data, source=source, url=upload.url)
    return DocumentAccepted(id=document.id, status=document.status)


@router.get("")
async def index(desk: DeskDep) -> list[DocumentOut]:
    """List all documents, by title."""
    return [DocumentOut.model_validate(document) for document in await desk.documents()]


@router.get("/{document_id}")
async def show(document_id: str, desk: DeskDep) -> DocumentOut:
    """Show one document and its state."""
    return DocumentOut.model_validate(await desk.document(document_id))


@router.get("/{document_id}/events", response_class=StreamingResponse, responses=_STREAM)
async def events(document_id: str, request: Request, desk: DeskDep) -> StreamingResponse:
    """Follow a document while it is read: an event `status` for each change, the last when it is ready or failed."""
    changes = await while_connected(request, begun(desk.watch_document(document_id)))
    return event_stream(frames(changes, _document_frame))


@router.post("/{document_id}/cancel")
async def cancel(document_id: str, desk: DeskDep) -> DocumentOut:
    """End the reading of a document, or its wait; an earlier version of it goes on serving."""
    return DocumentOut.model_validate(await desk.cancel_document(document_id))


@router.delete("/{document_id}", status_code=204)
async def remove(document_id: str, desk: DeskDep) -> Response:
    """Remove a document with its passages and vectors."""
    await desk.remove_documents([document_id])
    return Response(status_code=204)


def _document_frame(event: Document | RosanaError | None) -> str:
    match event:
        case None:
            return frame("ping", {})
        case RosanaError():
            return frame("error", {"code": event.code, "detail": event.detail})
        case _:
            return frame("status", DocumentOut.model_validate(event).model_dump())


async def _read_upload(request: Request) -> _Upload:
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await _read_file(request)
    body = await request.body()
    with _named_fields():
        text = DocumentText.model_validate_json(body)
    title = " ".join(text.title.split())
    data = f"# {title}\n\n{text.text}".encode("utf-8", "ignore")
    return _Upload(f"{title}.md", data, text.source, called=title, url=text.url)


async def _read_file(request: Request) -> _Upload:
    async with request.form(max_files=1, max_fields=10) as form:
        file = form.get("file")
        with _named_fields():
            fields = DocumentFields.model_validate({name: form.get(name) or None for name in ("source", "url")})
        if not isinstance(file, UploadFile) or not file.filename:
            raise InvalidRequest("Falta o arquivo: envie-o no campo «file» de um formulário multipart.")
        name = PurePosixPath(file.filename.replace("\\", "/")).name
        if PurePosixPath(name).suffix.lower() not in SUFFIXES:
            raise FormatUnsupported
        return _Upload(name, await file.read(), fields.source, called=name, url=fields.url)


@contextmanager
def _named_fields() -> Iterator[None]:
    try:
        yield
    except ValidationError as exc:
        raise RequestValidationError([{**error, "loc": ("body", *error["loc"])} for error in exc.errors()]) from exc
