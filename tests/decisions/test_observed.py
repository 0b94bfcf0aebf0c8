"""What evidence says of a decision: a series read as level and growth, and a record that contradicts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quarterdeck.assumptions.assumption import Origin
from quarterdeck.decisions.case import asked as fields
from quarterdeck.decisions.case import observed
from quarterdeck.decisions.hosting import Hosting
from quarterdeck.decisions.observed import contradicted, course, filled
from quarterdeck.kernel.quantity import Range
from quarterdeck.kernel.text import plain
from tests.decisions.records import asked
from tests.decisions.test_hosting import BY_HAND

NEWEST = datetime(2026, 10, 30, tzinfo=UTC)


def weekly(weeks: int, yearly: float) -> list[tuple[datetime, float]]:
    """A series that grows evenly to 100."""
    return [(NEWEST - timedelta(weeks=back), 100 * yearly ** (-back / 52)) for back in range(weeks)]


def test_level_is_the_newest_quarter_and_growth_year_over_year() -> None:
    found = course(weekly(105, 1.4))
    assert found.level is not None
    assert found.growth is not None
    assert 91 < found.level.p10 < found.level.p90 < 100
    assert (found.growth.p10, found.growth.p90) == pytest.approx((0.4, 0.4))


def test_row_order_does_not_matter() -> None:
    assert course(weekly(105, 1.4)) == course(weekly(105, 1.4)[::-1])


def test_a_short_series_says_where_it_stands_and_not_how_it_grows() -> None:
    assert course(weekly(30, 1.4)).growth is None
    assert course(weekly(30, 1.4)).level is not None
    assert course(weekly(2, 1.4)).level is None
    assert course([]).level is None


def test_what_a_series_used_is_held_against_the_limit_that_stood_then() -> None:
    """The limit is doubled in the middle of the quarter: 40 of 50, then 45 of 100, then more than all."""
    weeks = [datetime(2026, 9, 1, tzinfo=UTC) + timedelta(weeks=week) for week in range(3)]
    used = filled(list(zip(weeks, (40.0, 45.0, 120.0), strict=True)), [(weeks[0], 50.0), (weeks[1], 100.0)])
    assert used == pytest.approx(Range(0.52, 0.8, 0.96))
    assert filled([(weeks[0], 40.0)], [(weeks[0], 50.0)]) is None
    assert filled([(at, 40.0) for at in weeks], []) is None


def test_what_was_seen_stands_where_the_record_says_nothing() -> None:
    seen = {"load": observed("load", fields(Hosting)["load"], Range(300, 310, 320), "EUR", Origin.MEASURED, "series «requests»")}
    case = asked(BY_HAND.replace("  load: 100\n", ""), seen).case
    assert (case.load.range.p50, case.load.origin) == (310, Origin.MEASURED)
    assert not list(contradicted(case, seen))


def test_a_record_that_evidence_does_not_bear_out_is_told_and_kept() -> None:
    seen = {"load": observed("load", fields(Hosting)["load"], Range(300, 310, 320), "EUR", Origin.MEASURED, "series «requests»")}
    case = asked(BY_HAND, seen).case
    assert case.load.range.p50 == 100
    (told,) = contradicted(case, seen)
    assert plain(told) == "The record gives load as 100, and evidence says 300 to 320 (series «requests»). The record's number was taken."
    assert not list(contradicted(replace(case, load=seen["load"]), seen))
