"""Forecasts that could have been made in the past, and whether they were kept: how far a forecast from throughput can be trusted here.

Stand at the end of a week, look at no more than what was done until then, promise how many will at least be done in the next `AHEAD` weeks with a
certainty, and look whether they were. The weeks that one trial looks at are looked at by no other, so each is an answer of its own. Of the company, twelve
weeks are promised as well; the newest of these look ahead of all that is known.

What the pace alone promises holds too seldom: weeks hang together, and paces fall. So each promise is asked for with the level that the subject's earlier
promises ask for (`maths.adaptive`), and what the pace alone would have promised stands beside it.

What is done are work items. Where none of a subject are known, changes that reached the main line stand in, and each trial says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from quarterdeck.kernel.table import declared
from quarterdeck.maths.adaptive import adapted
from quarterdeck.maths.forecasting import promised

if TYPE_CHECKING:
    import duckdb

    from quarterdeck.kernel.period import Period

AHEAD, LEARNED, FEWEST = 4, 52, 26
"""Weeks that a trial promises, and that lie between two; weeks that it learns from at most, and at least: half a year (docs/explanation/forecasts.md)."""
CERTAINTIES = (0.5, 0.85)
QUARTER, FAR = 12, (0.1, 0.5, 0.85, 0.9)
"""Weeks and certainties of the company's trials beside these: those of its forecast fan. What they look at overlaps, and is known a quarter later."""
TRIED = 104
"""Trials are made over two years before the day of the assessment, or over the period where that is longer."""
LEVELLED = (LEARNED - FEWEST) // AHEAD
"""Trials before these, from which levels are learned and no more."""
_WEEK = timedelta(days=7)
ITEMS, MERGES = "work items", "changes of the main line"

Weeks: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ForecastTrial:
    """A forecast as it could have been made, and what came."""

    table: ClassVar[str] = "forecast_trials"
    kind: Annotated[str, "The kind of subject, as in `scopes`: `repository`, `system`, `team` or `company`."]
    subject: Annotated[str, "Which one."]
    made_on: Annotated[date, "The Monday on which it could have been made: what was done before is known."]
    ahead: Annotated[int, "For how many weeks: 4, and of the company 12 as well."]
    counts: Annotated[str, "What is counted: `work items`, or `changes of the main line` where none are known."]
    learned: Annotated[int, "How many weeks before it are learned from."]
    certainty: Annotated[float, "The certainty of the promise: 0.5 or 0.85; of twelve weeks also 0.1 and 0.9."]
    level: Annotated[float, "With what certainty the pace was asked, so that the promise holds: learned from the subject's earlier trials."]
    pace: Annotated[int, "How many the pace alone would have promised with the certainty."]
    promised: Annotated[int, "How many were promised, at least: what the pace gives with the level."]
    done: Annotated[int | None, "How many were done in them; empty where they are still to come."]


_ITEMS = """
SELECT s.kind, s.subject, date_diff('day', date_trunc('week', f.done_at), $last) // 7 AS ago, count(*) AS n
FROM item_flows f JOIN scopes s ON s.repository = f.repository
WHERE f.done_at >= $since AND f.done_at < $last GROUP BY ALL
"""

_LINES = """
CREATE TEMP TABLE lines AS
SELECT w.repository, w."commit", c.parents[1] AS mother, date_diff('day', date_trunc('week', w.committed_at), $last) // 7 AS ago, w.kind = 'bot' AS bot
FROM work w JOIN commits c ON c.repository = w.repository AND c."commit" = w."commit"
WHERE w.committed_at >= $since AND w.repository NOT IN (SELECT repository FROM item_flows WHERE repository IS NOT NULL AND done_at IS NOT NULL)
"""

_MERGES = """
CREATE TEMP TABLE merged AS
SELECT s.kind, s.subject, l.ago, count(*) AS n
FROM on_line o JOIN lines l ON l.rowid = o.number JOIN scopes s ON s.repository = l.repository
WHERE l.ago > 0 AND NOT l.bot GROUP BY ALL
"""

_SUBJECTS = f"""
CREATE TEMP TABLE tried_subjects AS
SELECT *, row_number() OVER (ORDER BY kind, subject) - 1 AS number FROM (
    SELECT DISTINCT kind, subject, '{ITEMS}' AS counts FROM finished
    UNION ALL
    SELECT DISTINCT kind, subject, '{MERGES}' FROM merged ANTI JOIN finished USING (kind, subject)
)
"""  # put together from words of this module

