"""A bad week is not multiplied into a year."""

from __future__ import annotations

from datetime import date

import pytest

from quarterdeck.app.concluding.judging import RunBench
from quarterdeck.app.keeping.store import connect
from quarterdeck.assumptions.pricing import Pricing
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import plain
from quarterdeck.practices.reliability.findings.incidents_take_people import INCIDENTS_TAKE_PEOPLE
from quarterdeck.practices.reliability.measures.hours_of_people import HOURS_OF_PEOPLE


@pytest.mark.parametrize(
    ("last", "hours", "said"),
    [
        (date(2026, 11, 8), 30, "shop: 1 incident took 30 hours of people; 7 days are too few to tell how many hours a year takes."),
        (date(2027, 1, 30), 30, "shop: 1 incident took 30 hours of people in the period."),
    ],
)
def test_hours_in_a_short_period(last: date, hours: float, said: str) -> None:
    """Thirty hours in a week would be 1 565 in a year; in a quarter they are 122."""
    subject = Subject("service", "shop")
    measured = Measurement(HOURS_OF_PEOPLE, subject, Period(date(2026, 11, 1), last), hours, None, None, 1)
    with connect() as connection:
        bench = RunBench(connection, last, {("hours_of_people", subject): measured}, {}, Pricing(1), {})
        assert plain(INCIDENTS_TAKE_PEOPLE.judge(measured, bench).sentence) == said
