"""Storage of a service runs out.

Judges: how many days are left until a store reaches its limit, at the pace of the last half-year.

Matters because: A full disk stops everything that writes, and it fills fastest in the busiest weeks. The day can be known in advance.

Silent when: no series of the storage with its limit reaches back half a year, or the newest value is old.

What to do: Order more, or move what is old elsewhere, before the near end of the range; then let an alert on the growth do the next asking.

Source: Extrapolation of the company's own series. The limits are our judgement and can be set.
"""

from __future__ import annotations

from datetime import date, timedelta

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, Phrase, number, say
from quarterdeck.practices.reliability.measures.storage_headroom import STORAGE_HEADROOM

LEAST_DAYS = Criterion(
    "least_storage_days", 120, "days", "Fewer days until storage is full are too few.", "Our judgement: an order, a budget and a quiet weekend take a quarter."
)
_HALF = 2
_FAR = 3650


def judge(headroom: Measurement, bench: Bench) -> Verdict:
    """Fewer days than the limit are not met; fewer than half of it are high."""
    where = bench.name("service", headroom.subject.key)
    limit = bench.criterion(LEAST_DAYS)
    held = {row.part: row.contribution for row in bench.rows(headroom) if row.part in {"used", "limit"}}
    full = Cited(f"{held['used'] / held['limit']:.0%}".replace("%", "\u202f%"), headroom.id)
    near, likely, far = (_day(bench.as_of, days) for days in _ends(headroom))
    notes: tuple[Phrase, ...] = (
        say("Used: {used} of {limit}, in the unit of the series.", used=number(held["used"]), limit=number(held["limit"])),
        ("At the pace of the last half-year. What is planned and not in the past is not in it.",),
    )
    if headroom.value >= limit:
        told = say("Storage of {where} is {full} full and lasts beyond {day}.", where=where, full=full, day=Cited(near, headroom.id))
        return Verdict(Outcome.MET, told, notes=notes)
    runs_out = say(
        "Storage of {where} is {full} full and runs out about {likely}, between {near} and {far}.",
        where=where, full=full, likely=Cited(likely, headroom.id), near=near, far=far,
    )  # fmt: skip
    return Verdict(
        Outcome.NOT_MET,
        runs_out if headroom.value else say("Storage of {where} is {full}.", where=where, full=Cited("full", headroom.id)),
        action=say("Order more storage for {where}, or move what is old elsewhere, {when}.", where=where, when=f"before {near}" if headroom.value else "today"),
        severity=Severity.HIGH if headroom.value * _HALF < limit else Severity.MEDIUM,
        notes=notes,
    )


def _ends(headroom: Measurement) -> tuple[float, float, float]:
    low, high = headroom.low, headroom.high
    return (headroom.value if low is None else low, headroom.value, headroom.value if high is None else high)


def _day(as_of: date, days: float) -> str:
    return f"{as_of + timedelta(days=round(days))}" if days < _FAR else "ten years from now"


STORAGE_RUNS_OUT = Judgement(
    name="storage-runs-out",
    title="Storage that runs out",
    strength="Storage lasts",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(STORAGE_HEADROOM,),
    judge=judge,
    criteria=(LEAST_DAYS,),
)
