"""The knowledge base."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.responses import StreamingResponse

from rosana.errors import DocumentEmpty, DocumentTooLarge, FormatUnsupported, InvalidRequest, RosanaError
from rosana.knowledge.editing import Written, markdown
from rosana.knowledge.loaders import SUFFIXES
from rosana.knowledge.originals import Original
from rosana.library import Wanted
from rosana.server.deps import DeskDep, SettingsDep
from rosana.server.disconnect import while_connected
from rosana.server.schemas import (
    DocumentAccepted,
    DocumentEdit,
    DocumentFields,
    DocumentOriginal,
    DocumentOut,
    DocumentPassage,
    DocumentQuery,
    DocumentText,
    PassageQuery,
)
from rosana.server.sse import begun, event_stream, frame, frames
from rosana.types import Document, Origin

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
    original: Original
    source: str | None
    called: str
    """What it is known by where nobody gave it a source."""
    url: str | None
    origin: Origin


@router.post("", status_code=202, openapi_extra=_BODY)
async def add(request: Request, desk: DeskDep, settings: SettingsDep) -> DocumentAccepted:
    """Take a document in, as a file or as Markdown text; it is read in the background."""
    upload = await _read_upload(request)
    _check_size(upload.original.data, settings.max_upload_mb)
    source = upload.source or desk.library.source_of(upload.called)
    added = await desk.library.add(upload.original, source=source, url=upload.url, origin=upload.origin)
    return DocumentAccepted(id=added.document.id, status=added.document.status, replaces=added.replaces)


@router.get("", responses={200: {"headers": {"X-Total-Count": {"schema": {"type": "integer"}}}}})
async def index(desk: DeskDep, query: Annotated[DocumentQuery, Query()], response: Response) -> list[DocumentOut]:
    """List documents by title, all or a page of those that are looked for; X-Total-Count says how many there are."""
    found = await desk.library.find(Wanted(query.search, query.status, query.limit, query.after))
    response.headers["X-Total-Count"] = str(found.total)
    return [DocumentOut.model_validate(document) for document in found.documents]


@router.post("/reindex", status_code=202)
async def reindex_all(desk: DeskDep) -> Response:
    """Have all documents read again in the background; until then, what was read answers."""
    await desk.library.read_all_again()
    return Response(status_code=202)


@router.get("/{document_id}")
async def show(document_id: str, desk: DeskDep) -> DocumentOut:
    """Show one document and its state."""
    return DocumentOut.model_validate(await desk.library.get(document_id))


@router.put("/{document_id}", status_code=202)
async def edit(document_id: str, body: DocumentEdit, desk: DeskDep, settings: SettingsDep) -> DocumentAccepted:
    """Replace a document that is a text; it is read in the background, and until then the one of before answers."""
    _check_size(body.text.encode("utf-8", "ignore"), settings.max_upload_mb)
    document = await desk.library.correct(document_id, Written(body.title, body.text, body.url))
    return DocumentAccepted(id=document.id, status=document.status, replaces=True)


@router.get("/{document_id}/text")
async def text(document_id: str, desk: DeskDep) -> DocumentOriginal:
    """Show a document that is a text as its author wrote it, to be corrected; what is personal in it is not masked."""
    return DocumentOriginal.model_validate(await desk.library.text(document_id))


@router.get("/{document_id}/passages")
async def passages(document_id: str, desk: DeskDep, query: Annotated[PassageQuery, Query()]) -> list[DocumentPassage]:
    """Show the passages that were made of a document, in reading order; `passages` of a document counts them."""
    found = await desk.library.passages(document_id, limit=query.limit, after=query.after)
    return [DocumentPassage.model_validate(passage) for passage in found]


@router.post("/{document_id}/reindex", status_code=202)
async def reindex(document_id: str, desk: DeskDep) -> DocumentAccepted:
    """Have a document read again in the background; until then, what was read answers."""
    document = await desk.library.read_again(document_id)
    return DocumentAccepted(id=document.id, status=document.status, replaces=True)


@router.get("/{document_id}/events", response_class=StreamingResponse, responses=_STREAM)
async def events(document_id: str, request: Request, desk: DeskDep) -> StreamingResponse:
    """Follow a document while it is read: an event `status` for each change, the last when it is ready or failed."""
    changes = await while_connected(request, begun(desk.library.watch(document_id)))
    return event_stream(frames(changes, _document_frame))


@router.post("/{document_id}/cancel")
async def cancel(document_id: str, desk: DeskDep) -> DocumentOut:
    """End the reading of a document, or its wait; an earlier version of it goes on serving."""
    return DocumentOut.model_validate(await desk.library.cancel(document_id))


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
    called = " ".join(text.title.split())
    return _Upload(markdown(text.title, text.text), text.source, called, text.url, "text")


async def _read_file(request: Request) -> _Upload:
    async with request.form(max_files=1, max_fields=10) as form:
        file = form.get("file")
        with _named_fields():
            fields = DocumentFields.model_validate({name: form.get(name) or None for name in ("source", "url")})
        if not isinstance(file, UploadFile) or not file.filename:
            raise InvalidRequest("Falta o arquivo: envie-o no campo «file» de um formulário multipart.")
        # Browsers write a quotation mark so: https://html.spec.whatwg.org/#multipart-form-data
        name = PurePosixPath(file.filename.replace("%22", '"').replace("\\", "/")).name
        if PurePosixPath(name).suffix.lower() not in SUFFIXES:
            raise FormatUnsupported
        original = Original(name, await file.read())
        if fields.source is not None and PurePosixPath(fields.source).name == name:
            # Its path in the folder that was sent is a name, and no id.
            return _Upload(original, None, fields.source, fields.url, "upload")
        return _Upload(original, fields.source, name, fields.url, "upload")


def _check_size(data: bytes, max_mb: int) -> None:
    if len(data) > max_mb * 1_000_000:
        raise DocumentTooLarge(f"O arquivo passa de {max_mb} MB. Divida-o em partes.")
    if not data:
        raise DocumentEmpty


@contextmanager
def _named_fields() -> Iterator[None]:
    try:
        yield
    except ValidationError as exc:
        raise RequestValidationError([{**error, "loc": ("body", *error["loc"])} for error in exc.errors()]) from exc
