"""What the record says against its own plan: scenarios in Markdown, as of 31 October 2026.

Below each heading a block ``given`` (records, one a line), a block ``says`` (each argument's name, what it is about, its sentence), and sometimes one
``silent`` (what could not be argued, and why). Nothing else may be said by the arguments that the heading's file names.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from quarterdeck.kernel.text import plain
from quarterdeck.records.collection import assemble
from quarterdeck.records.values import Ref
from quarterdeck.steering.strategy.challenge import ARGUMENTS, challenge
from quarterdeck.steering.strategy.challenge.plan import FeatureReach, Plan, RuntimeEnd
from tests.steering.scenarios import AS_OF, files

FOLDER = Path(__file__).parent
_SCENARIO = re.compile(r"^## (.+?)$.*?^```given\n(.*?)^```$.*?^```says\n(.*?)^```$(?:\s*^```silent\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
SCENARIOS = [pytest.param(*found[1:], id=found[0]) for found in _SCENARIO.findall((FOLDER / "arguments.md").read_text(encoding="utf-8"))]


def plan_of(given: str) -> Plan:
    """The plan that the records describe; lines that begin with `runs` and `uses` tell what an assessment saw."""
    lines = given.splitlines()
    seen = [line.split("  ")[1:] for line in lines if line.startswith("runs  ")]
    runtimes = [RuntimeEnd(Ref("system", system), runtime, date.fromisoformat(day), file) for system, runtime, day, file in seen]
    uses = [FeatureReach(feature, product, float(reach)) for _, feature, product, reach in (line.split("  ") for line in lines if line.startswith("uses  "))]
    records = assemble(files("\n".join(line for line in lines if not line.startswith(("runs  ", "uses  ")))))
    assert not records.problems
    return Plan(records, AS_OF, 0.6, runtimes, uses)


@pytest.mark.parametrize(("given", "says", "silent"), SCENARIOS)
def test_scenarios(given: str, says: str, silent: str) -> None:
    found = challenge(plan_of(given))
    told = [f"{one.name} {one.about}: {plain(one.sentence)}".replace("\u202f", " ") for one in found.arguments]
    assert told == [line for line in says.splitlines() if line]
    assert set(silent.splitlines()) <= {f"{one.name}: {one.why}" for one in found.silent}


def test_every_argument_is_argued_in_a_scenario_and_told_in_the_guide() -> None:
    said = "".join(says for _, _, says, _ in _SCENARIO.findall((FOLDER / "arguments.md").read_text(encoding="utf-8")))
    guide = (FOLDER.parents[3] / "docs" / "how-to" / "challenge-the-plan.md").read_text(encoding="utf-8")
    for argue in ARGUMENTS:
        name = argue.__name__.replace("_", "-")
        assert f"{name} " in said
        assert f"`{name}`" in guide


def test_a_plan_of_nothing_is_not_argued_with() -> None:
    assert not challenge(plan_of("")).arguments


def test_without_an_assessment_nothing_is_said_of_what_systems_run_on() -> None:
    found = challenge(Plan(assemble(files("")), AS_OF, 0.6))
    assert "support-ends-in-the-middle" in {one.name for one in found.silent}


def test_an_initiative_whose_objective_is_broken_is_not_accused_of_serving_none() -> None:
    told = files("objectives/o.yaml: {name: O, ownr: x}\ninitiatives/i.yaml: {name: I, status: running, objective: objective/o}")
    found = challenge(Plan(assemble(told), AS_OF, 0.6))
    assert "nobody-measures-the-benefit" not in {one.name for one in found.arguments}
    (silent,) = [one for one in found.silent if one.name == "nobody-measures-the-benefit"]
    assert silent.why.startswith("i serves objective/o, whose record is broken: ")
    assert silent.supply == "Mend objectives/o.yaml, as `quarterdeck check` says"


def test_what_costs_nothing_or_may_be_no_work_is_not_what_nobody_wrote() -> None:
    told = (
        "initiatives/zero.yaml: {name: Zero, status: planned, cost_of_delay: 0 EUR, effort: 1..2 person-days}\n"
        "initiatives/light.yaml: {name: Light, status: planned, cost_of_delay: 1k EUR, effort: 0..2 person-days}\n"
        "initiatives/blank.yaml: {name: Blank, status: planned}"
    )
    whys = [one.why for one in challenge(Plan(assemble(files(told)), AS_OF, 0.6)).silent if one.name == "order-does-not-follow"]
    assert whys == [
        "nobody wrote what waiting costs, or how much work it is (blank)",
        "what may be no work has no urgency for each day of it (light)",
    ]
