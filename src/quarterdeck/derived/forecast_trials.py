"""Forecasts that could have been made in the past, and whether they were kept: how far a forecast from throughput can be trusted here.

Stand at the end of a week, look at no more than what was done until then, promise how many will at least be done in the next `AHEAD` weeks with a
certainty, and look whether they were. The weeks that one trial looks at are looked at by no other, so each is an answer of its own.

What is done are work items. Where none of a subject are known, changes that reached the main line stand in, and each trial says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from quarterdeck.kernel.table import declared
from quarterdeck.maths.forecasting import promised

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.kernel.period import Period

AHEAD, LEARNED, FEWEST = 4, 52, 26
"""Weeks that a trial promises; weeks that it learns from at most, and at least: half a year (docs/explanation/forecasts.md)."""
CERTAINTIES = (0.5, 0.85)
TRIED = 104
"""Trials are made over two years before the day of the assessment, or over the period where that is longer."""
_WEEK = timedelta(days=7)
ITEMS, MERGES = "work items", "changes of the main line"

Weeks: TypeAlias = NDArray[np.int64]
Subject: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ForecastTrial:
    """A forecast as it could have been made, and what came."""

    table: ClassVar[str] = "forecast_trials"
    kind: Annotated[str, "The kind of subject, as in `scopes`: `repository`, `system`, `team` or `company`."]
    subject: Annotated[str, "Which one."]
    made_on: Annotated[date, "The Monday on which it could have been made: what was done before is known."]
    counts: Annotated[str, "What is counted: `work items`, or `changes of the main line` where none are known."]
    learned: Annotated[int, "How many weeks before it are learned from."]
    certainty: Annotated[float, "The certainty of the promise: 0.5 or 0.85."]
    promised: Annotated[int, "How many were promised for the next four weeks, at least."]
    done: Annotated[int, "How many were done in them."]


_ITEMS = """
SELECT s.kind, s.subject, date_diff('day', date_trunc('week', f.done_at), $last) // 7 AS ago, count(*)
FROM item_flows f JOIN scopes s ON s.repository = f.repository
WHERE f.done_at >= $since AND f.done_at < $last GROUP BY ALL
"""

_MAIN_LINE = """
SELECT w.repository, w."commit", c.parents[1], date_diff('day', date_trunc('week', w.committed_at), $last) // 7, w.kind = 'bot'
FROM work w JOIN commits c ON c.repository = w.repository AND c."commit" = w."commit"
WHERE w.committed_at >= $since AND w.repository NOT IN (SELECT repository FROM item_flows WHERE repository IS NOT NULL AND done_at IS NOT NULL)
"""


def build(connection: duckdb.DuckDBPyConnection, period: Period) -> None:
    """Make ``forecast_trials`` from ``item_flows``, ``work``, ``scopes`` and the heads, over the weeks that are over at the end of the period."""
    connection.execute(declared(ForecastTrial).ddl)
    last = period.end - timedelta(days=period.end.weekday())
    trials = max(TRIED, (last - period.start).days // 7) // AHEAD
    reach = trials * AHEAD + LEARNED
    first = last - reach * _WEEK
    told = {"last": datetime.combine(last, datetime.min.time()), "since": datetime.combine(first, datetime.min.time())}
    items = _by_week(connection.execute(_ITEMS, told).fetchall(), reach)
    merges = _by_week([(kind, subject, ago, 1) for kind, subject, ago in _main_line(connection, told)], reach)
    known = max((int(np.flatnonzero(weeks)[-1]) for weeks in items.values()), default=0) + 1
    subjects = sorted({**merges, **items}.items())
    tried = _tried([weeks[slice(*_known(weeks, known if one in items else 0))] for one, weeks in subjects], trials)
    if tried:
        begins = np.array([_known(weeks, known if one in items else 0)[0] for one, weeks in subjects])
        _keep(connection, [(*one, ITEMS if one in items else MERGES) for one, _ in subjects], first, begins, np.concatenate(tried))


def _keep(connection: duckdb.DuckDBPyConnection, subjects: list[tuple[str, str, str]], first: date, begins: Weeks, tried: Weeks) -> None:
    """Write what `_tried` found, each certainty a row."""
    kinds, names, counts = (list(column) for column in zip(*subjects, strict=True))
    connection.execute("CREATE TEMP TABLE tried_subjects (kind VARCHAR, subject VARCHAR, counts VARCHAR, number BIGINT)")
    connection.execute("INSERT INTO tried_subjects SELECT unnest(?), unnest(?), unnest(?), unnest(?)", [kinds, names, counts, [*range(len(subjects))]])
    whose, _, learned, done, *promises = (column.tolist() for column in tried.T)
    weeks = (begins[tried[:, 0]] + tried[:, 1]).tolist()
    for certainty, promise in zip(CERTAINTIES, promises, strict=True):
        connection.execute(
            """
            INSERT INTO forecast_trials
            SELECT s.kind, s.subject, $first::DATE + (7 * t.week)::INTEGER, s.counts, t.learned, $certainty, t.promised, t.done
            FROM (SELECT unnest($whose) AS number, unnest($weeks) AS week, unnest($learned) AS learned, unnest($promised) AS promised, unnest($done) AS done) t
            JOIN tried_subjects s USING (number)
            """,
            {"first": first, "certainty": certainty, "whose": whose, "weeks": weeks, "learned": learned, "promised": promise, "done": done},
        )
    connection.execute("DROP TABLE tried_subjects")


def _by_week(rows: Iterable[tuple[str, str, int, int]], reach: int) -> dict[Subject, Weeks]:
    """What was done in each week of the reach, oldest first."""
    found: dict[Subject, Weeks] = {}
    for kind, subject, ago, count in rows:
        found.setdefault((kind, subject), np.zeros(reach, dtype=np.int64))[reach - ago] += count
    return found


def _known(weeks: Weeks, until: int) -> tuple[int, int]:
    """From which week on, and until which, it is known what was done.

    Work began somewhere in the first week with any, so the next is the first whole one. A tracker is known until its last finished item of all
    (``until``); a clone until its own last change: one that nobody fetched and one that rests look alike.
    """
    done = np.flatnonzero(weeks)
    return int(done[0]) + (weeks[0] == 0), until or int(done[-1]) + 1


def _tried(histories: list[Weeks], trials: int) -> list[Weeks]:
    """For each trial whose it is, from which week, from how many it learns, what was done then, and what was promised with each certainty.

    Trials that learn from as many weeks, of about as much, are worked out together: one subject after the other would take longer than all the rest.
    """
    alike: dict[tuple[int, int], list[tuple[Weeks, Weeks]]] = {}
    for whose, weeks in enumerate(histories):
        starts = np.arange(len(weeks) - AHEAD, FEWEST - 1, -AHEAD)[:trials]
        for now in (starts[starts >= LEARNED], *(starts[starts < LEARNED][:, None])):
            if len(now):
                learned = min(LEARNED, int(now[0]))
                past = sliding_window_view(weeks, learned)[now - learned]
                done = sliding_window_view(weeks, AHEAD)[now].sum(axis=1)
                told = np.column_stack([np.full(len(now), whose), now, np.full(len(now), learned), done])
                alike.setdefault((learned, int(past.max()).bit_length()), []).append((told, past))
    return [
        np.column_stack([np.concatenate([told for told, _ in group]), promised(np.concatenate([past for _, past in group]), AHEAD, CERTAINTIES)])
        for _, group in sorted(alike.items())
    ]


def _main_line(connection: duckdb.DuckDBPyConnection, told: Mapping[str, datetime]) -> Iterator[tuple[str, str, int]]:
    """For each change of a first-parent line that no bot made: the subjects behind which its repository stands, and how many weeks ago it came."""
    known: dict[str, dict[str, tuple[str | None, int, bool]]] = {}
    for repository, commit, mother, ago, bot in connection.execute(_MAIN_LINE, {"last": told["last"], "since": told["since"]}).fetchall():
        known.setdefault(repository, {})[commit] = (mother, ago, bot)
    if not known:
        return
    scopes: dict[str, list[Subject]] = {}
    for kind, subject, repository in connection.execute("SELECT kind, subject, repository FROM scopes ORDER BY ALL").fetchall():
        scopes.setdefault(repository, []).append((kind, subject))
    for repository, head in connection.execute("SELECT repository, head FROM repositories ORDER BY repository").fetchall():
        line, here = known.get(repository, {}), head
        while here in line:
            here, ago, bot = line.pop(here)
            if ago > 0 and not bot:
                yield from ((*one, ago) for one in scopes[repository])
