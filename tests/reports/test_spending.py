"""What was spent is one figure: in the board pack, in ``quarterdeck budget``, and in what each line is measured by."""

from __future__ import annotations

import pytest

from quarterdeck.app.asking.kept import records_of
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.spending import spending
from quarterdeck.app.steering.budgeting import Asked, budget_of
from quarterdeck.practices.money.measures.budget import BUDGET_SPENT
from quarterdeck.reports.budget_page import as_dict
from tests.reports.company import TODAY, made, said


def test_the_board_reads_what_the_budget_tells(run: Run) -> None:
    """Third quarter: 24 500 for the maps and 41 000 for people were booked, of 24 000 and 40 000 planned; 300 for coffee are in no plan."""
    records = records_of(run)
    assert records.company
    told = as_dict(budget_of(records, records.company, Asked(TODAY, None, run.request.out, {}), run.connection))
    assert isinstance(told["spent"], list)
    assert told["spent"][2] == {
        "quarter": "2026-Q3", "planned": 64_000.0, "booked": 65_500.0, "difference": 1_500.0, "belongs_to_none": 300.0,
        "by_purpose": {"grow": {"planned": 40_000.0, "booked": 41_000.0}, "run": {"planned": 24_000.0, "booked": 24_500.0}},
    }  # fmt: skip
    quarter, budget = spending(run)
    assert quarter
    assert (quarter.name, quarter.planned, quarter.spent, quarter.elsewhere) == ("2026-Q3", 64_000, 65_500, 300)
    assert "In the third quarter of 2026 we spent [65 500 EUR](#spending) of [64 000 EUR](#spending) planned" in said(made(run, "board"))
    assert budget
    assert budget.completes == pytest.approx((257_500, 258_000))


def test_each_line_is_measured_by_the_same_bookings(run: Run) -> None:
    records = records_of(run)
    assert records.company
    lines = budget_of(records, records.company, Asked(TODAY, None, run.request.out, {}), run.connection).actuals
    assert lines
    booked = {
        one.subject.key: sum(row.contribution for row in run.bench.rows(one) if row.part == "booked")
        for one in run.measurements
        if one.measure is BUDGET_SPENT and not one.missing
    }
    assert booked == {ref: float(sum(amounts[:3])) for ref, amounts in lines.lines.items()}
    assert len(booked) == 2
