"""``roadmap plan``, ``forecast`` and ``compare``: from records to a plan."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from quarterdeck.app.record.workspace import Workspace
from quarterdeck.decisions.roadmap import ANYONE, Person, Roadmap
from quarterdeck.decisions.roadmap_forecast import Forecast, forecast
from quarterdeck.decisions.roadmap_paper import Scenario, compare_page, forecast_page, plan_page
from quarterdeck.decisions.roadmap_plan import RoadmapPlan, plan
from quarterdeck.decisions.roadmap_progress import Moved, Was, moved
from quarterdeck.decisions.roadmap_reading import Reading, Terms, read
from quarterdeck.kernel.section import Section

_SIDE_BY_SIDE = 2
"""Searches that run at a time: HiGHS lets go of the interpreter while it works."""
_PERSON = re.compile(r"\+(\d+) (.+) in (?:team/)?(\S+)")
_WITHOUT = re.compile(r"without (?:initiative/)?(\S+)")
_BUDGET = re.compile(r"budget ([-+]?\d+(?:\.\d+)?) ?%")


class RoadmapError(Exception):
    """A roadmap that cannot be planned as asked: the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A plan is searched for so many seconds, with this seed."""

    seconds: float
    seed: int


def _plan(roadmap: Roadmap, asked: Asked, *, priced: bool = True) -> RoadmapPlan:
    with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
        return plan(roadmap, asked.seconds, asked.seed, priced=priced, pool=pool)


def planned(workspace: Workspace, terms: Terms, asked: Asked) -> tuple[Reading, RoadmapPlan]:
    """The records' roadmap, planned."""
    reading = read(workspace.records, terms)
    return reading, _plan(reading.roadmap, asked)


def forecasted(workspace: Workspace, terms: Terms, asked: Asked, runs: int) -> tuple[Reading, RoadmapPlan, Forecast | None]:
    """The plan, carried out many times; no forecast where there is no plan."""
    reading = read(workspace.records, terms)
    found = _plan(reading.roadmap, asked, priced=False)
    return reading, found, forecast(found, asked.seed, runs) if found.starts else None


def read_plan(path: Path) -> tuple[str, dict[str, Was]]:
    """The day and the initiatives of a plan that `roadmap plan --json` wrote. Raises ``RoadmapError``."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        told = {str(one["initiative"]): Was(_month(one["starts"]), _month(one["done_in"]), one.get("person_days")) for one in said["plan"]}
        return str(said.get("as_of", said["first_month"])), told
    except (OSError, UnicodeDecodeError) as error:
        raise RoadmapError(f"--since {path}: it cannot be read ({error.__class__.__name__}); name a file that `roadmap plan --json` wrote") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RoadmapError(f"--since {path}: this is no plan; write one with `quarterdeck roadmap plan --json > FILE`") from error


def _month(said: object) -> str:
    """``2026-11``. Raises ``ValueError``."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", str(said)):
        raise ValueError(said)
    return str(said)


def progressed(workspace: Workspace, terms: Terms, asked: Asked, earlier: dict[str, Was]) -> tuple[Reading, RoadmapPlan, list[Moved]]:
    """The roadmap planned anew, against an earlier plan."""
    reading = read(workspace.records, terms)
    found = _plan(reading.roadmap, asked, priced=False)
    return reading, found, moved(earlier, found, reading, workspace.records)


def compared(workspace: Workspace, terms: Terms, asked: Asked, changes: Sequence[str]) -> tuple[Reading, tuple[Scenario, ...]]:
    """The roadmap as it stands, then with each change by itself. Raises ``RoadmapError`` for a change that cannot be understood."""
    reading = read(workspace.records, terms)
    variants = [("as it stands", reading.roadmap), *((change, changed(reading.roadmap, change)) for change in changes)]
    return reading, tuple(Scenario(name, _plan(roadmap, asked, priced=False)) for name, roadmap in variants)


def studied(
    workspace: Workspace, terms: Terms, asked: Asked, runs: int, changes: Sequence[str], say: Callable[[str], object]
) -> tuple[Reading, list[Section]]:  # fmt: skip
    """The plan, what becomes of it, and scenarios side by side, each planned once. Raises ``RoadmapError``."""
    reading = read(workspace.records, terms)
    variants = [(change, changed(reading.roadmap, change)) for change in changes]
    say(f"planning: {asked.seconds:g} seconds at most")
    found = _plan(reading.roadmap, asked)
    pages = [plan_page(reading, found)]
    if not found.starts:
        return reading, pages
    say(f"carrying it out {runs} times")
    pages.append(forecast_page(reading, found, forecast(found, asked.seed, runs), runs))
    scenarios = [Scenario("as it stands", found)]
    for name, roadmap in variants:
        say(f"planning {name}: {asked.seconds:g} seconds at most")
        scenarios.append(Scenario(name, _plan(roadmap, asked, priced=False)))
    return reading, [*pages, *([compare_page(reading, scenarios)] if variants else [])]


def changed(roadmap: Roadmap, change: str) -> Roadmap:
    """The roadmap with one change. Raises ``RoadmapError`` for one that cannot be understood."""
    said = change.strip()
    if match := _PERSON.fullmatch(said):
        team = match[3]
        if team not in {person.team for person in roadmap.people}:
            raise RoadmapError(f"--change {change!r}: there is no team {team!r} with people; there are {', '.join(sorted({p.team for p in roadmap.people}))}")
        person = Person(team, frozenset({ANYONE, match[2].strip().lower()}), np.ones(roadmap.months))
        return replace(roadmap, people=(*roadmap.people, *([person] * int(match[1]))))
    if match := _WITHOUT.fullmatch(said):
        if match[1] not in {one.name for one in roadmap.initiatives}:
            raise RoadmapError(f"--change {change!r}: there is no planned initiative {match[1]!r}")
        gone: set[str] = {match[1]}
        while more := {one.name for one in roadmap.initiatives if gone & set(one.after)} - gone:
            gone |= more
        return replace(roadmap, initiatives=tuple(one for one in roadmap.initiatives if one.name not in gone))
    if match := _BUDGET.fullmatch(said):
        if roadmap.budget is None:
            raise RoadmapError(f"--change {change!r}: money is not limited, so a part of it means nothing; limit it first (`--budget` on the command line)")
        return replace(roadmap, budget=roadmap.budget * max(0.0, 1 + float(match[1]) / 100))
    raise RoadmapError(f"--change {change!r}: write '+1 SKILL in TEAM', 'without INITIATIVE' or 'budget -20%'")
