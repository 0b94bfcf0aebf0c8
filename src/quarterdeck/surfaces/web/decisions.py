"""Decisions: those that are asked for, and what the model that each names says of its options today."""

from __future__ import annotations

import re
from datetime import date

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from quarterdeck.app.pipeline import Run
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.app.server.showing import Shown
from quarterdeck.app.steering.deciding import Decided, weigh
from quarterdeck.decisions.paper import basis, paper
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.reports.doors import OF, Doors
from quarterdeck.surfaces.web.house import house_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import READ
from quarterdeck.surfaces.web.records import the_workspace
from quarterdeck.surfaces.web.rendering import blocks, page
from quarterdeck.surfaces.web.ways import door_of

ROUTES = APIRouter()
_HERE = Place("/decisions", "Decisions")
_RUNS = {"1000": 1_000, "10000": 10_000, "100000": 100_000, "1000000": 1_000_000}
_USUAL = "100000"
_LISTED = 300


@ROUTES.get("/decisions", dependencies=READ)
def decisions(request: Request) -> HTMLResponse:
    """Those that wait first, by the day by which they are wanted; then the others."""
    house = house_of(request)
    records = the_workspace(house).records
    held = sorted(records.of(Decision), key=lambda one: (one.status != "proposed", one.decide_by or date.max, one.id))
    return page(request, "decisions.html.jinja", here=_HERE, rows=held[:_LISTED], more=len(held[_LISTED:]), today=house.day)


@ROUTES.get("/decisions/{id_}", dependencies=READ)
def decision(request: Request, id_: str, seed: str = "1", runs: str = _USUAL) -> HTMLResponse:
    """One decision, weighed on the record of today and on the assessment that is shown."""
    house = house_of(request)
    workspace = the_workspace(house)
    one = workspace.records.get(Decision, id_)
    if one is None:
        raise HTTPException(404, "There is no sound record of such a decision.")
    chosen = seed if re.fullmatch(r"\d{1,9}", seed) else "1"
    draws = runs if runs in _RUNS else _USUAL
    answers: list[tuple[str, str]] = []
    problems: list[str] = []
    if one.model:
        shown, day = house.now, house.day
        key = ("decision", id_, workspace.fingerprint, chosen, draws, str(day))
        answers, problems = shown.made(key, lambda run: _weighed(workspace, id_, int(chosen), _RUNS[draws], day, run, shown))
    return page(
        request, "decision.html.jinja", here=_HERE, one=one, answers=answers, problems=problems, seed=chosen, runs=draws, choices=_RUNS,
    )  # fmt: skip


def _weighed(workspace: Workspace, id_: str, seed: int, runs: int, day: date, run: Run, shown: Shown) -> tuple[list[tuple[str, str]], list[str]]:
    """The pages of the answer, each with its heading, or what has to be mended first."""
    found: Decided = weigh(workspace, id_, seed, runs, day, lambda: run)
    if found.recommendation is None:
        return [], [str(problem) for problem in found.problems]
    door, doors = door_of(shown), Doors.of(workspace.records, f"{OF}/decision/{id_}")
    return [(section.heading, blocks(doors.put(section), door)) for section in (paper(found.recommendation), basis(found.recommendation))], []
