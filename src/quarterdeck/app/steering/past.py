"""What was done in the weeks of the past, from imported work items: what a forecast is made of."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quarterdeck.app.asking.ask import ask

Counts = NDArray[np.int64]
_WEEKS = 104


class UnknownPastError(LookupError):
    """Nothing is known to have been done there: the message says what is."""


def done_by_week(out: Path, of: str) -> Counts:
    """How many work items of a repository (``company``: of all) were done in each whole week up to the day of the assessment in ``out``, two years at most.

    Raises ``UnknownPastError``, and ``NothingThereError`` when the folder holds no assessment.
    """
    where = "true" if of == "company" else "repository = '" + of.replace("'", "''") + "'"
    asked = f"SELECT date_trunc('week', done_at)::DATE, count(*) FROM item_flows WHERE done_at IS NOT NULL AND {where} GROUP BY ALL"  # quoted
    answer = ask(out, asked)
    counts: dict[date, int] = {week: count for week, count in answer.rows if isinstance(week, date) and isinstance(count, int)}
    if not counts:
        known = ask(out, "SELECT DISTINCT repository FROM item_flows WHERE done_at IS NOT NULL AND repository IS NOT NULL ORDER BY ALL").rows
        hint = f"there are some of {', '.join(str(name) for (name,) in known)}" if known else "import some: `quarterdeck import work-items FILE`"
        raise UnknownPastError(f"no work item of {of} is known to be done; {hint}")
    as_of = date.fromisoformat(answer.as_of) if answer.as_of else max(counts) + timedelta(days=6)
    return np.array([counts.get(week, 0) for week in whole_weeks(min(counts), as_of)], dtype=np.int64)


def whole_weeks(first: date, as_of: date) -> list[date]:
    """The Mondays from ``first`` on whose weeks are over at the end of ``as_of``, two years of them at most."""
    over = (as_of + timedelta(days=1) - first).days // 7
    return [first + timedelta(days=7 * count) for count in range(over)][-_WEEKS:]
