"""The pictures of delivery, of the company as a whole: how long changes take, when they go out, how work flows, where days go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import Bench, MeasureRow
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Cited, counted, listing, number, say

_STEPS = ((1 / 24, "an hour"), (1, "a day"), (3, "3 days"), (7, "a week"), (14, "2 weeks"), (31, "a month"), (92, "a quarter"))
_FEWEST_OF_MONTH = 3
_WENT = ("went well", "failed", "put back")
_PHASES = ("coding", "waiting for review", "review", "open without a review", "waiting for release")
_BARS = 15


def lead_times(lead: Measurement, rows: Sequence[MeasureRow]) -> Chart:
    """How many changes took how long: a distribution."""
    days = np.array([row.contribution for row in rows])
    edges = [step for step, _ in _STEPS]
    counts = np.bincount(np.searchsorted(edges, days, side="left"), minlength=len(edges) + 1)
    names = [*(f"up to {name}" for _, name in _STEPS), "longer"]
    marks = tuple(
        Mark((name,), float(n), say("{name}: {changes}", name=name, changes=counted(int(n), "change"))) for name, n in zip(names, counts, strict=True)
    )
    slow = float((days > edges[3]).mean())
    so_what = say(
        "Half of {all} reached production within {days} days; {slow} took longer than a week.",
        all=counted(len(rows), "change"), days=Cited(number(lead.value, 1), lead.id), slow=percent(slow),
    )  # fmt: skip
    alternative = say("Changes by the time from commit to production: {told}.", told=listing([mark.words for mark in marks]))
    return Chart("columns", "How long changes took to production", so_what, "changes", marks, alternative)


def lead_times_by_month(lead: Measurement, rows: Sequence[MeasureRow], days: Mapping[str, str]) -> Chart | None:
    """The median of each month with its 10th and 90th percentile: the trend."""
    months: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        repository = row.key.partition(": ")[0]
        months[days[f"{repository}: {row.part}"][:7]].append(row.contribution)
    told = {month: np.quantile(waits, (0.1, 0.5, 0.9)) for month, waits in sorted(months.items()) if len(waits) >= _FEWEST_OF_MONTH}
    if len(told) < _FEWEST_OF_MONTH:
        return None
    marks = tuple(
        Mark((month,), float(p50), say("{month}: half within {days} days", month=month, days=number(p50, 1)), at=f"{month}-01",
             spread=Range(float(p10), float(p50), float(p90)))
        for month, (p10, p50, p90) in told.items()
    )  # fmt: skip
    first, last = marks[0], marks[-1]
    so_what = say(
        "The median month went from {first} days in {then} to {last} days in {now}.",
        first=number(first.value, 1), then=first.label, last=Cited(number(last.value, 1), lead.id), now=last.label,
    )  # fmt: skip
    alternative = say("Median days from commit to production by month of the deployment: {told}.", told=listing([mark.words for mark in marks]))
    return Chart("lines", "Change lead time by month: median, 10th and 90th percentile", so_what, "days", marks, alternative)


def calendar(deployed: Measurement, days: Mapping[str, str], failing: Mapping[str, float]) -> Chart:
    """Deployments of each week, by how they went."""
    weeks: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_WENT, 0))
    for key, day in days.items():
        when = date.fromisoformat(day)
        went = "put back" if key not in failing else "failed" if failing[key] else "went well"
        weeks[str(when - timedelta(days=when.weekday()))][went] += 1
    marks = tuple(
        Mark((week,), float(count), say("Week of {week}: {count} {went}", week=week, count=count, went=went), group=((went,),), at=week)
        for week, counts in sorted(weeks.items())
        for went, count in counts.items()
        if count or went == "went well"
    )
    late = sum(date.fromisoformat(day).weekday() >= 4 for day in days.values())  # noqa: PLR2004  # Friday is day 4
    so_what = say(
        "{all} reached production in {weeks}; {late} of them went out from Friday to Sunday.",
        all=Cited(counted(len(days), "deployment"), deployed.id), weeks=counted(len(weeks), "week"), late=percent(late / len(days)),
    )  # fmt: skip
    sums = {went: sum(counts[went] for counts in weeks.values()) for went in _WENT}
    alternative = say("Deployments by week: {told}.", told=listing([(f"{count} {went}",) for went, count in sums.items()]))
    return Chart("columns", "Deployments by week, and how they went", so_what, "deployments", marks, alternative)


def flow(flowing: Measurement, rows: Sequence[MeasureRow]) -> Chart:
    """Begun and finished, added up: their distance is the work in progress."""
    weeks: dict[str, dict[str, float]] = defaultdict(lambda: {"begun": 0.0, "finished": 0.0})
    for row in rows:
        weeks[row.key.rpartition(": ")[2]][row.part] += row.contribution
    sums = {"begun": 0.0, "finished": 0.0}
    base = 0.0
    marks = []
    for index, (week, counts) in enumerate(sorted(weeks.items())):
        for part in sums:
            sums[part] += counts[part]
        base = base or (sums["finished"] if index == 0 else 0.0)
        marks += [
            Mark((week,), sums[part] - base, say("{week}: {count} {part}", week=week, count=int(sums[part] - base), part=part), group=((part,),), at=week)
            for part in sums
        ]
    first = marks[0].value - marks[1].value
    so_what = say(
        "Work in progress went from {first} to {last}: that is the distance between the lines.",
        first=counted(int(first), "item"), last=Cited(counted(int(flowing.value), "item"), flowing.id),
    )  # fmt: skip
    alternative = say("Work items begun and finished since the begin of the period: {a} and {b} at its end.", a=int(marks[-2].value), b=int(marks[-1].value))
    return Chart("lines", "Cumulative flow: begun and finished", so_what, "items", tuple(marks), alternative)


def ageing(cycle: Measurement, aged: Sequence[tuple[MeasureRow, Measurement]], bench: Bench) -> Chart:
    """The oldest items in progress, against what nine of ten finished ones took."""
    oldest = sorted(aged, key=lambda one: (-one[0].contribution, one[0].key))[:_BARS]
    marks = tuple(
        Mark(
            (bench.name("work item", row.key), f", {row.part}"), row.contribution,
            say("{item}: {days}", item=bench.name("work item", row.key), days=counted(int(row.contribution), "day")),
        )
        for row, _ in oldest
    )  # fmt: skip
    usual = cycle.high or cycle.value
    beyond = sum(row.contribution > usual for row, _ in aged)
    so_what = say(
        "{beyond} of {all} in progress are older than nine of ten finished ones took ({usual} days).",
        beyond=beyond, all=counted(len(aged), "item"), usual=Cited(number(usual, 1), cycle.id),
    )  # fmt: skip
    alternative = say("The oldest items in progress, by days: {told}.", told=listing([mark.words for mark in marks]))
    return Chart("bars", "Ageing work in progress: the oldest", so_what, "days", marks, alternative, reference=(usual, "nine of ten finished ones"))


def phases(told: Sequence[tuple[Measurement, Sequence[MeasureRow]]], bench: Bench) -> Chart:
    """Where the days of a pull request go: the median of each phase, by repository."""
    marks, spent = [], defaultdict[str, list[float]](list)
    for one, rows in told:
        days: dict[str, list[float]] = defaultdict(list)
        for row in rows:
            days[row.part].append(row.contribution)
            spent[row.part].append(row.contribution)
        where = bench.name("repository", one.subject.key)
        for phase in _PHASES:
            if days[phase]:
                middle = float(np.median(days[phase]))
                marks.append(Mark((where,), middle, say("{where}: {phase} {d} days", where=where, phase=phase, d=number(middle, 1)), group=((phase,),)))
    means = {phase: sum(spent[phase]) for phase in _PHASES if spent[phase]}
    longest = max(means, key=lambda phase: means[phase])
    so_what = say("Most of the time of a pull request goes to {longest}: {share}.", longest=longest, share=percent(means[longest] / sum(means.values())))
    alternative = say("Median days of each phase: {told}.", told=listing([mark.words for mark in marks]))
    return Chart("columns", "Where a pull request waits, by repository", so_what, "days", tuple(marks), alternative)


def effort(spent: Measurement, rows: Sequence[MeasureRow]) -> Chart:
    """What people's days went to."""
    days: dict[str, float] = defaultdict(float)
    for row in rows:
        days[row.part] += row.contribution
    whole = sum(days.values())
    marks = tuple(
        Mark((purpose,), value, say("{purpose}: {days}, {share}", purpose=purpose, days=counted(round(value), "person-day"), share=percent(value / whole)))
        for purpose, value in sorted(days.items(), key=lambda item: (-item[1], item[0]))
    )
    so_what = say("{share} of {days} trace to no work item.", share=Cited(percent(spent.value), spent.id), days=counted(round(whole), "person-day"))
    alternative = say("Person-days by purpose: {told}.", told=listing([mark.words for mark in marks]))
    return Chart("bars", "What people's days went to", so_what, "person-days", marks, alternative)
