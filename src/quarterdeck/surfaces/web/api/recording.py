"""The record: read, checked, written with the version that a change was made from; and acceptances of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import Header, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from quarterdeck.app.record.discussing import assign, comment
from quarterdeck.app.record.recording import Shown, checked, edit, new, replace
from quarterdeck.app.record.restoring import bring_back, past, put_back, removed, undo_creation
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.app.reports.result import ProblemOut
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.problem import Problem
from quarterdeck.records.collection import COMPANY
from quarterdeck.records.events import Tree
from quarterdeck.records.kinds import KINDS
from quarterdeck.records.values import Ref, read_id
from quarterdeck.records.versioning import VersioningError
from quarterdeck.surfaces.web.acceptances import free_ref, write_acceptance
from quarterdeck.surfaces.web.api.problems import ApiError, router, told, written
from quarterdeck.surfaces.web.forms import author_of, commit_for
from quarterdeck.surfaces.web.history import removed_record
from quarterdeck.surfaces.web.house import house_of
from quarterdeck.surfaces.web.permissions import READ, WRITE, require_for
from quarterdeck.surfaces.web.records import declared_of, label_of, record_of, ref_of, the_workspace

ROUTES = router("The record")
_LONGEST, _STEPS = 1_000_000, 20
Kind = Annotated[str, Path(max_length=60, description="A kind of record, as `risk`.")]
FindingId = Annotated[str, Path(alias="id", max_length=64, description="The id of a finding.")]
Id = Annotated[str, Path(alias="id", max_length=100, description="The id of a record: its file's name.")]
Text = Annotated[str, Field(max_length=_LONGEST)]


@dataclass(frozen=True, slots=True)
class KindOut:
    """A kind of record, with how many there are."""

    kind: str
    says: str
    records: int
    broken: int


@dataclass(frozen=True, slots=True)
class KeyOut:
    """A key that records of a kind may hold."""

    name: str
    says: str
    written: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Kinds:
    """All kinds, and everything that is wrong in the record."""

    kinds: list[KindOut]
    problems: list[ProblemOut]


@dataclass(frozen=True, slots=True)
class RecordItem:
    """A record in a list."""

    record: str
    label: str
    broken: bool


@dataclass(frozen=True, slots=True)
class OfKind:
    """The records of a kind, and the keys that they may hold."""

    items: list[RecordItem]
    keys: list[KeyOut]


@dataclass(frozen=True, slots=True)
class RecordOut:
    """One record as its file holds it. Its version is in `ETag` too."""

    record: str
    label: str
    path: str
    version: str
    text: str
    keys: dict[str, object]
    problems: list[ProblemOut]


@dataclass(frozen=True, slots=True)
class Checked:
    """What would be wrong; empty when it could be saved."""

    problems: list[ProblemOut]


class Change(BaseModel):
    """The whole file as `text`, or some `keys` (within groups as `key_results.0.current`; null takes one away)."""

    model_config = ConfigDict(extra="forbid")
    text: Text | None = None
    keys: dict[Annotated[str, Field(max_length=200)], Text | list[Text] | None] | None = None
    message: Annotated[str, Field(max_length=200, description="What the change is for: the commit's message.")] = ""


class Written(BaseModel):
    """A file of a record, to be checked."""

    model_config = ConfigDict(extra="forbid")
    text: Text


class Acceptance(BaseModel):
    """Who lives with a finding, why, and until when."""

    model_config = ConfigDict(extra="forbid")
    by: Annotated[str, Field(max_length=200, description="A person, a team or a stakeholder on record, as `person/ann`.")]
    why: Annotated[str, Field(min_length=1, max_length=400)]
    until: Annotated[str, Field(max_length=40, description="The last day on which that holds, as `2027-03-31`.")]


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written and committed, and its version from now on."""

    record: str
    version: str
    changed: bool


@dataclass(frozen=True, slots=True)
class ChangeOut:
    """A key, and what stood and stands behind it; null where it was or is not there."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class StepOut:
    """A version of a record: its commit (null for what nobody committed yet), and what it says otherwise than the one before."""

    version: str | None
    by: str | None
    at: str | None
    why: str | None
    now: bool
    changes: list[ChangeOut]


@dataclass(frozen=True, slots=True)
class History:
    """Versions, and whether there are older ones."""

    items: list[StepOut]
    older: bool


class Task(BaseModel):
    """Who takes a finding on, what they do, and by when."""

    model_config = ConfigDict(extra="forbid")
    owner: Annotated[str, Field(max_length=200, description="A person or a team on record, as `person/ann`.")]
    what: Annotated[str, Field(min_length=1, max_length=400)]
    due: Annotated[str, Field(max_length=40, description="The day by which it is done, as `2027-03-31`.")] = ""


class Remark(BaseModel):
    """What somebody says about a finding."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, Field(min_length=1, max_length=4000)]


