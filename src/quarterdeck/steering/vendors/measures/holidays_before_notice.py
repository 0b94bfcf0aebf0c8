"""How many working days holidays take before the last day to act.

Says: How many holidays that the company keeps fall on a weekday between the date of the assessment and the last day on which something can still be
changed about a contract.

Matters because: A notice period that ends between Christmas and New Year's Day ends, for most, a week before.

Counted how: The days that the company wrote down (`holidays` in quarterdeck.yaml), those without a year in each year. One row a holiday that is no Saturday or
Sunday, from a month before the date of the assessment to the last day of `notice_days_left`: 1 after the date of the assessment, 0 up to it (they tell
which the last working day was). The value is their sum.

Leaves out: Holidays that nobody wrote down: no calendar of countries comes with the program, for it would change its answers with each of its versions.
The vendor's holidays, where they differ.

Source: The company's own record. Working days are Monday to Friday without these days.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from quarterdeck.kernel.measure import MEASURE_HEADINGS, TOTAL, Measure, Page
from quarterdeck.kernel.outcome import NotAssessed
from quarterdeck.records.kinds.company import Company
from quarterdeck.records.kinds.contract import Contract
from quarterdeck.records.tables import table_of
from quarterdeck.steering.vendors.measures.notice_days_left import NOTICE_DAYS_LEFT, TERMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quarterdeck.kernel.finding import MeasureRow

_NONE, _YEARS = "none", 12
_DAYS = f"""
    SELECT DISTINCT TRY_CAST(CASE WHEN length(said) = 5 THEN year || '-' || said ELSE said END AS DATE) AS day
    FROM (SELECT unnest(holidays) AS said FROM company_records), (SELECT unnest(range(year($as_of::DATE) - 1, year($as_of::DATE) + {_YEARS})) AS year)
"""  # noqa: S608  # put together from constants

HOLIDAYS_BEFORE_NOTICE = Measure(
    name="holidays_before_notice",
    page=Page.of(__doc__, MEASURE_HEADINGS),
    unit="days",
    subject="contract",
    needs=(table_of(Contract), table_of(Company)),
    rows=f"""
        SELECT t.record AS subject, d.day::VARCHAR AS key, 'holiday' AS part, (d.day > $as_of::DATE)::INTEGER AS contribution
        FROM ({TERMS}) t JOIN ({_DAYS}) d ON d.day BETWEEN $as_of::DATE - INTERVAL 1 MONTH AND t.last WHERE isodow(d.day) < 6
        UNION ALL SELECT t.record, '{_NONE}', '{_NONE}', 0 FROM ({TERMS}) t, company_records c WHERE len(c.holidays) > 0
    """,  # noqa: S608  # as above
    fold=TOTAL,
    key_is="day",
    part_is="state",
    absent=NotAssessed("nobody wrote which holidays the company keeps", "Write `holidays` in quarterdeck.yaml: [01-01, 12-25, 2027-03-26]"),
    gaps=NOTICE_DAYS_LEFT.gaps,
)


def days_off(rows: Sequence[MeasureRow]) -> frozenset[date]:
    """The holidays of the measure's rows."""
    return frozenset(date.fromisoformat(row.key) for row in rows if row.part != _NONE)
