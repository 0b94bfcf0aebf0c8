"""The same incident comes back.

Judges: kinds of incident of a service that occurred at least so many times in the period, told apart by title and cause.

Matters because: What comes back was put out and not mended: the hours are spent again each time, and users learn to expect it.

Silent when: no incident of the period names the service.

What to do: Take the kind that took most hours. Write down its cause, plan the lasting repair as work with an owner and a day, and let
nobody close the next incident of this kind without naming that work.

Source: Google, Site Reliability Engineering, chapter 15: reviews of incidents exist to prevent that they recur,
https://sre.google/sre-book/postmortem-culture/ (its opening, read on 27 November 2026). The limits are our judgement and can be set.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, number, say
from quarterdeck.practices.reliability.basis import hours
from quarterdeck.practices.reliability.measures.incident_hours_by_kind import INCIDENT_HOURS_BY_KIND
from quarterdeck.practices.reliability.measures.repeated_incidents import REPEATED_INCIDENTS

RECURS = Criterion(
    "incident_recurs_times",
    6,
    "times",
    "A kind of incident that occurs at least so often in the period recurs.",
    "Our judgement: in a year, every second month.",
)
_OFTEN, _SHOWN = 2, 10


def judge(repeated: Measurement, bench: Bench) -> Verdict:
    """A kind at or above the limit is not met; twice the limit is high."""
    where = bench.name("service", repeated.subject.key)
    limit = bench.criterion(RECURS)
    times = Counter(row.part for row in bench.rows(repeated))
    lasted = bench.beside(INCIDENT_HOURS_BY_KIND, repeated.subject)
    taken: defaultdict[str, float] = defaultdict(float)
    for row in () if lasted.missing else bench.rows(lasted):
        taken[row.part] += row.contribution
    back = sorted((kind for kind in times if times[kind] >= limit), key=lambda kind: (-taken[kind], -times[kind], kind))
    if not back:
        all_told = Cited(counted(repeated.observations, "incident"), repeated.id)
        return Verdict(Outcome.MET, say("{where}: of {all} in the period none happened {limit} times.", where=where, all=all_told, limit=int(limit)))
    first = back[0]
    again = say(
        "{where}: «{kind}» happened {times} in the period", where=where, kind=bench.name("incident", first),
        times=Cited(counted(times[first], "time"), repeated.id),
    )  # fmt: skip
    took = say(" and took {hours}", hours=Cited(hours(taken[first]), lasted.id)) if taken[first] else ()
    rows = tuple(
        ((bench.name("incident", kind),), (number(times[kind]),), (number(taken[kind], 1) if taken[kind] else "–",))
        for kind in sorted(times, key=lambda kind: (-times[kind], kind))
        if times[kind] > 1
    )
    often = sum(times[kind] for kind in back)
    more = say("{count} of {all} were of a kind that recurs.", count=often, all=Cited(counted(repeated.observations, "incident"), repeated.id))
    return Verdict(
        Outcome.NOT_MET,
        (*again, *took, "."),
        action=say("Plan the lasting repair of «{kind}» as work with an owner and a day.", kind=bench.name("incident", first)),
        severity=Severity.HIGH if max(times.values()) >= _OFTEN * limit else Severity.MEDIUM,
        detail=Detail(("Incident", "Times", "Hours"), "lrr", rows[:_SHOWN], max(0, len(rows) - _SHOWN)),
        notes=(more, ("No money is shown: what an hour of it costs customers stands in no evidence.",)),
    )


INCIDENT_RECURS = Judgement(
    name="incident-recurs",
    title="Incidents that come back",
    strength="Incidents do not come back",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(REPEATED_INCIDENTS, INCIDENT_HOURS_BY_KIND),
    judge=judge,
    criteria=(RECURS,),
)