@dataclass(frozen=True, slots=True)
class GoneItem:
    """A record that was taken away: by whom, when, why."""

    record: str
    by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """All of them."""

    items: list[GoneItem]


class Back(BaseModel):
    """Which version to put back."""

    model_config = ConfigDict(extra="forbid")
    version: Annotated[str, Field(max_length=64, description="A commit, as the history tells it.")]


@ROUTES.get("/records", dependencies=READ)
def kinds(request: Request) -> Kinds:
    """Every kind of record, and what is wrong with any."""
    records = the_workspace(house_of(request)).records
    held, broken = Counter(ref.kind for ref in records.files), Counter(ref.kind for ref in records.broken)
    found = [KindOut(kind.kind, " ".join((kind.__doc__ or "").split()), held[kind.kind], broken[kind.kind]) for kind in KINDS]
    return Kinds(found, _told(records.problems))


@ROUTES.get("/records/{kind}", dependencies=READ)
def of_kind(request: Request, kind: Kind) -> OfKind:
    """The records of one kind."""
    workspace = the_workspace(house_of(request))
    keys = [KeyOut(key.name, key.says, key.written, key.required) for key in declared_of(kind)]
    held = sorted((ref for ref in workspace.records.files if ref.kind == kind), key=lambda ref: ref.id)
    return OfKind([RecordItem(str(ref), label_of(workspace, ref), ref in workspace.records.broken) for ref in held], keys)


@ROUTES.get("/records/{kind}/{id}", dependencies=READ)
def record(request: Request, response: Response, kind: Kind, id_: Id) -> RecordOut:
    """One record."""
    workspace = the_workspace(house_of(request))
    held = record_of(workspace, kind, id_)
    response.headers["etag"] = f'"{held.fingerprint}"'
    problems = _told(workspace.records.broken.get(held.ref, ()))
    text = held.file.data.decode("utf-8", "replace")
    return RecordOut(str(held.ref), label_of(workspace, held.ref), held.file.path, held.fingerprint, text, dict(held.keys), problems)


@ROUTES.post("/records/{kind}/{id}/check", dependencies=READ, responses=told(400))
def check(request: Request, kind: Kind, id_: Id, body: Written) -> Checked:
    """What `quarterdeck check` would say if the record's file held this text; nothing is written."""
    workspace = the_workspace(house_of(request))
    declared_of(kind)
    with written():
        read_id(id_)
        return Checked(_told(checked(workspace, ref_of(kind, id_), body.text.encode())))


@ROUTES.get("/records/{kind}/{id}/history", dependencies=READ)
def history(request: Request, kind: Kind, id_: Id, page: Annotated[int, Query(ge=0, le=9999, description="Which page, from 0.")] = 0) -> History:
    """Who changed the record, when and why, key by key; the newest first, twenty a page."""
    workspace = the_workspace(house_of(request))
    found = past(workspace, record_of(workspace, kind, id_), _STEPS, page * _STEPS)
    steps = [
        StepOut(
            step.version.id if step.version else None, step.version.by if step.version else None, step.version.at if step.version else None,
            step.version.why if step.version else None, step.now, [ChangeOut(one.key, one.before, one.after) for one in step.told],
        )
        for step in found.steps
    ]  # fmt: skip
    return History(steps, found.older)


@ROUTES.post("/records/{kind}/{id}/history", dependencies=WRITE, responses=told(400, 412))
def back(request: Request, response: Response, kind: Kind, id_: Id, body: Back, if_match: Annotated[str, Header(description="The version now.")]) -> Saved:
    """Put an earlier version back, as a new commit; nothing is taken out of the history."""
    require_for(request, kind)
    workspace = the_workspace(house_of(request))
    before = _of_version(workspace, kind, id_, if_match)
    with written():
        try:
            put_back(workspace, before, body.version, author_of(request))
        except VersioningError as error:
            raise ApiError(404, f"{error}.") from error
    after = record_of(workspace, kind, id_)
    response.headers["etag"] = f'"{after.fingerprint}"'
    return Saved(str(after.ref), after.fingerprint, after.fingerprint != before.fingerprint)


@ROUTES.delete("/records/{kind}/{id}", dependencies=WRITE, status_code=204, responses=told(412))
def take_away(request: Request, kind: Kind, id_: Id, if_match: Annotated[str, Header(description="The version now.")]) -> None:
    """Take a record away, by a commit; refused where others name it. It can be brought back."""
    require_for(request, kind)
    workspace = the_workspace(house_of(request))
    before = _of_version(workspace, kind, id_, if_match)
    with written():
        undo_creation(workspace, before, author_of(request))


@ROUTES.get("/removed", dependencies=READ)
def gone(request: Request) -> Gone:
    """Records that were taken away and are not there now, the newest first."""
    return Gone([GoneItem(str(one.ref), one.version.by, one.version.at, one.version.why) for one in removed(the_workspace(house_of(request)))])


