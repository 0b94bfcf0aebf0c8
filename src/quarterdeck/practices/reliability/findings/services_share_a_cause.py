"""Services fail for one and the same cause.

Judges: causes that the period's incidents of two services or more have in common, three incidents or more in all.

Matters because: Each team mends its own part of what they share, or waits for another to do it. One repair at the root would do for all.

Silent when: of no incident of the period anybody wrote the cause.

What to do: Give the cause one owner above the services. Plan its removal once, and hold the next incidents of all of them against it.

Source: That reviews shall keep incidents from coming back: Google, Site Reliability Engineering, chapter 15,
https://sre.google/sre-book/postmortem-culture/ (its opening, read on 27 November 2026). The limits are our judgement and can be set.
"""

from __future__ import annotations

from collections import defaultdict

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, listing, number, say
from quarterdeck.practices.reliability.measures.shared_causes import SHARED_CAUSES

SHARED = Criterion(
    "shared_cause_incidents",
    3,
    "incidents",
    "So many incidents of a cause that services share are no coincidence.",
    "Our judgement: two may share their words.",
)
_MANY, _SHOWN = 4, 10


def judge(shared: Measurement, bench: Bench) -> Verdict:
    """A cause of several services with the limit's incidents or more is not met; of four services or more, high."""
    told: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in bench.rows(shared):
        if row.part:
            told[row.part][row.key] = int(row.contribution)
    limit = bench.criterion(SHARED)
    common = sorted((cause for cause in told if sum(told[cause].values()) >= limit), key=lambda cause: (-sum(told[cause].values()), cause))
    if not common:
        return Verdict(Outcome.MET, say("No cause is told of {limit} incidents or more of different services.", limit=int(limit)))
    first = common[0]
    services = sorted(told[first], key=lambda service: (-told[first][service], service))
    rows = tuple(
        (
            (bench.name("incident", cause),), (number(sum(told[cause].values())),),
            listing([say("{service} ({times})", service=bench.name("service", one), times=told[cause][one]) for one in sorted(told[cause])]),
        )
        for cause in common
    )  # fmt: skip
    return Verdict(
        Outcome.NOT_MET,
        say("«{cause}» is behind {incidents} of {services}.", cause=bench.name("incident", first),
            incidents=Cited(counted(sum(told[first].values()), "incident"), shared.id), services=listing([(bench.name("service", one),) for one in services])),
        action=say("Give «{cause}» one owner above the services, and plan its removal once.", cause=bench.name("incident", first)),
        severity=Severity.HIGH if max(len(told[cause]) for cause in common) >= _MANY else Severity.MEDIUM,
        detail=Detail(("Cause", "Incidents", "Services"), "lrl", rows[:_SHOWN], max(0, len(rows) - _SHOWN)),
        notes=(("No money is shown: what an hour of it costs customers stands in no evidence.",),),
    )  # fmt: skip


SERVICES_SHARE_A_CAUSE = Judgement(
    name="services-share-a-cause",
    title="Causes that services share",
    strength="Services do not fail for one shared cause",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(SHARED_CAUSES,),
    judge=judge,
    criteria=(SHARED,),
)
