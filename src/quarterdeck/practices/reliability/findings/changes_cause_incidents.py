"""Most incidents of a service come from its own changes.

Judges: of the incidents of which somebody said whether a change caused them, the share that one did.

Matters because: An outage that the company makes itself is the one that it can prevent: by tests before, by a small share of users first, by a
way back.

Silent when: nobody said of any incident of the service whether a change caused it, or fewer than five were told of.

What to do: Read the changes beside each other. Let the next ones reach a small share of users first, with a way back that was tried.

Source: Our judgement which share is too large, and can be set. What counts as caused is what somebody said, never the time alone.
"""

from __future__ import annotations

from collections import Counter

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, number, say
from quarterdeck.practices.reliability.measures.incidents_from_changes import INCIDENTS_FROM_CHANGES

LARGEST_SHARE = Criterion(
    "incidents_from_changes_share", 0.5, "of incidents", "Above this share, changes cause more incidents than all else.", "Our judgement: more than half."
)
FEWEST_TOLD = Criterion("incidents_told_fewest", 5, "incidents", "Fewer that somebody told of say nothing of the rest.", "Our judgement.")
_SHOWN = 8
_REASONS = ("no deployment of its service", "nobody said", "somebody said")


def judge(share: Measurement, bench: Bench) -> Verdict:
    """A share above the limit is not met."""
    where = bench.name("service", share.subject.key)
    rows = bench.rows(share)
    told = [row for row in rows if row.contribution >= 0]
    caused = [row for row in told if row.contribution > 0]
    joined = Counter(row.part for row in caused if not row.part.startswith(_REASONS))
    notes = (
        say("Somebody said so of {told} of {all}; {joined} of {caused} could be joined to a deployment.", told=len(told),
            all=counted(len(rows), "incident"), joined=sum(joined.values()), caused=len(caused)),
    )  # fmt: skip
    if len(told) < bench.criterion(FEWEST_TOLD):
        missing = NotAssessed(
            f"only of {counted(len(told), 'incident')} somebody said whether a change caused it", "Ask it at the end of each incident, and export the answer"
        )
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {why}.", where=where, why=missing.why), missing=missing)
    said = Cited(percent(share.value), share.id)
    if share.value <= bench.criterion(LARGEST_SHARE):
        return Verdict(Outcome.MET, say("{where}: {said} of the incidents that were told of came from a change.", where=where, said=said), notes=notes)
    shown = tuple(((bench.name("deployment", one),), (number(times),)) for one, times in sorted(joined.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN])
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {said} of the incidents that were told of came from its own changes.", where=where, said=said),
        action=("Let the next changes reach a small share of users first, with a way back that was tried.",),
        severity=Severity.MEDIUM,
        detail=Detail(("Deployment", "Incidents"), "lr", shown, len(joined) - len(shown)) if shown else None,
        notes=(*notes, ("No money is shown: the hours of people are priced by themselves, and would be counted twice.",)),
    )


CHANGES_CAUSE_INCIDENTS = Judgement(
    name="changes-cause-incidents",
    title="Incidents that come from own changes",
    strength="Changes cause the smaller part of incidents",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(INCIDENTS_FROM_CHANGES,),
    judge=judge,
    criteria=(LARGEST_SHARE, FEWEST_TOLD),
)
