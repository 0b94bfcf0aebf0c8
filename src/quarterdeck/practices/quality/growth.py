"""The picture of hotspots within files: how complex the functions that change again and again were from month to month."""

from __future__ import annotations

from collections.abc import Iterator

from quarterdeck.kernel.finding import Bench
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Cited, counted, listing, number, say
from quarterdeck.practices.quality.findings.busy_functions_grow import Course, courses
from quarterdeck.practices.quality.measures.hardest_functions import HARD

_DRAWN = 5


def growth(busy: Measurement, bench: Bench) -> Chart | None:
    """A line for each of the functions that are hard to follow and change most; nothing where there is none."""
    hard = sorted((course for course in courses(busy, bench) if course.now > HARD), key=lambda course: (-course.changes * course.now, course.function))
    if not hard:
        return None
    where, drawn = bench.name("repository", busy.subject.key), hard[:_DRAWN]
    marks = tuple(mark for course in drawn for mark in _line(course, busy, bench))
    grew = sum(course.growth > 0 for course in drawn)
    so_what = say(
        "{where}: of the {count} that people changed most often and that are hard to follow, {grew} grew.",
        where=where, count=counted(len(drawn), "function"), grew=Cited(number(grew), busy.id),
    )  # fmt: skip
    told = [
        say("{function}: {before}, {now} now", function=bench.name("function", course.function), now=number(course.now),
            before="new" if course.before is None else say("{weight} before", weight=number(course.before)))
        for course in drawn
    ]  # fmt: skip
    alternative = say("{where}, cognitive complexity by month: {told}.", where=where, told=listing(told))
    return Chart("lines", "Functions that change again and again: how complex they are", so_what, "points", marks, alternative)


def _line(course: Course, busy: Measurement, bench: Bench) -> Iterator[Mark]:
    """From the first day of the period to the last: a step up or down in each month in which it changed."""
    name, weight = bench.name("function", course.function), course.before or 0.0
    points = [] if course.before is None else [(str(busy.period.start), weight)]
    for month, step in course.months:
        weight += step
        points.append((min(f"{month}-28", str(bench.as_of)), weight))
    points += [(str(bench.as_of), weight)] if points[-1][0] < str(bench.as_of) else []
    for day, at in points:
        yield Mark((day,), at, say("{function}, {day}: {points}", function=name, day=day, points=counted(int(at), "point")), group=((name,),), at=day)
