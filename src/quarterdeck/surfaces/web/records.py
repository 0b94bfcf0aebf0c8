"""The record: what people decided and wrote, by kind; each can be read and changed, checked as `quarterdeck check` does, and is committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as renew
from types import MappingProxyType

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from quarterdeck.app.record.recording import NoRecordError, RefusedError, Shown, edit, new, replace, show
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.assumptions.spoken import UnusableError
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.collection import COMPANY
from quarterdeck.records.editing import NotEditedError
from quarterdeck.records.emitting import UnwritableError
from quarterdeck.records.kinds import KINDS
from quarterdeck.records.schema import Key, keys
from quarterdeck.records.values import Ref, read_id
from quarterdeck.records.writer import NotCommittedError, StaleError
from quarterdeck.surfaces.web.fields import FormPart, changes_of, parts_of, values_of
from quarterdeck.surfaces.web.forms import Said, commit_for, reason, written_only
from quarterdeck.surfaces.web.house import House, house_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import READ, WRITE, require_for
from quarterdeck.surfaces.web.rendering import page

ROUTES = APIRouter()
_HERE = Place("/records", "Records")
_SUGGESTED = 800
_LISTED = 1000
"""Records of a kind in one page, which stays light; the others are found by their words."""


@dataclass(frozen=True, slots=True)
class KindOfRecord:
    """A kind, with what there is of it."""

    name: str
    title: str
    says: str
    count: int
    broken: int


@ROUTES.get("/records", dependencies=READ)
def kinds(request: Request) -> HTMLResponse:
    """Every kind of record, and what is wrong with any of them."""
    workspace = the_workspace(house_of(request))
    records = workspace.records
    counted = [
        KindOfRecord(
            kind.kind, _title(kind.kind), " ".join((kind.__doc__ or "").split()), sum(ref.kind == kind.kind for ref in records.files),
            sum(ref.kind == kind.kind for ref in records.broken),
        )
        for kind in KINDS
    ]  # fmt: skip
    return page(request, "kinds.html.jinja", here=_HERE, kinds=counted, problems=records.problems)


@ROUTES.get("/records/{kind}", dependencies=READ)
def of_kind(request: Request, kind: str) -> HTMLResponse:
    """The records of one kind."""
    workspace = the_workspace(house_of(request))
    records = workspace.records
    held = sorted((ref for ref in records.files if ref.kind == kind), key=lambda ref: ref.id)
    rows = [(ref, label_of(workspace, ref), ref in records.broken) for ref in held[:_LISTED]]
    return page(request, "records.html.jinja", here=_HERE, kind=kind, title=_title(kind), rows=rows, more=len(held) - len(rows), declared=declared_of(kind))


@ROUTES.get("/new/{kind}", dependencies=WRITE)
def blank(request: Request, kind: str) -> HTMLResponse:
    """The form of a record that is not there yet."""
    workspace, declared = the_workspace(house_of(request)), declared_of(kind)
    if kind == COMPANY.kind:
        raise HTTPException(404, "A workspace has one company, and it is on record. Change that one.")
    return _new(request, workspace, kind, parts_of(declared, {}), "")


@ROUTES.post("/new/{kind}", dependencies=WRITE)
def make(request: Request, kind: str, said: Said) -> Response:
    """Write a record that is not there yet."""
    workspace, declared = the_workspace(house_of(request)), declared_of(kind)
    id_, parts = said.get("record-id", "").strip(), parts_of(declared, {})
    try:
        new(workspace, Ref(kind, read_id(id_)), values_of(parts, said), "", commit_for(request, said, f"{kind}/{id_}: new"))
    except RefusedError as error:
        return _new(request, workspace, kind, _filled(parts, said), id_, 422, error.problems)
    except (NoRecordError, UnusableError, StaleError, UnwritableError, OSError) as error:
        return _new(request, workspace, kind, _filled(parts, said), id_, 500 if isinstance(error, OSError) else 422, words=reason(error))
    except NotCommittedError as error:
        return _not_committed(request, kind, id_, error)
    return RedirectResponse(f"/records/{kind}/{id_}?saved=1", 303)


@ROUTES.get("/records/{kind}/{id_}", dependencies=READ)
def record(request: Request, kind: str, id_: str) -> HTMLResponse:
    """One record, to be read and changed: by field, or as its file."""
    house = house_of(request)
    workspace = the_workspace(house)
    return _form(request, workspace, record_of(workspace, kind, id_))


@ROUTES.post("/records/{kind}/{id_}", dependencies=WRITE)
def save(request: Request, kind: str, id_: str, said: Said) -> Response:
    """Write a record: checked first; refused where somebody else has changed it since, with both versions side by side."""
    require_for(request, kind)
    workspace = the_workspace(house_of(request))
    held = record_of(workspace, kind, id_)
    written = said["text"].replace("\r\n", "\n") if "text" in said else None
    if held.fingerprint != said.get("seen", ""):
        return _form(request, workspace, held, said, status=409, stale=True)
    commit = commit_for(request, said, f"Change {held.ref}")
    try:
        if written is None:
            file = edit(workspace, held, changes_of(parts_of(declared_of(kind), held.keys), said), None, commit)
        else:
            file = replace(workspace, held, written.encode(), commit)
    except RefusedError as error:
        return _form(request, workspace, held, said, status=422, problems=error.problems)
    except (NotEditedError, UnwritableError, OSError) as error:
        return _form(request, workspace, held, said, status=500 if isinstance(error, OSError) else 422, words=reason(error))
    except StaleError:
        return _form(request, workspace, record_of(workspace, kind, id_), said, status=409, stale=True)
    except NotCommittedError as error:
        return _not_committed(request, kind, id_, error)
    return RedirectResponse(f"/records/{kind}/{id_}?saved={'none' if file is held.file else '1'}", 303)


def _not_committed(request: Request, kind: str, id_: str, error: NotCommittedError) -> HTMLResponse:
    path = show(the_workspace(house_of(request)), ref_of(kind, id_)).file.path
    return page(request, "message.html.jinja", 500, here=_HERE, title="Written, and not committed", words=written_only(path, str(error)))


def _form(
    request: Request, workspace: Workspace, held: Shown, said: Mapping[str, str] = MappingProxyType({}), status: int = 200,
    problems: tuple[Problem, ...] = (), words: str = "", *, stale: bool = False,
) -> HTMLResponse:  # fmt: skip
    ref, text = held.ref, held.file.data.decode("utf-8", "replace")
    fresh = parts_of(declared_of(ref.kind), held.keys)
    parts = _filled(fresh, said)
    return page(
        request, "record.html.jinja", status, here=_HERE, ref=ref, label=label_of(workspace, ref), kind_title=_title(ref.kind), path=held.file.path,
        seen=held.fingerprint, text=said.get("text", text).replace("\r\n", "\n"), as_file="text" in said, parts=parts, refs=_refs(workspace),
        problems=problems, words=words, theirs=text if stale else None, apart=_apart(fresh, parts) if stale else [],
        saved=request.query_params.get("saved", ""),
        broken=workspace.records.broken.get(ref, ()), declared=declared_of(ref.kind),
    )  # fmt: skip


def _new(
    request: Request, workspace: Workspace, kind: str, parts: Sequence[FormPart], id_: str, status: int = 200, problems: tuple[Problem, ...] = (),
    words: str = "",
) -> HTMLResponse:  # fmt: skip
    return page(
        request, "new.html.jinja", status, here=_HERE, kind=kind, title=_title(kind), parts=parts, id_=id_, refs=_refs(workspace), problems=problems,
        words=words,
    )  # fmt: skip


def _filled(parts: Sequence[FormPart], said: Mapping[str, str]) -> list[FormPart]:
    """The fields as somebody filled them in; browsers end lines in a way of their own."""
    told = {name: value.replace("\r\n", "\n") for name, value in said.items()}
    return [FormPart(part.heading, tuple(renew(field, value=told.get(field.name, field.value)) for field in part.fields)) for part in parts]


def _apart(there: Sequence[FormPart], wanted: Sequence[FormPart]) -> list[tuple[str, str, str]]:
    """The fields that somebody wrote otherwise than they stand now: what it is, what is there, what was written."""
    now = {field.name: field for part in there for field in part.fields}
    written = ((part.heading, field) for part in wanted for field in part.fields)
    return [
        (f"{heading} {field.label}".strip(), now[field.name].value, field.value)
        for heading, field in written
        if field.value.strip() != now[field.name].value.strip()
    ]


def _refs(workspace: Workspace) -> list[str]:
    """What fields that name others suggest; nothing where it would make the page heavy."""
    refs = sorted(map(str, workspace.records.files))
    return refs if len(refs) <= _SUGGESTED else []


def declared_of(kind: str) -> tuple[Key, ...]:
    """The keys that a kind declares. Raises 404 for what is no kind."""
    known = next((one for one in KINDS if one.kind == kind), None)
    if known is None:
        raise HTTPException(404)
    return keys(known)


def the_workspace(house: House) -> Workspace:
    """The record. Raises 404 where there is none."""
    workspace = house.workspace
    if workspace is None:
        raise HTTPException(404, "There is no record here. Start one with `quarterdeck init`, and serve that folder.")
    return workspace


def record_of(workspace: Workspace, kind: str, id_: str) -> Shown:
    """One record as its file holds it. Raises 404 where there is none."""
    try:
        return show(workspace, ref_of(kind, id_))
    except (NoRecordError, UnusableError) as error:
        raise HTTPException(404, f"{error}.") from error


def label_of(workspace: Workspace, ref: Ref) -> str:
    """What people call it; a broken record has its id alone."""
    sound = workspace.records.sound
    return sound[ref].label if ref in sound else ref.id


def ref_of(kind: str, id_: str) -> Ref:
    """What a kind and an id name."""
    return COMPANY if (kind, id_) == (COMPANY.kind, COMPANY.id) else Ref(kind, id_)


def _title(kind: str) -> str:
    return kind.replace("-", " ").replace("_", " ").capitalize()
