"""When people work: weekdays, office hours where they live, summer time, holidays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from quarterdeck.demo.chance import Chance

_SATURDAY = 5
_HOURS = (
    *(8,) * 2,
    *(9,) * 9,
    *(10,) * 13,
    *(11,) * 12,
    *(12,) * 5,
    *(13,) * 7,
    *(14,) * 12,
    *(15,) * 13,
    *(16,) * 12,
    *(17,) * 8,
    *(18,) * 3,
    *(20, 21, 21, 22),
)
"""How often each hour of the day occurs among commits of people with an office day and a lunch."""
_SEASON: Mapping[int, float] = MappingProxyType({7: 0.85, 8: 0.6, 12: 0.7})
_WEEKEND = 0.03


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time and the offset of the clock on the wall there."""

    at: int
    offset: int

    @property
    def told(self) -> str:
        """As git writes it: seconds and the zone."""
        return f"{self.at} {'-' if self.offset < 0 else '+'}{abs(self.offset) // 60:02d}{abs(self.offset) % 60:02d}"

    def later(self, seconds: int) -> Moment:
        """The same wall, some time after."""
        return Moment(self.at + seconds, self.offset)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody works: minutes ahead of UTC in winter, and whether clocks go forward in summer (the European rule)."""

    name: str
    minutes: int
    summer: bool

    def offset(self, day: date) -> int:
        """Minutes ahead of UTC on this day."""
        return self.minutes + 60 * (self.summer and _last_sunday(day.year, 3) <= day < _last_sunday(day.year, 10))

    def moment(self, day: date, minute: int) -> Moment:
        """The minute of a day by the clock there."""
        offset = self.offset(day)
        midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
        return Moment(midnight + 60 * (minute - offset), offset)

    def at_work(self, day: date, chance: Chance) -> Moment:
        """A moment of this day at which somebody there works."""
        moment = self.moment(day, 60 * chance.pick(_HOURS) + chance.below(60))
        return moment.later(chance.below(60))


def season(month: int) -> float:
    """How much of an ordinary month's work is done in this one."""
    return _SEASON.get(month, 1.0)


def working_day(year: int, month: int, chance: Chance) -> date:
    """A day of this month; hardly ever one of a weekend or of the days around New Year."""
    first = date(year, month, 1)
    length = ((first + timedelta(days=32)).replace(day=1) - first).days
    while True:
        day = first + timedelta(days=chance.below(length))
        resting = day.weekday() >= _SATURDAY or (month == 12 and day.day >= 24) or (month == 1 and day.day == 1)  # noqa: PLR2004  # from Christmas on
        if not resting or chance.yes(_WEEKEND):
            return day


def next_working_day(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= _SATURDAY else 0)


def day_of(at: int) -> date:
    """The day in UTC of a moment in seconds."""
    return datetime.fromtimestamp(at, UTC).date()


def months(first: date, last: date) -> list[tuple[int, int]]:
    """Every (year, month) from one day to another."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [((first.year * 12 + first.month - 1 + step) // 12, (first.month - 1 + step) % 12 + 1) for step in range(count + 1)]


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)
