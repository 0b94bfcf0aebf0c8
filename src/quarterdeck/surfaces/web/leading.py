"""Risks, vendors and their renewals, budget, objectives and teams: what stands in the record beside what was found."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from quarterdeck.app.asking.kept import records_of
from quarterdeck.app.record.workspace import Workspace
from quarterdeck.app.reports.leading import TeamShown, recorded_of, register_of, renewals_of, teams_of
from quarterdeck.app.server.showing import Shown
from quarterdeck.app.steering.budgeting import Asked, BudgetError, budget_of
from quarterdeck.app.steering.objective_graph import graph_of
from quarterdeck.app.steering.objective_graph import page as graph_page
from quarterdeck.kernel.section import Block, Chart, Section, TableBlock
from quarterdeck.kernel.text import plain
from quarterdeck.records.collection import Records
from quarterdeck.records.kinds.budget_line import BudgetLine
from quarterdeck.records.kinds.initiative import Initiative
from quarterdeck.records.kinds.objective import Objective
from quarterdeck.records.kinds.risk import Risk
from quarterdeck.records.kinds.vendor import Vendor
from quarterdeck.records.record import Record
from quarterdeck.reports.budget_page import page as budget_page
from quarterdeck.reports.doors import HOW, Doors
from quarterdeck.surfaces.web.house import House, house_of
from quarterdeck.surfaces.web.navigation import Place
from quarterdeck.surfaces.web.permissions import READ
from quarterdeck.surfaces.web.records import the_workspace
from quarterdeck.surfaces.web.rendering import blocks, page
from quarterdeck.surfaces.web.ways import door_of

ROUTES = APIRouter()
WAYS = {"purpose": "purpose", "category": "category", "team": "team", "system": "system", "objective": "objective", "treatment": "treatment"}
"""By what a budget can be told apart."""
_LINKED, _ROWS, _MARKS = 120, 70, 40
_CUT = re.compile(r"([a-z0-9][a-z0-9-]*) *[=:] *-?(\d+(?:\.\d+)?) ?%?")
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Link:
    """A record by its name."""

    address: str
    label: str


@dataclass(frozen=True, slots=True)
class Leading:
    """A page of what stands in the record: its address and title, the kinds of record behind it, the practice that judges them."""

    address: str
    title: str
    kinds: tuple[str, ...]
    practice: str
    teaches: str
    """What to write first, where there is nothing."""
    beside: str = "On record"


_RISKS = Leading("/risks", "Risks", ("risk",), "risk", "Write what could go wrong, how likely it is within a year and what it would cost, each as a range.")
_VENDORS = Leading("/vendors", "Vendors and renewals", ("vendor", "contract"), "vendors", "Write whom you buy from, and each contract.", "Each as a whole")
_OBJECTIVES = Leading(
    "/objectives", "Objectives", ("objective", "initiative", "milestone"), "strategy", "Write what you want to reach, and by which figures you will know."
)


@ROUTES.get("/risks", dependencies=READ)
def risks(request: Request) -> HTMLResponse:
    """The register, with what each may cost."""
    house, workspace = _house(request)
    shown = house.now
    return _leading(request, _RISKS, draw_risks(house, shown), [_link(one) for one in workspace.records.of(Risk)])


@ROUTES.get("/vendors", dependencies=READ)
def vendors(request: Request) -> HTMLResponse:
    """Every contract by its last day to act, and every vendor."""
    house, workspace = _house(request)
    shown = house.now
    told = [Link(f"/reports/vendor?about={one.id}", one.label) for one in workspace.records.of(Vendor)]
    return _leading(request, _VENDORS, draw_renewals(house, shown), told)


@ROUTES.get("/objectives", dependencies=READ)
def objectives(request: Request) -> HTMLResponse:
    """What is done for each objective, and what it took."""
    house, workspace = _house(request)
    shown, records = house.now, workspace.records
    found = shown.made(("objectives", workspace.fingerprint), lambda run: _drawn(graph_page(graph_of(records, run)), shown, records, "objectives"))
    return _leading(request, _OBJECTIVES, found, [_link(one) for one in (*records.of(Objective), *records.of(Initiative))])


@ROUTES.get("/budget", dependencies=READ)
def budget(request: Request, year: str = "", by: str = "purpose", cuts: str = "") -> HTMLResponse:
    """The year's budget by quarter, against the ledger, at completion, and with cuts."""
    house, workspace = _house(request)
    shown, records = house.now, workspace.records
    way, day = by if by in WAYS else "purpose", house.day
    wrong, body, company = "", "", records.company
    if company is None:
        raise HTTPException(409, "quarterdeck.yaml is broken; mend it as `quarterdeck check` says.")
    try:
        asked = Asked(day, int(year) if re.fullmatch(r"\d{4}", year) else None, house.out, _cuts(cuts))
        key = ("budget", workspace.fingerprint, str(day), str(asked.year), way, cuts)
        body = shown.made(key, lambda run: _drawn(budget_page(budget_of(records, company, asked, run.connection), (way,)), shown, records, "budget"))
    except BudgetError as error:
        wrong = str(error).removeprefix("--cut ")
    lines = [_link(one) for one in records.of(BudgetLine)]
    return page(
        request, "budget.html.jinja", 422 if wrong else 200, here=Place("/budget", "Budget"), body=body, wrong=wrong, ways=WAYS, way=way, year=year,
        cuts=cuts, links=lines[:_LINKED], more=len(lines[_LINKED:]),
    )  # fmt: skip


