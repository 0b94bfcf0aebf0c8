"""``quarterdeck roadmap``: which initiatives when, what becomes of the plan, and what would be otherwise."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from quarterdeck.surfaces.cli.application import UsageError
from quarterdeck.surfaces.cli.check import workspace
from quarterdeck.surfaces.cli.days import read_day

if TYPE_CHECKING:
    from quarterdeck.decisions.roadmap_plan import RoadmapPlan
    from quarterdeck.decisions.roadmap_reading import Reading, Terms
    from quarterdeck.kernel.section import Section

_MONTHS, _SECONDS, _RUNS = (1, 60), (1.0, 3600.0), (100, 20_000)


@dataclass(frozen=True)
class Ahead:
    """What every command on the roadmap can be asked with."""

    months: Annotated[int, Parameter(help="How many months ahead, from the next first of a month.")] = 12
    as_of: Annotated[str | None, Parameter(help="Plan from the month after this day (2026-11-21). Today by default.")] = None
    budget: Annotated[str | None, Parameter(help="What initiatives may spend in each quarter, for instance '120k EUR'. No limit by default.")] = None
    share: Annotated[str | None, Parameter(help="How much of people's time goes to initiatives. 60% by default.")] = None
    keep_dates: Annotated[bool, Parameter(help="Take the `ends` of initiatives for promises: they must be done by then.", negative="")] = False
    seconds: Annotated[float, Parameter(help="How long to search for a better plan and a tighter bound.")] = 20.0
    seed: Annotated[int, Parameter(help="The search and the draws depend on it.")] = 1


_USUAL = Ahead()
Flat = Annotated[Ahead, Parameter(name="*")]
Changes = Annotated[list[str], Parameter(help="'+1 SKILL in TEAM', 'without INITIATIVE' or 'budget -20%'. Repeat for more.", negative="")]
_NOTHING: list[str] = []
Since = Annotated[Path | None, Parameter(help="An earlier plan, as `roadmap plan --json` wrote it: what slipped since, and why.")]
Svg = Annotated[Path | None, Parameter(help="Write the picture of the plan (a Gantt chart) to this file as SVG.")]
Runs = Annotated[int, Parameter(help="How often the plan is carried out.")]
AsJson = Annotated[bool, Parameter(help="Print the result as JSON.", negative="")]


def plan(directory: Path = Path(), /, *, ahead: Flat = _USUAL, svg: Svg = None, json: AsJson = False) -> int:
    """Choose and schedule the initiatives of the records under people, skills, money, order and dates.

    Exits with 1 when there is no plan. Ctrl-C ends the search, and the best plan so far is printed.

    Parameters
    ----------
    directory
        The workspace, or a folder in it. This folder by default.

    """
    from quarterdeck.app.steering.planning import Asked, planned  # noqa: PLC0415  # loaded when the command is called
    from quarterdeck.decisions.roadmap_paper import gantt, plan_page  # noqa: PLC0415  # as above

    terms = _terms(directory, ahead)
    reading, found = planned(workspace(directory), terms, Asked(_within(ahead.seconds, _SECONDS, "--seconds"), ahead.seed))
    _say(plan_page(reading, found), _plan_as_dict(reading, found), json=json)
    if svg is not None and found.starts:
        from quarterdeck.reports.render.paper import paper_svg  # noqa: PLC0415  # as above

        svg.write_text(paper_svg(gantt(reading, found), "gantt"), encoding="utf-8")
    return 0 if found.starts else 1


def forecast(directory: Path = Path(), /, *, ahead: Flat = _USUAL, runs: Runs = 2000, json: AsJson = False) -> int:
    """Carry the plan out many times with uncertain lengths: P50 and P85 dates, what the rest hangs on, what to cut first.

    Parameters
    ----------
    directory
        The workspace, or a folder in it. This folder by default.

    """
    from quarterdeck.app.steering.planning import Asked, forecasted  # noqa: PLC0415  # as above
    from quarterdeck.decisions.roadmap_paper import forecast_page, plan_page  # noqa: PLC0415  # as above

    runs = int(_within(runs, _RUNS, "--runs"))
    terms = _terms(directory, ahead)
    reading, found, seen = forecasted(workspace(directory), terms, Asked(_within(ahead.seconds, _SECONDS, "--seconds"), ahead.seed), runs)
    told = _plan_as_dict(reading, found)
    if seen is None:
        _say(plan_page(reading, found), told, json=json)
        return 1
    outcomes = [{**asdict(one), "initiative": one.initiative.name} for one in seen.outcomes]
    _say(forecast_page(reading, found, seen, runs), {**told, "outcomes": outcomes, "worth_p10_p50_p90": list(seen.worth), "runs": runs}, json=json)
    return 0


def compare(directory: Path = Path(), /, *, change: Changes = _NOTHING, since: Since = None, ahead: Flat = _USUAL, json: AsJson = False) -> int:
    """Plan the roadmap as it stands and with each change, side by side; or hold it against an earlier plan: what slipped, and why.

    Parameters
    ----------
    directory
        The workspace, or a folder in it. This folder by default.

    """
    from quarterdeck.app.steering.planning import Asked, RoadmapError, compared  # noqa: PLC0415  # as above
    from quarterdeck.decisions.roadmap_paper import compare_page  # noqa: PLC0415  # as above

    terms = _terms(directory, ahead)
    if since is not None:
        return _against(directory, terms, ahead, since, json=json)
    if not change:
        raise UsageError("say what to compare: --change '+1 SKILL in TEAM', or --since a file that `roadmap plan --json` wrote")
    try:
        reading, scenarios = compared(workspace(directory), terms, Asked(_within(ahead.seconds, _SECONDS, "--seconds"), ahead.seed), change)
    except RoadmapError as error:
        raise UsageError(str(error)) from error
    told = [{"scenario": one.name, **_plan_as_dict(reading, one.plan)} for one in scenarios]
    _say(compare_page(reading, scenarios), {"scenarios": told}, json=json)
    return 0 if all(one.plan.starts for one in scenarios) else 1


def _against(directory: Path, terms: Terms, ahead: Ahead, since: Path, *, json: bool) -> int:
    """Today's plan against an earlier one."""
    from quarterdeck.app.steering.planning import Asked, RoadmapError, progressed, read_plan  # noqa: PLC0415  # as above
    from quarterdeck.decisions.roadmap_progress import progress_page  # noqa: PLC0415  # as above

    try:
        day, earlier = read_plan(since)
    except RoadmapError as error:
        raise UsageError(str(error)) from error
    reading, found, told = progressed(workspace(directory), terms, Asked(_within(ahead.seconds, _SECONDS, "--seconds"), ahead.seed), earlier)
    _say(progress_page(day, told), {**_plan_as_dict(reading, found), "since": day, "moved": [asdict(one) for one in told]}, json=json)
    return 0 if found.starts else 1


