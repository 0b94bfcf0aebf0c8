"""A leader's day: decisions weighed, the roadmap planned, risks, renewals, objectives, budget, teams, the landscape; each as its page says it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import HTTPException, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from quarterdeck.app.pipeline import Run
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.app.reports.landscapes import systems
from quarterdeck.app.reports.leading import TeamShown, register_of, renewals_of, teams_of
from quarterdeck.app.server.serving import state_folder
from quarterdeck.app.server.showing import Shown
from quarterdeck.app.server.studies import ROADMAP, Replan, kept
from quarterdeck.app.steering.budgeting import Asked, BudgetError, budget_of
from quarterdeck.app.steering.deciding import weigh
from quarterdeck.app.steering.objective_graph import as_dict as graph_as_dict
from quarterdeck.app.steering.objective_graph import graph_of
from quarterdeck.app.steering.planning import RoadmapError
from quarterdeck.decisions.result import as_dict
from quarterdeck.kernel.section import Section
from quarterdeck.records.kinds.decision import Decision
from quarterdeck.reports.budget_page import as_dict as budget_as_dict
from quarterdeck.reports.landscape import landscape
from quarterdeck.reports.render.data import section_as_json
from quarterdeck.surfaces.web.api.problems import ApiError, router, told
from quarterdeck.surfaces.web.api.working import WorkOut, work_out
from quarterdeck.surfaces.web.house import House, house_of
from quarterdeck.surfaces.web.permissions import READ, RUN
from quarterdeck.surfaces.web.records import the_workspace
from quarterdeck.surfaces.web.roadmap import begin_plan

ROUTES = router("A leader's day")
Id = Annotated[str, Path(alias="id", max_length=100, description="The id of a record: its file's name.")]


@dataclass(frozen=True, slots=True)
class Told:
    """A page as blocks: sentences, figures, tables, charts with their numbers, and the ids that explain them."""

    heading: str
    blocks: list[object]


@dataclass(frozen=True, slots=True)
class DecisionItem:
    """A decision on record."""

    id: str
    label: str
    status: str
    decide_by: date | None
    model: str
    """The model that weighs its options; empty where it names none."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Those that wait first."""

    items: list[DecisionItem]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a decision's model says today, as `quarterdeck decide --json` does: by option what it is worth and how often it is best, what moves it most."""

    decision: DecisionItem
    result: dict[str, Any] | None
    problems: list[str]
    """What has to be mended before the model can be run."""


@dataclass(frozen=True, slots=True)
class TeamOut:
    """A team with what it answers for, and the ids of findings to act on."""

    id: str
    name: str
    mission: str
    people: list[str]
    systems: list[str]
    repositories: list[str]
    findings: list[str]


@dataclass(frozen=True, slots=True)
class Teams:
    """Every team on record."""

    items: list[TeamOut]


@dataclass(frozen=True, slots=True)
class Values:
    """The same values as the command prints with `--json`."""

    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The plan that was made last: what was asked, the plan, its scenarios side by side, and what speaks against it."""

    planned_at: str | None
    record_has_changed: bool
    asked: dict[str, Any]
    sections: list[Told] = field(default_factory=list)


class Plan(BaseModel):
    """What is asked of a roadmap."""

    model_config = ConfigDict(extra="forbid")
    months: Annotated[int, Field(ge=1, le=60, description="How far ahead.")] = 12
    budget: Annotated[float | None, Field(ge=0, le=1e12, description="Money in each quarter; null for no limit.")] = None
    share: Annotated[float, Field(ge=0.01, le=1, description="The share of people's time that is for initiatives.")] = 0.6
    keep_dates: Annotated[bool, Field(description="Whether ends on record are promises.")] = False
    scenarios: Annotated[
        list[Annotated[str, Field(max_length=200)]], Field(max_length=6, description="Each planned beside it, as `+1 backend in payments` or `budget -20%`.")
    ] = []
    seconds: Annotated[float, Field(ge=1, le=120, description="For each plan.")] = 10


class BudgetWanted(BaseModel):
    """Which year's budget, and what is taken from lines in the quarters ahead."""

    model_config = ConfigDict(extra="forbid")
    year: Annotated[int | None, Field(ge=1, le=9999, description="A fiscal year; this one by default.")] = None
    cut: Annotated[
        list[Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,99}=(?:0(?:\.[0-9]{1,6})?|1)$")]],
        Field(max_length=50, description="A line and the share that is taken from it: `hosting=0.2`."),
    ] = []


@ROUTES.get("/decisions", dependencies=READ)
def decisions(request: Request) -> Decisions:
    """Every decision on record."""
    held = the_workspace(house_of(request)).records.of(Decision)
    return Decisions([_item(one) for one in sorted(held, key=lambda one: (one.status != "proposed", one.decide_by or date.max, one.id))])


