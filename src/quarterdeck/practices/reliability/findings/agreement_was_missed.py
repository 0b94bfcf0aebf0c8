"""A promise to customers was missed.

Judges: how many windows of an agreement with customers ended with less than was promised.

Matters because: Each miss is owed: as a credit, as a talk with the customer, or as the customer.

Silent when: it is no agreement with customers, or no whole window of it was counted within the period.

What to do: Tell those to whom it was promised before they ask. Then mend what spent the most, or promise less at the next renewal.

Source: Arithmetic. Money is what the record says that each miss costs (`penalty`), as often as it was missed.
"""

from __future__ import annotations

from quarterdeck.assumptions.catalogue import WASTE_GOES_ON
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, MeasureRow, Verdict
from quarterdeck.kernel.loss import Factor, Loss
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, listing, say
from quarterdeck.practices.reliability.measures.agreement_misses import AGREEMENT_MISSES

_YEAR, _SHOWN = 365.25, 3


def judge(misses: Measurement, bench: Bench) -> Verdict:
    """Any window that was missed is not met; one in four, high."""
    where = bench.name("service-level", misses.subject.key)
    rows = bench.rows(misses)
    if any(row.part == "objective" for row in rows):
        return Verdict(Outcome.NOT_APPLICABLE, say("{where} is our own objective, promised to nobody.", where=where))
    windows = [row for row in rows if row.part in {"missed", "kept"}]
    every = counted(len(windows), "window")
    if not misses.value:
        return Verdict(Outcome.MET, say("{where}: kept in {every}.", where=where, every=Cited(every, misses.id)))
    since = sorted((row.key for row in windows if row.contribution), reverse=True)
    loss = _loss(misses, next((row for row in rows if row.key == "penalty"), None))
    return Verdict(
        Outcome.NOT_MET,
        say("{where} was missed in {missed} of {every}.", where=where, missed=Cited(str(int(misses.value)), misses.id), every=every),
        action=("Tell those to whom it was promised before they ask, and mend what spent the most.",),
        severity=Severity.HIGH if misses.value * 4 >= len(windows) else Severity.MEDIUM,
        loss=loss,
        notes=(
            say("Missed in the {windows} since {days}.", windows="window" if len(since) == 1 else "windows", days=listing([(day,) for day in since[:_SHOWN]])),
            ("Each miss costs the middle of what the record says.",) if loss else ("No money is shown: the record does not say what a miss costs.",),
        ),
    )


def _loss(misses: Measurement, penalty: MeasureRow | None) -> Loss | None:
    if penalty is None:
        return None
    yearly = misses.value * _YEAR / ((misses.period.end - misses.period.start).days or 1)
    return Loss(
        f"credits for {misses.subject.key}",
        (
            Factor("what each miss costs, on record", value=penalty.contribution, currency=penalty.part),
            Factor("misses a year", value=yearly, measurement=misses.id),
            Factor("times that the coming year repeats it", WASTE_GOES_ON.name),
        ),
    )


AGREEMENT_WAS_MISSED = Judgement(
    name="agreement-was-missed",
    title="Promises to customers that were missed",
    strength="Promises to customers are kept",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(AGREEMENT_MISSES,),
    judge=judge,
)
