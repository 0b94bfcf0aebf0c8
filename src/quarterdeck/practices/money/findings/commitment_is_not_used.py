"""A part of the cloud commitments is paid for and covers nothing.

Judges: the used share of what commitments cost against the share that a careful buyer reaches.

Matters because: The discount of a commitment is lost with the first tenth or so that stands unused; beyond that it costs more than buying by the hour.

Silent when: no bill with commitments was imported.

What to do: Look which commitment covers less than it was bought for; move work under it, exchange it where the provider allows, and buy the next one for the
least that runs at any hour, not for the mean.

Source: FOCUS, Commitment Discount Status. The share is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, number, say
from quarterdeck.practices.money.measures.commitments import COMMITMENT_UTILISATION, UNUSED_COMMITMENTS_COST
from quarterdeck.practices.money.waste import currency_of, loss, told

LEAST_UTILISATION = Criterion("least_commitment_utilisation", 0.9, "of the cost", "Less than this used is waste.", "Our judgement.")


def judge(used: Measurement, bench: Bench) -> Verdict:
    """Below the share: not met."""
    cost = bench.beside(UNUSED_COMMITMENTS_COST, used.subject)
    where = bench.name("company", used.subject.key)
    share = Cited(percent(used.value), used.id)
    if used.value >= bench.criterion(LEAST_UTILISATION):
        return Verdict(Outcome.MET, say("{where}: {share} of the cost of cloud commitments covers something that runs.", where=where, share=share))
    currency = currency_of(cost, bench)
    amount = say(": {amount} in the period", amount=told(cost, currency)) if currency else ()
    idle = Cited(percent(1 - used.value), used.id)
    states: dict[str, dict[str, float]] = {}
    for row in bench.rows(used):
        states.setdefault(row.key, {})[row.part] = row.contribution
    rows = tuple(
        ((bench.name("commitment", name),), (number(held.get("Used", 0)),), (number(held.get("Unused", 0)),))
        for name, held in sorted(states.items(), key=lambda item: (-item[1].get("Unused", 0), item[0]))
    )
    years = (used.period.end - used.period.start).days / 365
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {idle} of the cost of cloud commitments covers nothing{amount}.", where=where, idle=idle, amount=amount),
        action=("Move work under the commitments that stand idle, or exchange them; buy the next for the least that runs at any hour.",),
        severity=Severity.LOW,
        loss=loss("cloud commitments stay unused", "cost of commitments that covered nothing", cost, currency, years),
        detail=Detail(("Commitment", "Used", "Unused"), "lrr", rows),
    )


COMMITMENT_IS_NOT_USED = Judgement(
    name="commitment-is-not-used",
    title="Cloud commitments that cover nothing",
    strength="Cloud commitments are used",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(COMMITMENT_UTILISATION, UNUSED_COMMITMENTS_COST),
    judge=judge,
    criteria=(LEAST_UTILISATION,),
)