@ROUTES.get("/decisions/{id}", dependencies=READ)
def decision(
    request: Request, id_: Id, seed: Annotated[int, Query(ge=0, le=999_999_999, description="The same seed gives the same answer.")] = 1,
    runs: Annotated[Literal["1000", "10000", "100000"], Query(description="How many futures are drawn.")] = "10000",
) -> Weighed:  # fmt: skip
    """A decision, weighed on the record of today and on the assessment that is shown; another seed runs the model again."""
    house = house_of(request)
    workspace = the_workspace(house)
    one = workspace.records.get(Decision, id_)
    if one is None:
        raise HTTPException(404, "There is no sound record of such a decision.")
    if not one.model:
        return Weighed(_item(one), None, [f"{one.ref}: no model is named; write `model:` and one of them"])
    day = house.day
    key = ("api decision", id_, workspace.fingerprint, str(seed), runs, str(day))
    found = house.now.made(key, lambda run: weigh(workspace, id_, seed, int(runs), day, lambda: run))
    return Weighed(_item(one), as_dict(found.recommendation) if found.recommendation else None, [str(problem) for problem in found.problems])


@ROUTES.get("/risks", dependencies=READ)
def risks(request: Request) -> Told:
    """The register of risks, with what each may cost."""
    return _of_run(request, "risks", register_of, "Risks")


@ROUTES.get("/renewals", dependencies=READ)
def renewals(request: Request) -> Told:
    """Every contract by its last day to act."""
    return _of_run(request, "renewals", renewals_of, "Vendors and renewals")


@ROUTES.get("/landscape", dependencies=READ)
def map_of_systems(request: Request) -> Told:
    """Systems, above what they lean on."""
    workspace = the_workspace(house_of(request))
    chart = landscape(systems(workspace.records))
    return _told(Section("landscape", "Systems", (chart,) if chart else ()))


@ROUTES.get("/objectives", dependencies=READ)
def objectives(request: Request) -> Values:
    """Objectives, their measures, the initiatives for them, and what effort and money went there, as a graph."""
    house, workspace = _both(request)
    key = ("api objectives", workspace.fingerprint)
    return Values(house.now.made(key, lambda run: graph_as_dict(graph_of(workspace.records, run))))


@ROUTES.get("/budget", dependencies=READ)
def budget(request: Request, wanted: Annotated[BudgetWanted, Query()]) -> Values:
    """The year's budget by quarter, against the ledger, at completion, and with cuts."""
    house, workspace = _both(request)
    records, day = workspace.records, house.day
    company = records.company
    if company is None:
        raise ApiError(409, "quarterdeck.yaml is broken; mend it as `quarterdeck check` says.")
    cuts = {f"budget-line/{name}": float(share) for name, _, share in (one.partition("=") for one in wanted.cut)}
    asked = Asked(day, wanted.year, house.out, cuts)
    key = ("api budget", workspace.fingerprint, str(day), str(wanted.year), *sorted(wanted.cut))
    try:
        return Values(house.now.made(key, lambda run: budget_as_dict(budget_of(records, company, asked, run.connection))))
    except BudgetError as error:
        raise ApiError(422, f"{str(error).removeprefix('--cut ')}.") from error


@ROUTES.get("/teams", dependencies=READ)
def teams(request: Request) -> Teams:
    """Every team with what it answers for."""
    return Teams([_team(one) for one in _teams(*_both(request))])


@ROUTES.get("/teams/{id}", dependencies=READ)
def team(request: Request, id_: Id) -> TeamOut:
    """One team."""
    found = next((one for one in _teams(*_both(request)) if one.team.id == id_), None)
    if found is None:
        raise HTTPException(404, "There is no sound record of such a team.")
    return _team(found)


@ROUTES.get("/roadmap", dependencies=READ)
def roadmap(request: Request) -> Roadmap:
    """The plan that was made last; without one, nothing is told."""
    house, workspace = _both(request)
    study = kept(state_folder(house.out), ROADMAP)
    if study is None:
        return Roadmap(None, record_has_changed=False, asked={})
    sections = [Told(heading, list(blocks)) for heading, blocks in study.told]
    return Roadmap(study.at, study.made_of != workspace.fingerprint, dict(study.asked), sections)


@ROUTES.post("/roadmap", dependencies=RUN, status_code=202, responses=told(400))
def plan(request: Request, body: Plan) -> WorkOut:
    """Plan the roadmap anew, with scenarios beside it, in the background."""
    house, workspace = _both(request)
    try:
        begin_plan(house, workspace, Replan(body.months, body.budget, body.share, body.keep_dates, tuple(body.scenarios), body.seconds))
    except RoadmapError as error:
        raise ApiError(422, f"{str(error).removeprefix('--change ')}.") from error
    return work_out(house)


def _of_run(request: Request, name: str, make: Callable[[Run], Section | None], heading: str) -> Told:
    house, _ = _both(request)
    return house.now.made((f"api {name}",), lambda run: _told(make(run) or Section(name, heading, ())))


def _told(section: Section) -> Told:
    heading, blocks = section_as_json(section)
    return Told(heading, list(blocks))


def _both(request: Request) -> tuple[House, Workspace]:
    house = house_of(request)
    return house, the_workspace(house)


def _teams(house: House, workspace: Workspace) -> Sequence[TeamShown]:
    shown: Shown = house.now
    return shown.made(("teams", workspace.fingerprint), lambda run: teams_of(run, workspace.records))


def _team(one: TeamShown) -> TeamOut:
    return TeamOut(
        one.team.id, one.team.label, one.team.mission, [person.label for person in one.people], [str(system.ref) for system in one.systems],
        list(one.repositories), [finding.id for finding in one.findings],
    )  # fmt: skip


def _item(one: Decision) -> DecisionItem:
    return DecisionItem(one.id, one.label, one.status, one.decide_by, one.model or "")
