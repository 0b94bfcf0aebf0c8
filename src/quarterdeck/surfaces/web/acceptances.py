"""Accepting a finding: a record with who, why and until when, committed in the workspace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from quarterdeck.app.recording import RefusedError, new
from quarterdeck.app.workspace import Workspace
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.text import plain
from quarterdeck.records.emitting import UnwritableError
from quarterdeck.records.values import Ref
from quarterdeck.records.versioning import Author, Commit
from quarterdeck.records.writer import NotCommittedError, StaleError
from quarterdeck.surfaces.web.forms import Said, author_of, reason, written_only
from quarterdeck.surfaces.web.house import house_of
from quarterdeck.surfaces.web.permissions import WRITE
from quarterdeck.surfaces.web.rendering import page

ROUTES = APIRouter()
_ACCEPTERS = ("person", "team", "stakeholder")
_UNFIT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Accepter:
    """Somebody on record who may accept."""

    ref: str
    name: str


def may_accept(workspace: Workspace | None) -> list[Accepter]:
    """People, teams and stakeholders on record, by name."""
    if workspace is None:
        return []
    held = [(ref, record) for ref, record in workspace.records.sound.items() if ref.kind in _ACCEPTERS]
    return sorted((Accepter(str(ref), record.label) for ref, record in held), key=lambda one: one.name.casefold())


@ROUTES.post("/findings/{id_}/accept", dependencies=WRITE)
def accept(request: Request, id_: str, said: Said) -> Response:
    """Write the acceptance of a finding."""
    house = house_of(request)
    finding, workspace = house.now.findings.get(id_), house.workspace
    if finding is None:
        raise HTTPException(404)
    if workspace is None:
        raise HTTPException(409, "There is no record to write to. Start one with `quarterdeck init`, and serve that folder.")
    ref = free_ref(workspace, finding)
    try:
        write_acceptance(workspace, ref, finding, said, author_of(request))
    except RefusedError as error:
        words = [f"{problem.what}. {problem.mend}." for problem in error.problems]
        return page(request, "message.html.jinja", 422, title="The acceptance was not written", words=words, back=f"/explain/{id_}")
    except (StaleError, UnwritableError, OSError) as error:
        status = 500 if isinstance(error, OSError) else 409
        return page(request, "message.html.jinja", status, title="The acceptance was not written", words=[f"{reason(error)}."], back=f"/explain/{id_}")
    except NotCommittedError as error:
        words = written_only(f"acceptances/{ref.id}.yaml", str(error))
        return page(request, "message.html.jinja", 500, title="Written, and not committed", words=words)
    return RedirectResponse(f"/explain/{id_}", 303)


def write_acceptance(workspace: Workspace, ref: Ref, finding: Finding, said: Mapping[str, str], author: Author) -> None:
    """Write the acceptance of a finding (by whom, why, until when), committed. Raises what ``recording.new`` raises."""
    values = {
        "finding": finding.judgement.name, "subject": _subject(finding.subject.kind, finding.subject.key), "by": said.get("by", "").strip(),
        "why": said.get("why", "").strip(), "accepted": str(datetime.now(UTC).date()), "until": said.get("until", "").strip(),
    }  # fmt: skip
    message = f"Accept: {plain(finding.verdict.sentence)[:60]}"
    new(workspace, ref, {key: value for key, value in values.items() if value}, "", Commit(message, author))


def free_ref(workspace: Workspace, finding: Finding) -> Ref:
    """Where the acceptance of a finding goes: a name of its own, with a number behind it where another has it."""
    name = _UNFIT.sub("-", f"{finding.judgement.name} {finding.subject.key}".lower()).strip("-")[:60].strip("-")
    return Ref("acceptance", _free(workspace, name))


def _subject(kind: str, key: str) -> str:
    return key if kind in {"repository", "company"} else f"{kind}/{key}"


def _free(workspace: Workspace, name: str) -> str:
    """The name, or the first with a number behind it that no record has."""
    taken = {ref.id for ref in workspace.records.files if ref.kind == "acceptance"}
    return next(one for one in (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3))) if one not in taken)
