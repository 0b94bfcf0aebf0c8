"""Plan against actual: each week the plan is made anew, and what moved says why as far as the records tell."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from quarterdeck.decisions.roadmap_paper import month
from quarterdeck.decisions.roadmap_plan import plan
from quarterdeck.decisions.roadmap_progress import Moved, Was, moved, progress_page
from quarterdeck.decisions.roadmap_reading import Reading, Terms, read
from quarterdeck.records.collection import Records, assemble
from quarterdeck.surfaces.cli.application import call
from tests.decisions.cases import words
from tests.steering.scenarios import files

PEOPLE = """
people/ann.yaml: {name: Ann, skills: [go]}
people/ben.yaml: {name: Ben, skills: [sql]}
teams/core.yaml: {name: Core, members: [person/ann, person/ben]}
"""
FIRST = """
initiatives/doors.yaml: {name: Doors, status: running, teams: [team/core], skills: [go], effort: 33 person-days, cost_of_delay: 30k EUR}
initiatives/maps.yaml: {name: Maps, teams: [team/core], skills: [go], effort: 22 person-days, cost_of_delay: 9k EUR, depends_on: [initiative/doors]}
initiatives/bills.yaml: {name: Bills, status: planned, teams: [team/core], skills: [sql], effort: 22 person-days, cost_of_delay: 9k EUR}
initiatives/game.yaml: {name: Game, status: running, teams: [team/core], skills: [sql], effort: 22 person-days, cost_of_delay: 5k EUR}
"""
"""A person does eleven days a month for initiatives (60 % of 220 days a year), so Doors takes three months and Maps two after it."""


def records(given: str) -> Records:
    """What a company wrote."""
    found = assemble(files(PEOPLE + given))
    assert not found.problems, found.problems
    return found


def since(earlier: str, now: str, later: date = date(2026, 10, 31)) -> dict[str, Moved]:
    """What became of the plan of the end of October."""
    then, today = read(records(earlier), Terms(date(2026, 10, 31), 12)), read(records(now), Terms(later, 12))
    return {one.name: one for one in moved(_was(then), plan(today.roadmap, 5.0, priced=False), today, records(now))}


def _was(reading: Reading) -> dict[str, Was]:
    found = plan(reading.roadmap, 5.0, priced=False)
    return {
        one.name: Was(month(reading.start, found.starts[one.name]), month(reading.start, found.starts[one.name] + one.months - 1), one.days)
        for one in found.roadmap.initiatives if one.name in found.starts
    }  # fmt: skip


def test_nothing_changed() -> None:
    assert {one.became for one in since(FIRST, FIRST).values()} == {"as planned"}


def test_more_is_left_than_was_planned_and_what_waits_slips_with_it() -> None:
    now = FIRST.replace("effort: 33 person-days", "effort: 33 person-days, spent: 30 person-days, left: 55 person-days, told: 2026-10-30")
    found = since(FIRST, now)
    assert (found["doors"].became, found["doors"].was, found["doors"].now, found["doors"].months) == ("slipped", "2027-01", "2027-03", 2)
    assert found["doors"].why == ("55 person-days are left, 33 were planned for it",)
    assert (found["maps"].became, found["maps"].why) == ("slipped", ("it waits for Doors, which slipped",))


def test_a_month_later_what_nobody_told_is_planned_again_as_a_whole() -> None:
    found = since(FIRST, FIRST, later=date(2026, 11, 30))
    assert found["doors"].months == 1
    assert found["doors"].why == ("it runs, and nobody wrote what is left of it (`left`): all of it is planned again",)
    assert found["bills"].why[0] == "it was to begin in 2026-11 and nobody wrote that it has: today's plan begins in 2026-12"


def test_work_that_went_as_planned_has_not_moved() -> None:
    now = FIRST.replace("effort: 33 person-days", "effort: 33 person-days, spent: 11 person-days, left: 22 person-days, told: 2026-11-30")
    assert since(FIRST, now, later=date(2026, 11, 30))["doors"].became == "as planned"


def test_done_stopped_paused_and_new() -> None:
    now = FIRST.replace("name: Game, status: running", "name: Game, status: done, finished: 2027-02-10")
    now = now.replace("name: Bills, status: planned", "name: Bills, status: stopped")
    now += "initiatives/late.yaml: {name: Late, status: idea, teams: [team/core], skills: [sql], effort: 5 person-days, cost_of_delay: 1k EUR}\n"
    found = since(FIRST, now)
    assert (found["game"].became, found["game"].now) == ("done", "2027-02")
    assert (found["bills"].became, found["bills"].why) == ("stopped", ("nobody wrote on which day (`finished`)",))
    assert found["late"].became == "new"


def test_more_people_are_done_earlier() -> None:
    two = PEOPLE.replace("members: [person/ann,", "members: [person/cem, person/ann,") + "people/cem.yaml: {name: Cem, skills: [go]}\n"
    one = read(assemble(files(two + FIRST)), Terms(date(2026, 10, 31), 12)).roadmap.initiatives
    more = read(assemble(files(two + FIRST.replace("skills: [go], effort: 33", "people: 2, skills: [go], effort: 33"))), Terms(date(2026, 10, 31), 12))
    assert [(one.months, one.demands[0].people) for one in one if one.name == "doors"] == [(3, 1)]
    assert [(one.months, one.demands[0].people) for one in more.roadmap.initiatives if one.name == "doors"] == [(2, 2)]


def test_the_page_says_it_in_a_sentence() -> None:
    now = FIRST.replace("effort: 33 person-days", "effort: 33 person-days, left: 55 person-days, told: 2026-10-30")
    said = words(progress_page("2026-10-31", list(since(FIRST, now).values())))
    assert "Of 4 initiatives in the plan from 2026-10-31, 2 slipped, 0 are done (0 of them late)." in said


def test_on_the_command_line_a_plan_is_kept_and_asked_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for one in files(PEOPLE + FIRST):
        path = tmp_path / one.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(one.data)
    assert call(["roadmap", "plan", str(tmp_path), "--as-of", "2026-10-31", "--json", "--svg", str(tmp_path / "plan.svg")]) == 0
    kept = tmp_path / "plan.json"
    kept.write_text(capsys.readouterr().out)
    assert (tmp_path / "plan.svg").read_text().startswith("<svg")
    assert call(["roadmap", "compare", str(tmp_path), "--as-of", "2026-11-30", "--since", str(kept), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["name"]: one["months"] for one in told["moved"]}["doors"] == 1
    kept.write_text("{}")
    assert call(["roadmap", "compare", str(tmp_path), "--since", str(kept)]) == 2
    assert "this is no plan" in capsys.readouterr().err
