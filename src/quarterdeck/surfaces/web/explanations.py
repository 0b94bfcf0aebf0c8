"""What explains a number or a finding, and what people can do about a finding: accept it, give it to somebody, say something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse

from quarterdeck.app.asking.explain import UnknownIdError
from quarterdeck.app.record.discussing import talk_of
from quarterdeck.app.record.watching import Held
from quarterdeck.app.server.showing import Shown
from quarterdeck.kernel.finding import Finding
from quarterdeck.kernel.outcome import Outcome
from quarterdeck.kernel.text import plain
from quarterdeck.surfaces.web.house import house_of
from quarterdeck.surfaces.web.rendering import blocks, page
from quarterdeck.surfaces.web.ways import door_of

_ACCEPTERS = ("person", "team", "stakeholder")
_OWNERS = ("person", "team")
_LONGEST = 200
"""Of what a mark of a chart stands for."""


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody on record."""

    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that could not be written: what is said of it, why, and what was filled in."""

    title: str = ""
    words: Sequence[str] = ()
    said: Mapping[str, str] = field(default_factory=dict)


def explained(request: Request, id_: str, status: int = 200, refusal: Refusal = Refusal()) -> HTMLResponse:
    """The chain behind a number or a finding: as a page of its own, or for the drawer of another."""
    house = house_of(request)
    shown, workspace = house.now, house.workspace
    try:
        about = request.query_params.get("of", "")[:_LONGEST]
        heading, body = shown.once("page", id_, lambda section: (section.heading, blocks(section, door_of(shown), 3)), about)
    except UnknownIdError as error:
        raise HTTPException(404, str(error)) from error
    finding = _finding(shown, id_)
    since = house.accepted_since(shown.run).get(finding.id) if finding else None
    wrong = finding is not None and finding.verdict.outcome is Outcome.NOT_MET
    acceptable = finding is not None and wrong and finding.id not in shown.run.accepted and since is None
    talk = workspace.once("talk", lambda: talk_of(workspace.records)) if workspace else None
    return page(
        request, "explanation.html.jinja", status, heading=heading, body=body, finding=finding, since=since, acceptable=acceptable, wrong=wrong,
        by=_people(workspace, _ACCEPTERS) if wrong else [], owners=_people(workspace, _OWNERS) if wrong else [], recorded=bool(workspace), refusal=refusal,
        said=refusal.said, tasks=talk.tasks.get(finding.id, ()) if talk and finding else (), action=plain(finding.verdict.action) if finding else "",
        comments=talk.comments.get(finding.id, ()) if talk and finding else (),
    )  # fmt: skip


def _finding(shown: Shown, id_: str) -> Finding | None:
    """By its id, or by the start of it."""
    return shown.findings.get(id_) or next((finding for whole, finding in shown.findings.items() if whole.startswith(id_)), None)


def _people(workspace: Held | None, kinds: tuple[str, ...]) -> Sequence[Someone]:
    """Those on record who may do it, by name."""
    if workspace is None:
        return []

    def found() -> list[Someone]:
        held = [(ref, record) for ref, record in workspace.records.sound.items() if ref.kind in kinds]
        return sorted((Someone(str(ref), record.label) for ref, record in held), key=lambda one: one.name.casefold())

    return workspace.once(("people", kinds), found)
