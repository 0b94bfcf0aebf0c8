"""Roadmaps told in a few lines: what is planned, what is not and why, and what becomes of it."""

from __future__ import annotations

import signal
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from quarterdeck.app.steering.planning import RoadmapError, changed
from quarterdeck.assumptions.catalogue import LEARNING_MONTHS
from quarterdeck.decisions import roadmap_plan
from quarterdeck.decisions.roadmap import ANYONE, Person, Roadmap, formulate
from quarterdeck.decisions.roadmap_forecast import forecast
from quarterdeck.decisions.roadmap_paper import Scenario, compare_page, forecast_page, plan_page
from quarterdeck.decisions.roadmap_plan import RoadmapPlan, plan
from quarterdeck.decisions.roadmap_reading import Reading, Terms, first_month, productive, read
from quarterdeck.records.collection import File, assemble
from tests.decisions.cases import words

pytest.importorskip("highspy")

COMPANY = "schema: 1\ncompany: Halyard\ncurrency: EUR\nexchange_rates:\n  USD: 0.9 EUR\n"
TEAM = {
    "teams/lockers.yaml": "name: Lockers\nmembers: [person/kofi, person/danylo]",
    "people/kofi.yaml": "name: Kofi\nstarted: 2020-01-01\nskills: [c, go]",
    "people/danylo.yaml": "name: Danylo\nstarted: 2020-01-01\nskills: [go]",
}

AFTER_BASE = "skills: [c]\ndepends_on: [initiative/base]"


def initiative(cost: str, effort: str, more: str = "") -> str:
    """A record of an initiative of the lockers team."""
    return f"name: X\nstatus: planned\ncost_of_delay: {cost}\neffort: {effort}\nteams: [team/lockers]\n{more}"


def company(**initiatives: str) -> dict[str, str]:
    """Files of a workspace with one team and these initiatives."""
    named = {name: text.replace("name: X", f"name: The {name}") for name, text in initiatives.items()}
    return {**TEAM, **{f"initiatives/{name.replace('_', '-')}.yaml": text for name, text in named.items()}}


def roadmap(files: dict[str, str], months: int = 12, budget: float | None = None, *, keep_dates: bool = False) -> Reading:
    """The roadmap of a workspace, from November 2026, with all of people's time."""
    records = assemble([File("quarterdeck.yaml", COMPANY.encode()), *(File(path, text.encode()) for path, text in files.items())])
    assert not records.problems
    return read(records, Terms(date(2026, 10, 31), months, budget, 1.0, keep_dates))


def planned(reading: Reading) -> RoadmapPlan:
    """Its plan."""
    return plan(reading.roadmap, 5)


def test_the_costlier_to_delay_for_its_length_goes_first() -> None:
    """One person knows c. A month each way: CD3 of fast is 30 / 1, of slow 40 / 3."""
    reading = roadmap(company(
        slow=initiative("40k EUR", "3 person-months", "skills: [c]"), fast=initiative("30k EUR", "1 person-months", "skills: [c]"),
    ))  # fmt: skip
    found = planned(reading)
    assert (found.ended, found.starts) == ("optimal", {"fast": 0, "slow": 1})
    assert found.worth == pytest.approx(30_000 * 11 + 40_000 * 8)


def test_a_person_with_two_skills_is_still_one_person() -> None:
    """Kofi knows c and go, Danylo go. Two that need c and go each cannot run side by side, nor can c beside two of go."""
    reading = roadmap(company(
        one=initiative("10k EUR", "2 person-months", "skills: [c, go]"), two=initiative("20k EUR", "1 person-months", "skills: [go]"),
    ))  # fmt: skip
    assert planned(reading).starts == {"one": 1, "two": 0}
    assert "lockers: c or go" in {str(what) for what in formulate(reading.roadmap).scarce}


