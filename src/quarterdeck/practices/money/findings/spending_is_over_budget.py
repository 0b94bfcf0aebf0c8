"""More was spent on a budget line than the plan says.

Judges: what was booked in the quarters that are over against what was planned for them, with the room that a plan has.

Matters because: What is overspent in silence is taken from something that somebody wanted. Known early, the plan or the spending can change.

Silent when: no quarter that is over has both a plan and bookings that are the line's own.

What to do: Find what grew (price, amount, or something new), and decide: change the plan, or the spending. Write down which.

Source: Our own definition. The room is our judgement and can be set.
"""

from __future__ import annotations

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, number, say
from quarterdeck.practices.money.measures.budget import BUDGET_SPENT

ROOM = Criterion("budget_room", 0.1, "above the plan", "So much above the plan is still the plan.", "Our judgement: a tenth.")
_MUCH = 3


def judge(spent: Measurement, bench: Bench) -> Verdict:
    """Above plan and room: not met; three times the room is high."""
    room = bench.criterion(ROOM)
    where = bench.name(spent.subject.kind, spent.subject.key)
    quarters: dict[str, dict[str, float]] = {}
    for row in bench.rows(spent):
        quarters.setdefault(row.key, {})[row.part] = row.contribution
    first, last = min(quarters), max(quarters)
    when = first if first == last else f"{first} to {last}"
    share = Cited(percent(spent.value), spent.id)
    if spent.value <= 1 + room:
        return Verdict(Outcome.MET, say("{where}: {share} of the plan was spent in {when}.", where=where, share=share, when=when))
    over = Cited(percent(spent.value - 1), spent.id)
    rows = tuple(((quarter,), (number(round(held["planned"])),), (number(round(held["booked"])),)) for quarter, held in sorted(quarters.items()))
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {over} more than planned was spent in {when}.", where=where, over=over, when=when),
        action=say("Find what grew in {where}, and decide: the plan or the spending changes.", where=where),
        severity=Severity.HIGH if spent.value > 1 + _MUCH * room else Severity.MEDIUM,
        detail=Detail(("Quarter", "Planned", "Booked"), "lrr", rows),
    )


SPENDING_IS_OVER_BUDGET = Judgement(
    name="spending-is-over-budget",
    title="Spending above the plan",
    strength="Spending keeps to the plan",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(BUDGET_SPENT,),
    judge=judge,
    criteria=(ROOM,),
)
