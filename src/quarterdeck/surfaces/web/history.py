"""Who changed what in the record and when, field by field; putting an earlier version back, taking a record away, and bringing it back."""

from __future__ import annotations

import re

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from quarterdeck.app.record.recording import NoRecordError, RefusedError, Shown
from quarterdeck.app.record.restoring import Removed, bring_back, past, put_back, removed, touched, undo_creation
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.records.collection import COMPANY
from quarterdeck.records.differences import TEXT
from quarterdeck.records.emitting import UnwritableError
from quarterdeck.records.versioning import VersioningError
from quarterdeck.records.writer import NotCommittedError, StaleError
from quarterdeck.surfaces.web.forms import Said, author_of, reason, written_only
from quarterdeck.surfaces.web.house import house_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import READ, WRITE, require_for
from quarterdeck.surfaces.web.records import label_of, record_of, ref_of, the_workspace
from quarterdeck.surfaces.web.rendering import page

ROUTES = APIRouter()
_HERE, _ALL = Place("/records", "Records"), Place("/history", "What changed")
_STEPS, _COMMITS, _SAID = 20, 40, 12
_NOT_BACK = "The version was not put back."
_STAYS = "The record was not removed."
_CHANGED = "Somebody has changed this record since you opened the page. Nothing was written. Here is how it stands now."


@ROUTES.get("/history", dependencies=READ)
def all_changes(request: Request) -> HTMLResponse:
    """The newest changes of the record, whoever made them."""
    workspace, at = the_workspace(house_of(request)), _page(request)
    found, older = touched(workspace, _COMMITS, at * _COMMITS)
    sound = workspace.records.sound
    names = {ref: sound[ref].label if ref in sound else ref.id for one in found for ref in one.records[:12]}
    there = frozenset(workspace.records.files)
    return page(request, "changes.html.jinja", here=_ALL, found=found, names=names, there=there, at=at, older=older)


@ROUTES.get("/records/{kind}/{id_}/history", dependencies=READ)
def history(request: Request, kind: str, id_: str) -> HTMLResponse:
    """The versions of one record."""
    workspace, at = the_workspace(house_of(request)), _page(request)
    held = record_of(workspace, kind, id_)
    return _history(request, workspace, held, at)


@ROUTES.post("/records/{kind}/{id_}/history", dependencies=WRITE)
def back(request: Request, kind: str, id_: str, said: Said) -> Response:
    """Put a version back, as a new commit; refused where the record has changed since the page was made, and where it would be broken."""
    require_for(request, kind)
    workspace = the_workspace(house_of(request))
    held = record_of(workspace, kind, id_)
    if said.get("seen", "") != held.fingerprint:
        return _history(request, workspace, held, 0, 409, [_CHANGED])
    try:
        file = put_back(workspace, held, said.get("version", ""), author_of(request))
    except RefusedError as error:
        return _history(request, workspace, held, 0, 422, [f"{problem.what}. {problem.mend}." for problem in error.problems])
    except VersioningError as error:
        raise HTTPException(404, str(error)) from error
    except (StaleError, UnwritableError, OSError) as error:
        return _history(request, workspace, held, 0, 500 if isinstance(error, OSError) else 409, [f"{reason(error)}."])
    except NotCommittedError as error:
        return page(request, "message.html.jinja", 500, here=_HERE, title="Written, and not committed", words=written_only(held.file.path, str(error)))
    return RedirectResponse(f"/records/{kind}/{id_}?saved={'none' if file is held.file else '1'}", 303)


@ROUTES.post("/records/{kind}/{id_}/remove", dependencies=WRITE)
def take_away(request: Request, kind: str, id_: str, said: Said) -> Response:
    """Take a record away, by a commit; refused where others name it, and where it has changed since the page was made."""
    require_for(request, kind)
    workspace = the_workspace(house_of(request))
    held = record_of(workspace, kind, id_)
    if said.get("seen", "") != held.fingerprint:
        return _history(request, workspace, held, 0, 409, [_CHANGED], refused=_STAYS)
    try:
        undo_creation(workspace, held, author_of(request))
    except RefusedError as error:
        named = [f"{problem.place}: it names this record" for problem in error.problems[:_SAID]]
        more = [f"and {len(error.problems) - _SAID} more do"] if len(error.problems) > _SAID else []
        return _history(request, workspace, held, 0, 422, [*named, *more, "Take it out of them first."], refused=_STAYS)
    except (NoRecordError, StaleError, OSError, VersioningError) as error:
        return _history(request, workspace, held, 0, 409, [f"{reason(error)}."], refused=_STAYS)
    except NotCommittedError as error:
        return page(request, "message.html.jinja", 500, here=_HERE, title="Removed, and not committed", words=[f"{error}.", "Commit it by hand."])
    return RedirectResponse("/removed", 303)


@ROUTES.get("/removed", dependencies=READ)
def gone(request: Request) -> HTMLResponse:
    """Records that were taken away."""
    return _gone(request)


@ROUTES.post("/removed/{kind}/{id_}", dependencies=WRITE)
def return_(request: Request, kind: str, id_: str, _said: Said) -> Response:
    """Bring a removed record back as it last stood; checked as a new one is."""
    require_for(request, kind)
    workspace = the_workspace(house_of(request))
    one = removed_record(workspace, kind, id_)
    try:
        bring_back(workspace, one, author_of(request))
    except RefusedError as error:
        return _gone(request, 422, [f"{problem.what}. {problem.mend}." for problem in error.problems])
    except (StaleError, OSError, VersioningError) as error:
        return _gone(request, 409, [f"{reason(error)}."])
    except NotCommittedError as error:
        return page(request, "message.html.jinja", 500, here=_HERE, title="Written, and not committed", words=written_only(one.path, str(error)))
    return RedirectResponse(f"/records/{kind}/{id_}?saved=1", 303)


def removed_record(workspace: Workspace, kind: str, id_: str) -> Removed:
    """A record that was taken away. Raises 404."""
    found = next((one for one in removed(workspace) if one.ref == ref_of(kind, id_)), None)
    if found is None:
        raise HTTPException(404, "No such record was taken away, or it is back.")
    return found


def _gone(request: Request, status: int = 200, wrong: list[str] | None = None) -> HTMLResponse:
    found = removed(the_workspace(house_of(request)))
    return page(request, "removed.html.jinja", status, here=_HERE, found=found, wrong=wrong or [])


def _history(
    request: Request, workspace: Workspace, held: Shown, at: int, status: int = 200, wrong: list[str] | None = None, *, refused: str = _NOT_BACK
) -> HTMLResponse:  # fmt: skip
    found = past(workspace, held, _STEPS, at * _STEPS)
    return page(
        request, "history.html.jinja", status, here=_HERE, ref=held.ref, label=label_of(workspace, held.ref), path=held.file.path, found=found, at=at,
        seen=held.fingerprint, wrong=wrong or [], text=TEXT, refused=refused,
        removable=held.ref != COMPANY,
    )  # fmt: skip


def _page(request: Request) -> int:
    told = request.query_params.get("page", "")
    return int(told) if re.fullmatch("[0-9]{1,4}", told) else 0
