"""How measures over the company's records say what is not there, take days off a day; and how findings print what it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quarterdeck.kernel.finding import Bench, MeasureRow, Verdict
from quarterdeck.kernel.measure import Fold, Measurement
from quarterdeck.kernel.money import Money
from quarterdeck.kernel.outcome import NotAssessed, Outcome, Severity
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.text import Cited, Name, counted, number, say

CLOSED = "closed"
"""What stands in the part of a row in place of a day, where a record is no longer open."""

ONE_ROW = Fold("the days of its one row", "min(contribution)")
GIVEN_RANGE = Fold(
    "the middle of the given range", "max(contribution) FILTER (part LIKE '% p50')",
    low="max(contribution) FILTER (part LIKE '% p10')", high="max(contribution) FILTER (part LIKE '% p90')", spread="the ends of the given range",
)  # fmt: skip
_SATURDAY = 5
_WHOLE_MONTHS = "abs({days} * 12 / 365.25 - round({days} * 12 / 365.25)) < 1e-6"


def none_on_record(kind: str, *keys: str) -> NotAssessed:
    """What is said where a judgement reads a kind of record of which there is none."""
    an = "an" if kind[0] in "aeiou" else "a"
    return NotAssessed(f"no {kind} is on record", f"Write {an} {kind} down: `quarterdeck record new {' '.join((f'{kind}/ID', *(f'{key}=…' for key in keys)))}`")


def before(day: str, days: str) -> str:
    """SQL: the day that lies so many days before another. What was written in months or years goes back by the calendar."""
    months = f"CAST(round({days} * 12 / 365.25) AS INTEGER)"
    return f"CASE WHEN {_WHOLE_MONTHS.format(days=days)} THEN {day} - to_months({months}) ELSE {day} - to_days(CAST(ceil({days}) AS INTEGER)) END::DATE"


def after(day: str, days: str, times: str = "1") -> str:
    """SQL: the day that lies a stretch of days, so many times, after another; by the calendar for what was written in months or years."""
    months = f"CAST(round({days} * 12 / 365.25) * {times} AS INTEGER)"
    whole = _WHOLE_MONTHS.format(days=days)
    return f"CASE WHEN {whole} THEN {day} + to_months({months}) ELSE {day} + to_days(CAST(ceil({days}) * {times} AS INTEGER)) END::DATE"


def closed_or_late(table: str, day: str, is_open: str) -> str:
    """SQL of rows: for each open record the days since a day that it names (below zero for one ahead), with that day as the part.

    One that is closed has a row that counts nothing. An open one that names no day has none.
    """
    return f"""
        SELECT record AS subject, record AS key, CASE WHEN {is_open} THEN ({day})::VARCHAR ELSE '{CLOSED}' END AS part,
            CASE WHEN {is_open} THEN date_diff('day', {day}, $as_of::DATE) ELSE 0 END AS contribution
        FROM {table} WHERE NOT ({is_open}) OR ({day}) IS NOT NULL
    """  # put together from constants


def given_range(table: str, key: str, unit: str, times: str = "1", where: str = "true") -> str:
    """SQL of rows: the range that a key of a record gives, as three rows whose parts are `UNIT p10`, `UNIT p50`, `UNIT p90`."""
    return f"""
        SELECT record AS subject, record AS key, {unit} || ' ' || unnest(['p10', 'p50', 'p90']) AS part,
            unnest([{key}_p10, {key}_p50, {key}_p90]) * {times} AS contribution
        FROM {table} WHERE {key}_p50 IS NOT NULL AND ({where})
    """  # put together from constants


def nobody_wrote(table: str, key: str, what: str, where: str = "true") -> str:
    """SQL of gaps: the records that lack a key, and where to write it."""
    return f"""
        SELECT record AS subject, 'nobody wrote {what}' AS why, 'Write `{key}` in ' || path AS supply
        FROM {table} WHERE {where}
    """  # put together from constants


def working_day_on_or_before(day: date, off: frozenset[date] = frozenset()) -> date:
    """The last weekday up to a day that is not among the days ``off``."""
    while day.weekday() >= _SATURDAY or day in off:
        day -= timedelta(days=1)
    return day


def missed_working_day(as_of: date, day: date, off: frozenset[date] = frozenset()) -> date | None:
    """The last working day on or before a day that is still to come, where that working day has passed: a notice is sent at once then, or not at all."""
    weekday = working_day_on_or_before(day, off)
    return weekday if weekday < as_of <= day else None


def working_days_until(as_of: date, day: date, off: frozenset[date] = frozenset()) -> int:
    """Working days after ``as_of``, up to ``day`` and with it; none where it has gone by."""
    return sum(one.weekday() < _SATURDAY and one not in off for one in (as_of + timedelta(days=ahead) for ahead in range(1, (day - as_of).days + 1)))


def day_of(measurement: Measurement, bench: Bench) -> date | None:
    """The day that the one row of a measurement names; none where the record is closed."""
    (row,) = bench.rows(measurement, 1)
    return None if row.part == CLOSED else date.fromisoformat(row.part)


def on_time(late: Measurement, bench: Bench, where: Name, closed: str, ahead: str) -> Verdict | None:
    """What is said of a record that is closed, or whose day has not gone by; nothing of one that is late."""
    day = day_of(late, bench)
    if day is None:
        return Verdict(Outcome.NOT_APPLICABLE, say(closed, where=where))
    return None if late.value > 0 else Verdict(Outcome.MET, say(ahead, where=where, day=Cited(str(day), late.id)))


@dataclass(frozen=True, slots=True)
class PassedDay:
    """What is said of a record by the day that it names: that there is none to wait for, that it is still to come, that it has gone by."""

    kind: str
    closed: str
    ahead: str
    passed: str
    """With `{where}`, `{day}` and `{days}`."""
    action: str
    medium_days: int
    """From so many days on it is medium, before that low."""

    def judge(self, late: Measurement, bench: Bench) -> Verdict:
        """The day has gone by: not met, and from some day on no longer low."""
        where = bench.name(self.kind, late.subject.key)
        settled = on_time(late, bench, where, self.closed, self.ahead)
        if settled:
            return settled
        days = Cited(counted(int(late.value), "day"), late.id)
        return Verdict(
            Outcome.NOT_MET,
            say(self.passed, where=where, day=str(day_of(late, bench)), days=days),
            action=say(self.action, where=where),
            severity=Severity.MEDIUM if late.value >= self.medium_days else Severity.LOW,
        )


def money_of(measurement: Measurement, bench: Bench) -> Money | None:
    """The amount that a measurement of a given range tells; none where nobody gave it."""
    return None if measurement.missing else amount(bench.rows(measurement, 3))


def amount(rows: Sequence[MeasureRow]) -> Money | None:
    """The amount that three rows tell, whose parts are `EUR p10`, `EUR p50` and `EUR p90`: as it stands in the record."""
    ends = {row.part.partition(" ")[2]: row.contribution for row in rows}
    return Money(Range(ends["p10"], ends["p50"], ends["p90"]), rows[0].part[:3]) if {"p10", "p50", "p90"} <= ends.keys() else None


def exact(money: Money) -> str:
    """An amount as the record gives it, whole numbers: `96 000 EUR`, `210 000 to 260 000 EUR`."""
    ends = dict.fromkeys(number(value) for value in (money.range.p10, money.range.p90))
    return f"{' to '.join(ends)} {money.currency}"
