"""Incidents of a service take many hours of people.

Judges: the hours of people that the incidents of a service took in the period.

Matters because: These hours were planned for something else. They are the part of the cost that the company's own tools tell: what customers lost
comes on top.

Silent when: no incident of the service says who was on it; or the period is shorter than a quarter and its hours alone are not many: a bad week is not
multiplied into a year.

What to do: Take the kind of incident that took most hours and plan its lasting repair. What it may take is what a year of these hours costs.

Source: Our judgement which hours are many. The cost of an hour is that of an engineer's year over 1 760 hours (220 days of 8), as elsewhere in this
program.
"""

from __future__ import annotations

from quarterdeck.assumptions.catalogue import LOADED_ENGINEER_COST, TIME_ON_INCIDENT, WASTE_GOES_ON
from quarterdeck.kernel.finding import FINDING_HEADINGS, Bench, Detail, Judgement, Verdict
from quarterdeck.kernel.loss import Factor, Loss
from quarterdeck.kernel.measure import Criterion, Measurement, Page
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.text import Cited, counted, number, say
from quarterdeck.practices.reliability.measures.hours_of_people import HOURS_OF_PEOPLE

MANY_HOURS = Criterion(
    "incident_people_hours_many", 160, "hours", "More hours of people in a year are many.", "Our judgement: a person's month, spent on one service."
)
_ALONE = (
    "Hours of people alone: what customers lost stands with the journeys that its incidents stop (`worth_per_hour`), what they were paid back "
    "with the agreements that were missed. Where neither is on record, it is not counted."
)
_QUARTER = 90
"""Days from which on a period tells how a year may be."""
_YEAR, _WORK_HOURS, _SHOWN = 365.25, 1760, 8


def judge(hours: Measurement, bench: Bench) -> Verdict:
    """More hours in a year than the limit are not met."""
    where = bench.name("service", hours.subject.key)
    days = (hours.period.end - hours.period.start).days or 1
    short = days < _QUARTER
    yearly = hours.value if short else hours.value * _YEAR / days
    told = Cited(f"{number(hours.value)} hours of people", hours.id)
    count = counted(hours.observations, "incident")
    if short and yearly <= bench.criterion(MANY_HOURS):
        missing = NotAssessed(f"{counted(days, 'day')} are too few to tell how many hours a year takes", "Assess a quarter or more with `--since`")
        return Verdict(Outcome.NOT_ASSESSED, say("{where}: {count} took {told}; {why}.", where=where, count=count, told=told, why=missing.why), missing=missing)
    if yearly <= bench.criterion(MANY_HOURS):
        return Verdict(Outcome.MET, say("{where}: {count} took {told} in the period.", where=where, count=count, told=told))
    rows = bench.rows(hours, _SHOWN)
    shown = tuple(((bench.name("incident", row.key),), (row.part,), (number(row.contribution, 1),)) for row in rows)
    return Verdict(
        Outcome.NOT_MET,
        say("{where}: {count} took up to {told} in the period.", where=where, count=count, told=told),
        action=say("Plan the lasting repair of what took most: {first} alone took {most} hours.", first=bench.name("incident", rows[0].key),
                   most=number(rows[0].contribution)),
        severity=Severity.MEDIUM,
        loss=Loss(
            f"hours of people on incidents of {hours.subject.key}",
            (
                Factor("years of work in which people were on them, a year", value=yearly / _WORK_HOURS, measurement=hours.id),
                Factor("share of that time that they worked on them", TIME_ON_INCIDENT.name),
                Factor("cost of an engineer's year", LOADED_ENGINEER_COST.name),
                Factor("times that the coming year repeats it", WASTE_GOES_ON.name),
            ),
        ),
        detail=Detail(("Incident", "People", "Hours"), "lrr", shown, hours.observations - len(shown)),
        notes=((_ALONE,),),
    )  # fmt: skip


INCIDENTS_TAKE_PEOPLE = Judgement(
    name="incidents-take-people",
    title="Incidents that take many hours of people",
    strength="Incidents take few hours of people",
    page=Page.of(__doc__, FINDING_HEADINGS),
    judges=(HOURS_OF_PEOPLE,),
    judge=judge,
    criteria=(MANY_HOURS,),
)
