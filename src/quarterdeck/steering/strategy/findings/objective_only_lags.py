"""An objective can only be judged when it is over.

Judges: The key results of a committed objective that tell early: none is not met, and so is an objective without any key result.

Matters because: Whoever reads only how it went learns of a miss when nothing can be changed any more. One number that moves early is enough to steer by.

Silent when: Nobody said of a key result whether it tells early or late (`tells`) and none tells early: that is not assessed. A draft and an objective that
was reached, missed or dropped is not judged.

What to do: Add one result that moves within weeks of the work: trials begun before revenue, restores practised before an audit.

Source: Our judgement, after leading and lagging measures in Kaplan & Norton 1996 (not opened). Severity is low; medium where there is no key result at all.
"""

from __future__ import annotations

from quarterdeck.derived.recorded import CLOSED
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Judgement, Verdict
from quarterdeck.kernel.measure import Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, say
from quarterdeck.steering.strategy.measures.key_results_that_lead import KEY_RESULTS_THAT_LEAD


def judge(leading: Measurement, bench: Bench) -> Verdict:
    """No key result that tells early: not met, once somebody said so of each."""
    where, rows = bench.name("objective", leading.subject.key), bench.rows(leading)
    parts = {row.part for row in rows}
    if parts == {CLOSED}:
        return Verdict(Outcome.NOT_APPLICABLE, say("{where}: not open.", where=where))
    if parts == {"none"}:
        return Verdict(
            Outcome.NOT_MET,
            say("{where}: committed, and {nothing} will show whether it was reached.", where=where, nothing=Cited("no key result", leading.id)),
            action=say("Write down what is counted, where it stands and where it shall stand."), severity=Severity.MEDIUM,
        )  # fmt: skip
    results = counted(len(rows), "key result")
    if leading.value > 0:
        return Verdict(
            Outcome.MET, say("{where}: {count} of {results} tells early.", where=where, count=Cited(f"{leading.value:.0f}", leading.id), results=results)
        )
    if "unsaid" in parts:
        missing = NotAssessed("nobody said whether its key results tell early or late", "Write `tells: early` or `tells: late` in each key result")
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=missing.why), missing=missing)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {count} of {results} tells early; all show only how it went.", where=where, count=Cited("none", leading.id), results=results),
        action=say("Add one result to {where} that moves within weeks of the work.", where=where), severity=Severity.LOW,
    )  # fmt: skip


OBJECTIVE_ONLY_LAGS = Judgement(
    name="objective-only-lags",
    title="Objectives that can only be judged when they are over",
    strength="Objectives can be steered while there is time",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(KEY_RESULTS_THAT_LEAD,),
    judge=judge,
)
