"""The roadmap as it was planned last: when what, with which certainty, scenarios side by side, what speaks against it. Planned anew in the background."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from quarterdeck.app.record.workspace import Workspace
from quarterdeck.app.server.serving import state_folder
from quarterdeck.app.server.studies import ROADMAP, Replan, keep, kept, replan
from quarterdeck.app.steering.planning import RoadmapError, changed
from quarterdeck.decisions.roadmap_reading import read
from quarterdeck.reports.render.plain import clean
from quarterdeck.surfaces.web.forms import Said
from quarterdeck.surfaces.web.house import House, house_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import READ, RUN
from quarterdeck.surfaces.web.records import the_workspace
from quarterdeck.surfaces.web.rendering import page
from quarterdeck.surfaces.web.work import begin, python

ROUTES = APIRouter()
_HERE = Place("/roadmap", "Roadmap")
_MONTHS, _SECONDS, _SCENARIOS, _LONGEST = (1, 60), (1, 120), 6, 200
_AMOUNT = re.compile(r"(\d{1,12}(?:\.\d+)?) ?([kKmM]?)")
_TIMES = {"": 1.0, "k": 1e3, "m": 1e6}


@ROUTES.get("/roadmap", dependencies=READ)
def roadmap(request: Request) -> HTMLResponse:
    """The plan that was made last."""
    house = house_of(request)
    workspace = the_workspace(house)
    return _page(request, house, workspace)


@ROUTES.post("/roadmap", dependencies=RUN)
def plan_anew(request: Request, said: Said) -> Response:
    """Plan it anew, as somebody asks."""
    house = house_of(request)
    workspace = the_workspace(house)
    try:
        return begin_plan(house, workspace, _wish(said))
    except RoadmapError as error:
        return _page(request, house, workspace, said, str(error).removeprefix("--change "))


def begin_plan(house: House, workspace: Workspace, wish: Replan) -> Response:
    """Plan it in the background. Raises ``RoadmapError`` over what cannot be planned."""
    roadmap_ = read(workspace.records, wish.terms(house.day)).roadmap
    for scenario in wish.scenarios:
        changed(roadmap_, scenario)
    told = [str(state_folder(house.out)), house.settings.workspace, house.settings.out, json.dumps(asdict(wish)), str(house.day)]
    return begin(house, "Planning the roadmap", python("-m", __name__, *told), "/roadmap")


def _page(request: Request, house: House, workspace: Workspace, said: Mapping[str, str] | None = None, wrong: str = "") -> HTMLResponse:
    study = kept(state_folder(house.out), ROADMAP)
    records = workspace.records
    asked = dict(study.asked) if study else asdict(Replan())
    shown = {
        "months": str(asked["months"]), "share": f"{asked['share'] * 100:g}", "budget": f"{asked['budget']:g}" if asked["budget"] is not None else "",
        "seconds": f"{asked['seconds']:g}", "scenarios": "\n".join(asked["scenarios"]), "keep_dates": "on" if asked["keep_dates"] else "", **(said or {}),
    }  # fmt: skip
    seen = house.background.seen()
    return page(
        request, "roadmap.html.jinja", 422 if wrong else 200, here=_HERE, study=study, stale=bool(study and study.made_of != workspace.fingerprint),
        day=str(house.day), said=shown, wrong=wrong, currency=records.company.currency if records.company else "",
        initiatives=sum(ref.kind == "initiative" for ref in records.files),
        running=bool(seen and seen.running),
    )  # fmt: skip


def _wish(said: Mapping[str, str]) -> Replan:
    """What a form asks. Raises ``RoadmapError``."""
    money = said.get("budget", "").strip()
    match = _AMOUNT.fullmatch(money)
    if money and not match:
        raise RoadmapError(f"{money!r} is no amount; write one as 120k, or leave it empty for no limit")
    scenarios = tuple(line.strip() for line in said.get("scenarios", "").splitlines() if line.strip())
    if len(scenarios) > _SCENARIOS or any(len(one) > _LONGEST for one in scenarios):
        raise RoadmapError(f"at most {_SCENARIOS} scenarios are planned side by side, each in a line")
    return Replan(
        int(_within(said.get("months", "12"), _MONTHS, "months")), float(match[1]) * _TIMES[match[2].lower()] if match else None,
        _within(said.get("share", "60"), (1, 100), "the share of time") / 100, bool(said.get("keep_dates")), scenarios,
        _within(said.get("seconds", "10"), _SECONDS, "seconds"),
    )  # fmt: skip


def _within(said: str, limits: tuple[int, int], what: str) -> float:
    if not re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", said.strip()) or not limits[0] <= float(said) <= limits[1]:
        raise RoadmapError(f"{what}: write a number from {limits[0]} to {limits[1]}")
    return float(said)


def main() -> int:
    """``STATE WORKSPACE OUT WISH DAY``: plan it anew from a day on, in a process of its own."""
    state, workspace, out, told, day = sys.argv[1:6]
    asked = json.loads(told)
    wish = Replan(**{**asked, "scenarios": tuple(asked["scenarios"])})

    def say(words: str) -> None:
        sys.stdout.write(f"{clean(words)}\n")
        sys.stdout.flush()

    try:
        keep(Path(state), ROADMAP, replan(Workspace(Path(workspace)), Path(out), wish, (date.fromisoformat(day), datetime.now(UTC)), say))
    except RoadmapError as error:
        say(str(error))
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
