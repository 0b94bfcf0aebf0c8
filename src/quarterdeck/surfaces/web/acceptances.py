"""Accepting a finding: a record with who, why and until when, committed in the workspace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from quarterdeck.app.recording import RefusedError, new
from quarterdeck.app.workspace import Workspace
from quarterdeck.kernel.text import plain
from quarterdeck.records.values import Ref
from quarterdeck.records.versioning import Commit
from quarterdeck.records.writer import NotCommittedError, StaleError
from quarterdeck.surfaces.web.house import Field, house_of, session_of
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


@ROUTES.post("/findings/{id_}/accept")
def accept(
    request: Request, id_: str, by: Field = "", why: Field = "", until: Field = "", token: Field = ""
) -> Response:  # fmt: skip
    """Write the acceptance of a finding."""
    house = house_of(request)
    if not house.sessions.fits(session_of(request), token):
        raise HTTPException(403, "This form is from another session; reload the page and fill it in again.")
    finding, workspace = house.now.findings.get(id_), house.workspace
    if finding is None:
        raise HTTPException(404)
    if workspace is None:
        raise HTTPException(409, "There is no record to write to. Start one with `quarterdeck init`, and serve that folder.")
    values = {
        "finding": finding.judgement.name, "subject": _subject(finding.subject.kind, finding.subject.key), "by": by.strip(), "why": why.strip(),
        "accepted": str(datetime.now(UTC).date()), "until": until.strip(),
    }  # fmt: skip
    name = _UNFIT.sub("-", f"{finding.judgement.name} {finding.subject.key}".lower()).strip("-")[:60].strip("-")
    message = f"Accept: {plain(finding.verdict.sentence)[:60]}"
    try:
        new(workspace, Ref("acceptance", _free(workspace, name)), {key: value for key, value in values.items() if value}, "", Commit(message))
    except RefusedError as error:
        words = [f"{problem.what}. {problem.mend}." for problem in error.problems]
        return page(request, "message.html.jinja", 422, title="The acceptance was not written", words=words)
    except StaleError as error:
        return page(request, "message.html.jinja", 409, title="The acceptance was not written", words=[f"{error}."])
    except NotCommittedError as error:
        return page(request, "message.html.jinja", 500, title="Written, and not committed", words=[f"{error}."])
    return RedirectResponse(f"/explain/{id_}", 303)


def _subject(kind: str, key: str) -> str:
    return key if kind in {"repository", "company"} else f"{kind}/{key}"


def _free(workspace: Workspace, name: str) -> str:
    """The name, or the first with a number behind it that no record has."""
    taken = {ref.id for ref in workspace.records.files if ref.kind == "acceptance"}
    return next(one for one in (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3))) if one not in taken)