def test_what_waits_for_another_comes_after_it_and_what_is_done_holds_up_nobody() -> None:
    reading = roadmap(company(
        base=initiative("1k EUR", "2 person-months", "skills: [go]"), top=initiative("90k EUR", "1 person-months", AFTER_BASE),
        old="name: Old\nstatus: done", free=initiative("5k EUR", "1 person-months", "skills: [go]\ndepends_on: [initiative/old]"),
    ))  # fmt: skip
    assert planned(reading).starts == {"base": 0, "free": 0, "top": 2}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name: X\nstatus: planned", "nobody said what waiting costs"),
        (initiative("0 EUR", "3 person-months"), "its record says that waiting costs nothing"),
        (initiative("10k USD", "1 person-months"), "its cost of delay is in USD"),
        ("name: X\nstatus: planned\ncost_of_delay: 10k EUR", "nobody said how much work it is"),
        ("name: X\nstatus: planned\ncost_of_delay: 10k EUR\neffort: 5 person-days", "no team works on it"),
        (initiative("10k EUR", "1 person-months", "skills: [cobol]"), "nobody in lockers has the skill 'cobol'"),
    ],
)
def test_what_cannot_be_planned_says_why_and_so_does_what_waits_for_it(text: str, why: str) -> None:
    reading = roadmap(company(x=text, y=initiative("10k EUR", "1 person-months", "depends_on: [initiative/x]")))
    assert [(one.name, one.why) for one in reading.unplanned] == [("x", why), ("y", "it waits for x, which is not planned")]
    assert "Not assessed: these cannot be planned" in words(plan_page(reading, planned(reading)))


def test_what_takes_longer_than_the_months_ahead_says_how_far_to_look() -> None:
    (one,) = roadmap(company(long=initiative("10k EUR", "14 person-months", "skills: [c]")), months=12).unplanned
    assert (one.why, one.supply) == ("it ends after the 12 months ahead", "look further ahead: --months 14")


RUNS = "name: X\nstatus: running\nteams: [team/lockers]\n"


def test_what_runs_and_cannot_be_planned_keeps_its_people_and_the_page_says_so() -> None:
    """Kofi alone knows c, and the old work keeps him for two months: the new work waits, though nobody said what waiting for the old one costs."""
    reading = roadmap(company(new=initiative("10k EUR", "1 person-months", "skills: [c]"), old=f"{RUNS}effort: 2 person-months\nskills: [c]"))
    found = planned(reading)
    assert found.starts == {"new": 2}
    said = words(plan_page(reading, found))
    assert "2 open initiatives on record: 1 planned, 1 cannot be planned (1 of them running)." in said
    assert "that is proved for the 1 that can be planned, and says nothing of the others" in said
    assert "Running, and not planned: The old (initiatives/old.yaml): nobody said what waiting costs." in said
    assert "Kept back for them, and not free for the plan: The old: one person who knows c from lockers for 2 months." in said
    assert "counts as free" not in said
    assert "Running, and not planned: The old" in words(forecast_page(reading, found, forecast(found, 1), 2000))
    assert "Running, and not planned: The old" in words(compare_page(reading, [Scenario("as it stands", found)]))


@pytest.mark.parametrize(
    ("old", "kept", "free"),
    [
        (f"{RUNS}skills: [c]\nends: 2027-02-15", ("one person who knows c from lockers for 4 months",), ()),
        (f"{RUNS}skills: [c, go]", ("one person who knows c from lockers for 12 months", "one person who knows go from lockers for 12 months"), ()),
        (f"{RUNS}skills: [cobol]\neffort: 2 person-months", (), ("nobody in lockers has the skill 'cobol'",)),
        ("name: X\nstatus: running", (), ("no team is on record",)),
        ("name: X\nstatus: planned\nteams: [team/lockers]", (), ()),
    ],
    ids=["until it ends", "for all months", "a skill that nobody has", "no team", "not running"],
)
def test_what_the_record_does_not_tell_is_said_and_not_guessed(old: str, kept: tuple[str, ...], free: tuple[str, ...]) -> None:
    reading = roadmap(company(old=old))
    (one,) = reading.unplanned
    assert (one.held, one.free) == (kept, free)
    assert ("counts as free here, though they are not" in words(plan_page(reading, planned(reading)))) == bool(free)


def test_two_running_ones_that_need_the_same_person_share_them_instead_of_leaving_no_plan() -> None:
    running = initiative("10k EUR", "1 person-months", "skills: [c]").replace("planned", "running")
    reading = roadmap(company(new=running, old=f"{RUNS}skills: [c]"))
    assert planned(reading).starts == {"new": 0}
    assert [one.free for one in reading.unplanned] == [("everyone in lockers who knows c is kept for other running work",)]


def test_promised_dates_that_do_not_fit_are_no_plan_and_the_smallest_conflict_is_named() -> None:
    reading = roadmap(company(
        gate=initiative("10k EUR", "3 person-months", "skills: [c]\nends: 2027-01-31"),
        lamp=initiative("10k EUR", "1 person-months", "skills: [c]\nends: 2027-01-31"),
        door=initiative("10k EUR", "1 person-months", "skills: [go]\nends: 2027-01-31"),
    ), keep_dates=True)  # fmt: skip
    found = planned(reading)
    assert (found.ended, found.starts, found.smallest) == ("infeasible", {}, True)
    assert len(found.rules) == 5
    said = words(plan_page(reading, found))
    for line in ("There is no plan", "The people of lockers: c", "The gate must be done by month 3", "The lamp must be done by month 3"):
        assert line in said
    assert "The door" not in said


