"""The picture of code's age: how much of what was written in which years stood at the end of each quarter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from quarterdeck.derived.words import percent
from quarterdeck.kernel.finding import Bench, MeasureRow
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Cited, counted, listing, number, say

_BANDS = 5
_MOST_QUARTERS = 32
_OLD = 5


def age(standing: Measurement, bench: Bench) -> Chart:
    """A line for each band of years, falling as its code is replaced."""
    where = bench.name("repository", standing.subject.key)
    rows = bench.rows(standing)
    years = sorted({int(row.part) for row in rows})
    width = -(-(years[-1] - years[0] + 1) // _BANDS)
    bands = {year: _band(years[0] + (year - years[0]) // width * width, width, years[-1]) for year in years}
    courses = _courses(rows, bands)
    marks = tuple(
        Mark((quarter[:7],), lines, say("{band}, end of {quarter}: {lines}", band=band, quarter=_quarter(quarter), lines=counted(int(lines), "line")),
             group=((band,),), at=quarter)
        for band, course in courses.items()
        for quarter, lines in course
    )  # fmt: skip
    old_before = bench.as_of.year - _OLD
    old = sum(row.contribution for row in rows if int(row.part) < old_before)
    lines = Cited(counted(int(standing.value), "line"), standing.id)
    so_what = say(
        "{where}: of {lines} of code, {share} were written before {year}.",
        where=where, lines=lines, share=Cited(percent(old / standing.value if standing.value else 0), standing.id), year=str(old_before),
    )  # fmt: skip
    told = [
        say("{band}: {most} at most, {now} now", band=band, most=counted(int(max(count for _, count in course)), "line"), now=number(course[-1][1]))
        for band, course in courses.items()
    ]
    alternative = say("{where}, by the years in which lines were written: {told}.", where=where, told=listing(told))
    return Chart("lines", "Code by the years in which it was written", so_what, "lines", marks, alternative)


def _band(first: int, width: int, newest: int) -> str:
    last = min(first + width - 1, newest)
    return str(first) if first == last else f"{first}\N{EN DASH}{last}"


def _courses(rows: Sequence[MeasureRow], bands: Mapping[int, str]) -> dict[str, list[tuple[str, float]]]:
    """For each band what stood at the end of the quarters that are drawn, from its first on."""
    quarters = _quarters(min(row.key for row in rows), max(row.key for row in rows))
    moved: dict[tuple[str, str], float] = defaultdict(float)
    for row in rows:
        moved[bands[int(row.part)], row.key] += row.contribution
    step = 1 if len(quarters) <= _MOST_QUARTERS else 4
    drawn = set(quarters[::-1][::step])
    courses: dict[str, list[tuple[str, float]]] = {}
    for band in dict.fromkeys(bands[year] for year in sorted(bands)):
        stands, begun = 0.0, False
        for quarter in quarters:
            begun = begun or (band, quarter) in moved
            stands += moved.get((band, quarter), 0.0)
            if begun and quarter in drawn:
                courses.setdefault(band, []).append((quarter, max(0.0, stands)))
    return courses


def _quarters(first: str, last: str) -> list[str]:
    """First days of the quarters from one to another."""
    start, end = (int(day[:4]) * 4 + (int(day[5:7]) - 1) // 3 for day in (first, last))
    return [f"{at // 4}-{at % 4 * 3 + 1:02}-01" for at in range(start, end + 1)]


def _quarter(day: str) -> str:
    """``2026 Q3`` for ``2026-07-01``."""
    return f"{day[:4]} Q{(int(day[5:7]) + 2) // 3}"
