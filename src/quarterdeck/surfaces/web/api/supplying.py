"""Exports of other tools: brought, read as somebody says, imported."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Annotated, Any, Literal

from fastapi import Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from quarterdeck.app.imports.importing import Kind, Said, booked, kinds, known_zone
from quarterdeck.app.imports.looking import UNUSABLE, BeingReadError
from quarterdeck.app.imports.uploads import TooLargeError, Upload, forget
from quarterdeck.surfaces.web.api.problems import ApiError, router, told
from quarterdeck.surfaces.web.api.working import WorkOut, work_out
from quarterdeck.surfaces.web.columns import form_of
from quarterdeck.surfaces.web.house import House, house_of
from quarterdeck.surfaces.web.permissions import READ, WRITE
from quarterdeck.surfaces.web.supply import begin_import, kind_of, read_as, unsettled, upload_of, uploads_of

ROUTES = router("Exports of other tools")
_PIECE = 1 << 20
_BYTES: dict[str, Any] = {
    "requestBody": {"required": True, "description": "The file.", "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}
KindName = Annotated[str, Path(alias="kind", max_length=60, description="A kind of export, as `deployments`.")]
Id = Annotated[str, Path(alias="id", max_length=64, description="The id of a file that was brought.")]
FileName = Annotated[str, Query(max_length=200, description="What the file is called.")]
Word = Annotated[str, Field(max_length=300)]


@dataclass(frozen=True, slots=True)
class ExportKind:
    """A kind of export, and how many files of it were imported."""

    kind: str
    says: str
    files: int


@dataclass(frozen=True, slots=True)
class ExportKinds:
    """All kinds."""

    items: list[ExportKind]


@dataclass(frozen=True, slots=True)
class ColumnOut:
    """A column of the file: a value of it, the field that it gives, and how its values are read."""

    name: str
    sample: str
    gives: str
    form: str


@dataclass(frozen=True, slots=True)
class FieldOut:
    """A field that a file of this kind may give."""

    name: str
    says: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file would be read; what is asked has to be said before it is imported."""

    id: str
    file: str
    format: str
    columns: list[ColumnOut]
    fields: list[FieldOut]
    questions: list[str]
    imported: list[str]
    """What came of the import, once it is done."""
    being_read: bool = False
    """A large file takes a while: ask again in a few seconds."""


class Statement(BaseModel):
    """How a file is to be read. What is left out is guessed, or asked."""

    model_config = ConfigDict(extra="forbid")
    columns: Annotated[dict[Word, Word], Field(description="Column of the file: field, or nothing to leave it out.")] = {}
    constants: Annotated[dict[Word, Word], Field(description="Field: what it is in every row.")] = {}
    words: Annotated[dict[Word, dict[Word, Word]], Field(description="Field: word of the file: word of ours.")] = {}
    zone: Annotated[str, Field(max_length=60, description="As `Europe/Berlin`.")] = ""
    dates: Literal["", "day-first", "month-first"] = ""
    decimal: Literal["", "point", "comma"] = ""


@ROUTES.get("/exports", dependencies=READ)
def all_kinds(request: Request) -> ExportKinds:
    """The kinds of export that can be imported."""
    files = booked(house_of(request).out)
    return ExportKinds([ExportKind(kind.name, kind.says, sum(one.kind == kind.name for one in files)) for kind, _ in kinds()])


@ROUTES.post("/exports/{kind}", dependencies=WRITE, status_code=201, openapi_extra=_BYTES)
async def bring(
    request: Request, name: KindName, file: Annotated[str, Query(max_length=200, description="What the file is called.")] = "export.csv"
) -> Reading:
    """Bring a file: how it would be read. Nothing is imported yet."""
    house, kind = house_of(request), kind_of(name)
    with tempfile.TemporaryFile() as kept:
        async for piece in request.stream():
            kept.write(piece)
        kept.seek(0)
        try:
            upload = await run_in_threadpool(uploads_of(house).take, kind.name, file, _pieces(kept), datetime.now(UTC))
        except TooLargeError as error:
            raise ApiError(413, f"{error}.") from error
    try:
        return await run_in_threadpool(_reading, house, kind, upload)
    except ApiError:
        forget(upload)
        raise


@ROUTES.get("/exports/{kind}/{id}", dependencies=WRITE)
def reading(request: Request, name: KindName, id_: Id) -> Reading:
    """How a file that was brought would be read, or what came of its import."""
    house, kind = house_of(request), kind_of(name)
    return _reading(house, kind, upload_of(house, kind, id_))


@ROUTES.put("/exports/{kind}/{id}", dependencies=WRITE, responses=told(400))
def say(request: Request, name: KindName, id_: Id, body: Statement) -> Reading:
    """Say how a file is read."""
    house, kind = house_of(request), kind_of(name)
    _waiting(upload_of(house, kind, id_))
    if body.zone and not known_zone(body.zone):
        raise ApiError(422, f"There is no time zone {body.zone!r}; write a name as Europe/Berlin, or UTC.")
    return _reading(house, kind, uploads_of(house).say(id_, Said(body.columns, body.constants, body.zone, body.dates, body.decimal, body.words)))


@ROUTES.post("/exports/{kind}/{id}/import", dependencies=WRITE, status_code=202)
def import_(request: Request, name: KindName, id_: Id) -> WorkOut:
    """Import a file, and assess again, in the background."""
    house, kind = house_of(request), kind_of(name)
    upload = _waiting(upload_of(house, kind, id_))
    if unsettled(house, kind, upload):
        raise ApiError(409, "Something about this file is not settled: read it again, answer its questions, and then import it.")
    begin_import(house, upload)
    return work_out(house)


@ROUTES.delete("/exports/{kind}/{id}", dependencies=WRITE, status_code=204)
def forget_it(request: Request, name: KindName, id_: Id) -> None:
    """Remove a file and what was said about it."""
    house = house_of(request)
    forget(upload_of(house, kind_of(name), id_))


def _waiting(upload: Upload) -> Upload:
    if upload.came:
        raise ApiError(409, "This file was imported; bring it anew to read it otherwise.")
    return upload


def _reading(house: House, kind: Kind, upload: Upload) -> Reading:
    fields = [FieldOut(one.name, one.says, kind.reader.required(one)) for one in kind.reader.columns]
    if upload.came:
        return Reading(upload.id, upload.path.name, "", [], fields, [], list(upload.came.get("lines", ())))
    try:
        seen = read_as(house, kind, upload)
    except BeingReadError:
        return Reading(upload.id, upload.path.name, "", [], fields, [], [], being_read=True)
    except UNUSABLE as error:
        raise ApiError(422, f"{str(error).removeprefix(f'{upload.path}: ')}.") from error
    form = form_of(kind, seen) if seen.proposal else None
    columns = [ColumnOut(one.name, one.sample, one.gives, one.form) for one in form.columns] if form else []
    return Reading(upload.id, upload.path.name, seen.format, columns, fields, list(form.questions) if form else [], [])


def _pieces(kept: IO[bytes]) -> Iterator[bytes]:
    while piece := kept.read(_PIECE):
        yield piece
