"""A safeguard was to be tested again, and was not.

Judges: The days since the day on which a working control was to be tested again: one day, or no test at all, is not met.

Matters because: Backups that cannot be restored, and access that was never taken away, were controls on paper until the day on which they were
needed.

Silent when: Nobody wrote how often it is tested. A control that is planned, failing or retired is not judged.

What to do: Test it this week and write down the day and where one sees that it works; if it does not, set its status to failing.

Source: The interval is the company's own. Severity is our judgement: high where it was never tested or the test is later than it takes to be due
again, else medium.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import on_time
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.steering.compliance.measures.control_test_days_late import CONTROL_TEST_DAYS_LATE
from quarterdeck.steering.compliance.measures.control_test_interval import CONTROL_TEST_INTERVAL


def judge(late: Measurement, bench: Bench) -> Verdict:
    """The day has gone by, or there was no test: not met."""
    where = bench.name("control", late.subject.key)
    (row,) = bench.rows(late, 1)
    if row.part == "never":
        return Verdict(
            Outcome.NOT_MET,
            say("{where}: said to work, and {never} tested.", where=where, never=Cited("never", late.id)),
            action=say("Test {where}, and write down the day and where one sees that it works.", where=where),
            severity=Severity.HIGH,
        )
    settled = on_time(late, bench, where, "{where}: not said to work.", "{where}: to be tested again by {day}.")
    if settled:
        return settled
    interval = bench.beside(CONTROL_TEST_INTERVAL, late.subject)
    days = Cited(counted(int(late.value), "day"), late.id)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: the test was due on {day}, {days} ago.", where=where, day=row.part, days=days),
        action=say("Test {where}, and write down the day and where one sees that it works.", where=where),
        severity=Severity.HIGH if not interval.missing and late.value >= interval.value else Severity.MEDIUM,
    )


CONTROL_WAS_NOT_TESTED = Judgement(
    name="control-was-not-tested",
    title="Safeguards whose test is overdue",
    strength="Safeguards are tested in time",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(
        CONTROL_TEST_DAYS_LATE,
        CONTROL_TEST_INTERVAL,
    ),
    judge=judge,
)
