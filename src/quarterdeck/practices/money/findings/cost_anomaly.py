"""A cost in the cloud left its usual range and stayed there.

Judges: what resources cost more a year than they usually did, where the difference is clear.

Matters because: What grows by itself was decided by nobody. It is mended in an hour once somebody looks, and paid for years where nobody does.

Silent when: no bill with a line a day was imported, or it tells fewer than 58 days.

What to do: Ask who changed what on the day that it began. Switch off what was left on; where use grew, write down that it is wanted, and accept the finding.

Source: Median and median absolute deviation (see the measure). Any such cost is told; there is no threshold beyond the measure's own.
"""

from __future__ import annotations

from datetime import timedelta

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import counted, listing, number, say
from quarterdeck.practices.money.measures.cost_anomalies import COST_ABOVE_USUAL, DAYS_ABOVE_USUAL
from quarterdeck.practices.money.waste import currency_of, loss, told

_NAMED = 3


def judge(above: Measurement, bench: Bench) -> Verdict:
    """Any resource that left its range: not met."""
    where = bench.name("company", above.subject.key)
    left = [row for row in bench.rows(above) if row.contribution > 0]
    if not left:
        return Verdict(Outcome.MET, say("{where}: no cost in the cloud has left its usual range.", where=where))
    lasting = bench.beside(DAYS_ABOVE_USUAL, above.subject)
    days = {row.key: round(row.contribution) for row in bench.rows(lasting)}
    names = listing([bench.name("resource", row.key) for row in left[:_NAMED]] + ([(f"{len(left) - _NAMED} more",)] if left[_NAMED:] else []))
    currency = currency_of(above, bench)
    costs = "costs" if len(left) == 1 else "cost"
    sentence = say(f"{{where}}: {{names}} {costs} {{amount}} a year more than usual.", where=where, names=names, amount=told(above, currency))
    rows = tuple(
        ((bench.name("resource", row.key),), (f"{number(round(row.contribution))} {row.part}",), (counted(days.get(row.key, 0), "day"),)) for row in left
    )
    first = left[0]
    return Verdict(
        Outcome.NOT_MET,
        sentence,
        action=say("Ask who changed what for {name} about {day}, and take it back or write down that it is wanted.", name=bench.name("resource", first.key),
                   day=str(bench.as_of - timedelta(days=days.get(first.key, 0)))),
        severity=Severity.MEDIUM,
        loss=loss("costs stay above their usual range", "cost above the usual, a year", above, currency),
        detail=Detail(("Resource", "More than usual, a year", "Since"), "lrr", rows),
    )  # fmt: skip


COST_ANOMALY = Judgement(
    name="cost-anomaly",
    title="Costs that left their usual range",
    strength="Costs in the cloud stay in their usual range",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(COST_ABOVE_USUAL, DAYS_ABOVE_USUAL),
    judge=judge,
)
