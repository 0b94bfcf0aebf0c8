"""The forecast fan: what was finished, and what the weeks to come may bring, drawn from the company's own past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from quarterdeck.kernel.finding import MeasureRow
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.section import Chart, Mark
from quarterdeck.kernel.text import Cited, counted, listing, say
from quarterdeck.maths.forecasting import at_least, how_many
from quarterdeck.practices.delivery.measures.forecasts_kept import levels_to_come

_AHEAD, _SHOWN, _FEWEST, _MOST = 12, 12, 26, 52
_WEEK = timedelta(days=7)


def fan(done: Measurement, rows: Sequence[MeasureRow], kept: Measurement, tried: Sequence[MeasureRow], as_of: date) -> Chart | None:
    """Finished items added up over the last weeks, and over those to come with their 10th, 50th and 90th percentile; nothing with under half a year.

    The pace is asked with the certainty that earlier promises of twelve weeks ask for (``kept`` and what it was ``tried`` on); before the twelfth week
    with as much less of that as weeks are missing.
    """
    levels = levels_to_come(tried)
    last = as_of + timedelta(days=1)
    last -= timedelta(days=last.weekday())
    counts = Counter(date.fromisoformat(row.part) for row in rows)
    whole = [week for week in counts if week < last]
    if not whole:
        return None
    weeks = [last - _WEEK * ago for ago in range(min(_MOST, (last - min(whole)).days // 7 - 1), 0, -1)]
    if len(weeks) < _FEWEST:
        return None
    past = np.array([counts[week] for week in weeks])
    so_far = np.cumsum(past[-_SHOWN:])
    marks = [_mark(str(week), int(total), f"{week}: {total} done", "done") for week, total in zip(weeks[-_SHOWN:], so_far, strict=True)]
    now = float(so_far[-1])
    joined = _mark(str(weeks[-1]), int(now), f"{weeks[-1]}: {int(now)} done", "forecast", Range(now, now, now))  # where the line of what was done ends
    for ahead in range(1, _AHEAD + 1):
        chances = how_many(past, ahead)
        low, middle, high = (int(so_far[-1]) + at_least(chances, _level(levels, certainty, ahead)) for certainty in (90, 50, 10))
        low, high = min(low, middle), max(high, middle)
        week = str(last + _WEEK * (ahead - 1))
        marks.append(_mark(week, middle, f"{week}: {low} to {high}", "forecast", Range(float(low), float(middle), float(high))))
    promise = at_least(how_many(past, _AHEAD), _level(levels, 85, _AHEAD))
    held = () if kept.missing else (" Such promises would have held ", Cited(f"{round(100 * kept.value)} of 100 times", kept.id), " so far.")
    so_what = say(
        "In the next twelve weeks at least {promise} will be done in 85 of 100 futures, if they are like the {weeks} before.{held}",
        promise=Cited(counted(promise, "item"), done.id), weeks=counted(len(weeks), "week"), held=held,
    )  # fmt: skip
    alternative = say("Items done, added up, and the forecast of twelve weeks: {told}.", told=listing([mark.words for mark in marks[_SHOWN - 1 :]]))
    return Chart("lines", "Forecast: what twelve weeks may bring", so_what, "items", (*marks[:_SHOWN], joined, *marks[_SHOWN:]), alternative)


def _level(levels: Mapping[int, float], certainty: int, ahead: int) -> float:
    """With which certainty the pace is asked so many weeks ahead."""
    said = certainty / 100
    return said + (levels.get(certainty, said) - said) * ahead / _AHEAD


def _mark(week: str, value: int, words: str, series: str, spread: Range | None = None) -> Mark:
    return Mark((week,), float(value), (words,), group=((series,),), at=week, spread=spread)