def test_money_that_is_limited_by_the_quarter() -> None:
    line = "name: Boards\ncategory: hosting\npurpose: grow\ninitiative: initiative/{0}\namounts: {{2026-Q4: 90k EUR}}"
    files = company(**{name: initiative("10k EUR", "1 person-months", f"skills: [{skill}]") for name, skill in (("one", "c"), ("two", "go"))})
    files |= {f"budget-lines/{name}.yaml": line.format(name) for name in ("one", "two")}
    assert sorted(planned(roadmap(files, budget=200_000)).starts.values()) == [0, 0]
    found = planned(roadmap(files, budget=100_000))
    assert sorted(found.starts.values()) == [0, 3]
    assert "10 000 EUR more a quarter" not in words(plan_page(roadmap(files, budget=100_000), found)).replace("\u202f", " ") or found.prices


def test_one_more_person_is_worth_what_the_second_need_not_wait() -> None:
    reading = roadmap(company(
        one=initiative("30k EUR", "2 person-months", "skills: [c]"), two=initiative("30k EUR", "2 person-months", "skills: [c]"),
    ))  # fmt: skip
    (price, *_) = planned(reading).prices
    assert (str(price.scarce), price.found) == ("lockers: c", 60_000)
    assert price.most >= price.found


def test_a_rule_is_worth_what_letting_it_go_adds() -> None:
    """The costly one waits two months for a cheap one that other people do: without the order it brings 60 000 more."""
    reading = roadmap(company(
        one=initiative("1k EUR", "2 person-months", "skills: [go]"), two=initiative("30k EUR", "2 person-months", "skills: [c]\ndepends_on: [initiative/one]"),
    ))  # fmt: skip
    rules = [price for price in planned(reading).prices if price.rule]
    assert [(price.rule, price.found) for price in rules] == [("The two waits for The one", 60_000)]
    assert "What letting a rule go would be worth" in words(plan_page(reading, planned(reading)))


