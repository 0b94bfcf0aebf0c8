"""The load of a service reaches what it bears.

Judges: how many days are left until the weekly peak of a service's load reaches its limit, at the pace of the last half-year.

Matters because: The day can be known in advance, and it comes in the busiest week.

Silent when: no series of the load with its limit reaches back half a year, or the newest value is old.

What to do: Try with a load test where the limit really is. Then add capacity, or take away what is not needed, before the near end of the range.

Source: Extrapolation of the company's own series. The limits are our judgement and can be set.
"""

from __future__ import annotations

from datetime import timedelta

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, number, say
from quarterdeck.practices.reliability.measures.load_headroom import LOAD_HEADROOM

LEAST_LOAD_DAYS = Criterion(
    "least_load_days",
    120,
    "days",
    "Fewer days until the load reaches its limit are too few.",
    "Our judgement: an order and a test take a quarter.",
)
_FAR, _HALF = 3650, 2


def judge(headroom: Measurement, bench: Bench) -> Verdict:
    """Fewer days than the limit are not met; fewer than half of it are high."""
    where = bench.name("service", headroom.subject.key)
    limit = bench.criterion(LEAST_LOAD_DAYS)
    held = {row.part: row.contribution for row in bench.rows(headroom) if row.part in {"used", "limit"}}
    full = Cited(f"{held['used'] / held['limit']:.0%}".replace("%", "\u202f%"), headroom.id)
    near, likely, far = (
        f"{bench.as_of + timedelta(days=round(days))}" if days < _FAR else "ten years from now"
        for days in (headroom.value if headroom.low is None else headroom.low, headroom.value, headroom.value if headroom.high is None else headroom.high)
    )
    notes = (
        say("Last week's peak: {used} of {limit}, in the unit of the series.", used=number(held["used"]), limit=number(held["limit"])),
        ("At the pace of the last half-year. What is planned and not in the past is not in it.",),
    )
    if headroom.value >= limit:
        told = say("{where}: its load is at {full} of its limit and stays below it beyond {day}.", where=where, full=full, day=Cited(near, headroom.id))
        return Verdict(Outcome.MET, told, notes=notes)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: its load is at {full} of its limit and reaches it about {likely}, between {near} and {far}.", where=where, full=full,
            likely=Cited(likely, headroom.id), near=near, far=far),
        action=say("Try with a load test where the limit of {where} really is, and add capacity before {near}.", where=where, near=near),
        severity=Severity.HIGH if headroom.value * _HALF < limit else Severity.MEDIUM,
        notes=notes,
    )  # fmt: skip


LOAD_REACHES_ITS_LIMIT = Judgement(
    name="load-reaches-its-limit",
    title="Load that reaches its limit",
    strength="Load stays below its limit",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(LOAD_HEADROOM,),
    judge=judge,
    criteria=(LEAST_LOAD_DAYS,),
)