_COUNTS = f"""
SELECT s.number, f.ago, f.n FROM finished f JOIN tried_subjects s USING (kind, subject)
UNION ALL
SELECT s.number, m.ago, m.n FROM merged m JOIN tried_subjects s USING (kind, subject) WHERE s.counts = '{MERGES}'
"""  # likewise


def build(connection: duckdb.DuckDBPyConnection, period: Period) -> None:
    """Make ``forecast_trials`` from ``item_flows``, ``work``, ``scopes`` and the heads, over the weeks that are over at the end of the period."""
    connection.execute(declared(ForecastTrial).ddl)
    last = period.end - timedelta(days=period.end.weekday())
    trials = max(TRIED, (last - period.start).days // 7) // AHEAD
    reach = trials * AHEAD + LEARNED
    first = last - reach * _WEEK
    told = {"last": datetime.combine(last, datetime.min.time()), "since": datetime.combine(first, datetime.min.time())}
    connection.execute(f"CREATE TEMP TABLE finished AS {_ITEMS}", told)
    _main_line(connection, told)
    connection.execute(_SUBJECTS)
    (subjects,) = connection.execute("SELECT count(*) FROM tried_subjects").fetchone() or (0,)
    counts = connection.execute(_COUNTS).fetchnumpy()
    weeks = np.zeros((subjects, reach), dtype=np.int64)
    weeks[counts["number"], reach - counts["ago"]] = counts["n"]
    if subjects:
        proxies = np.array([counts == MERGES for (counts,) in connection.execute("SELECT counts FROM tried_subjects ORDER BY number").fetchall()])
        begins, ends = _known(weeks, proxies)
        _keep(connection, first, _Asked(), _tried(weeks, begins, ends, trials, _Asked()))
        whole = np.array([n for (n,) in connection.execute("SELECT number FROM tried_subjects WHERE kind = 'company'").fetchall()], dtype=np.int64)
        far = _tried(weeks[whole], begins[whole], ends[whole], trials, _Asked(QUARTER, FAR))
        _keep(connection, first, _Asked(QUARTER, FAR), [replace(one, whose=whole[one.whose]) for one in far])
    connection.execute("DROP TABLE finished; DROP TABLE merged; DROP TABLE tried_subjects")


@dataclass(frozen=True, slots=True)
class _Asked:
    """For how many weeks, and how sure."""

    ahead: int = AHEAD
    certainties: tuple[float, ...] = CERTAINTIES


def _keep(connection: duckdb.DuckDBPyConnection, first: date, asked: _Asked, tried: Sequence[_Trials]) -> None:
    """Write what `_tried` found, each certainty a row."""
    for column, certainty in enumerate(asked.certainties if tried else ()):
        told: dict[str, list[NDArray[np.int64] | NDArray[np.float64]]] = {
            "number": [one.whose for one in tried], "week": [one.now for one in tried], "learned": [one.learned for one in tried],
            "done": [one.done for one in tried], "level": [one.levels[:, column] for one in tried],
            "promised": [one.promises[:, column] for one in tried], "pace": [one.pace[:, column] for one in tried],
        }  # fmt: skip
        connection.register("tried", {name: np.concatenate(parts) for name, parts in told.items()})
        connection.execute(
            """
            INSERT INTO forecast_trials
            SELECT s.kind, s.subject, $first::DATE + (7 * t.week)::INTEGER, $ahead, s.counts, t.learned, $certainty, round(t.level, 4), t.pace, t.promised,
                nullif(t.done, -1)
            FROM tried t JOIN tried_subjects s USING (number) ORDER BY t.number, t.week
            """,
            {"first": first, "certainty": certainty, "ahead": asked.ahead},
        )
        connection.unregister("tried")


def _known(weeks: Weeks, proxies: NDArray[np.bool_]) -> tuple[Weeks, Weeks]:
    """From which week on, and until which, it is known what was done, for each subject.

    Work began somewhere in the first week with any, so the next is the first whole one. A tracker is known until its last finished item of all;
    a clone (where changes stand in) until its own last change: one that nobody fetched and one that rests look alike.
    """
    some = weeks > 0
    begins = some.argmax(axis=1) + ~some[:, 0]
    ends = weeks.shape[1] - some[:, ::-1].argmax(axis=1)
    return begins, np.where(proxies, ends, ends[~proxies].max(initial=0))


@dataclass(frozen=True, slots=True)
class _Trials:
    """Those of one turn: whose, at which week, from how many each learns, what was done then (-1: not known yet); by certainty levels and promises."""

    turn: int
    whose: Weeks
    now: Weeks
    learned: Weeks
    done: Weeks
    levels: NDArray[np.float64]
    promises: Weeks
    pace: Weeks


def _tried(weeks: Weeks, begins: Weeks, ends: Weeks, trials: int, asked: _Asked) -> list[_Trials]:
    """Turn by turn, the oldest first, for all subjects at once: outcomes move the levels of the turns that are made when they are known.

    For more than `AHEAD` weeks the last turns reach beyond what is known.
    """
    sure, ahead = np.array(asked.certainties), asked.ahead
    levels, found, waiting = np.tile(sure, (len(weeks), 1)), [], list[_Trials]()
    for nth in range(trials + LEVELLED, 0 if ahead == AHEAD else -1, -1):
        for one in [one for one in waiting if nth <= one.turn - ahead // AHEAD]:
            levels[one.whose] = adapted(levels[one.whose], sure, one.done[:, None] >= one.promises, one.promises == 0)
            waiting.remove(one)
        now = ends - AHEAD * nth
        whose = np.flatnonzero(now - begins >= FEWEST)
        if not len(whose):
            continue
        now, learned = now[whose], np.minimum(LEARNED, now[whose] - begins[whose])
        known = nth * AHEAD >= ahead
        done = weeks[whose[:, None], now[:, None] + np.arange(ahead)].sum(axis=1) if known else np.full(len(whose), -1)
        promises, pace = np.hsplit(_promises(weeks, whose, now, learned, np.hstack([levels[whose], np.tile(sure, (len(whose), 1))]), ahead), 2)
        turn = _Trials(nth, whose, now, learned, done, levels[whose], promises, pace)
        waiting += [turn] * known
        found += [turn] * (nth <= trials)
    return found


def _promises(weeks: Weeks, whose: Weeks, now: Weeks, learned: Weeks, levels: NDArray[np.float64], ahead: int) -> Weeks:
    """What is promised with each level; those that learn from as many weeks, of about as much, together: one by one would take longer than all the rest."""
    promises = np.zeros(levels.shape, dtype=np.int64)
    for length in np.unique(learned):
        of = np.flatnonzero(learned == length)
        pasts = weeks[whose[of, None], now[of, None] - length + np.arange(length)]
        size = np.ceil(np.log2(pasts.max(axis=1) + 1))
        for alike in np.unique(size):
            here = size == alike
            promises[of[here]] = promised(pasts[here], ahead, levels[of[here]])
    return promises


def _main_line(connection: duckdb.DuckDBPyConnection, told: Mapping[str, datetime]) -> None:
    """Make ``merged``: for each subject and week the changes of first-parent lines that no bot made."""
    connection.execute(_LINES, told)
    pairs = connection.execute(
        'SELECT c.rowid AS child, m.rowid AS mother FROM lines c JOIN lines m ON m.repository = c.repository AND m."commit" = c.mother'
    ).fetchnumpy()
    (count,) = connection.execute("SELECT count(*) FROM lines").fetchone() or (0,)
    mothers = np.full(count, -1)
    mothers[pairs["child"]] = pairs["mother"]
    heads = connection.execute('SELECT l.rowid FROM lines l JOIN repositories r ON r.repository = l.repository AND r.head = l."commit"').fetchall()
    connection.register("on_line", {"number": np.array(_first_parents(mothers.tolist(), [head for (head,) in heads]), dtype=np.int64)})
    connection.execute(_MERGES)
    connection.unregister("on_line")
    connection.execute("DROP TABLE lines")


def _first_parents(mothers: Sequence[int], heads: Iterable[int]) -> list[int]:
    """The heads, and what leads to each by first parents."""
    line: list[int] = []
    for head in heads:
        here = head
        while here >= 0:
            line.append(here)
            here = mothers[here]
    return line
