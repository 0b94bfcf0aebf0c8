"""Supply evidence: upload an export, see how its columns would be read, correct it, import it, and see what can be assessed now."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from quarterdeck.app.asking.recall import NothingThereError
from quarterdeck.app.imports.importing import Glance, ImportedFile, Kind, Wish, booked, kind_named, kinds, known_zone
from quarterdeck.app.imports.looking import UNUSABLE, BeingReadError
from quarterdeck.app.imports.mappings import Remembered, home, remembered
from quarterdeck.app.imports.uploads import LARGEST, NoUploadError, TooLargeError, Upload, Uploads, forget
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.since import came_into_sight
from quarterdeck.app.server.serving import state_folder
from quarterdeck.app.server.showing import Shown
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.text import plain
from quarterdeck.reports.groups import called
from quarterdeck.surfaces.web.columns import Form, form_of, said_by
from quarterdeck.surfaces.web.forms import Said
from quarterdeck.surfaces.web.house import House, house_of, session_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import READ, WRITE
from quarterdeck.surfaces.web.rendering import page
from quarterdeck.surfaces.web.work import assessing, begin, python

ROUTES = APIRouter()
_HERE = Place("/supply", "Supply evidence")
_ASKED = re.compile(r"`quarterdeck import ([a-z-]+)")
_PIECE = 1 << 20
_FORM_FIELDS = 5
_LISTED = 60
_AGAIN = 3
"""Seconds after which the page of a file that is being read is asked for again."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of export: what waits for it, and what there is of it."""

    kind: Kind
    waiting: int
    files: int
    newest: str


async def _brought(request: Request) -> AsyncIterator[UploadFile]:
    """The file of a form from a page of this session; it lies on the disk, not in memory, and is closed behind us."""
    async with request.form(max_files=1, max_fields=_FORM_FIELDS) as form:
        token, file = form.get("token"), form.get("file")
        if not isinstance(token, str) or not house_of(request).sessions.fits(session_of(request), token):
            raise HTTPException(403, "This form is from another session, so nothing was kept. Open its page again.")
        if not isinstance(file, UploadFile) or not file.filename:
            raise HTTPException(422, "No file was chosen. Go back, and choose the exported file.")
        yield file


Brought: TypeAlias = Annotated[UploadFile, Depends(_brought)]


@ROUTES.get("/supply", dependencies=READ)
def supply(request: Request) -> HTMLResponse:
    """Every kind of export, with what waits for it."""
    house = house_of(request)
    uploads_of(house).sweep(datetime.now(UTC))
    try:
        waiting = draw(house, house.now)
    except NothingThereError:
        waiting = Counter()
    files = booked(house.out)
    rows = [_wanted(kind, waiting[kind.name], [one for one in files if one.kind == kind.name]) for kind, _ in kinds()]
    rows.sort(key=lambda row: -row.waiting)
    return page(request, "supply.html.jinja", here=_HERE, rows=rows)


@ROUTES.get("/supply/{kind}", dependencies=READ)
def of_kind(request: Request, kind: str) -> HTMLResponse:
    """One kind: what it is for, what its fields are, what was imported; a file to bring."""
    house, known = house_of(request), kind_of(kind)
    formats = next(found for one, found in kinds() if one is known)
    files = [one for one in booked(house.out) if one.kind == kind]
    more, most = len(files[_LISTED:]), LARGEST // 1_000_000
    return page(request, "supply_kind.html.jinja", here=_HERE, kind=known, formats=formats, files=files[:_LISTED], more=more, most=most)


@ROUTES.post("/supply/{kind}", dependencies=WRITE)
async def bring(request: Request, kind: str, file: Brought) -> Response:
    """Keep a file until it is settled how it is read."""
    known = kind_of(kind)
    uploads = uploads_of(house_of(request))
    try:
        upload = await run_in_threadpool(uploads.take, known.name, file.filename or "", _pieces(file), datetime.now(UTC))
    except TooLargeError as error:
        raise HTTPException(413, str(error)) from error
    return RedirectResponse(f"/supply/{kind}/{upload.id}", 303)


@ROUTES.get("/supply/{kind}/{id_}", dependencies=WRITE)
def settle(request: Request, kind: str, id_: str) -> Response:
    """How a file would be read, to be corrected; or what came of it."""
    house, known = house_of(request), kind_of(kind)
    upload = upload_of(house, known, id_)
    return _came(request, house, upload) if upload.came else _proposed(request, house, known, upload)


@ROUTES.post("/supply/{kind}/{id_}", dependencies=WRITE)
def look_again(request: Request, kind: str, id_: str, told: Said) -> Response:
    """How the file would be read with what somebody says."""
    return _kept(request, kind, id_, told) or RedirectResponse(f"/supply/{kind}/{id_}", 303)


@ROUTES.post("/supply/{kind}/{id_}/import", dependencies=WRITE)
def import_(request: Request, kind: str, id_: str, told: Said) -> Response:
    """Import the file as somebody says, and assess again, in the background."""
    if wrong := _kept(request, kind, id_, told):
        return wrong
    house, known = house_of(request), kind_of(kind)
    upload = upload_of(house, known, id_)
    return _proposed(request, house, known, upload, 422) if unsettled(house, known, upload) else begin_import(house, upload)


