"""One of something is told in the singular."""

from __future__ import annotations

from datetime import date

import pytest

from quarterdeck.app.asking.explain import value_of
from quarterdeck.kernel.measure import Measurement
from quarterdeck.kernel.period import Period
from quarterdeck.kernel.subject import Subject
from quarterdeck.kernel.text import plain
from quarterdeck.practices.delivery.measures.flow_by_week import FLOW_BY_WEEK


@pytest.mark.parametrize(("value", "told"), [(1, "1 item in progress"), (2, "2 items in progress"), (0, "0 items in progress")])
def test_the_unit_follows_its_number(value: int, told: str) -> None:
    period = Period(date(2026, 1, 1), date(2026, 10, 31))
    assert plain(value_of(Measurement(FLOW_BY_WEEK, Subject("repository", "shop"), period, value, None, None, 1))) == told
