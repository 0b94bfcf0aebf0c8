"""What was spent is one figure: in the board pack, in ``quarterdeck budget``, and in what each line is measured by."""

from __future__ import annotations

import duckdb
import pytest

from quarterdeck.app.asking.kept import records_of
from quarterdeck.app.pipeline import Run
from quarterdeck.app.reports.spending import spending
from quarterdeck.app.steering.budgeting import Asked, budget_of
from quarterdeck.kernel.section import TableBlock
from quarterdeck.kernel.text import Phrase, plain
from quarterdeck.practices.money.measures.budget import BUDGET_SPENT
from quarterdeck.reports.budget_page import as_dict, tables
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


def test_the_rows_of_what_it_will_come_to_add_up_to_the_first_sentence(run: Run) -> None:
    """Of the people in the plan nobody can tell a booking apart, or of none: a row of their own holds it, so that each column adds up."""
    found = spending(run)[1]
    assert found
    (table,) = (one for one in tables(found) if isinstance(one, TableBlock) and one.caption.startswith("What it will come to"))
    columns = [[_number(row[place]) for row in table.rows] for place in range(1, len(table.columns))]
    assert [sum(column[:-1]) for column in columns] == pytest.approx([column[-1] for column in columns], abs=len(table.rows))
    assert sorted(column[-1] for column in columns[3:5]) == pytest.approx(found.completes)
    assert sum(float(one.booked or 0) for one in found.spent) == columns[1][-1]


def _number(cell: Phrase) -> float:
    told = plain(cell).replace("\u202f", "").replace("−", "-")
    return 0.0 if told == "–" else float(told)


def test_a_bill_in_dollars_of_a_vendor_that_is_booked_in_euros_is_not_called_missing(run: Run) -> None:
    """The ledger pays Amazon in euros, whose bill is in dollars; the other bill in dollars is booked nowhere."""
    records = records_of(run)
    assert records.company
    connection = duckdb.connect()
    connection.execute("""
        CREATE TABLE ledger AS SELECT DATE '2026-05-31' AS booked_on, 900.0 AS amount, 'EUR' AS currency, 'Cloud' AS account, NULL AS account_name,
            NULL AS cost_centre, NULL AS project, NULL AS team, 'AWS' AS vendor;
        CREATE TABLE cost_lines AS SELECT TIMESTAMP '2026-05-01' AS charge_period_start, cost AS billed_cost, 'USD' AS billing_currency,
            vendor AS invoice_issuer_name, NULL AS provider_name FROM (VALUES (1000.0, 'Amazon Web Services'), (70.0, 'Mapper')) AS bills(cost, vendor);
    """)
    untold = budget_of(records, records.company, Asked(TODAY, None, run.request.out, {}), connection).untold
    told = {what: (why, do) for what, why, do in untold if "USD" in what}
    assert set(told) == {"1\u202f000 USD billed by Amazon Web Services", "70 USD in the ledger and bills"}
    assert "may be the same money" in told["1\u202f000 USD billed by Amazon Web Services"][0]
    assert "`exchange_rates` count for plans" in told["70 USD in the ledger and bills"][1]