@ROUTES.post("/supply/{kind}/{id_}/forget", dependencies=WRITE)
def forget_it(request: Request, kind: str, id_: str, _told: Said) -> Response:
    """Remove the file and what was said about it."""
    forget(upload_of(house_of(request), kind_of(kind), id_))
    return RedirectResponse(f"/supply/{kind}", 303)


def begin_import(house: House, upload: Upload) -> Response:
    """Import a file of which everything is settled, and assess again where there is a workspace."""
    job = python("-m", "quarterdeck.surfaces.web.bringing", str(state_folder(house.out)), upload.id, house.settings.out, house.settings.workspace)
    command = house.background.chain(job, assessing(house)) if house.settings.workspace else job
    return begin(house, f"Importing {upload.path.name}", command, f"/supply/{upload.kind}/{upload.id}")


def unsettled(house: House, kind: Kind, upload: Upload) -> bool:
    """Whether somebody still has to say something about how a file is read, or it cannot be read at all, or is being read."""
    try:
        seen = read_as(house, kind, upload)
    except (*UNUSABLE, BeingReadError):
        return True
    return bool(seen.proposal and seen.proposal.questions)


def read_as(house: House, kind: Kind, upload: Upload) -> Glance:
    """How a file would be read. Raises one of ``UNUSABLE``, or ``BeingReadError``."""
    return house.looking.at(upload, _wish(kind, upload), _remembered(house, kind), house.out, house.settings.workspace)


def uploads_of(house: House) -> Uploads:
    """The files that wait."""
    return Uploads(state_folder(house.out))


def _kept(request: Request, kind: str, id_: str, told: Mapping[str, str]) -> Response | None:
    """Keep what somebody says about a file; the answer where it cannot be."""
    house, known = house_of(request), kind_of(kind)
    upload = upload_of(house, known, id_)
    if upload.came:
        return RedirectResponse(f"/supply/{kind}/{id_}", 303)
    filled = said_by(told)
    fits = not filled.zone or known_zone(filled.zone)
    upload = uploads_of(house).say(id_, filled if fits else replace(filled, zone=""))
    wrong = f"there is no time zone {filled.zone!r}; write a name as Europe/Berlin, or UTC"
    return None if fits else _proposed(request, house, known, upload, 422, wrong)


def _proposed(request: Request, house: House, kind: Kind, upload: Upload, status: int = 200, wrong: str = "") -> HTMLResponse:
    seen: Glance | None = None
    form: Form | None = None
    reading = False
    try:
        seen = read_as(house, kind, upload)
        form = form_of(kind, seen) if seen.proposal else None
    except UNUSABLE as error:
        wrong, status = str(error).removeprefix(f"{upload.path}: "), 422
    except BeingReadError:
        reading = True
    told = {"again": _AGAIN} if reading else {}
    return page(
        request, "supply_file.html.jinja", status, here=_HERE, kind=kind, upload=upload, seen=seen, form=form, wrong=wrong, reading=reading,
        size=upload.path.stat().st_size // 1_000_000, **told,
    )  # fmt: skip


def _came(request: Request, house: House, upload: Upload) -> HTMLResponse:
    came = upload.came or {}
    findings, numbers = house.now.made(("came", str(came.get("run"))), lambda run: came_into_sight(run, str(came.get("run"))))
    return page(
        request, "supply_came.html.jinja", here=_HERE, upload=upload, came=came, findings=findings[:_LISTED], numbers=numbers[:_LISTED],
        more=len(findings[_LISTED:]) + len(numbers[_LISTED:]), again=house.now.run.id == came.get("run"), called=lambda one: plain((called(one.subject),)),
        sentence=lambda one: plain(one.verdict.sentence), seen=house.background.seen(), behind=house.showing.behind,
    )  # fmt: skip


def draw(_house: House, shown: Shown) -> Counter[str]:
    """How many findings wait for each kind of export."""
    return shown.drawn(("waiting",), lambda: _waiting(shown.run))


def _waiting(run: Run) -> Counter[str]:
    """How many findings could be judged with each kind of export."""
    missing = [one.verdict.missing for one in run.findings if one.verdict.outcome is Outcome.NOT_ASSESSED and one.verdict.missing]
    return Counter(name for one in missing for name in set(_ASKED.findall(one.supply)))


def _wanted(kind: Kind, waiting: int, files: Sequence[ImportedFile]) -> Wanted:
    return Wanted(kind, waiting, len(files), max((str(one.data_to.date()) for one in files if one.data_to), default=""))


def _pieces(file: UploadFile) -> Iterator[bytes]:
    while piece := file.file.read(_PIECE):
        yield piece


def _wish(kind: Kind, upload: Upload) -> Wish:
    return Wish(kind, [upload.path], upload.said)


def _remembered(house: House, kind: Kind) -> Remembered:
    return remembered(home(Path(house.settings.workspace or house.settings.out), house.out), kind.name)


def kind_of(name: str) -> Kind:
    """A kind of export. Raises 404 for what is none."""
    found = kind_named(name)
    if found is None:
        raise HTTPException(404, "There is no such kind of export.")
    return found


def upload_of(house: House, kind: Kind, id_: str) -> Upload:
    """A file that waits. Raises 404 where it is not there."""
    try:
        found = uploads_of(house).get(id_)
    except NoUploadError as error:
        raise HTTPException(404, str(error)) from error
    if found.kind != kind.name:
        raise HTTPException(404)
    return found