@ROUTES.get("/teams", dependencies=READ)
def teams(request: Request) -> HTMLResponse:
    """Every team with what it answers for."""
    return page(request, "teams.html.jinja", here=Place("/teams", "Teams"), teams=_teams(request))


@ROUTES.get("/teams/{id_}", dependencies=READ)
def team(request: Request, id_: str) -> HTMLResponse:
    """One team: its people, its systems, and what was found on them."""
    found = next((one for one in _teams(request) if one.team.id == id_), None)
    if found is None:
        raise HTTPException(404, "There is no sound record of such a team.")
    order = sorted(found.findings, key=lambda one: (one.severity.rank if one.severity else 9, one.judgement.name))
    return page(
        request, "team.html.jinja", here=Place("/teams", "Teams"), found=found, findings=order[:_LINKED], more=len(order[_LINKED:]),
        sentence=lambda one: plain(one.verdict.sentence),
    )  # fmt: skip


def _teams(request: Request) -> list[TeamShown]:
    house, workspace = _house(request)
    return _drawn_teams(house.now, workspace)


def draw_teams(house: House, shown: Shown) -> None:
    """Every team with what it answers for."""
    if workspace := house.workspace:
        _drawn_teams(shown, workspace)


def _drawn_teams(shown: Shown, workspace: Workspace) -> list[TeamShown]:
    return shown.made(("teams", workspace.fingerprint), lambda run: teams_of(run, workspace.records))


def draw_risks(_house: House, shown: Shown) -> str:
    """The register of risks."""
    return shown.made(("risks",), lambda run: _drawn(register_of(run), shown, records_of(run), "risks"))


def draw_renewals(_house: House, shown: Shown) -> str:
    """The calendar of renewals."""
    return shown.made(("renewals",), lambda run: _drawn(renewals_of(run), shown, records_of(run), "vendors"))


def _leading(request: Request, said: Leading, body: str, links: list[Link]) -> HTMLResponse:
    here, (house, workspace) = Place(said.address, said.title), _house(request)
    seen = house.now.made(("recorded",), recorded_of)
    unseen = sum(ref.kind in said.kinds and str(ref) not in seen for ref in workspace.records.files) if said is not _OBJECTIVES else 0
    return page(request, "leading.html.jinja", here=here, said=said, body=body, links=links[:_LINKED], more=len(links[_LINKED:]), unseen=unseen)


def _drawn(section: Section | None, shown: Shown, records: Records, name: str) -> str:
    return blocks(Doors.of(records, f"{HOW}/{name}", opens=door_of(shown)).put(_light(section)), door_of(shown)) if section else ""


def _light(section: Section) -> Section:
    """As much of long tables and charts as a page holds, with how much is left out; the reports hold all of it."""
    return replace(section, blocks=tuple(_lighter(block) for block in section.blocks))


def _lighter(block: Block) -> Block:
    match block:
        case Section():
            return _light(block)
        case TableBlock():
            return replace(block, rows=block.rows[:_ROWS], more=block.more + len(block.rows[_ROWS:]))
        case Chart(kind="ranges"):
            return replace(block, marks=block.marks[:_MARKS])
        case _:
            return block


def _cuts(said: str) -> dict[str, float]:
    """Lines and the shares that are taken from them: ``hosting 20 %``, one in each line. Raises ``BudgetError``."""
    found = {}
    for line in filter(None, (one.strip() for one in said.splitlines())):
        match = _CUT.fullmatch(line)
        if not match or float(match[2]) > _WHOLE:
            raise BudgetError(f"{line!r}: write a line and how much of it, for instance hosting = 20%")
        found[f"budget-line/{match[1]}"] = float(match[2]) / _WHOLE
    return found


def _link(one: Record) -> Link:
    return Link(f"/records/{one.kind}/{one.id}", one.label)


def _house(request: Request) -> tuple[House, Workspace]:
    house = house_of(request)
    return house, the_workspace(house)