def _say(page: Section, told: dict[str, object], *, json: bool) -> None:
    if json:
        from json import dumps  # noqa: PLC0415  # as above

        sys.stdout.write(dumps({"schema_version": "1.0", **told}, indent=1, allow_nan=False) + "\n")
        return
    from quarterdeck.surfaces.cli.sections import print_section  # noqa: PLC0415  # as above

    print_section(page)


def _plan_as_dict(reading: Reading, found: RoadmapPlan) -> dict[str, object]:
    from quarterdeck.decisions.roadmap_paper import month  # noqa: PLC0415  # as above

    known = bool(found.starts)
    initiatives = [
        {
            "initiative": one.name,
            "starts": month(reading.start, start),
            "done_in": month(reading.start, start + one.months - 1),
            "months": one.months,
            "person_days": round(one.days, 1),
        }
        for one in found.roadmap.initiatives
        if (start := found.starts.get(one.name)) is not None
    ]
    return {
        "as_of": str(reading.as_of), "first_month": month(reading.start, 0), "months": found.roadmap.months,
        "currency": found.roadmap.currency, "ended": found.ended,
        "worth": found.worth if known else None, "bound": found.bound if known and isfinite(found.bound) else None,
        "gap": found.gap if known and isfinite(found.gap) else None,
        "greedy_cd3_worth": found.greedy_worth if known else None, "plan": initiatives,
        "left_out": [one.name for one in found.roadmap.initiatives if known and one.name not in found.starts],
        "prices": [{"one_more": str(one.scarce), "step": one.step, "found": one.found, "at_most": one.most} for one in found.prices if not one.rule],
        "rules": [{"let_go": one.rule, "found": one.found, "at_most": one.most} for one in found.prices if one.rule],
        "open_initiatives": len(found.roadmap.initiatives) + len(reading.unplanned),
        "conflict": list(found.rules), "conflict_is_smallest": found.smallest, "not_assessed": [asdict(one) for one in reading.unplanned],
        "notes": list(reading.notes),
    }  # fmt: skip


def _terms(directory: Path, ahead: Ahead) -> Terms:
    """What was asked for, checked. Raises ``UsageError``."""
    from quarterdeck.decisions.roadmap_reading import SHARE, Terms  # noqa: PLC0415  # as above

    records = workspace(directory).records
    if records.company is None:
        raise UsageError("quarterdeck.yaml is missing or broken; `quarterdeck check` says what to do")
    day = read_day(ahead.as_of, "--as-of") or datetime.now(UTC).date()
    money = None if ahead.budget is None else _amount(ahead.budget, records.company.currency)
    months = int(_within(ahead.months, _MONTHS, "--months"))
    return Terms(day, months, money, SHARE if ahead.share is None else _part(ahead.share), ahead.keep_dates)


def _amount(said: str, currency: str) -> float:
    from quarterdeck.assumptions.spoken import UnusableError, read_numbers  # noqa: PLC0415  # as above

    try:
        spoken = read_numbers(said)
    except UnusableError as error:
        raise UsageError(f"--budget {said}: {error}") from error
    if spoken.unit.upper() != currency or len(spoken.numbers) > 1 or spoken.numbers[0] < 0:
        raise UsageError(f"--budget {said}: write one amount in {currency}, for instance '120k {currency}'")
    return spoken.numbers[0]


def _part(said: str) -> float:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*%\s*", said)
    if match is None or not 0 < float(match[1]) <= 100:  # noqa: PLR2004  # per cent
        raise UsageError(f"--share {said}: write a share above 0% and at most 100%, for instance 60%")
    return float(match[1]) / 100


def _within(value: float, limits: tuple[float, float], option: str) -> float:
    if not limits[0] <= value <= limits[1]:
        raise UsageError(f"{option} {value:g}: write a number from {limits[0]:g} to {limits[1]:g}")
    return value
