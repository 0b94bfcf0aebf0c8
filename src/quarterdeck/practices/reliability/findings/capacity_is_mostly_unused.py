"""Most of a service's capacity is never used.

Judges: the greatest share of its limit that a service used in any week of the last quarter.

Matters because: What nobody uses in the busiest hour is paid for all the same.

Silent when: no series of the load with its limit holds ten weeks of the last quarter.

What to do: Ask what it is kept free for. Where nobody knows, give back a part, watch for a month, and give back more.

Source: Arithmetic; below which share it is a candidate is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, say
from quarterdeck.practices.reliability.measures.capacity_at_peak import CAPACITY_AT_PEAK

LEAST_USE = Criterion(
    "capacity_used_least", 0.3, "of the limit", "Less at the peak leaves capacity to give back.", "Our judgement: a half would leave two thirds of room still."
)


def judge(peak: Measurement, bench: Bench) -> Verdict:
    """A peak below the limit is not met, and low."""
    where = bench.name("service", peak.subject.key)
    name = bench.rows(peak, 1)[0].part
    told = Cited(percent(peak.value), peak.id)
    if peak.value >= bench.criterion(LEAST_USE):
        return Verdict(Outcome.MET, say("{where}: it used {told} of its {name} limit at the peak of the last quarter.", where=where, told=told, name=name))
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: it used {told} of its {name} limit at the peak of the last quarter.", where=where, told=told, name=name),
        action=say("Ask what the rest of {where} is kept free for; where nobody knows, give half of it back.", where=where),
        severity=Severity.LOW,
        notes=(("No money is shown: what it costs is on the bill, under its own name.",),),
    )


CAPACITY_IS_MOSTLY_UNUSED = Judgement(
    name="capacity-is-mostly-unused",
    title="Capacity that is mostly unused",
    strength="Capacity is used",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(CAPACITY_AT_PEAK,),
    judge=judge,
    criteria=(LEAST_USE,),
)
