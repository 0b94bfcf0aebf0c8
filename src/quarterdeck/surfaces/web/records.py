"""The record: what people decided and wrote, by kind; each can be read and changed, checked as `quarterdeck check` does, and is committed."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from quarterdeck.app.recording import NoRecordError, RefusedError, Shown, kind_of, replace, show
from quarterdeck.app.workspace import Workspace
from quarterdeck.assumptions.spoken import UnusableError
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.collection import COMPANY
from quarterdeck.records.kinds import KINDS
from quarterdeck.records.schema import keys
from quarterdeck.records.values import Ref
from quarterdeck.records.versioning import Commit
from quarterdeck.records.writer import NotCommittedError, StaleError
from quarterdeck.surfaces.web.house import Field, House, house_of, session_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.rendering import page

ROUTES = APIRouter()
_HERE = Place("/records", "Records")


@dataclass(frozen=True, slots=True)
class KindOfRecord:
    """A kind, with what there is of it."""

    name: str
    title: str
    says: str
    count: int
    broken: int


@ROUTES.get("/records")
def kinds(request: Request) -> HTMLResponse:
    """Every kind of record, and what is wrong with any of them."""
    workspace = _workspace(house_of(request))
    records = workspace.records
    counted = [
        KindOfRecord(
            kind.kind, _title(kind.kind), " ".join((kind.__doc__ or "").split()), sum(ref.kind == kind.kind for ref in records.files),
            sum(ref.kind == kind.kind for ref in records.broken),
        )
        for kind in KINDS
    ]  # fmt: skip
    return page(request, "kinds.html.jinja", here=_HERE, kinds=counted, problems=records.problems)


@ROUTES.get("/records/{kind}")
def of_kind(request: Request, kind: str) -> HTMLResponse:
    """The records of one kind."""
    workspace = _workspace(house_of(request))
    records = workspace.records
    if not any(known.kind == kind for known in KINDS):
        raise HTTPException(404)
    held = sorted((ref for ref in records.files if ref.kind == kind), key=lambda ref: ref.id)
    rows = [(ref, records.sound[ref].label if ref in records.sound else ref.id, ref in records.broken) for ref in held]
    return page(request, "records.html.jinja", here=_HERE, kind=kind, title=_title(kind), rows=rows, declared=keys(kind_of(kind)))


@ROUTES.get("/records/{kind}/{id_}")
def record(request: Request, kind: str, id_: str) -> HTMLResponse:
    """One record as its file holds it, to be read and changed."""
    house = house_of(request)
    held = _shown(_workspace(house), kind, id_)
    return _form(request, held, held.file.data.decode("utf-8", "replace"), held.fingerprint)


@ROUTES.post("/records/{kind}/{id_}")
def save(
    request: Request, kind: str, id_: str, text: Field = "", seen: Field = "", message: Field = "", token: Field = ""
) -> Response:  # fmt: skip
    """Write a record: checked first; refused where somebody else has changed it since, with both versions side by side."""
    house = house_of(request)
    if not house.sessions.fits(session_of(request), token):
        raise HTTPException(403, "This form is from another session; reload the page and make the change anew.")
    workspace = _workspace(house)
    held = _shown(workspace, kind, id_)
    written = text.replace("\r\n", "\n")
    if held.fingerprint != seen:
        return _form(request, held, written, held.fingerprint, status=409, theirs=held.file.data.decode("utf-8", "replace"))
    try:
        replace(workspace, held, written.encode(), Commit(message.strip() or f"Change {kind}/{id_}"))
    except RefusedError as error:
        return _form(request, held, written, seen, status=422, problems=error.problems)
    except StaleError:
        now = _shown(workspace, kind, id_)
        return _form(request, now, written, now.fingerprint, status=409, theirs=now.file.data.decode("utf-8", "replace"))
    except NotCommittedError as error:
        return page(request, "message.html.jinja", 500, here=_HERE, title="Written, and not committed", words=[f"{error}."])
    return RedirectResponse(f"/records/{kind}/{id_}?saved=1", 303)


def _form(
    request: Request, held: Shown, text: str, seen: str, status: int = 200, problems: tuple[Problem, ...] = (), theirs: str | None = None
) -> HTMLResponse:  # fmt: skip
    ref = held.ref
    return page(
        request, "record.html.jinja", status, here=_HERE, ref=ref, kind_title=_title(ref.kind), path=held.file.path, text=text, seen=seen, problems=problems,
        theirs=theirs, saved=request.query_params.get("saved") == "1", declared=keys(kind_of(ref.kind)),
    )  # fmt: skip


def _workspace(house: House) -> Workspace:
    workspace = house.workspace
    if workspace is None:
        raise HTTPException(404, "There is no record here. Start one with `quarterdeck init`, and serve that folder.")
    return workspace


def _shown(workspace: Workspace, kind: str, id_: str) -> Shown:
    try:
        return show(workspace, COMPANY if kind == COMPANY.kind else Ref(kind, id_))
    except (NoRecordError, UnusableError) as error:
        raise HTTPException(404, f"{error}.") from error


def _title(kind: str) -> str:
    return kind.replace("_", " ").capitalize()