def test_ctrl_c_while_limits_are_priced_keeps_the_plan_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan is found; its prices are still being tried when the signal comes."""
    monkeypatch.setattr(roadmap_plan, "all_prices", lambda *_: signal.raise_signal(signal.SIGINT))
    reading = roadmap(company(one=initiative("30k EUR", "2 person-months", "skills: [c]"), two=initiative("20k EUR", "2 person-months", "skills: [c]")))
    found = planned(reading)
    assert (found.starts, found.ended) == ({"one": 0, "two": 2}, "interrupted")
    said = words(plan_page(reading, found))
    assert "The search was interrupted; this is the best plan so far" in said
    assert "No single limit costs anything" not in said


# --- people ----------------------------------------------------------------------------------------------------------------------------


def test_a_linear_ramp_loses_half_of_its_length() -> None:
    """Published as: over 12 months, 24 months of tenure are 18 productive ones and 36 are 30. Ours grows over the months of its assumption."""
    ramp = LEARNING_MONTHS.range.p50
    start = date(2027, 1, 1)
    assert productive(start, start, None, 24).sum() == pytest.approx(24 - ramp / 2)
    assert productive(start, start, None, 36).sum() == pytest.approx(36 - ramp / 2)


def test_who_comes_later_and_who_leaves() -> None:
    start = date(2027, 1, 1)
    assert productive(start, date(2020, 1, 1), None, 3).tolist() == pytest.approx([1, 1, 1])
    assert productive(start, None, None, 2).tolist() == pytest.approx([1, 1])
    assert productive(start, date(2020, 1, 1), date(2027, 2, 15), 3).round(1).tolist() == [1, 0.5, 0]
    later = productive(start, date(2027, 3, 1), None, 12)
    assert later[:2].tolist() == [0, 0]
    assert (np.diff(later) >= -1e-9).all()


def test_the_first_month_is_the_next_that_begins() -> None:
    assert [str(first_month(day)) for day in (date(2026, 11, 1), date(2026, 11, 2), date(2026, 12, 31))] == ["2026-11-01", "2026-12-01", "2027-01-01"]


# --- what becomes of it, and what would be otherwise --------------------------------------------------------------------------------------


def test_a_chain_is_late_more_often_than_its_parts_and_everybody_waits() -> None:
    reading = roadmap(company(
        base=initiative("10k EUR", "1.2..4 person-months", "skills: [c]"), top=initiative("90k EUR", "1.2..4 person-months", AFTER_BASE),
    ), months=24)  # fmt: skip
    found = planned(reading)
    seen = forecast(found, seed=1)
    base, top = seen.outcomes
    assert (base.initiative.name, top.initiative.name) == ("base", "top")
    assert base.p50 <= base.p85
    assert top.p85 - top.planned > base.p85 - base.planned
    assert top.late > base.late
    assert min(base.crucial, top.crucial) > 0.3
    assert "When each is done" in words(forecast_page(reading, found, seen, 2000))
    assert forecast(found, seed=1) == seen


def test_sure_lengths_end_as_planned() -> None:
    found = planned(roadmap(company(one=initiative("10k EUR", "2 person-months", "skills: [c]"), two=initiative("10k EUR", "2 person-months", "skills: [c]"))))
    assert [(one.planned, one.p50, one.p85, one.late) for one in forecast(found, 1).outcomes] == [(2, 2, 2, 0), (4, 4, 4, 0)]


def test_scenarios_side_by_side() -> None:
    reading = roadmap(company(one=initiative("30k EUR", "2 person-months", "skills: [c]"), two=initiative("30k EUR", "2 person-months", "skills: [c]")))
    variants = [Scenario("as it stands", planned(reading))]
    variants += [Scenario(change, plan(changed(reading.roadmap, change), 5)) for change in ("+1 c in lockers", "without two")]
    assert [one.plan.worth for one in variants] == [540_000, 600_000, 300_000]
    assert "+1 c in lockers | 2 | 600\u202f000 EUR | 60\u202f000 EUR" in words(compare_page(reading, variants))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("+1 c in kitchen", "there is no team 'kitchen'"),
        ("without three", "no planned initiative"),
        ("budget -10%", "money is not limited"),
        ("more", "write '+1 SKILL"),
    ],
)
def test_a_change_that_cannot_be_understood(change: str, says: str) -> None:
    with pytest.raises(RoadmapError, match=says.replace("+", r"\+")):
        changed(roadmap(company(one=initiative("30k EUR", "2 person-months"))).roadmap, change)


def test_without_the_optimiser_there_is_a_plan_and_nothing_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = roadmap(company(one=initiative("30k EUR", "2 person-months"), two=initiative("40k EUR", "1 person-months")))
    monkeypatch.setitem(sys.modules, "highspy", None)
    found = planned(reading)
    assert (found.ended, found.starts) == ("unproved", {"one": 0, "two": 0})
    assert "the optimiser is not installed (pip install 'quarterdeck[roadmap]')" in words(plan_page(reading, found))
    beside = words(compare_page(reading, [Scenario("as it stands", found), Scenario("+1 more", found)]))
    assert "not known" in beside
    assert "inf" not in beside


def test_nothing_to_plan() -> None:
    found = planned(Reading(Roadmap(months=3, people=(Person("a", frozenset({ANYONE}), np.ones(3)),), initiatives=()), date(2026, 11, 1), (), ()))
    assert (found.ended, found.starts) == ("optimal", {})


def test_the_command_line_prints_and_exits_1_without_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    from quarterdeck.surfaces.cli.application import call

    files = company(one=initiative("30k EUR", "2 person-months", "skills: [c]\nends: 2026-11-20"), two=initiative("40k EUR", "1 person-months", "skills: [c]"))
    for path, text in {"quarterdeck.yaml": COMPANY, **files}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    asked = [str(tmp_path), "--as-of", "2026-10-31", "--seconds", "5"]
    assert call(["roadmap", "plan", *asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ended"], told["gap"], [one["initiative"] for one in told["plan"]]) == ("optimal", 0, ["one", "two"])
    assert call(["roadmap", "plan", *asked, "--keep-dates"]) == 1
    assert "The one must be done by month 1" in capsys.readouterr().out
    assert call(["roadmap", "forecast", *asked, "--runs", "200"]) == 0
    assert "P85" in capsys.readouterr().out
    assert call(["roadmap", "compare", *asked, "--change", "without two"]) == 0
    assert "without two" in capsys.readouterr().out
    assert call(["roadmap", "plan", *asked, "--budget", "5 USD"]) == 2
    assert "write one amount in EUR" in capsys.readouterr().err
