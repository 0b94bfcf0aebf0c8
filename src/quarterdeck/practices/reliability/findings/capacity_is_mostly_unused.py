"""Most of a service's capacity is never used.

Judges: the greatest share of its limit that a service used in any week of the last quarter.

Matters because: What nobody uses in the busiest hour is paid for all the same.

Silent when: no series of the load with its limit holds ten weeks of the last quarter.

What to do: Ask what it is kept free for. Where nobody knows, give back a part, watch for a month, and give back more.

Source: Arithmetic; below which share it is a candidate is our judgement and can be set. Money is told where tags of the bill name the service: what its
machines cost a year, times the share that its peak left free, times what of that can be given back (`unused_given_back`, our judgement). The limit of the
series is taken for what is paid.
"""

from __future__ import annotations

from quarterdeck.assumptions.catalogue import UNUSED_GIVEN_BACK, WASTE_GOES_ON
from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.loss import Factor, Loss
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, say
from quarterdeck.practices.reliability.measures.capacity_at_peak import CAPACITY_AT_PEAK
from quarterdeck.practices.reliability.measures.cost_of_machines import COST_OF_MACHINES

LEAST_USE = Criterion(
    "capacity_used_least", 0.3, "of the limit", "Less at the peak leaves capacity to give back.", "Our judgement: a half would leave two thirds of room still."
)


def judge(peak: Measurement, bench: Bench) -> Verdict:
    """A peak below the limit is not met, and low."""
    where = bench.name("service", peak.subject.key)
    name = bench.name("series", bench.rows(peak, 1)[0].part)
    told = Cited(percent(peak.value), peak.id)
    cost = bench.beside(COST_OF_MACHINES, peak.subject)
    loss = None if cost.missing else _loss(peak, cost, bench.rows(cost, 1)[0].part)
    if peak.value >= bench.criterion(LEAST_USE):
        return Verdict(Outcome.MET, say("{where}: it used {told} of its {name} limit at the peak of the last quarter.", where=where, told=told, name=name))
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: it used {told} of its {name} limit at the peak of the last quarter.", where=where, told=told, name=name),
        action=say("Ask what the rest of {where} is kept free for; where nobody knows, give half of it back.", where=where),
        severity=Severity.LOW,
        loss=loss,
        notes=(("The limit of the series is taken for what is paid.",) if loss else (f"No money is shown: {cost.missing.why}.",) if cost.missing else (),),
    )


def _loss(peak: Measurement, cost: Measurement, currency: str) -> Loss:
    return Loss(
        f"{peak.subject.key} pays for capacity that it does not use",
        (
            Factor("what its machines cost a year, on the bill", value=cost.value, measurement=cost.id, currency=currency),
            Factor("share of its limit that the peak left free", value=max(0.0, 1 - peak.value), measurement=peak.id),
            Factor("share of what is free that can be given back", UNUSED_GIVEN_BACK.name),
            Factor("times that the coming year repeats it", WASTE_GOES_ON.name),
        ),
    )


CAPACITY_IS_MOSTLY_UNUSED = Judgement(
    name="capacity-is-mostly-unused",
    title="Capacity that is mostly unused",
    strength="Capacity is used",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(CAPACITY_AT_PEAK, COST_OF_MACHINES),
    judge=judge,
    criteria=(LEAST_USE,),
)
