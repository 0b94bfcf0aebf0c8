"""What people do about a finding: accept it for a while, give it to somebody, say something about it; each a record, committed in the workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from quarterdeck.app.record.discussing import assign, comment, free_ids
from quarterdeck.app.record.recording import RefusedError, new
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.text import plain
from quarterdeck.records.emitting import UnwritableError
from quarterdeck.records.values import Ref
from quarterdeck.records.versioning import Author, Commit
from quarterdeck.records.writer import NotCommittedError, StaleError
from quarterdeck.surfaces.web.explanations import Refusal, explained
from quarterdeck.surfaces.web.forms import Said, author_of, reason, written_only
from quarterdeck.surfaces.web.house import house_of
from quarterdeck.surfaces.web.permissions import WRITE
from quarterdeck.surfaces.web.rendering import page

ROUTES = APIRouter()


@ROUTES.post("/findings/{id_}/accept", dependencies=WRITE)
def accept(request: Request, id_: str, said: Said) -> Response:
    """Write the acceptance of a finding."""

    def write(workspace: Workspace, finding: Finding) -> Ref:
        ref = free_ref(workspace, finding)
        write_acceptance(workspace, ref, finding, said, author_of(request))
        return ref

    return _done(request, id_, said, "The acceptance was not written", write)


@ROUTES.post("/findings/{id_}/assign", dependencies=WRITE)
def give(request: Request, id_: str, said: Said) -> Response:
    """Write the action by which somebody takes a finding on."""
    return _done(request, id_, said, "It was assigned to nobody", lambda workspace, finding: assign(workspace, finding, said, author_of(request)))


@ROUTES.post("/findings/{id_}/comment", dependencies=WRITE)
def say(request: Request, id_: str, said: Said) -> Response:
    """Write what somebody says about a finding."""
    day = datetime.now(UTC).date()
    told, author = said.get("text", ""), author_of(request)
    return _done(request, id_, said, "The comment was not written", lambda workspace, finding: comment(workspace, finding, told, day, author))


def _done(request: Request, id_: str, said: Mapping[str, str], refused: str, write: Callable[[Workspace, Finding], Ref]) -> Response:
    """Write a record about a finding. Where it is refused, the page says why and holds what was filled in."""
    house = house_of(request)
    finding, workspace = house.now.findings.get(id_), house.workspace
    if finding is None:
        raise HTTPException(404)
    if workspace is None:
        raise HTTPException(409, "There is no record to write to. Start one with `quarterdeck init`, and serve that folder.")
    try:
        write(workspace, finding)
    except RefusedError as error:
        return explained(request, id_, 422, Refusal(refused, [f"{problem.what}. {problem.mend}." for problem in error.problems], said))
    except (StaleError, UnwritableError, OSError) as error:
        return explained(request, id_, 500 if isinstance(error, OSError) else 409, Refusal(refused, [f"{reason(error)}."], said))
    except NotCommittedError as error:
        return page(request, "message.html.jinja", 500, title="Written, and not committed", words=written_only("the record", str(error)))
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
    return Ref("acceptance", next(free_ids(workspace, "acceptance", f"{finding.judgement.name} {finding.subject.key}")))


def _subject(kind: str, key: str) -> str:
    return key if kind in {"repository", "company"} else f"{kind}/{key}"
