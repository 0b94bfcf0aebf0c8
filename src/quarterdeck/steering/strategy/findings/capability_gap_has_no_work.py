"""A capability that the strategy hangs on is far from what is needed, and nobody works on it.

Judges: The gap of a capability with a strategic weight of 4 or 5: one of 2 or more without an initiative that brings it on is not met.

Matters because: What decides whether the strategy works is left as it is, while work goes where the gap is small.

Silent when: The weight is 3 or less: such a gap can be lived with, or bought away.

What to do: Start or name the initiative that brings it on (`raises` in its record), buy the capability, or change the strategy that needs it.

Source: Our judgement over the company's own record: half of the scale's upper part is heavy, two of five steps are far. Severity: high from three steps on,
else medium.
"""

from __future__ import annotations

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.steering.strategy.measures.capability_gap import CAPABILITY_GAP
from quarterdeck.steering.strategy.measures.initiatives_raising import INITIATIVES_RAISING

HEAVY = Criterion("heavy_from", 4, "of 5", "A capability of this strategic weight decides.", "Our judgement: the upper two of five.")
FAR = Criterion("far_from", 2, "of 5", "A gap of this many steps is large.", "Our judgement: one step is made in passing, two are not.")
_HIGH = 3


def judge(gap: Measurement, bench: Bench) -> Verdict:
    """Heavy, far and without work: not met."""
    where = bench.name("capability", gap.subject.key)
    weight = float(next(iter(bench.rows(gap))).part)
    steps = Cited(f"{gap.value:g} of 5", gap.id)
    if weight < bench.criterion(HEAVY):
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: the strategy does not hang on it.", where=where))
    if gap.value < bench.criterion(FAR):
        return Verdict(Outcome.MET, say("{where}: decides, and lacks {steps} of what is needed.", where=where, steps=steps))
    raising = bench.beside(INITIATIVES_RAISING, gap.subject)
    if raising.missing:
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: what brings it on is not known.", where=where), missing=raising.missing)
    if raising.value > 0:
        initiatives = Cited(counted(int(raising.value), "initiative"), raising.id)
        return Verdict(Outcome.MET, say("{where}: lacks {steps}; at work on it: {initiatives}.", where=where, steps=steps, initiatives=initiatives))
    return Verdict(
        Outcome.NOT_MET,
        say(
            "{where}: the strategy hangs on it, it lacks {steps}, and {nobody} brings it on.",
            where=where, steps=steps, nobody=Cited("no initiative", raising.id),
        ),
        action=say("Name the work that brings {where} on, buy it, or change what needs it.", where=where),
        severity=Severity.HIGH if gap.value >= _HIGH else Severity.MEDIUM,
    )  # fmt: skip


CAPABILITY_GAP_HAS_NO_WORK = Judgement(
    name="capability-gap-has-no-work",
    title="Capabilities that decide, far from what is needed, without work",
    strength="Somebody works on each capability that decides and is far from what is needed",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(CAPABILITY_GAP, INITIATIVES_RAISING),
    judge=judge,
    criteria=(HEAVY, FAR),
)
