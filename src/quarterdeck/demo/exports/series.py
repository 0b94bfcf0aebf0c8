"""Numbers over time, and how much each feature is used."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import timedelta

from quarterdeck.demo.exports.ground import Ground, days, month_starts

_YEAR = 365.25


def files(ground: Ground) -> Iterator[tuple[str, str]]:
    """Every export of this module."""
    yield "series.csv", ground.table(("subject", "name", "unit", "time", "value"), [*_points(ground), *_counts(ground)])
    yield "usage.csv", ground.table(("product", "feature", "period start", "period end", "uses", "users"), _uses(ground))


def _points(ground: Ground) -> Iterator[Sequence[object]]:
    """A trend, the swing of the year, and noise."""
    told = ground.operations["series"]
    for subject, name, unit, step, first, growth, swing, noise in told["lines"]:
        chance = ground.chance.of(f"series/{subject}/{name}")
        for day in days(told["since"], ground.story.ends, step):
            elapsed = (day - told["since"]).days / _YEAR
            value = first * (1 + growth) ** elapsed * (1 + swing * math.cos(2 * math.pi * elapsed)) * chance.normal(1.0, noise)
            yield (subject, name, unit, f"{day}T00:00:00Z", f"{value:.4g}" if value < 1000 else f"{value:.0f}")  # noqa: PLR2004  # four digits are enough


def _counts(ground: Ground) -> Iterator[Sequence[object]]:
    """What was good of all, of each service level and day."""
    told = ground.operations["levels"]
    for level in told["lines"]:
        chance = ground.chance.of(f"levels/{level['subject']}")
        for day in days(told["since"], ground.story.ends, 1):
            good = next((one["good"] for one in level["worse"] if one["from"] <= day <= one["to"]), level["good"])
            total = round(level["each"] * chance.normal(1.0, 0.06))
            bad = min(total, round(total * (1 - good) * max(0.2, chance.normal(1.0, 0.3))))
            yield (level["subject"], "total", "", f"{day}T00:00:00Z", total)
            yield (level["subject"], "good", "", f"{day}T00:00:00Z", total - bad)


def _uses(ground: Ground) -> Iterator[Sequence[object]]:
    told = ground.operations["usage"]
    for month, day in enumerate(month_starts(told["since"], ground.story.ends)):
        last = (day + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        for product, feature, uses, users, growth in told["features"]:
            chance = ground.chance.of(f"usage/{feature}/{day}")
            share = (1 + growth) ** month * (0.96 + 0.08 * chance.unit())
            yield (product, feature, day, last, round(uses * share), round(users * share))