@ROUTES.post("/removed/{kind}/{id}", dependencies=WRITE, status_code=201)
def return_(request: Request, kind: Kind, id_: Id) -> Saved:
    """Bring a removed record back as it last stood; checked as a new one is."""
    require_for(request, kind)
    workspace = the_workspace(house_of(request))
    one = removed_record(workspace, kind, id_)
    with written():
        bring_back(workspace, one, author_of(request))
    after = record_of(the_workspace(house_of(request)), kind, id_)
    return Saved(str(after.ref), after.fingerprint, changed=True)


@ROUTES.put("/records/{kind}/{id}", dependencies=WRITE, responses=told(400, 412, 428))
def save(
    request: Request, response: Response, kind: Kind, id_: Id, body: Change, if_match: Annotated[str, Header(description="The version.")] = "",
    if_none_match: Annotated[Literal["", "*"], Header(description="`*`: the record is new.")] = "",
) -> Saved:  # fmt: skip
    """Change a record, or write a new one: checked first, refused where somebody has changed it since, committed by who asks."""
    require_for(request, kind)
    workspace = the_workspace(house_of(request))
    declared_of(kind)
    if bool(if_match) == bool(if_none_match):
        raise ApiError(428, "Say by If-Match which version the change was made from, or by If-None-Match: * that the record is new.")
    if (body.text is None) == (body.keys is None):
        raise ApiError(422, "Send the whole file as `text`, or some `keys`: one of the two.")
    with written():
        read_id(id_)
        before = None if if_none_match else _of_version(workspace, kind, id_, if_match)
        _save(request, workspace, before, ref_of(kind, id_), body)
    after = record_of(the_workspace(house_of(request)), kind, id_)
    response.headers["etag"] = f'"{after.fingerprint}"'
    return Saved(str(after.ref), after.fingerprint, before is None or after.fingerprint != before.fingerprint)


@ROUTES.post("/findings/{id}/acceptance", dependencies=WRITE, status_code=201, responses=told(400))
def accept(request: Request, id_: FindingId, body: Acceptance) -> Saved:
    """Accept a finding for a while: a record with who, why and until when, committed by who asks. It counts from the next assessment."""

    def write(workspace: Workspace, found: Finding) -> Ref:
        ref = free_ref(workspace, found)
        write_acceptance(workspace, ref, found, body.model_dump(), author_of(request))
        return ref

    return _about(request, id_, write)


@ROUTES.post("/findings/{id}/actions", dependencies=WRITE, status_code=201, responses=told(400))
def give(request: Request, id_: FindingId, body: Task) -> Saved:
    """Give a finding to somebody: a record of what they do and by when, committed by who asks."""
    return _about(request, id_, lambda workspace, found: assign(workspace, found, body.model_dump(), author_of(request)))


@ROUTES.post("/findings/{id}/comments", dependencies=WRITE, status_code=201, responses=told(400))
def say(request: Request, id_: FindingId, body: Remark) -> Saved:
    """Say something about a finding: a record, committed by who asks."""
    day = datetime.now(UTC).date()
    return _about(request, id_, lambda workspace, found: comment(workspace, found, body.text, day, author_of(request)))


def _about(request: Request, id_: str, write: Callable[[Workspace, Finding], Ref]) -> Saved:
    house = house_of(request)
    found, workspace = house.now.findings.get(id_), the_workspace(house)
    if found is None:
        raise HTTPException(404)
    with written():
        ref = write(workspace, found)
    after = record_of(the_workspace(house), ref.kind, ref.id)
    return Saved(str(ref), after.fingerprint, changed=True)


def _of_version(workspace: Workspace, kind: str, id_: str, version: str) -> Shown:
    held = record_of(workspace, kind, id_)
    if version.removeprefix("W/").strip('"') != held.fingerprint:
        raise ApiError(412, f"{held.file.path} has changed since it was read; read it again, and make the change anew.")
    return held


def _save(request: Request, workspace: Workspace, before: Shown | None, ref: Ref, body: Change) -> None:
    said, keys = {"message": body.message}, body.keys or {}
    if before is None:
        if body.text is not None or ref == COMPANY:
            raise ApiError(422, "A new record is written from its keys; a workspace has one company.")
        values: dict[str, Tree] = {name: list[Tree](value) if isinstance(value, list) else value for name, value in keys.items() if value is not None}
        new(workspace, ref, values, "", commit_for(request, said, f"{ref}: new"))
    elif body.text is not None:
        replace(workspace, before, body.text.encode(), commit_for(request, said, f"Change {ref}"))
    else:
        changes = {_steps(name): list[Tree](value) if isinstance(value, list) else value for name, value in keys.items()}
        edit(workspace, before, changes, None, commit_for(request, said, f"Change {ref}"))


def _steps(name: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdecimal() and step.isascii() else step for step in name.split("."))


def _told(problems: tuple[Problem, ...]) -> list[ProblemOut]:
    return [ProblemOut(str(one.place), one.what, one.mend) for one in problems]
