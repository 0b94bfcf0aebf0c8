"""The company's own estimates: what counts as ended, and what they say of the next ones. The measure and the command count the same."""

from __future__ import annotations

import pytest

from quarterdeck.decisions.estimates import ended, overrun, run_over
from quarterdeck.records.collection import Records, assemble
from tests.steering.scenarios import files, judged

RECORD = """
initiatives/a.yaml: {name: A, status: done, effort: 40..90 person-days, spent: 126 person-days}
initiatives/b.yaml: {name: B, status: done, effort: 40..90 person-days, spent: 96 person-days}
initiatives/c.yaml: {name: C, status: done, effort: 10 person-weeks, spent: 50 person-days}
initiatives/d.yaml: {name: D, status: done, effort: 20..40 person-days, spent: 10 person-days}
initiatives/open.yaml: {name: Open, status: running, effort: 20..40 person-days, spent: 100 person-days}
initiatives/unsaid.yaml: {name: Unsaid, status: done, effort: 20..40 person-days}
"""
DECIDED = """
decisions/l.yaml: {name: L, status: accepted, cost: 1k..4k EUR, cost_seen: 6k EUR, expects: [{name: a, low: 2, high: 8, seen: 9}, {name: b, low: 1, high: 2}]}
"""


def records(given: str) -> Records:
    """What a company wrote."""
    found = assemble(files(given))
    assert not found.problems, found.problems
    return found


def test_what_counts() -> None:
    told = [(one.label, one.what, one.place) for one in ended(records(RECORD + DECIDED))]
    assert told == [
        ("A", "effort", "above"), ("B", "effort", "above"), ("C", "effort", "inside"), ("D", "effort", "below"), ("L", "cost", "above"),
        ("L", "outcome", "above"),
    ]  # fmt: skip


def test_an_outcome_cannot_run_over() -> None:
    assert len(run_over(ended(records(RECORD + DECIDED)))) == 5


def test_the_overrun_needs_five() -> None:
    assert overrun(ended(records(RECORD))) is None
    found = overrun(ended(records(RECORD + DECIDED)))
    assert found is not None
    assert found.p50 == pytest.approx(1.6)


def test_the_finding_counts_what_the_command_counts() -> None:
    (finding,) = judged("estimates-run-over", files(RECORD + DECIDED))
    (measured,) = finding.rests_on
    times = overrun(ended(records(RECORD + DECIDED)))
    assert times is not None
    assert measured.value == pytest.approx(times.p50)
